import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { listening } from '../node/raw-server.js';
import { tempFolder } from '../node/temp-folder.js';
import { json } from '../support/odd-token-endpoint.js';
import { recordingServer } from '../support/recording-server.js';
import { manifest, widgetPage } from '../support/temp-package.js';
import { tokenEndpoint } from '../support/token-endpoint.js';
import { startCommand } from './live-command.js';
import type { ServerResponse } from 'node:http';
import type { RecordingServer } from '../support/recording-server.js';
import type { TokenEndpoint } from '../support/token-endpoint.js';
import type { LiveCommand, LiveEnd } from './live-command.js';

/** The exit codes that people's scripts rely on: written out, because changing one breaks them. */
const USAGE = 2;
const INVALID = 4;
const PORT_IN_USE = 6;
const NOT_CONNECTED = 8;

const CALLBACK = '/__zfapps/connections/callback';

const toEnd: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of toEnd.splice(0).reverse()) await end();
});

/** A project with connections to a provider, and an API that takes what the provider gave. */
interface Project {
  folder: string;
  provider: TokenEndpoint;
  api: RecordingServer;
  start(...args: string[]): LiveCommand;
  run(...args: string[]): Promise<LiveEnd>;
  /** Starts `connect`, and reads the address that it prints. */
  startConnect(...args: string[]): Promise<{ command: LiveCommand; url: string }>;
}

async function project(changes: Record<string, unknown> = {}): Promise<Project> {
  let given = 0;
  const provider = await tokenEndpoint('the-code', (request, response) => {
    given += 1;
    json({
      access_token: `access-${given}`,
      refresh_token: `refresh-${given}`,
      token_type: 'Bearer',
      expires_in: 3_600,
      scope: 'invoices.read items.read',
    })(request, response);
  });
  const api = await recordingServer();
  toEnd.push(provider.close, api.close);
  const oauth = {
    type: 'oauth2',
    clientId: 'the-client',
    clientSecret: 'the-secret',
    authorizeUrl: provider.authorizeUrl,
    tokenUrl: provider.tokenUrl,
    scopes: ['invoices.read'],
    hosts: [`127.0.0.1:${api.port}`],
  };
  const { authorizeUrl: _, ...service } = oauth;
  const folder = await tempFolder({
    'plugin-manifest.json': {
      ...manifest({ 'invoice.details.sidebar': '/app/widget.html' }),
      usedConnections: [{ connectionLinkName: 'books', scope: ['invoices.read', 'bills.read'] }],
    },
    'app/widget.html': widgetPage(''),
    'zfapps.config.json': {
      mode: 'live',
      destinations: { private: [`127.0.0.1:${api.port}`] },
      connections: {
        books: { ...oauth, revokeUrl: provider.revokeUrl },
        mine: { ...oauth, level: 'user' },
        service: { ...service, grant: 'client_credentials' },
        mailer: { type: 'bearer', token: 't', hosts: ['mail.example'] },
        ...changes,
      },
    },
  });
  const state = await tempFolder();
  const start = (...args: string[]) => {
    const command = startCommand(args, { cwd: folder, env: { XDG_STATE_HOME: state, CI: '1' } });
    toEnd.push(() => {
      command.kill('SIGKILL');
      return command.ended;
    });
    return command;
  };
  return {
    folder,
    provider,
    api,
    start,
    run: (...args) => start(...args).ended,
    async startConnect(...args) {
      const command = start('connect', ...args, ...(args.includes('--port') ? [] : ['--port', '0']));
      const [url] = await command.printed(/http:\/\/\S+\/authorize\?\S+/);
      await command.printed(/Ctrl-C/);
      return { command, url };
    },
  };
}

/** Goes where the provider sends a browser, and gives the last page. */
async function signIn(url: string): Promise<{ status: number; text: string }> {
  const response = await fetch(url);
  return { status: response.status, text: await response.text() };
}

/** Where the provider would send a browser. */
async function redirectOf(url: string): Promise<URL> {
  const response = await fetch(url, { redirect: 'manual' });
  await response.body?.cancel();
  return new URL(response.headers.get('location') ?? '');
}

