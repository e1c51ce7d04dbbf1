import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createDesk } from '../../src/core/desk/index.js';
import { sqlStore } from '../../src/node/sql/index.js';
import { EXTENSION, servedFolder } from '../cli/running-serve.js';
import { DESK_SECRET, directlyAt, invokeAt } from '../support/desk-calls.js';
import { json as answering } from '../support/odd-token-endpoint.js';
import { startRealPostgres } from '../support/real-postgres.js';
import { recordingServer } from '../support/recording-server.js';
import { tokenEndpoint } from '../support/token-endpoint.js';
import type { RealPostgres } from '../support/real-postgres.js';
import type { RunningServe, ServedFolder } from '../cli/running-serve.js';

const PASSWORD = 'planted-password';

let postgres: RealPostgres;
beforeAll(async () => {
  postgres = await startRealPostgres();
});
afterAll(() => postgres?.stop());

const STORAGE = 'https://desk.zoho.com/api/v1/installedExtensions/{{installationId}}/storage';

/** An empty database; the password is not asked for, and must not be seen. */
async function database(): Promise<string> {
  const url = await postgres.database();
  return url.replace('tester@', `tester:${PASSWORD}@`);
}

/** The same extension in two folders, as on two machines: each with its own state, and one database. */
async function twoMachines(url: string, config: object = {}): Promise<[ServedFolder, ServedFolder]> {
  const files = {
    ...EXTENSION,
    'zfapps.config.json': { ...config, desk: { extensionName: 'tracker' } },
  };
  const env = { ZFAPPS_TOKEN: 'planted-token-of-the-team', ZFAPPS_DATABASE: url };
  return [await servedFolder(files, env), await servedFolder(files, env)];
}

/** Two servers, which find an empty database at the same time. */
async function twoServers(config: object = {}) {
  const url = await database();
  const machines = await twoMachines(url, config);
  const servers = await Promise.all(machines.map(({ serve }) => serve()));
  const [a, b] = servers as [RunningServe, RunningServe];
  return { url, machines, a, b };
}

function storageCall(requestType: string, more: Record<string, string> = {}) {
  return { requestURL: STORAGE, requestType, ...more };
}

