import { createServer } from 'node:http';
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { listening } from '../node/raw-server.js';
import { tempFolder } from '../node/temp-folder.js';
import { formsOf, secretFinder } from '../support/find-secrets.js';
import { hangUp, json, never, text } from '../support/odd-token-endpoint.js';
import { recordingServer } from '../support/recording-server.js';
import { manifest, widgetPage } from '../support/temp-package.js';
import { tokenEndpoint } from '../support/token-endpoint.js';
import { startCommand } from './live-command.js';
import type { ServerResponse } from 'node:http';
import type { OddAnswer, OddRequest } from '../support/odd-token-endpoint.js';
import type { RecordedRequest, RecordingServer } from '../support/recording-server.js';
import type { TokenEndpoint } from '../support/token-endpoint.js';
import type { LiveCommand, LiveEnd } from './live-command.js';

/*
 * What leaves the process is gathered and searched for every secret. Two ways out are none of its business:
 * the body of an upstream's answer, which is the widget's, whatever the upstream writes into it; and
 * diagnostic reports (`--report-…`), which Node writes with the whole environment when it is told to.
 */

/** No two share twelve characters in a row, and each has what an encoding changes. */
const PLANTED = {
  clientSecret: 'Kl+ient/Se"cret-of_m.y\\%Mé1ne~(x)',
  accessToken: 'Zu+gang/To=ken&of%Mé2ne',
  refreshToken: 'Er+neuern/To"ken2\\of%Mé3ne',
  givenRefresh: 'Ge+geben/Er=neuern&of%Mé4ne',
  code: 'Co+de/vom"An\\bieter&of%Mé5ne…',
  copiedCode: 'Ab+geschrieben/Co=de&of%Mé6ne…',
  bearer: 'Tr+aeger/Mar=ke&of%Mé7ne',
  headerKey: 'Ko+pf/Schlue=ssel&of%Mé8ne',
  queryKey: 'An+frage/Schlue=ssel2&of%Mé9ne…',
  // One that can stand in a host's name.
  plainKey: 'Pl4inSchluesselWieEinHost0',
  password: 'Pa+ss/wor=t:&of%Mé0ne…',
};
type SecretName = keyof typeof PLANTED;

const findPlanted = secretFinder(PLANTED);

/** How secrets get into a configuration: as they stand there, and by the environment. */
const ENV_LOCAL = `S_CLIENT='${PLANTED.clientSecret}'
S_GIVEN='${PLANTED.givenRefresh}'
S_BEARER='${PLANTED.bearer}'
`;

const toEnd: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of toEnd.splice(0).reverse()) await end();
});

/** A project with every kind of connection, its provider, its upstream, and all that left. */
interface World {
  folder: string;
  state: string;
  provider: TokenEndpoint;
  upstream: RecordingServer;
  run(...args: string[]): Promise<LiveEnd>;
  start(args: readonly string[], env?: Record<string, string>): LiveCommand;
  /** Starts dev. */
  dev(env?: Record<string, string>): Promise<Dev>;
  /** Notes something that left, and gives it back. */
  left(where: string, what: string): string;
  /** Says what is being tried, for the report of a find. */
  about(what: string): void;
  /** Notes an answer, and gives its text back. */
  answered(where: string, response: Response): Promise<string>;
  /** Ends what runs, and searches everything. `arrived` are the secrets that must have reached a server. */
  check(...arrived: SecretName[]): Promise<void>;
}

/** A running dev server. */
interface Dev {
  command: LiveCommand;
  origin: string;
  widgetOrigin: string;
  get(path: string, headers?: Record<string, string>): Promise<string>;
  post(route: string, body: unknown): Promise<string>;
  /** Asks as a widget does, and gives what came. */
  call(linkName: string, options?: Record<string, unknown>): Promise<CallAnswer>;
  /** The connections by link name. */
  connections(): Promise<Record<string, { state: string; reason?: string }>>;
}

interface CallAnswer {
  ok: boolean;
  error?: { code: string; message: string };
}

const TOKENS: OddAnswer = json({
  access_token: PLANTED.accessToken,
  refresh_token: PLANTED.refreshToken,
  token_type: 'Bearer',
  expires_in: 3_600,
});

