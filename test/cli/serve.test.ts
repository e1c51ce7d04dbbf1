import { createServer } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listening } from '../node/raw-server.js';
import { directlyAt, invokeAt } from '../support/desk-calls.js';
import { json as answering } from '../support/odd-token-endpoint.js';
import { recordingServer } from '../support/recording-server.js';
import { tokenEndpoint } from '../support/token-endpoint.js';
import { EXTENSION, servedFolder, TOKEN } from './running-serve.js';
import type { RecordingServer } from '../support/recording-server.js';

/** The exit codes that people's scripts rely on: written out, because changing one breaks them. */
const USAGE = 2;
const FOLDER_MISSING = 3;
const INVALID = 4;
const PORT_IN_USE = 6;
const DATABASE = 9;

/** An upstream that answers when it is told to. */
async function holdingUpstream(): Promise<RecordingServer & { arrived: Promise<void>; release(): void }> {
  const held: (() => void)[] = [];
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const upstream = await recordingServer((_, response) => {
    held.push(() => response.setHeader('Content-Type', 'application/json').end('{"late":true}'));
    arrive();
  });
  onTestFinished(upstream.close);
  return Object.assign(upstream, {
    arrived,
    release: () => {
      for (const answer of held) answer();
    },
  });
}

const live = (upstream: RecordingServer) => ({
  mode: 'live',
  destinations: { private: [`127.0.0.1:${upstream.port}`] },
});