describe('two servers on one Postgres are as one', { timeout: 60_000 }, () => {
  it('for security contexts, tokens, storage and config params', async () => {
    const { a, b, machines } = await twoServers();
    const [one, other] = machines;
    const { securityContext, id, installationId } = await one.json('desk', 'context', '--user', '7');
    const { token } = await other.json('desk', 'token', '--scope', 'Desk.extensions.ALL');

    const record = { key: 'k', queriableValue: 'g', value: { n: 1 } };
    const added = storageCall('POST', { postBody: JSON.stringify(record) });
    expect((await invokeAt(a.url, securityContext, added)).data).toEqual(record);
    const got = await invokeAt(b.url, securityContext, storageCall('GET', { queryParams: '{"key":"k"}' }));
    expect(got.data).toEqual({ data: [record] });

    const params = `installedExtensions/${installationId}/configParams`;
    const variables = [{ name: 'region', value: 'us' }];
    const set = await directlyAt(b.url, token, params, { method: 'POST', body: { variables } });
    expect(set.status).toBe(200);
    expect((await directlyAt(a.url, token, params)).body.data).toMatchObject([
      { name: 'apiKey' },
      { name: 'region', value: 'us' },
    ]);

    await other.json('desk', 'revoke', id);
    for (const { url } of [a, b])
      expect((await invokeAt(url, securityContext, storageCall('GET'))).status).toBe(403);
    await one.json('desk', 'revoke', 'all');
    for (const { url } of [a, b]) expect((await directlyAt(url, token, params)).status).toBe(401);
  });

  it('for the ten logs of a reference, whoever writes first', async () => {
    const { a, b, machines } = await twoServers();
    const { securityContext, installationId } = await machines[0].json('desk', 'context');
    const log = (title: string) => ({
      requestURL: 'api/v1/extensionLogs',
      requestType: 'POST',
      postBody: JSON.stringify({ installationId, reference: 'r', title, description: 'd' }),
    });
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, at) =>
        invokeAt(at % 2 === 0 ? a.url : b.url, securityContext, log(`title ${at}`)),
      ),
    );
    const statuses = answers.map(({ body }) => body.statusCode);
    // "Developer can group a maximum of 10 logs using a reference. Means, a parent log can have 9 sub logs".
    expect(statuses.filter((status) => status === 200)).toHaveLength(10);
    expect(statuses.filter((status) => status === 422)).toHaveLength(20);
    const logs = answers.map(({ data }) => data as { logId: string; parentLogId?: string | null });
    const kept = logs.filter((_, at) => statuses[at] === 200);
    const parents = kept.filter(({ parentLogId }) => (parentLogId ?? null) === null);
    expect(parents).toHaveLength(1);
    const subs = kept.filter((one) => one !== parents[0]);
    expect(subs.map(({ parentLogId }) => parentLogId)).toEqual(Array(9).fill(parents[0]?.logId));
  });

  it('for permissions that an administrator changes', async () => {
    const { a, b, url, machines } = await twoServers();
    const { token, installationId } = await machines[0].json(
      ...['desk', 'token', '--scope', 'Desk.extensions.READ', '--user', '7'],
    );
    const path = `installedExtensions/${installationId}/myCustomPermissions`;
    const enabled = async () =>
      (await Promise.all([a, b].map((server) => directlyAt(server.url, token, path)))).map(
        ({ body }) => body.data,
      );
    expect(await enabled()).toEqual(Array(2).fill([{ apiName: 'createIssue', isEnabled: false }]));

    const store = sqlStore({ url });
    onTestFinished(() => store.close());
    const portal = createDesk({
      secret: DESK_SECRET,
      extensionName: 'tracker',
      resources: { permissions: [{ apiName: 'createIssue' }] },
      store,
      data: store,
    });
    expect(portal.installation.installationId).toBe(installationId);
    await portal.portal.setPermission('7', 'createIssue', true);
    expect(await enabled()).toEqual(Array(2).fill([{ apiName: 'createIssue', isEnabled: true }]));
    await portal.portal.setPermission('7', 'createIssue', false);
    expect(await enabled()).toEqual(Array(2).fill([{ apiName: 'createIssue', isEnabled: false }]));
  });

  it('for the token of a connection: both ask at once, and the provider is asked once', async () => {
    const provider = await tokenEndpoint('', answering({ access_token: 'given', expires_in: 3_600 }));
    const upstream = await recordingServer();
    onTestFinished(provider.close);
    onTestFinished(upstream.close);
    const hosts = [`127.0.0.1:${upstream.port}`];
    const client = { type: 'oauth2', clientId: 'c', clientSecret: 's', tokenUrl: provider.tokenUrl };
    const { a, b, machines } = await twoServers({
      mode: 'live',
      destinations: { private: [...hosts, provider.host] },
      connections: { books: { ...client, grant: 'client_credentials', hosts } },
    });
    const options = { url: `${upstream.origin}/items`, method: 'GET', connection_link_name: 'books' };
    const answers = await Promise.all([a, b, a, b, a, b].map((server) => server.call(options)));
    for (const answer of answers) expect(await answer.json()).toMatchObject({ ok: true });
    expect(upstream.requests.map(({ headers }) => headers.authorization)).toEqual(
      Array(6).fill('Bearer given'),
    );
    expect(provider.requests).toHaveLength(1);
    // What one command forgets, both have forgotten.
    expect((await machines[0].run('disconnect', 'books')).code).toBe(0);
    await b.call(options);
    expect(provider.requests).toHaveLength(2);
  });
});

it('a server whose Postgres goes away says so at /healthz, without the password, and ends well', async () => {
  const own = await startRealPostgres();
  let isStopped = false;
  const stop = async () => {
    if (!isStopped) await own.stop();
    isStopped = true;
  };
  onTestFinished(stop);
  const url = (await own.database()).replace('tester@', `tester:${PASSWORD}@`);
  const [{ serve, json }] = await twoMachines(url);
  const server = await serve();
  const { securityContext } = await json('desk', 'context');
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  await stop();
  const health = await fetch(`${server.url}/healthz`);
  expect([health.status, (await health.json()).status]).toEqual([503, 'unavailable']);
  const call = await invokeAt(server.url, securityContext, storageCall('GET'));
  expect(call.status).toBe(500);
  expect(JSON.stringify(call.body)).not.toContain(PASSWORD);
  const { code, stdout, stderr } = await server.stop();
  expect(code).toBe(0);
  expect(stdout).toMatch(/"event":"note","message":"The database postgres:\/\/tester@/);
  expect(stdout + stderr).not.toContain(PASSWORD);
}, 60_000);