async function world(): Promise<World> {
  const provider = await tokenEndpoint(PLANTED.code, TOKENS);
  const upstream = await recordingServer(answerAsPathSays);
  toEnd.push(provider.close, upstream.close);
  const folder = await tempFolder({
    'plugin-manifest.json': {
      ...manifest({ 'invoice.details.sidebar': '/app/widget.html' }),
      usedConnections: [{ connectionLinkName: 'books', scope: ['invoices.read'] }],
    },
    'app/widget.html': widgetPage(''),
    'app/translations/en.json': { hello: 'Hello' },
    'zfapps.config.json': configuration(provider, upstream),
    '.env.local': ENV_LOCAL,
  });
  const before = await filesIn(folder);
  const state = await tempFolder();
  const leaving: [where: string, what: string][] = [];
  const running: LiveCommand[] = [];
  const streams: Promise<void>[] = [];
  let trying = '';

  function left(where: string, what: string): string {
    leaving.push([`${where} ${trying}`, what]);
    return what;
  }
  async function answered(where: string, response: Response): Promise<string> {
    left(`${where}: headers`, [...response.headers].join('\n'));
    const bytes = Buffer.from(await response.arrayBuffer());
    left(`${where}: as Latin-1`, bytes.toString('latin1'));
    return left(where, bytes.toString());
  }
  function start(args: readonly string[], env: Record<string, string> = {}): LiveCommand {
    const command = startCommand(args, { cwd: folder, env: { XDG_STATE_HOME: state, CI: '1', ...env } });
    running.push(command);
    command.ended.then(({ stdout, stderr }) => {
      left(`stdout of ${args.join(' ')}`, stdout);
      left(`stderr of ${args.join(' ')}`, stderr);
    });
    toEnd.push(() => {
      command.kill('SIGKILL');
      return command.ended;
    });
    return command;
  }
  return {
    folder,
    state,
    provider,
    upstream,
    left,
    about(what) {
      trying = `(${what})`;
    },
    answered,
    start,
    run: (...args) => start(args).ended,
    dev: (env) => startDev({ start, left, answered, streams }, env),
    async check(...arrived) {
      for (const command of running) command.kill('SIGTERM');
      await Promise.all([...running.map(({ ended }) => ended), ...streams]);
      const findVerifiers = secretFinder(verifiersOf(provider));
      const found = leaving.flatMap(([where, what]) =>
        [...findPlanted(what), ...findVerifiers(what)].map((secret) => `${secret} in ${where}`),
      );
      expect(found).toEqual([]);
      // They were there to be found.
      const recordings = [provider.arrived(), ...upstream.requests.map(recorded)].join('\n');
      const seen = new Set(findPlanted(recordings).map((one) => one.replace(/ \(.*/, '')));
      for (const name of arrived) expect(seen).toContain(name);
      // And the project's folder is as it was: tokens lie in the user's own state folder only.
      expect(await filesIn(folder)).toEqual(before);
      await expectOwnerOnly(state);
    },
  };
}

function configuration(provider: TokenEndpoint, upstream: RecordingServer) {
  const { authorizeUrl, tokenUrl, revokeUrl } = provider;
  const hosts = [`127.0.0.1:${upstream.port}`];
  const client = { type: 'oauth2', clientId: 'the-client', tokenUrl, revokeUrl, hosts };
  const secret = { env: 'S_CLIENT' };
  return {
    mode: 'live',
    destinations: { private: ['127.0.0.1', 'localhost'] },
    limits: { timeoutMs: 1_500, tokenMs: 1_000 },
    connections: {
      books: { ...client, clientSecret: secret, authorizeUrl },
      post: {
        ...client,
        clientSecret: PLANTED.clientSecret,
        clientAuthentication: 'client_secret_post',
        authorizeUrl,
        placement: { in: 'query', name: 'access_token' },
      },
      service: { ...client, clientSecret: secret, grant: 'client_credentials' },
      given: { ...client, clientSecret: secret, grant: 'refresh_token', refreshToken: { env: 'S_GIVEN' } },
      bearer: { type: 'bearer', token: { env: 'S_BEARER' }, hosts },
      headerKey: { type: 'apiKey', in: 'header', name: 'X-Api-Key', value: PLANTED.headerKey, hosts },
      queryKey: { type: 'apiKey', in: 'query', name: 'api_key', value: PLANTED.queryKey, hosts },
      plainKey: { type: 'apiKey', in: 'query', name: 'key', value: PLANTED.plainKey, hosts },
      basic: { type: 'basic', username: 'me', password: PLANTED.password, hosts },
    },
  };
}

const STATIC = ['bearer', 'headerKey', 'queryKey', 'plainKey', 'basic'];
const OAUTH = ['service', 'given'];
const STATIC_SECRETS: SecretName[] = ['bearer', 'headerKey', 'queryKey', 'plainKey', 'password'];

/** What an upstream repeats of a request. No body of an answer has it: a body is the widget's. */
interface Echo {
  search: string;
  all: string;
  /** The same server by a name that no connection lists. */
  elsewhere: string;
}

/** The upstream: the path says what it answers. */
const UPSTREAM: Record<string, (response: ServerResponse, echo: Echo) => unknown> = {
  '/ok': (response) => response.setHeader('Content-Type', 'application/json').end('{"items":[]}'),
  '/401': (response) => response.writeHead(401, { 'WWW-Authenticate': 'Bearer' }).end('{"message":"no"}'),
  '/500': (response) => response.writeHead(500).end('oh'),
  '/never': () => {},
  '/half': (response) => response.writeHead(200, { 'Content-Length': 100 }).write('half'),
  '/hang-up': (response) => response.socket?.destroy(),
  '/garbage': (response, { all }) => response.socket?.end(`${all}\r\n\r\n`),
  '/garbage-header': (response, { all }) =>
    response.socket?.end(`HTTP/1.1 200 OK\r\n${all}\r\nContent-Length: x${all}\r\n\r\n`),
  '/compressed': (response, { all }) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(all),
  '/away': (response, { elsewhere }) => redirect(response, `${elsewhere}/ok`),
  '/away-with-query': (response, { elsewhere, search }) => redirect(response, `${elsewhere}/ok${search}`),
  '/away-with-all': (response, { elsewhere, all }) =>
    redirect(response, `${elsewhere}/ok?continue=${encodeURIComponent(all)}`),
  '/away-as-host': (response, { search }) =>
    redirect(response, `http://${/key=(\w+)/.exec(search)?.[1] ?? 'nobody'}.invalid/`),
  '/away-as-user': (response, { all }) => redirect(response, `http://${encodeURIComponent(all)}@127.0.0.1/`),
  '/home-with-all': (response, { all }) => redirect(response, `/hang-up?continue=${encodeURIComponent(all)}`),
  '/nowhere': (response, { all }) => redirect(response, `http://[${all}`),
  '/other-scheme': (response, { all }) => redirect(response, `file:///${encodeURIComponent(all)}`),
  '/loop': (response, { all }) =>
    redirect(response, `/loop?again=${encodeURIComponent(all).slice(0, 2_000)}`),
};

function answerAsPathSays(request: RecordedRequest, response: ServerResponse): void {
  const { pathname, search } = new URL(request.target, 'http://upstream');
  const { authorization = '', 'x-api-key': key = '', host = '' } = request.headers;
  const bare = authorization.replace(/^\w+ /, '');
  const all = [search, decoded(search), authorization, bare, key].join(' ');
  const elsewhere = `http://localhost:${host.split(':')[1]}`;
  UPSTREAM[pathname]?.(response, { search, all, elsewhere });
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { Location: Buffer.from(location).toString('latin1') }).end();
}