describe('zfapps-shim serve', { timeout: 30_000 }, () => {
  it('answers the proxy and Desk for a folder without widgets, with a line of JSON for each call', async () => {
    const { serve, json } = await servedFolder(EXTENSION);
    const { url, call, stop } = await serve();
    const { securityContext, installationId } = await json('desk', 'context', '--user', '7');
    const { token } = await json('desk', 'token', '--scope', 'Desk.extensions.READ', '--user', '8');

    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok' });
    const added = await invokeAt(url, securityContext, {
      requestURL: 'https://desk.zoho.com/api/v1/installedExtensions/{{installationId}}/storage',
      requestType: 'POST',
      postBody: '{"key":"a","value":{"b":1}}',
    });
    expect(added).toMatchObject({ status: 200, body: { statusCode: 200 } });
    expect(await directlyAt(url, token, `installedExtensions/${installationId}/storage?key=a`)).toEqual({
      status: 200,
      body: { data: [{ key: 'a', value: { b: 1 } }] },
    });
    // Offline, the sample organisation answers Desk's own APIs.
    const tickets = await call({ url: 'https://desk.zoho.com/api/v1/tickets?limit=1', method: 'GET' });
    expect(await tickets.json()).toMatchObject({ ok: true, value: { data: { status_code: 200 } } });

    const { code, stdout, stderr } = await stop();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    for (const { time } of lines) expect(new Date(time).toISOString()).toBe(time);
    expect(lines).toMatchObject([
      { level: 'info', event: 'ready', url, mode: 'offline', desk: true, installationId },
      {
        level: 'info',
        event: 'invoke',
        method: 'POST',
        path: '/api/v1/invoke',
        status: 200,
        upstreamStatus: 200,
        user: '7',
      },
      {
        event: 'direct',
        path: `/api/v1/installedExtensions/${installationId}/storage`,
        status: 200,
        user: '8',
      },
      { event: 'request', upstream: 'GET https://desk.zoho.com/api/v1/tickets', widget: 'billing' },
      { event: 'stopping', signal: 'SIGTERM' },
      { event: 'stopped' },
    ]);
  });

  it('serves a folder that has nothing but a configuration, and uses its connections for who has the token', async () => {
    const upstream = await recordingServer();
    onTestFinished(upstream.close);
    const { serve } = await servedFolder({
      'zfapps.config.json': {
        ...live(upstream),
        connections: { crm: { type: 'bearer', token: 'the-token', hosts: [`127.0.0.1:${upstream.port}`] } },
      },
    });
    const { url, call } = await serve();
    const options = { url: `${upstream.origin}/contacts`, method: 'GET', connection_link_name: 'crm' };
    for (const headers of [
      {},
      { 'x-zfapps-token': `${TOKEN}x` },
      { 'x-zfapps-token': TOKEN, origin: url.replace('http', 'https') },
    ])
      expect((await call(options, headers as Record<string, string>)).status).toBe(403);
    expect(upstream.requests).toEqual([]);
    expect(await (await call(options)).json()).toMatchObject({ ok: true });
    expect(upstream.requests[0]?.headers.authorization).toBe('Bearer the-token');
    // There is neither a page nor a widget.
    for (const path of ['/', '/__zfapps/', '/app/widget.html', '/zfapps.config.json', '/__zfapps/records'])
      expect((await fetch(url + path)).status).toBe(404);
    expect((await fetch(`${url}/api/v1/invoke`, { method: 'POST' })).status).toBe(404);
  });

  it('takes no calls of the proxy without ZFAPPS_TOKEN, as nobody at a terminal could be told one', async () => {
    const { serve } = await servedFolder({ 'zfapps.config.json': {} }, { ZFAPPS_TOKEN: '' });
    const { command, call, stop } = await serve();
    await command.printed(/"event":"note".*ZFAPPS_TOKEN/);
    for (const token of ['', 'undefined', TOKEN])
      expect((await call({ url: 'https://a.example/' }, { 'x-zfapps-token': token })).status).toBe(403);
    expect(await stop()).toMatchObject({ code: 0, stderr: '' });
  });

  it('has the token, and the place of the database, from .env.local', async () => {
    const { serve, run, folder } = await servedFolder(
      { ...EXTENSION, '.env.local': `ZFAPPS_TOKEN=${TOKEN}\nZFAPPS_DATABASE=./all.db\n` },
      {},
    );
    const { call } = await serve();
    expect((await call({ url: 'https://desk.zoho.com/api/v1/tickets' })).status).toBe(200);
    const { securityContext } = JSON.parse((await run('desk', 'context', '--json')).stdout);
    const { stdout } = await run('desk', 'contexts', '--json', '--database', `${folder}/all.db`);
    expect(JSON.parse(stdout).contexts).toHaveLength(1);
    expect(stdout).not.toContain(securityContext);
  });

  it('uses the account that connect got on the same database', async () => {
    const upstream = await recordingServer();
    const provider = await tokenEndpoint(
      'the-code',
      answering({ access_token: 'given', refresh_token: 'r', expires_in: 3_600 }),
    );
    onTestFinished(upstream.close);
    onTestFinished(provider.close);
    const books = {
      type: 'oauth2',
      clientId: 'c',
      clientSecret: 's',
      authorizeUrl: provider.authorizeUrl,
      tokenUrl: provider.tokenUrl,
      hosts: [`127.0.0.1:${upstream.port}`],
    };
    const files = {
      ...EXTENSION,
      'zfapps.config.json': {
        mode: 'live',
        destinations: { private: [`127.0.0.1:${upstream.port}`, provider.host] },
        connections: { books },
      },
    };
    const { run, serve, folder } = await servedFolder(files);
    const at = ['--database', `file:${folder}/shared.db`];
    expect(await run('connect', 'books', '.', '--code', 'copied', ...at)).toMatchObject({ code: 0 });
    const stateOf = async (...args: string[]) =>
      JSON.parse((await run('connections', '--json', ...args)).stdout).connections[0].state;
    expect(await stateOf(...at)).toBe('connected');
    // This folder's own place is another.
    expect(await stateOf()).toBe('not_connected');
    const { call } = await serve(...at);
    const options = { url: `${upstream.origin}/items`, method: 'GET', connection_link_name: 'books' };
    expect(await (await call(options)).json()).toMatchObject({ ok: true });
    expect(upstream.requests[0]?.headers.authorization).toBe('Bearer given');
  });
});