/** One plain message on stderr, no stack, nothing on stdout but what was printed before. */
function expectFailure(ended: LiveEnd, code: number, ...messages: (string | RegExp)[]): void {
  for (const message of messages) expect(ended.stderr).toMatch(message);
  expect(ended).toMatchObject({ code, signal: null });
  expect(ended.stderr).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
  expect(ended.stdout).not.toContain('is connected');
}

/** What the command says of the connection, as JSON. */
async function infoOf(
  { run }: Project,
  linkName: string,
  ...more: string[]
): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await run('connections', '--json', ...more);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout).connections.find((one: { linkName: string }) => one.linkName === linkName);
}

describe('zfapps-shim connect, by signing in', () => {
  it('prints the address and the redirect URI, and is done when the browser comes back', async () => {
    const books = await project();
    const { command, url } = await books.startConnect('books');
    expect(Object.fromEntries(new URL(url).searchParams)).toMatchObject({
      response_type: 'code',
      client_id: 'the-client',
      scope: 'invoices.read',
      code_challenge_method: 'S256',
    });
    const redirectUri = new URL(url).searchParams.get('redirect_uri');
    expect(redirectUri).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/__zfapps\/connections\/callback$/);

    const page = await signIn(url);
    expect(page.status).toBe(200);
    expect(page.text).toContain('The connection “books” is connected.');
    const ended = await command.ended;
    expect(ended).toMatchObject({ code: 0, signal: null });
    expect(ended.stdout).toContain(`as it must be registered at the provider: ${redirectUri}\n`);
    expect(ended.stdout).toMatch(
      / {2}The connection "books" is connected\. Scopes: invoices\.read, items\.read\n$/,
    );
    expect(ended.stderr).toBe('  note  The manifest declares scopes that it lacks: bills.read.\n');
    expect(books.provider.requests).toHaveLength(1);
    const [{ params, authorization } = { params: new URLSearchParams(), authorization: '' }] =
      books.provider.requests;
    expect(Object.fromEntries(params)).toEqual({
      grant_type: 'authorization_code',
      code: 'the-code',
      redirect_uri: redirectUri,
      code_verifier: expect.stringMatching(/^[\w-]{43}$/),
    });
    // RFC 6749, section 2.3.1: both are form-encoded before they are joined.
    const pair = atob(authorization?.replace(/^Basic /, '') ?? '');
    expect(pair.split(':').map(decodeURIComponent)).toEqual(['the-client', 'the-secret']);
  });

  it('listens where the configuration registers its redirect URI', async () => {
    const port = await freePort();
    const books = await project();
    const redirectUri = `http://127.0.0.1:${port}${CALLBACK}`;
    const fixed = await project({
      fixed: {
        type: 'oauth2',
        clientId: 'the-client',
        authorizeUrl: books.provider.authorizeUrl,
        tokenUrl: books.provider.tokenUrl,
        redirectUri,
        hosts: ['api.example'],
      },
    });
    const { command, url } = await fixed.startConnect('fixed');
    expect(new URL(url).searchParams.get('redirect_uri')).toBe(redirectUri);
    await signIn(url);
    expect(await command.ended).toMatchObject({ code: 0 });
  });

  it('says what the provider said where the person refuses', async () => {
    const { provider, startConnect } = await project();
    provider.redirectsWith({ error: 'access_denied', error_description: 'I would <b>rather</b> not.' });
    const { command, url } = await startConnect('books');
    const page = await signIn(url);
    expect(page.status).toBe(400);
    expect(page.text).not.toContain('<b>');
    expectFailure(
      await command.ended,
      NOT_CONNECTED,
      'The sign-in to the connection "books" failed. The provider answered "access_denied: I would <b>rather</b> not."',
    );
    expect(provider.requests).toEqual([]);
  });

  it('says what the token endpoint said of the code', async () => {
    const { provider, startConnect } = await project();
    provider.answers(json({ error: 'invalid_grant', error_description: 'code is too old' }, 400));
    const { command, url } = await startConnect('books');
    expect((await signIn(url)).text).toContain('code is too old');
    expectFailure(await command.ended, NOT_CONNECTED, /invalid_grant: code is too old/);
  });

  it('goes on waiting after redirects of other sign-ins, and ends with its own', async () => {
    const { provider, startConnect } = await project();
    const { command, url } = await startConnect('books');
    const own = await redirectOf(url);
    const foreign = [
      { code: 'evil', state: 'another' },
      { code: 'evil' },
      { error: 'access_denied', state: 'another' },
      { error: 'access_denied' },
    ];
    for (const params of foreign) {
      const response = await fetch(`${own.origin}${CALLBACK}?${new URLSearchParams(params)}`);
      expect(response.status).toBe(400);
      await response.body?.cancel();
    }
    expect(provider.requests).toEqual([]);
    expect((await signIn(own.href)).status).toBe(200);
    expect(await command.ended).toMatchObject({ code: 0 });
    expect(provider.requests.map(({ params }) => params.get('code'))).toEqual(['the-code']);
  });

  it('is not confused by a browser that asks for the redirect twice', async () => {
    const { provider, startConnect } = await project();
    let answer: () => void = () => {};
    const asked = new Promise<void>((resolve) => {
      provider.answers((request, response: ServerResponse) => {
        answer = () => json({ access_token: 'late', token_type: 'Bearer' })(request, response);
        resolve();
      });
    });
    const { command, url } = await startConnect('books');
    const { href } = await redirectOf(url);
    const first = signIn(href);
    await asked;
    expect((await signIn(href)).status).toBe(400);
    answer();
    expect((await first).status).toBe(200);
    const ended = await command.ended;
    expect(ended).toMatchObject({ code: 0 });
    expect(ended.stdout).toContain('The connection "books" is connected.');
  });

  it('answers nothing but the redirect, and to no other name', async () => {
    const { startConnect } = await project();
    const { url } = await startConnect('books');
    const { origin, port } = await redirectOf(url);
    for (const path of ['/', '/__zfapps/', '/__zfapps/connections', '/__zfapps/request'])
      expect((await fetch(`${origin}${path}`)).status).toBe(404);
    expect(await statusFor(Number(port), `evil.example:${port}`, CALLBACK)).toBe(403);
  });

  it('ends at once at Ctrl-C', async () => {
    const { startConnect } = await project();
    const { command } = await startConnect('books');
    const from = performance.now();
    command.kill('SIGINT');
    const ended = await command.ended;
    expect(performance.now() - from).toBeLessThan(1_000);
    expect(ended).toMatchObject({ code: null, signal: 'SIGINT', stderr: '' });
  });

  it('says whose port it is where the port is in use', async () => {
    const used = await listening(createServer());
    const { run } = await project();
    expectFailure(
      await run('connect', 'books', '--port', String(used)),
      PORT_IN_USE,
      `Port ${used} of this machine is in use.`,
      'click Connect under Connections',
      '--port',
    );
  });
});