const PATHS = ['/ok', '/401', '/500', '/half', '/hang-up', '/garbage', '/garbage-header', '/compressed'];
const REDIRECTS = [
  '/away',
  '/away-with-query',
  '/away-with-all',
  '/away-as-host',
  '/away-as-user',
  '/home-with-all',
  '/nowhere',
  '/other-scheme',
  '/loop',
];

/** What a token endpoint may do to give away what it was sent. */
const ODD: Record<string, OddAnswer> = {
  'repeats all in the description': (request, response) =>
    json({ error: 'invalid_grant', error_description: allOf(request) }, 400)(request, response),
  'repeats all as the error': (request, response) => json({ error: allOf(request) }, 400)(request, response),
  'repeats all in an error that is an object': (request, response) =>
    json({ error: { code: 7, message: allOf(request) } })(request, response),
  'repeats all where a long text is cut': (request, response) => {
    // So that each secret is cut in the middle by one of the answers that follow one another.
    cuts += 7;
    json({ error: 'x', error_description: `${'y'.repeat(300 - (cuts % 90))}${allOf(request)}` })(
      request,
      response,
    );
  },
  'repeats all with line breaks': (request, response) =>
    json({ error: 'x', error_description: allOf(request).replaceAll(' ', '\r\n\t') })(request, response),
  'repeats all as a form': (request, response) =>
    text(
      `${new URLSearchParams({ error: 'invalid_client', error_description: allOf(request) })}`,
      'application/x-www-form-urlencoded',
      401,
    )(request, response),
  'repeats all in a page': (request, response) =>
    text(`<h1>${allOf(request)}</h1>`, 'text/html', 502)(request, response),
  'repeats all in a page with status 200': (request, response) =>
    text(`<h1>${allOf(request)}</h1>`, 'text/html')(request, response),
  'repeats all in JSON that is torn': (request, response) =>
    text(`{"access_token":"${allOf(request)}`, 'application/json')(request, response),
  'repeats all in headers': (request, response) => {
    const all = Buffer.from(allOf(request)).toString('latin1');
    json({ error: 'slow_down' }, 429, { 'Retry-After': all, 'WWW-Authenticate': all, 'X-All': all })(
      request,
      response,
    );
  },
  'redirects with all': (request, response) =>
    void response.writeHead(307, { Location: `/other?${encodeURIComponent(allOf(request))}` }).end(),
  'says that there are too many': (request, response) =>
    json({ error: 'Access Denied', error_description: `too many requests ${allOf(request)}` }, 400)(
      request,
      response,
    ),
  'gives a token under another name': json({ token: PLANTED.accessToken, error: null }),
  'gives a token that cannot stand in a header': json({ access_token: `${PLANTED.accessToken}\r\nX: y` }),
  'gives a token that is no text': json({ access_token: { value: PLANTED.accessToken } }),
  'gives a token of another type': json({ access_token: PLANTED.accessToken, token_type: 'DPoP' }),
  'answers what is no HTTP': (request, response) => void response.socket?.end(`${allOf(request)}\r\n\r\n`),
  'answers half of it': (request, response) =>
    void response.writeHead(200, { 'Content-Length': 9_999 }).write(allOf(request)),
  'hangs up': hangUp,
  'never answers': never,
};
let cuts = 0;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not percent-encoded UTF-8.
    return text;
  }
}

/** All of a token request, in each form in which a provider may have it at hand. */
function allOf({ params, authorization = '' }: OddRequest): string {
  const basic = authorization.replace(/^Basic /, '');
  const pair = Buffer.from(basic, 'base64').toString();
  const values = [...params.values()];
  return [
    ...values,
    ...values.map(encodeURIComponent),
    String(params),
    basic,
    authorization,
    pair,
    decoded(pair),
  ].join(' ');
}

