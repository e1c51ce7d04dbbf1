import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { listen } from '../../src/node/index.js';
import { call } from '../server/server-under-test.js';
import { running } from './running-project.js';
import { tempFolder } from './temp-folder.js';

const SECRET = 'my_secret_key_238392';
const TICKET = '1892000000094004';
const TOKEN = 'tr/ck er&1';

/** What upstreams answer; the mock says what it was sent. */
const MOCKS = `
import { http, HttpResponse } from 'msw';
export default [
  http.post('https://tracker.example.com/issues', async ({ request }) =>
    HttpResponse.json({ id: 'T-1', token: request.headers.get('x-token'), sent: await request.json() })),
  http.get('https://crm.example.com/contacts', ({ request }) =>
    HttpResponse.json({ authorization: request.headers.get('authorization') })),
];`;

const PROJECT = {
  'plugin-manifest.json': {
    service: 'DESK',
    secret: SECRET,
    modules: {
      widgets: [{ name: 'Tracker', location: 'desk.ticket.detail.rightpanel', url: '/app/widget.html' }],
    },
    config: [{ name: 'trackerToken', secure: true, type: 'text', mandatory: true, userDefined: true }],
    callbackListener: { onInstall: 'https://tracker-extension.example.com/events/install' },
  },
  'resources.json': {
    fields: [
      { resourceName: 'severity', module: 'tickets', displayLabel: 'Severity', type: 'Text', maxLength: 50 },
    ],
    permissions: [
      { resourceName: 'p1', apiName: 'createIssue', displayName: 'Create issues', defaultState: true },
    ],
  },
  'mocks.ts': MOCKS,
};

beforeEach(async () => {
  vi.stubEnv('XDG_STATE_HOME', join(await tempFolder(), 'state'));
  onTestFinished(() => void vi.unstubAllEnvs());
});

/** Desk, and the extension's server beside it, each on a port of its own. */
async function installed(): Promise<{
  extension: string;
  fire(event: string): Promise<Record<string, unknown>>;
}> {
  const config = (origin: string) => ({
    mocks: './mocks.ts',
    desk: { callbackOrigin: origin },
    connections: { crm: { type: 'bearer', token: 'crm-token', hosts: ['crm.example.com'] } },
  });
  const project = await running({ ...PROJECT, 'zfapps.config.json': config('http://127.0.0.1:1') });
  const listening = await listen(project.server);
  onTestFinished(() => listening.close());
  const extension = fork(new URL('extension/server.mjs', import.meta.url), {
    env: { DESK_URL: listening.url.replace(/\/$/, ''), APP_SECRET: SECRET },
    silent: true,
  });
  onTestFinished(() => void extension.kill('SIGKILL'));
  const [{ port }] = (await once(extension, 'message')) as [{ port: number }];
  const origin = `http://127.0.0.1:${port}`;
  await project.write('zfapps.config.json', config(origin));
  await project.next();
  const html = await (await fetch(listening.url)).text();
  const token = /"token":"([^"]+)"/.exec(html)?.[1] ?? '';
  return {
    extension: origin,
    async fire(event) {
      const body = JSON.stringify({ type: 'fire', event, user: '1892000000056007' });
      const request = call(token, {}, { url: `${listening.url}__zfapps/desk`, body });
      return (await fetch(request)).json();
    },
  };
}

describe("an extension's server that is pointed here instead of at desk.zoho.com", () => {
  it('is installed by a callback, and uses storage, config params, logs, permissions, placeholders and connections', async () => {
    const { extension, fire } = await installed();
    expect(await fire('onInstall')).toMatchObject({
      ok: true,
      value: { status: 200, answer: '{"installed":"onInstall"}' },
    });

    const response = await fetch(`${extension}/track`, {
      method: 'POST',
      body: JSON.stringify({ ticketId: TICKET, token: TOKEN }),
    });
    const done = await response.json();
    expect(done.error).toBeUndefined();

    expect(done.params).toMatchObject([{ name: 'trackerToken', secure: true, value: '****' }]);
    expect(done.permissions).toEqual([{ apiName: 'createIssue', isEnabled: true }]);
    expect(done.issue).toEqual({
      id: 'T-1',
      token: TOKEN,
      sent: { title: `Ticket ${TICKET} – é & ü + 値 😀` },
    });
    expect(done.byConnection).toEqual({
      status: 'true',
      statusMessage: { authorization: 'Bearer crm-token' },
    });
    const first = { key: TICKET, queriableValue: 'open issues', value: { issue: 'T-1', state: 'open' } };
    expect(done.one).toEqual({ data: [first] });
    expect(done.page).toEqual({
      data: [{ key: `${TICKET}:again`, queriableValue: 'open issues', value: { issue: 'T-1' } }],
    });
    expect(done.left).toEqual({ data: [first] });
    const [parent, ...subs] = done.logs;
    expect(parent.parentLogId).toBeNull();
    expect(subs.map((log: { parentLogId: string }) => log.parentLogId)).toEqual(Array(9).fill(parent.logId));
    expect(done.eleventh).toMatch(/^422: .*UNPROCESSABLE_ENTITY/);
    expect(done.field).toMatchObject({ displayLabel: 'Severity', apiName: 'cf_severity' });
    expect(done.ticket).toMatchObject({ id: TICKET, cf: { cf_severity: 'High' } });
  });

  it('refuses a callback that another secret signed', async () => {
    const { extension } = await installed();
    const response = await fetch(`${extension}/events/install`, {
      method: 'POST',
      headers: { HASH: 'a'.repeat(64) },
      body: '{"event":"onInstall","orgId":"1","securityContext":"x"}',
    });
    expect(response.status).toBe(401);
  });
});