describe('zfapps-shim connect, without signing in', () => {
  it('takes a code that a person copied', async () => {
    const { provider, run } = await project();
    const ended = await run('connect', 'books', '--code', 'copied code+/');
    expect(ended).toMatchObject({
      code: 0,
      stdout: '  The connection "books" is connected. Scopes: invoices.read, items.read\n',
    });
    expect(provider.requests.map(({ params }) => Object.fromEntries(params))).toEqual([
      { grant_type: 'authorization_code', code: 'copied code+/' },
    ]);
  });

  it('says that the provider refuses a code', async () => {
    const { provider, run } = await project();
    provider.answers(json({ error: 'invalid_code' }));
    expectFailure(
      await run('connect', 'books', '--code', 'old'),
      NOT_CONNECTED,
      /"books" failed.*invalid_code/,
    );
  });

  it('asks for the token of a client that acts for itself', async () => {
    const { provider, run } = await project();
    expect(await run('connect', 'service')).toMatchObject({
      code: 0,
      stdout: '  The connection "service" is connected. Scopes: invoices.read, items.read\n',
      stderr: '',
    });
    expect(provider.requests.map(({ params }) => Object.fromEntries(params))).toEqual([
      { grant_type: 'client_credentials', scope: 'invoices.read' },
    ]);
  });

  it('says that the provider does not know the client', async () => {
    const { provider, run } = await project();
    provider.answers(json({ error: 'invalid_client' }, 401));
    expectFailure(
      await run('connect', 'service'),
      NOT_CONNECTED,
      /"service" could not get a token.*invalid_client/,
    );
  });

  it.each<[string, string[], string]>([
    [
      'a link name that is none',
      ['bokos'],
      'No connection has the link name "bokos". There are: books, mine, service, mailer.',
    ],
    ['a connection that needs none', ['mailer'], 'The connection "mailer" needs no connecting'],
    [
      'a code where nobody signs in',
      ['service', '--code', 'x'],
      '--code is for a connection that a person signs in to',
    ],
    ['a code of a connection that needs none', ['mailer', '--code', 'x'], '--code is for a connection'],
    ['no link name', [], 'link name'],
  ])('refuses %s', async (_, args, message) => {
    const { provider, run } = await project();
    expectFailure(await run('connect', ...args), USAGE, message);
    expect(provider.requests).toEqual([]);
  });

  it('refuses a connection whose secret is missing, and names the variable', async () => {
    const off = { type: 'bearer', token: { env: 'CONNECT_TEST_UNSET' }, hosts: ['x.example'] };
    const { run } = await project({ off });
    expectFailure(await run('connect', 'off'), USAGE, 'CONNECT_TEST_UNSET is not set');
  });

  it.each([
    'connect books',
    'connections',
    'disconnect books',
  ])('%s refuses a wrong configuration', async (line) => {
    const { run } = await project({ wrong: { type: 'oauth2', clientId: 'x', hosts: ['https://x.example'] } });
    expectFailure(await run(...line.split(' ')), INVALID, /connections\.wrong\.hosts\[0\]: /);
  });
});