describe('zfapps-shim serve that is told to stop', { timeout: 30_000 }, () => {
  const SIGNALS: NodeJS.Signals[] = ['SIGTERM', 'SIGINT'];
  it.each(SIGNALS)('by %s answers the call that is under way, and takes no other', async (signal) => {
    const upstream = await holdingUpstream();
    const { serve } = await servedFolder({ 'zfapps.config.json': live(upstream) });
    const { url, command, call, lines } = await serve();
    // Its connection is kept open.
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const underWay = call({ url: `${upstream.origin}/slow`, method: 'GET' });
    await upstream.arrived;
    command.kill(signal);
    await command.printed(/"event":"stopping"/);
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
    upstream.release();
    const answer = await underWay;
    expect(answer.headers.get('connection')).toBe('close');
    expect(await answer.json()).toMatchObject({ ok: true, value: { data: { body: '{"late":true}' } } });
    expect(await command.ended).toMatchObject({ code: 0, signal: null });
    expect(lines().slice(-3)).toMatchObject([
      { event: 'stopping', signal, underWay: 1 },
      { event: 'request', status: 200 },
      { event: 'stopped' },
    ]);
  });

  it('says so at /healthz while it drains, takes calls all the same, and ends at once by a second signal', async () => {
    const { serve } = await servedFolder({ 'zfapps.config.json': {} });
    const { url, command, call } = await serve('--drain', '3600');
    command.kill('SIGTERM');
    await command.printed(/"event":"stopping"/);
    const health = await fetch(`${url}/healthz`);
    expect([health.status, await health.json()]).toEqual([503, { status: 'stopping' }]);
    expect(health.headers.get('connection')).toBe('close');
    expect((await call({ url: 'https://desk.zoho.com/api/v1/tickets' })).status).toBe(200);
    command.kill('SIGINT');
    expect(await command.ended).toMatchObject({ code: null, signal: 'SIGINT' });
  });

  it('cuts off what takes longer than --grace, says so, and ends with 0', async () => {
    const upstream = await holdingUpstream();
    const { serve } = await servedFolder({ 'zfapps.config.json': live(upstream) });
    const { command, call } = await serve('--grace', '0.2');
    const cut = call({ url: `${upstream.origin}/never`, method: 'GET' });
    const refused = expect(cut).rejects.toThrow();
    await upstream.arrived;
    command.kill('SIGTERM');
    await refused;
    const { code, stdout } = await command.ended;
    expect(code).toBe(0);
    expect(stdout).toMatch(/"event":"note","message":"Cut off calls: 1\./);
  });
});

describe('zfapps-shim serve that cannot start', { timeout: 30_000 }, () => {
  it('names a database that is not reached, without its password', async () => {
    const closed = createServer();
    const port = await listening(closed);
    await new Promise((resolve) => closed.close(resolve));
    const url = `postgres://me:planted-password@127.0.0.1:${port}/shared?password=planted-password`;
    for (const own of [['--database', url], []]) {
      const env = { ZFAPPS_TOKEN: TOKEN, ...(own.length === 0 ? { ZFAPPS_DATABASE: url } : {}) };
      const { run } = await servedFolder(EXTENSION, env);
      const { code, stdout, stderr } = await run('serve', '.', '--port', '0', ...own);
      expect(code).toBe(DATABASE);
      expect(stderr).toContain(`postgres://me@127.0.0.1:${port}/shared cannot be`);
      expect(stdout + stderr).not.toContain('planted-password');
      expect(stderr).not.toMatch(/^\s+at /m);
    }
  });

  it.each<[string, number, Record<string, string | object>, string[], RegExp]>([
    [
      'a database of another kind',
      DATABASE,
      {},
      ['--database', 'mysql://me:planted@h/d'],
      /--database or ZFAPPS_DATABASE has a url of the scheme "mysql:"/,
    ],
    [
      'a folder of the database that is not there',
      DATABASE,
      {},
      ['--database', './missing/state.db'],
      /The folder missing does not exist/,
    ],
    ['a folder that is not there', FOLDER_MISSING, {}, ['missing'], /does not exist/],
    ['a manifest that is no JSON', INVALID, { 'plugin-manifest.json': '{' }, [], /plugin-manifest\.json:1/],
    ['a mode that there is not', USAGE, {}, ['--mode', 'replay'], /offline, live/],
    ['a time to stop in words', USAGE, {}, ['--grace', 'soon'], /seconds/],
  ])('because of %s ends with a sentence', async (_, expected, files, args, message) => {
    const { run } = await servedFolder({ 'zfapps.config.json': {}, ...files });
    const { code, stdout, stderr } = await run('serve', ...args, '--port', '0');
    expect(code).toBe(expected);
    expect(stderr).toMatch(message);
    expect(stdout + stderr).not.toContain('planted');
    expect(stdout).toBe('');
  });

  it('refuses a token that is easily guessed, and does not print it', async () => {
    const { run } = await servedFolder({ 'zfapps.config.json': {} }, { ZFAPPS_TOKEN: 'short-planted' });
    const { code, stdout, stderr } = await run('serve', '.', '--port', '0');
    expect(code).toBe(USAGE);
    expect(stderr).toContain('at least 16');
    expect(stdout + stderr).not.toContain('planted');
  });

  it('names a port that is in use', async () => {
    const taken = await recordingServer();
    onTestFinished(taken.close);
    const { run } = await servedFolder({ 'zfapps.config.json': {} });
    const { code, stderr } = await run('serve', '.', '--port', String(taken.port));
    expect(code).toBe(PORT_IN_USE);
    expect(stderr).toContain(`Port ${taken.port}`);
  });
});
