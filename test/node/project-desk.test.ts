import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PAGE } from '../server/server-under-test.js';
import { listening } from './raw-server.js';
import { CONFIG, running, runningIn } from './running-project.js';
import { failure, tempFolder } from './temp-folder.js';
import type { DeskAnswer } from '../../src/core/protocol/index.js';

const SECRET = 'my_secret_key_238392';
const WIDGETS = {
  widgets: [{ name: 'W', location: 'desk.ticket.detail.rightpanel', url: '/app/widget.html' }],
};
const MANIFEST = { service: 'DESK', secret: SECRET, modules: WIDGETS };

let home: string;
beforeEach(async () => {
  home = await tempFolder();
  vi.stubEnv('XDG_STATE_HOME', join(home, 'state'));
});
afterEach(() => vi.unstubAllEnvs());

type Project = Awaited<ReturnType<typeof running>>;

const deskOf = async (project: Project): Promise<DeskAnswer> => JSON.parse(await project.text('desk'));

async function stateOf(project: Project) {
  const answer = await deskOf(project);
  if (!answer.on) throw new Error(answer.reason);
  return answer.desk;
}

/** What invoke answers, in a context of its own. */
async function invoke(project: Project, fields: Record<string, string>, secret = SECRET) {
  const { securityContext } = (await project.post('desk', { type: 'mintContext', user: '1' })).value;
  const text = Object.entries(fields).map(([name, value]) => `${name}=${value}`);
  const response = await project.server.fetch(
    new Request(`${PAGE}/api/v1/invoke?orgId=376723&securityContext=${securityContext}`, {
      method: 'POST',
      headers: { HASH: createHmac('sha256', secret).update(text.join('&')).digest('hex') },
      body: new URLSearchParams(fields),
    }),
  );
  return { status: response.status, ...(await response.json()) };
}

describe('whether a project has an emulated Desk', () => {
  it('has none where it is a Finance widget, and says how to have one', async () => {
    const project = await running({});
    expect(await deskOf(project)).toEqual({
      on: false,
      reason: expect.stringContaining('"service": "DESK"'),
      isExtension: false,
    });
    const response = await project.server.fetch(new Request(`${PAGE}/api/v1/invoke`, { method: 'POST' }));
    expect(response.status).toBe(404);
    expect(existsSync(join(home, 'state'))).toBe(false);
  });

  it.each([
    ['the manifest’s service', { ...MANIFEST, service: 'Desk' }, {}],
    ['the configuration', { modules: WIDGETS }, { desk: { secret: SECRET } }],
  ])('has one by %s', async (_, manifest, config) => {
    const project = await running({ 'plugin-manifest.json': manifest, [CONFIG]: config });
    expect(await deskOf(project)).toMatchObject({ on: true, desk: { orgId: '376723' } });
  });

  it('is off without a secret, and says where to write it', async () => {
    const project = await running({ 'plugin-manifest.json': { ...MANIFEST, secret: undefined } });
    expect(await deskOf(project)).toEqual({
      on: false,
      reason: expect.stringContaining('"secret"'),
      isExtension: true,
    });
    expect(project.project.notes.join()).toContain('The Invoke API is off.');
  });

  it('takes the secret of the environment before the manifest’s, and is off where that is not set', async () => {
    vi.stubEnv('DESK_TEST_SECRET', 'of the environment');
    const files = {
      'plugin-manifest.json': MANIFEST,
      [CONFIG]: { desk: { secret: { env: 'DESK_TEST_SECRET' } } },
    };
    const project = await running(files);
    const fields = { requestURL: 'https://api.example.com/', requestType: 'GET' };
    expect((await invoke(project, fields, 'of the environment')).status).toBe(200);
    expect((await invoke(project, fields)).status).toBe(401);
    vi.stubEnv('DESK_TEST_SECRET', '');
    expect(await deskOf(await running(files))).toEqual({
      on: false,
      reason: expect.stringContaining('DESK_TEST_SECRET is not set'),
      isExtension: true,
    });
  });
});