async function startDev(
  {
    start,
    left,
    answered,
    streams,
  }: Pick<World, 'start' | 'left' | 'answered'> & { streams: Promise<void>[] },
  env: Record<string, string> = {},
): Promise<Dev> {
  const command = start(['dev', '.', '--port', '0', '--json'], env);
  const [line] = await command.printed(/\{"event":"ready".*\}/);
  const { url, widgetOrigin } = JSON.parse(line);
  const { origin } = new URL(url);
  const page = await answered('the page', await fetch(url));
  const { token } = JSON.parse(/id="zfapps-boot">(.*?)<\/script>/.exec(page)?.[1] ?? '');
  const own = { 'x-zfapps-token': token, origin };

  // Both kinds of stream, read until the server is gone.
  for (const accept of ['text/event-stream', 'application/x-ndjson']) {
    const stream = await fetch(`${origin}/__zfapps/events`, { headers: { ...own, accept } });
    streams.push(untilCutOff(stream).then((events) => void left(`events as ${accept}`, events)));
  }
  async function get(path: string, headers: Record<string, string> = own): Promise<string> {
    return answered(`GET ${path}`, await fetch(new URL(path, origin), { headers }));
  }
  async function post(route: string, body: unknown): Promise<string> {
    const response = await fetch(`${origin}/__zfapps/${route}`, {
      method: 'POST',
      headers: { ...own, 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return answered(`POST ${route}`, response);
  }
  return {
    command,
    origin,
    widgetOrigin,
    get,
    post,
    call: async (linkName, options) =>
      JSON.parse(
        await post('request', { options: { method: 'GET', connection_link_name: linkName, ...options } }),
      ),
    async connections() {
      const { connections } = JSON.parse(await get('/__zfapps/connections'));
      return Object.fromEntries(connections.map((one: { linkName: string }) => [one.linkName, one]));
    },
  };
}

describe('the search', () => {
  it.each(Object.entries(PLANTED))('finds %s in every form, and where it was cut', (name, secret) => {
    for (const [form, encoded] of Object.entries(formsOf(secret))) {
      expect(findPlanted(`before${encoded}after`), form).not.toEqual([]);
      expect(findPlanted(encoded.slice(0, 16)), form).not.toEqual([]);
    }
    for (const id of ['x', 'the-client', 'the%2Dclient', 'ab']) {
      const pair = Buffer.from(`${id}:${secret}`).toString('base64');
      expect(findPlanted(`Basic ${pair}`).join()).toContain(name);
    }
    expect(findPlanted('nothing of the sort, and https://example.com/?a=b%2Bc&d=%C3%A9')).toEqual([]);
  });
});

describe('nothing secret leaves dev', () => {
  it('by the page, any file of it or of the widget, or any route', async () => {
    const { dev, upstream, answered, check } = await world();
    const { origin, widgetOrigin, get, post, call, connections } = await dev();
    for (const linkName of [...STATIC, ...OAUTH]) await call(linkName, { url: `${upstream.origin}/ok` });

    const assets = (await readdir('dist/page', { recursive: true, withFileTypes: true })).filter((one) =>
      one.isFile(),
    );
    for (const { parentPath, name } of assets)
      await get(`/__zfapps/page/${join(parentPath, name).slice('dist/page/'.length)}`);
    for (const route of [
      'manifest',
      'records',
      'translations',
      'connections',
      'storage',
      'request',
      'nothing',
    ])
      await get(`/__zfapps/${route}`);
    await get('/__zfapps/connections', {});
    for (const path of ['/app/widget.html', '/__zfapps/zf_sdk.js', '/plugin-manifest.json', ...HIDDEN_FILES])
      for (const face of [origin, widgetOrigin])
        await answered(`${face}${path}`, await fetch(`${face}${path}`));

    for (const body of RECORDS_COMMANDS) await post('records', body);
    for (const body of STORAGE_COMMANDS) await post('storage', body);
    for (const linkName of ['books', 'service', 'bearer', 'nothing', '', PATHS.join(), '__proto__'])
      for (const command of connectionCommands(linkName)) await post('connections', command);
    for (const body of ['', 'null', '{', '[]', '{"type":"connect"}', '{"type":7,"linkName":{}}'])
      for (const route of ['connections', 'request', 'records', 'storage']) await post(route, body);
    expect(Object.keys(await connections())).toContain('books');
    await check(...STATIC_SECRETS, 'accessToken', 'givenRefresh', 'refreshToken', 'clientSecret');
  }, 60_000);

  it('by calls that succeed, fail, are refused, or meet a malicious upstream', async () => {
    const { dev, upstream, run, check } = await world();
    expect(await run('connect', 'books', '--code', PLANTED.copiedCode)).toMatchObject({ code: 0 });
    expect(await run('connect', 'post', '--code', PLANTED.copiedCode)).toMatchObject({ code: 0 });
    const { call } = await dev();
    const closed = await closedPort();
    async function callAll(linkName: string): Promise<void> {
      for (const path of [...PATHS.filter((one) => one !== '/half'), ...REDIRECTS])
        await call(linkName, { url: `${upstream.origin}${path}?mine=1` });
      const codes = await Promise.all(
        [
          { url: `${upstream.origin}/never` },
          { url: `${upstream.origin}/half` },
          { url: `http://127.0.0.1:${closed}/` },
          { url: `http://localhost:${upstream.port}/ok` },
          { url: 'http://listed.example/' },
          { url: 'no url' },
          { url: `${upstream.origin}/ok`, header: [{ key: 'A b', value: 'c\r\nd' }] },
          { url: `${upstream.origin}/ok`, method: 'TRACE' },
        ].map(async (options) => (await call(linkName, options)).error?.code),
      );
      expect(codes).toContain('host_not_allowed');
      expect(codes).toContain('timeout_body');
    }
    await Promise.all([...STATIC, ...OAUTH, 'books', 'post'].map(callAll));
    expect(await call('nothing', { url: `${upstream.origin}/ok` })).toMatchObject({
      error: { code: 'connection_not_found' },
    });
    await check(
      ...STATIC_SECRETS,
      'accessToken',
      'refreshToken',
      'givenRefresh',
      'clientSecret',
      'copiedCode',
    );
  }, 90_000);

  it('by a token endpoint, whatever it answers', async () => {
    const { dev, provider, upstream, answered, about, run, check } = await world();
    const { call, connections, post } = await dev();
    async function signIn(linkName: string): Promise<string> {
      const { value } = JSON.parse(await post('connections', { type: 'connect', linkName }));
      return answered("the sign-in's last page", await fetch(value.url));
    }
    const request = (linkName: string) => post('connections', { type: 'connect', linkName });
    const renew = (linkName: string) => call(linkName, { url: `${upstream.origin}/401` });
    for (const [what, answer] of Object.entries(ODD)) {
      about(what);
      provider.answers(TOKENS);
      const connected = await Promise.all([
        signIn('books'),
        signIn('post'),
        request('service'),
        request('given'),
      ]);
      expect(connected, what).toEqual([
        expect.stringContaining('<h1>Connected'),
        expect.stringContaining('<h1>Connected'),
        '{"ok":true,"value":{}}',
        '{"ok":true,"value":{}}',
      ]);
      provider.answers(answer);
      // Renewals, for upstreams that refuse the token; then the first tokens, and then a command's.
      await Promise.all(['books', 'post', 'service', 'given'].map(renew));
      const refused = await Promise.all([
        signIn('books'),
        signIn('post'),
        request('service'),
        request('given'),
      ]);
      for (const text of refused) expect(text, what).toMatch(/Not connected|"ok":false/);
      expect((await connections()).service, what).toMatchObject({ reason: expect.any(String) });
      expect(await run('connect', 'books', '--code', PLANTED.copiedCode), what).toMatchObject({ code: 8 });
    }
    await run('connections');
    await check('code', 'copiedCode', 'clientSecret', 'refreshToken', 'givenRefresh', 'accessToken');
  }, 180_000);

  it('by the redirect of a sign-in, good or bad', async () => {
    const { dev, provider, answered, check } = await world();
    const { post, origin, get } = await dev();
    const callback = `${origin}/__zfapps/connections/callback`;
    const secretQuery = `code=${encodeURIComponent(PLANTED.code)}`;
    const begin = async () =>
      JSON.parse(await post('connections', { type: 'connect', linkName: 'books' })).value.url;
    const ways: Record<string, string>[] = [
      { code: PLANTED.code },
      { code: PLANTED.code, iss: 'https://evil.example' },
      { code: PLANTED.code, 'accounts-server': 'https://accounts.evil.example', location: 'eu' },
      { error: 'access_denied', code: PLANTED.code },
      { error: 'server_error', error_description: `about ${PLANTED.code}`, code: PLANTED.code },
      { error: 'server_error', error_description: `${'y'.repeat(284)}${PLANTED.code}`, code: PLANTED.code },
      { error: `${'y'.repeat(84)}${PLANTED.code}`, code: PLANTED.code },
      { code: PLANTED.code, iss: PLANTED.code },
      { code: PLANTED.code, iss: `${'y'.repeat(184)}${PLANTED.code}` },
      { code: PLANTED.code, 'accounts-server': 'https://other.example', location: PLANTED.code },
      { code: PLANTED.code, state: 'another' },
      { code: '' },
    ];
    const titles: string[] = [];
    for (const way of ways) {
      provider.redirectsWith(way);
      const page = await answered(`callback with ${Object.keys(way)}`, await fetch(await begin()));
      titles.push(/<h1>(.*?)<\/h1>/.exec(page)?.[1] ?? '');
    }
    expect(titles).toEqual(['Connected', ...Array(ways.length - 1).fill('Not connected')]);
    for (const path of ['', '/', '/more', '%00', '?'])
      await get(`/__zfapps/connections/callback${path}?${secretQuery}&state=x`);
    for (const method of ['POST', 'PUT', 'HEAD', 'OPTIONS'])
      await answered(`${method} callback`, await fetch(`${callback}?${secretQuery}&state=x`, { method }));
    await answered(
      'a foreign origin',
      await fetch(`${callback}?${secretQuery}`, { headers: { origin: 'https://evil.example' } }),
    );
    await check('code', 'clientSecret');
  }, 30_000);

  it('by a configuration that becomes wrong while it runs', async () => {
    const { dev, folder, check, upstream } = await world();
    const { call, get, command } = await dev();
    await call('bearer', { url: `${upstream.origin}/ok` });
    const file = join(folder, 'zfapps.config.json');
    const right = await readFile(file, 'utf8');
    for (const [at, wrong] of WRONG.entries()) {
      const before = command.output().length;
      // What is wrong at the same place for the same reason is not said again.
      await writeFile(file, '\n'.repeat(at) + wrong(right));
      await expect
        .poll(() => command.output().slice(before), { ...POLL, message: String(wrong) })
        .toContain('zfapps.config.json');
      await get('/__zfapps/manifest');
      await get('/__zfapps/connections');
    }
    await writeFile(file, right);
    await check('bearer');
  }, 60_000);
});

const POLL = { timeout: 10_000 };

/** Files of the project that no face may serve. */
const HIDDEN_FILES = [
  '/.env.local',
  '/%2eenv.local',
  '/app/../.env.local',
  '/app/%2e%2e/.env.local',
  '/app/..%2f.env.local',
  '/zfapps.config.json',
  '/app/..%5czfapps.config.json',
  '/__zfapps/page/../../../.env.local',
];

const RECORDS_COMMANDS = [
  { type: 'save', module: 'invoice', record: { invoice_id: '1' } },
  { type: 'save', module: 'constructor', record: {} },
  { type: 'remove', module: 'invoice', id: '1' },
  { type: 'reset' },
  { type: 'switch', changes: { locale: 'fr', user: { user_id: 'anna' } } },
  { type: 'switch', changes: { nothing: 1 } },
  { type: 'nothing' },
];

const STORAGE_COMMANDS = [
  { type: 'set', area: 'store', key: 'a', value: 1 },
  { type: 'get', area: 'store', key: 'a' },
  // What connections keep lies in the same store.
  { type: 'get', area: 'connections', key: '["service"]' },
  { type: 'get', area: 'store', key: '["service"]' },
  { type: 'get', area: 'store', key: '../connections/["service"]' },
  { type: 'get', area: '../connections', key: '["service"]' },
];

function connectionCommands(linkName: string): object[] {
  return [
    { type: 'connect', linkName },
    ...['not_connected', 'expired', 'error', 'unauthorized_once', 'nothing', null].map((state) => ({
      type: 'force',
      linkName,
      state,
    })),
    { type: 'disconnect', linkName, revoke: true },
    { type: 'disconnect', linkName },
    { type: 'disconnect', linkName, revoke: 'yes' },
    { type: 'nothing', linkName },
  ];
}

/** Mistakes right beside the secrets. Each is one that people make. */
const WRONG: ((right: string) => string)[] = [
  // A comma too few, a quote too few, a comma too many: on the line of the secret, and on the next.
  (right) => right.replace(/("value": "[^"]*"),/, '$1'),
  (right) => right.replace(/("value": "[^"]*)",/, '$1,'),
  (right) => right.replace(/("value": "[^"]*",)/, '$1,'),
  (right) => right.slice(0, right.indexOf(PLANTED.queryKey) + 15),
  // The right value under a wrong key, or of a wrong type.
  (right) => right.replaceAll('"value"', '"valeu"'),
  (right) => right.replaceAll('"clientSecret"', '"client_secret"'),
  (right) => right.replace(/"value": ("[^"]*")/, '"value": [$1]'),
  (right) => right.replace(/"value": ("[^"]*")/, '"value": { "env": "A", "or": $1 }'),
  (right) => right.replace(/"value": ("[^"]*")/, '"value": { "users": { "anna": $1, "": $1 } }'),
  (right) => right.replace(/"password": "/, '"password": "\\u0007'),
  (right) => right.replace(/"value": "/, '"value": "\\n'),
  (right) => right.replace(/"clientSecret": "/, '"clientSecret": "…'),
  (right) => right.replaceAll('"apiKey"', '"apikey"'),
  (right) => right.replaceAll('"tokenUrl"', '"tokenURL"'),
  (right) =>
    right.replaceAll(
      /"tokenUrl": "http:\/\//g,
      `"tokenUrl": "http://me:${encodeURIComponent(PLANTED.password)}@`,
    ),
  (right) => right.replaceAll('"hosts": [', '"hosts": ["https://x.example/", '),
];

describe('nothing secret leaves the other commands', () => {
  it('that connect, show and disconnect, whether they succeed or fail', async () => {
    const { run, start, provider, answered, check } = await world();
    await run('connect', 'books', '--code', PLANTED.copiedCode);
    await run('connect', 'service');
    await run('connect', 'given');
    await run('connect', 'bearer');
    await run('connect', 'bearer', '--code', PLANTED.copiedCode);
    await run('connect', 'nothing', '--code', PLANTED.copiedCode);
    await run('connect', 'books', '.', 'more', '--code', PLANTED.copiedCode);
    await run('connections');
    await run('connections', '--json');

    const signingIn = start(['connect', 'post', '--port', '0']);
    const [url] = await signingIn.printed(/http:\/\/\S+\/authorize\?\S+/);
    await answered('the last page', await fetch(url));
    expect(await signingIn.ended).toMatchObject({ code: 0 });

    const echo: OddAnswer = (request, response) =>
      json({ error: allOf(request), error_description: allOf(request) }, 400)(request, response);
    for (const refusal of [echo, hangUp, never, text('', 'text/plain', 503)]) {
      provider.answersRevocations(refusal);
      expect(await run('disconnect', 'books', '--revoke')).toMatchObject({ code: 8 });
    }
    provider.answersRevocations((_, response) => void response.writeHead(200).end());
    expect(await run('disconnect', 'books', '--revoke')).toMatchObject({ code: 0 });
    expect(await run('disconnect', 'service')).toMatchObject({ code: 0 });
    await run('connections', '--json');
    await check('copiedCode', 'code', 'clientSecret', 'refreshToken', 'givenRefresh');
  }, 60_000);

  it('that find a wrong configuration', async () => {
    const { run, folder, check } = await world();
    const file = join(folder, 'zfapps.config.json');
    const right = await readFile(file, 'utf8');
    const commands = [['connections'], ['connect', 'books'], ['dev', '--json', '--port', '0']];
    // What is said of each is tried above, in one process.
    for (const [at, wrong] of WRONG.entries()) {
      if (at % 4 !== 0) continue;
      await writeFile(file, wrong(right));
      const ended = await run(...(commands[(at / 4) % 3] ?? []));
      expect(ended).toMatchObject({ code: 4 });
      expect(ended.stderr).toContain('zfapps.config.json');
    }
    await writeFile(file, right);
    await check();
  }, 60_000);

  it.each<[string, string]>([
    [
      'has a syntax error',
      "export default { connections: { books: { type: 'bearer', token: 'SECRET' hosts: [] } } };",
    ],
    ['has a text that does not end', "const token = 'SECRET;\nexport default {};"],
    [
      'throws',
      "const read = (token: string) => { throw new TypeError('no vault') };\nexport default { connections: { books: { token: read('SECRET') } } };",
    ],
    [
      'rejects',
      "const token = 'SECRET'; await Promise.reject(new Error('no vault'));\nexport default { connections: { books: { token } } };",
    ],
    ['throws what is no error', "const token = 'SECRET'; throw { token };"],
    ['exports no object', "export default ['SECRET'];"],
    ['exports a function', "export default () => 'SECRET';"],
    ['has a connection that is a text', "export default { connections: { books: 'SECRET' } };"],
    [
      'has a secret that is a function',
      "export default { connections: { books: { type: 'bearer', token: () => 'SECRET', hosts: ['x.example'] } } };",
    ],
    [
      'has an own connection without a function',
      "export default { connections: { books: { type: 'custom', resolve: 'SECRET', hosts: ['x.example'] } } };",
    ],
  ])(
    'that find a module which %s',
    async (_, source) => {
      const { run, folder, check } = await world();
      const json = await readFile(join(folder, 'zfapps.config.json'), 'utf8');
      await rm(join(folder, 'zfapps.config.json'));
      const file = join(folder, 'zfapps.config.ts');
      await writeFile(file, source.replaceAll('SECRET', PLANTED.bearer));
      expect(await run('connections')).toMatchObject({ code: 4 });
      await rm(file);
      await writeFile(join(folder, 'zfapps.config.json'), json);
      await check();
    },
    30_000,
  );
});

describe('nothing secret leaves the state folder', () => {
  it('where its files are damaged, or of another version', async () => {
    const { run, dev, state, upstream, check } = await world();
    for (const linkName of ['books', 'post']) await run('connect', linkName, '--code', PLANTED.copiedCode);
    const { call, connections, post, get } = await dev();
    await call('service', { url: `${upstream.origin}/ok` });
    const files = (await filesIn(state)).filter(([, content]) => content.includes('accessToken'));
    expect(files).toHaveLength(3);
    expect(files.map(([, content]) => findPlanted(content))).toEqual(
      Array(3).fill(expect.arrayContaining(['accessToken (raw)'])),
    );
    const damages: ((content: string) => string)[] = [
      (content) => content.slice(0, -20),
      (content) => content.slice(0, content.indexOf(PLANTED.accessToken.slice(0, 3)) + 16),
      (content) => content.replace('"accessToken":"', '"accessToken":'),
      (content) => content.replace('"accessToken"', '"access"'),
      (content) => content.replace('"value":{', '"value":[{'),
      (content) => JSON.stringify(content),
      () => '',
    ];
    for (const damage of damages) {
      for (const [name, content] of files) await writeFile(join(state, name), damage(content));
      for (const linkName of ['books', 'post', 'service'])
        await call(linkName, { url: `${upstream.origin}/ok` });
      await get('/__zfapps/connections');
      await post('connections', { type: 'disconnect', linkName: 'books' });
      await run('connections', '--json');
      await run('disconnect', 'books', '--revoke');
    }
    for (const [name, content] of files) await writeFile(join(state, name), content);
    expect(await connections()).toMatchObject({ books: { state: 'connected' } });
    await check('copiedCode', 'accessToken');
  }, 90_000);

  it('where it cannot be written', async () => {
    const { start, dev, folder, upstream, check } = await world();
    // A file is in the way: who may write everywhere, root for one, cannot write there either.
    const blocked = join(await tempFolder({ 'zfapps-shim': 'a file' }));
    const env = { XDG_STATE_HOME: blocked };
    const { call, get, post } = await dev(env);
    for (const linkName of [...OAUTH, 'books']) {
      const { ok } = await call(linkName, { url: `${upstream.origin}/ok` });
      expect(ok).toBe(false);
      await post('connections', { type: 'connect', linkName });
    }
    await get('/__zfapps/connections');
    for (const args of [
      ['connect', 'books', '--code', PLANTED.copiedCode],
      ['connect', 'service'],
      ['connections'],
      ['disconnect', 'books'],
    ])
      expect((await start(args, env).ended).code).toBeGreaterThan(0);
    expect(folder).not.toBe(blocked);
    await check();
  }, 30_000);

  it('for any other user of the machine, also where it was there with open modes', async () => {
    const { run, dev, state, upstream, check } = await world();
    await mkdir(join(state, 'zfapps-shim'), { mode: 0o700 });
    await chmod(state, 0o700);
    await run('connect', 'books', '--code', PLANTED.copiedCode);
    const { call } = await dev();
    await call('books', { url: `${upstream.origin}/401` });
    await call('service', { url: `${upstream.origin}/ok` });
    const files = await filesIn(state);
    expect(files.filter(([, content]) => findPlanted(content).length > 0)).toHaveLength(2);
    await expectOwnerOnly(state);
    await check('copiedCode', 'accessToken');
  }, 30_000);
});

describe('nothing secret leaves a process that ends', () => {
  it.each([
    'exception',
    'rejection',
  ])('by an uncaught %s whose cause is an error of a token request', async (kind) => {
    const { dev, provider, upstream, check } = await world();
    const planted = await tempFolder({ 'crash.mjs': crashModule(kind) });
    provider.answers(ODD['repeats all in the description'] as OddAnswer);
    const { command, call } = await dev({ NODE_OPTIONS: `--import ${join(planted, 'crash.mjs')}` });
    await call('given', { url: `${upstream.origin}/ok` }).catch(() => {});
    const { code, stderr } = await command.ended;
    expect(code).not.toBe(0);
    expect(stderr).toContain('planted crash');
    // The error of the backend itself is printed, with all that it has.
    expect(stderr).toMatch(/\[cause\]: [\s\S]*invalid_grant/);
    await check('givenRefresh', 'clientSecret');
  }, 30_000);

  it('by an exception amid a token request', async () => {
    const { dev, provider, upstream, check } = await world();
    const planted = await tempFolder({ 'crash.mjs': CRASH_AMID_REQUEST });
    provider.answers(never);
    const { command, call } = await dev({ NODE_OPTIONS: `--import ${join(planted, 'crash.mjs')}` });
    await call('given', { url: `${upstream.origin}/ok` }).catch(() => {});
    const { code, stderr } = await command.ended;
    expect(code).not.toBe(0);
    expect(stderr).toContain('planted crash');
    await check('givenRefresh', 'clientSecret');
  }, 30_000);

  it.each<NodeJS.Signals>(['SIGTERM', 'SIGINT', 'SIGHUP'])('by %s during a token request', async (signal) => {
    const { dev, start, provider, upstream, check } = await world();
    const arrived = new Promise<void>((resolve) => provider.answers(() => resolve()));
    const { command, call } = await dev();
    const answer = call('given', { url: `${upstream.origin}/ok` }).catch(() => {});
    await arrived;
    command.kill(signal);
    expect(await command.ended).toMatchObject({ code: 0 });
    await answer;

    const again = new Promise<void>((resolve) => provider.answers(() => resolve()));
    const connecting = start(['connect', 'books', '--code', PLANTED.copiedCode]);
    await again;
    connecting.kill(signal);
    await connecting.ended;
    await check('givenRefresh', 'clientSecret', 'copiedCode');
  }, 30_000);
});

/** Ends the process by the first error of a token request that any promise rejects with, as its cause. */
function crashModule(kind: string): string {
  const end = (error: string) =>
    kind === 'rejection' ? `Promise.reject(${error})` : `setImmediate(() => { throw ${error}; })`;
  return `import { promiseHooks } from 'node:v8';
const own = new WeakSet();
let done = false;
promiseHooks.onSettled((promise) => {
  if (done || own.has(promise)) return;
  const looked = Promise.prototype.then.call(promise, undefined, (reason) => {
    if (done || reason?.name !== 'TokenFailure') return;
    done = true;
    ${end("new Error('planted crash', { cause: reason })")};
  });
  own.add(looked);
});`;
}

/** Throws where Node has just sent a token request. */
const CRASH_AMID_REQUEST = `import { ClientRequest } from 'node:http';
const { end } = ClientRequest.prototype;
ClientRequest.prototype.end = function (...args) {
  const result = end.apply(this, args);
  if (this.path === '/token') setTimeout(() => { throw new Error('planted crash'); }, 100);
  return result;
};`;

/** All that a stream says until the server is gone, however it goes. */
async function untilCutOff({ body }: Response): Promise<string> {
  let events = '';
  try {
    for await (const chunk of body ?? []) events += Buffer.from(chunk).toString();
  } catch {
    // It was cut off.
  }
  expect(events).toContain('"open"');
  return events;
}

/** Random, and as secret as the codes that they protect. */
function verifiersOf({ requests }: TokenEndpoint): Record<string, string> {
  const verifiers = requests.flatMap(({ params }) => params.getAll('code_verifier'));
  return Object.fromEntries(verifiers.map((verifier, at) => [`verifier ${at}`, verifier]));
}

function recorded({ target, rawHeaders, body }: RecordedRequest): string {
  return [target, ...rawHeaders, body.toString()].join('\n');
}

/** Every file below a folder, with its content. */
async function filesIn(folder: string): Promise<[name: string, content: string][]> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name).slice(folder.length + 1))
    .sort();
  return Promise.all(
    names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as [string, string]),
  );
}

async function expectOwnerOnly(state: string): Promise<void> {
  if (process.platform === 'win32') return;
  const wrong: string[] = [];
  for (const one of await readdir(state, { recursive: true, withFileTypes: true })) {
    const path = join(one.parentPath, one.name);
    const mode = (await stat(path)).mode & 0o777;
    if (mode !== (one.isDirectory() ? 0o700 : 0o600)) wrong.push(`${path} ${mode.toString(8)}`);
  }
  expect(wrong).toEqual([]);
}

async function closedPort(): Promise<number> {
  const server = createServer();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