describe('what was connected', () => {
  it('is used by dev on the same folder', async () => {
    const books = await project();
    await books.run('connect', 'books', '--code', 'copied');
    const dev = books.start('dev', '.', '--port', '0', '--json');
    const [line] = await dev.printed(/\{"event":"ready".*\}/);
    const { url } = JSON.parse(line);
    const html = await (await fetch(url)).text();
    const { token } = JSON.parse(/id="zfapps-boot">(.*?)<\/script>/.exec(html)?.[1] ?? '');
    const { origin } = new URL(url);
    const response = await fetch(`${origin}/__zfapps/request`, {
      method: 'POST',
      headers: { 'x-zfapps-token': token, 'content-type': 'application/json', origin },
      body: JSON.stringify({
        options: { url: `${books.api.origin}/items`, method: 'GET', connection_link_name: 'books' },
      }),
    });
    expect(await response.json()).toMatchObject({ ok: true });
    expect(books.api.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer access-1']);
    expect(books.provider.requests).toHaveLength(1);

    // What is connected while it runs is used from the next call on.
    await books.run('connect', 'books', '--code', 'another');
    await fetch(`${origin}/__zfapps/request`, {
      method: 'POST',
      headers: { 'x-zfapps-token': token, 'content-type': 'application/json', origin },
      body: JSON.stringify({
        options: { url: `${books.api.origin}/items`, method: 'GET', connection_link_name: 'books' },
      }),
    });
    expect(books.api.requests.map(({ headers }) => headers.authorization).at(-1)).toBe('Bearer access-2');
  });

  it('is shown by connections, as JSON and in words', async () => {
    const books = await project();
    await books.run('connect', 'books', '--code', 'copied');
    expect(await infoOf(books, 'books')).toEqual({
      linkName: 'books',
      type: 'oauth2',
      state: 'connected',
      standIn: false,
      level: 'org',
      hosts: [`127.0.0.1:${books.api.port}`],
      scopes: ['invoices.read', 'items.read'],
      missingScopes: ['bills.read'],
      declared: true,
      connects: 'sign_in',
      revocable: true,
      expiresAt: expect.any(Number),
    });
    expect(await infoOf(books, 'mailer')).toEqual({
      linkName: 'mailer',
      type: 'bearer',
      state: 'connected',
      standIn: false,
      level: 'org',
      hosts: ['mail.example'],
      scopes: [],
      missingScopes: [],
      declared: false,
      revocable: false,
    });
    const { code, stdout } = await books.run('connections');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}books {2}connected \(oauth2\)\n/m);
    expect(stdout).toMatch(/^ {4}lacks {3}bills\.read/m);
    expect(stdout).toMatch(/^ {2}service {2}not connected \(oauth2\)\n/m);
  });

  it('is forgotten by disconnect', async () => {
    const books = await project();
    await books.run('connect', 'books', '--code', 'copied');
    expect(await books.run('disconnect', 'books')).toMatchObject({
      code: 0,
      stdout: '  The connection "books" is disconnected. Its tokens are forgotten here.\n',
      stderr: '',
    });
    expect(await infoOf(books, 'books')).toMatchObject({ state: 'not_connected' });
    expect(books.provider.revoked).toEqual([]);
  });

  it('is withdrawn by disconnect --revoke, and kept where the provider refuses', async () => {
    const books = await project();
    await books.run('connect', 'books', '--code', 'copied');
    books.provider.answersRevocations(json({ error: 'unsupported_token_type' }, 400));
    expectFailure(
      await books.run('disconnect', 'books', '--revoke'),
      NOT_CONNECTED,
      'The tokens were not revoked, and are kept.',
    );
    expect(await infoOf(books, 'books')).toMatchObject({ state: 'connected' });

    books.provider.answersRevocations((_, response) => void response.writeHead(200).end());
    expect(await books.run('disconnect', 'books', '--revoke')).toMatchObject({
      code: 0,
      stdout: '  The connection "books" is disconnected. The provider has withdrawn its tokens.\n',
    });
    expect(books.provider.revoked).toEqual(['refresh-1', 'refresh-1']);
    expect(await infoOf(books, 'books')).toMatchObject({ state: 'not_connected' });
  });

  it('is refused to disconnect where there is nothing to', async () => {
    const { run } = await project();
    expectFailure(await run('disconnect', 'bokos'), USAGE, 'There are: books, mine, service, mailer.');
    expectFailure(await run('disconnect', 'mailer'), USAGE, '"mailer" needs no connecting');
    expectFailure(await run('disconnect', 'service', '--revoke'), USAGE, 'has no revokeUrl');
  });

  it('belongs to one user where the level is user', async () => {
    const mine = await project();
    const ended = await mine.run('connect', 'mine', '--code', 'a', '--user', 'anna');
    expect(ended).toMatchObject({ code: 0 });
    expect(ended.stdout).toContain('The connection "mine" is connected for the user anna.');
    expect(await infoOf(mine, 'mine', '--user', 'anna')).toMatchObject({ state: 'connected', user: 'anna' });
    expect(await infoOf(mine, 'mine', '--user', 'ben')).toMatchObject({
      state: 'not_connected',
      user: 'ben',
    });
    expect(await infoOf(mine, 'mine')).toMatchObject({ state: 'not_connected' });

    await mine.run('connect', 'mine', '--code', 'b', '--user', 'ben');
    await mine.run('disconnect', 'mine', '--user', 'anna');
    expect(await infoOf(mine, 'mine', '--user', 'anna')).toMatchObject({ state: 'not_connected' });
    expect(await infoOf(mine, 'mine', '--user', 'ben')).toMatchObject({ state: 'connected' });
    // It runs the command several times, and shares the machine with other tests.
  }, 30_000);
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** What a browser gets that was led here by another name. `fetch` would not send that Host. */
async function statusFor(port: number, host: string, path: string): Promise<number | undefined> {
  const { request } = await import('node:http');
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}