describe('what a project says of its extension', () => {
  it('is its name, config params, listeners and resources.json', async () => {
    const project = await running({
      'plugin-manifest.json': {
        ...MANIFEST,
        config: [{ name: 'region', type: 'picklist', options: ['eu'], default: 'eu' }, { connector: 'x' }],
        callbackListener: {
          onInstall: 'https://ext.example/install?a=1',
          onSomething: 'https://ext.example/',
        },
      },
      'resources.json': {
        fields: [{ resourceName: 'severity', module: 'tickets', displayLabel: 'Severity' }],
        permissions: [{ resourceName: 'p', apiName: 'createIssue', defaultState: true }],
        webhooks: [],
      },
      [CONFIG]: { desk: { callbackOrigin: 'http://127.0.0.1:3000', orgId: '7', extensionName: 'Jira' } },
    });
    expect(await stateOf(project)).toMatchObject({
      extensionName: 'Jira',
      orgId: '7',
      configParams: [{ name: 'region', value: 'eu' }],
      fields: [{ resourceName: 'severity', apiName: 'cf_severity', id: expect.stringMatching(/^4\d{12}$/) }],
      permissions: [{ apiName: 'createIssue' }],
      callbacks: expect.arrayContaining([{ event: 'onInstall', url: 'http://127.0.0.1:3000/install?a=1' }]),
    });
    // What is no config param, and no event, is said and in the way of nothing.
    expect(project.project.notes.join('\n')).toMatch(/config\.1[\s\S]*callbackListener\.onSomething/);
  });

  it('has ids that are the same at every start', async () => {
    const files = { 'plugin-manifest.json': MANIFEST, 'resources.json': { fields: [{ resourceName: 'f' }] } };
    const first = await running(files);
    const { installationId, fields } = await stateOf(first);
    first.project.close();
    expect(await stateOf(await runningIn(first.folder))).toMatchObject({ installationId, fields });
  });

  it('takes values of config params from the environment, until others are set', async () => {
    vi.stubEnv('JIRA_KEY', 'from the environment');
    const project = await running({
      'plugin-manifest.json': { ...MANIFEST, config: [{ name: 'key' }, { name: 'other' }] },
      [CONFIG]: { desk: { configValues: { key: { env: 'JIRA_KEY' }, other: { env: 'NOT_SET_ANYWHERE' } } } },
    });
    expect((await stateOf(project)).configParams.map(({ value }) => value)).toEqual([
      'from the environment',
      '',
    ]);
    expect(project.project.notes.join()).toContain('NOT_SET_ANYWHERE');
    await project.post('desk', { type: 'setParam', name: 'key', value: 'set' });
    expect((await stateOf(project)).configParams[0]).toMatchObject({ value: 'set', isSet: true });
    await project.post('desk', { type: 'deleteParam', name: 'key' });
    expect((await stateOf(project)).configParams[0]).toMatchObject({
      value: 'from the environment',
      isSet: false,
    });
  });

  it('names a wrong resources.json that the configuration names, and does without one that it does not', async () => {
    const resources = { fields: [{ resourceName: 'a' }, { resourceName: 'a' }] };
    const files = { 'plugin-manifest.json': MANIFEST, 'resources.json': resources };
    const project = await running(files);
    expect((await stateOf(project)).fields).toEqual([]);
    expect(project.project.notes.join()).toMatch(/resources\.json:\d+:\d+ fields\[1\]\.resourceName.*twice/);
    expect(project.project.notes.join()).toMatch(/\nWithout it, the extension has no fields/);
    expect(project.project.desk).toBe(true);
    const named = { ...files, [CONFIG]: { desk: { resources: './resources.json' } } };
    expect((await failure(running(named))).message).toMatch(/desk\.resources.*resources\.json:\d+:\d+/s);
  });

  it('is taken into use while it runs, what was stored staying', async () => {
    const project = await running({ 'plugin-manifest.json': MANIFEST });
    await project.post('desk', { type: 'putRecord', record: { key: 'k', value: {} } });
    await project.write('plugin-manifest.json', { ...MANIFEST, config: [{ name: 'added' }] });
    await project.next();
    expect((await stateOf(project)).configParams).toMatchObject([{ name: 'added' }]);
    await project.write('resources.json', { permissions: [{ apiName: 'later' }] });
    await project.next();
    expect((await stateOf(project)).permissions).toMatchObject([{ apiName: 'later' }]);
    expect(await project.post('desk', { type: 'storage', from: 0, limit: 5 })).toMatchObject({
      value: { records: [{ key: 'k' }] },
    });
  });
});

describe('where the extension’s data is kept', () => {
  const record = { key: 'k', value: { a: 1 } };

  it('is a database beside what widgets store: it survives a restart', async () => {
    const first = await running({ 'plugin-manifest.json': MANIFEST, [CONFIG]: { store: './kept' } });
    await first.post('desk', { type: 'putRecord', record });
    first.project.close();
    expect(existsSync(join(first.folder, 'kept', 'desk.db'))).toBe(true);
    const second = await runningIn(first.folder);
    expect(await second.post('desk', { type: 'storage', from: 0, limit: 5 })).toMatchObject({
      value: { records: [record] },
    });
  });

  it('is in memory where the configuration says so', async () => {
    const first = await running({ 'plugin-manifest.json': MANIFEST, [CONFIG]: { store: 'memory' } });
    await first.post('desk', { type: 'putRecord', record });
    first.project.close();
    const second = await runningIn(first.folder);
    expect(await second.post('desk', { type: 'storage', from: 0, limit: 5 })).toMatchObject({
      value: { records: [] },
    });
  });
});

describe('offline', () => {
  const tickets = { requestURL: 'https://desk.zoho.com/api/v1/tickets?limit=1', requestType: 'GET' };

  it('answers Desk’s own APIs from a sample organisation, the project’s mocks first', async () => {
    const project = await running({
      'plugin-manifest.json': MANIFEST,
      'mocks.js': `import { http, HttpResponse } from 'msw';
        export default [http.get('https://desk.zoho.com/api/v1/contacts', () => HttpResponse.json({ mine: true }))];`,
      [CONFIG]: { mocks: './mocks.js' },
    });
    const answer = await invoke(project, tickets);
    expect(JSON.parse(answer.response).data).toHaveLength(1);
    const own = await invoke(project, {
      requestURL: 'https://desk.zoho.com/api/v1/contacts',
      requestType: 'GET',
    });
    expect(JSON.parse(own.response)).toEqual({ mine: true });
  });

  it('knows the extension’s fields there', async () => {
    const project = await running({
      'plugin-manifest.json': MANIFEST,
      'resources.json': { fields: [{ resourceName: 'severity', displayLabel: 'Severity' }] },
    });
    const url = 'https://desk.zoho.com/api/v1/organizationFields/{{fields.severity.id}}';
    const answer = await invoke(project, { requestURL: url, requestType: 'GET' });
    expect(JSON.parse(answer.response)).toMatchObject({ displayLabel: 'Severity', apiName: 'cf_severity' });
  });

  it('calls back to this machine only', async () => {
    const asked: string[] = [];
    const listener = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end();
    });
    const port = await listening(listener);
    const project = await running({
      'plugin-manifest.json': {
        ...MANIFEST,
        callbackListener: {
          onInstall: `http://127.0.0.1:${port}/install`,
          onUpdate: 'https://ext.example/update',
        },
      },
    });
    const fired = await project.post('desk', { type: 'fire', event: 'onInstall', user: '1' });
    expect(fired).toMatchObject({ ok: true, value: { status: 200 } });
    expect(asked).toEqual(['/install']);
    const refused = await project.post('desk', { type: 'fire', event: 'onUpdate', user: '1' });
    expect(refused.value.problem).toContain('callbackOrigin');
    expect(refused.value.status).toBeUndefined();
  });
});
