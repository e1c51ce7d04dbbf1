import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { createBackend } from '../../src/core/backend/index.js';
import { createConnections, resolveCredential } from '../../src/core/connections/index.js';
import { memoryStore } from '../../src/core/store/index.js';
import { secretFinder } from '../support/find-secrets.js';
import { hangUp, json, never, text } from '../support/odd-token-endpoint.js';
import { recordingServer } from '../support/recording-server.js';
import { tokenEndpoint } from '../support/token-endpoint.js';
import { startTransport } from './sending.js';
import type { BackendEntry } from '../../src/core/backend/index.js';
import type { StateStore } from '../../src/core/store/index.js';
import type { OddAnswer, OddRequest } from '../support/odd-token-endpoint.js';

/** No two share twelve characters in a row. */
const PLANTED = {
  clientSecret: 'Kl+ient/Se"cret-of_m.y\\%Mé1ne~(x)',
  accessToken: 'Zu+gang/To=ken&of%Mé2ne',
  refreshToken: 'Er+neuern/To"ken2\\of%Mé3ne',
  givenRefresh: 'Ge+geben/Er=neuern&of%Mé4ne',
  code: 'Co+de/vom"An\\bieter&of%Mé5ne…',
  bearer: 'Tr+aeger/Mar=ke&of%Mé7ne',
  queryKey: 'An+frage/Schlue=ssel2&of%Mé9ne…',
  password: 'Pa+ss/wor=t:&of%Mé0ne…',
  custom: 'Ei+gene/Ver=bindung&of%Mé6ne',
};

const find = secretFinder(PLANTED);

/** All that Node would print of a value, and more: causes, stacks, hidden members, what getters give. */
function findIn(value: unknown): string[] {
  const printed = inspect(value, {
    depth: Number.POSITIVE_INFINITY,
    showHidden: true,
    getters: true,
    showProxy: true,
    maxArrayLength: null,
    maxStringLength: null,
  });
  // As a logger would write it, too; and only what is said of an error.
  return [...find(printed), ...find(asJson(value)), ...find(String(value))];
}

function asJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    // A circle, or a bigint: a logger would fail as well.
    return '';
  }
}

const toEnd: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of toEnd.splice(0).reverse()) await end();
});

const TOKENS: OddAnswer = json({
  access_token: PLANTED.accessToken,
  refresh_token: PLANTED.refreshToken,
  token_type: 'Bearer',
  expires_in: 3_600,
});

/** All of a token request, as a provider may repeat it. */
function allOf({ params, authorization = '' }: OddRequest): string {
  const basic = authorization.replace(/^Basic /, '');
  return [...params.values(), params, basic, Buffer.from(basic, 'base64')].join(' ');
}

const ODD: Record<string, OddAnswer> = {
  'repeats all': (request, response) =>
    json({ error: 'invalid_grant', error_description: allOf(request) }, 400)(request, response),
  'repeats all in an object': (request, response) =>
    json({ error: { message: allOf(request) } }, 400)(request, response),
  'repeats what it gave before': json({
    error: 'invalid_grant',
    error_description: `not ${PLANTED.accessToken}, nor ${PLANTED.refreshToken} of ${PLANTED.clientSecret}`,
  }),
  'repeats all in a page': (request, response) =>
    text(`<p>${allOf(request)}`, 'text/html', 500)(request, response),
  'gives a token that is none': json({ access_token: { value: PLANTED.accessToken } }),
  'gives a token of another type': json({ access_token: PLANTED.accessToken, token_type: 'DPoP' }),
  'hangs up': hangUp,
  'never answers': never,
};

async function planted(store?: StateStore) {
  const provider = await tokenEndpoint(PLANTED.code, TOKENS);
  const upstream = await recordingServer(({ target }, response) => {
    if (target.startsWith('/hang-up')) response.socket?.destroy();
    else if (target.startsWith('/401')) response.writeHead(401).end();
    else if (target.startsWith('/away'))
      response.writeHead(302, { Location: `http://localhost${target}` }).end();
    else response.end('{}');
  });
  toEnd.push(provider.close, upstream.close);
  const { authorizeUrl, tokenUrl, revokeUrl } = provider;
  const hosts = [`127.0.0.1:${upstream.port}`];
  const { clientSecret } = PLANTED;
  const client = {
    type: 'oauth2',
    clientId: 'the-client',
    clientSecret,
    tokenUrl,
    revokeUrl,
    hosts,
  } as const;
  const connections = {
    books: { ...client, authorizeUrl },
    post: { ...client, authorizeUrl, clientAuthentication: 'client_secret_post' },
    service: { ...client, grant: 'client_credentials' },
    given: { ...client, grant: 'refresh_token', refreshToken: PLANTED.givenRefresh },
    bearer: { type: 'bearer', token: PLANTED.bearer, hosts },
    queryKey: { type: 'apiKey', in: 'query', name: 'key', value: PLANTED.queryKey, hosts },
    basic: { type: 'basic', username: 'me', password: PLANTED.password, hosts },
    custom: {
      type: 'custom',
      hosts,
      resolve: async () => ({ headers: { 'X-Key': PLANTED.custom }, params: {} }),
    },
    throws: {
      type: 'custom',
      hosts,
      resolve: async () => {
        throw new Error(`no answer to ${PLANTED.custom}`);
      },
    },
    splits: {
      type: 'custom',
      hosts,
      resolve: async () => ({ headers: { 'X-Key': `${PLANTED.custom}\r\nX: y` }, params: {} }),
    },
  } as const;
  const entries: BackendEntry[] = [];
  const backend = createBackend({
    connections,
    transports: [startTransport()],
    destinations: { private: ['127.0.0.1', 'localhost'] },
    limits: { timeoutMs: 1_000, tokenMs: 500 },
    onEntry: (entry) => entries.push(entry),
    ...(store === undefined ? {} : { store }),
  });
  return { provider, upstream, backend, entries, connections };
}

/** What a piece of work resolves or rejects with. */
function outcome(work: Promise<unknown>): Promise<unknown> {
  return work.catch((error: unknown) => error);
}

async function signIn({ provider, backend }: Awaited<ReturnType<typeof planted>>, linkName: string) {
  const redirectUri = 'http://127.0.0.1:5180/__zfapps/connections/callback';
  const { url = '' } = await backend.connections.connect(linkName, undefined, redirectUri);
  const state = new URL(url).searchParams.get('state') ?? '';
  const callback = new URLSearchParams({ state, code: PLANTED.code });
  const finished = await outcome(backend.connections.finish(callback));
  return { finished, provider };
}

describe('what Node would print', () => {
  it('finds secrets however deep they lie', () => {
    const error = new Error('outer', { cause: { list: new Map([['a', [{ b: PLANTED.code }]]]) } });
    const hidden = Object.defineProperty({}, 'x', { value: PLANTED.password, enumerable: false });
    expect(findIn(error).join()).toContain('code');
    expect(findIn(new Error(`with ${PLANTED.code}`)).join()).toContain('code');
    expect(findIn(hidden).join()).toContain('password');
    expect(findIn({ deep: { deep: { deep: { deep: hidden } } } }).join()).toContain('password');
    expect(
      findIn({
        get key() {
          return PLANTED.queryKey;
        },
      }).join(),
    ).toContain('queryKey');
  });

  it('of a backend and its connections holds no secret, before and after they are used', async () => {
    const given = await planted();
    const { backend, upstream, connections, entries } = given;
    const seen: unknown[] = [backend, backend.connections];
    expect(seen.flatMap(findIn)).toEqual([]);
    for (const linkName of ['books', 'post']) seen.push((await signIn(given, linkName)).finished);
    for (const linkName of Object.keys(connections))
      for (const path of ['/ok', '/401', '/hang-up', '/away'])
        seen.push(
          await outcome(
            backend.request({ url: `${upstream.origin}${path}`, connection_link_name: linkName }),
          ),
        );
    seen.push(await backend.connections.list(undefined));
    expect(seen.flatMap(findIn)).toEqual([]);
    expect(entries).toHaveLength(Object.keys(connections).length * 4);
    expect(entries.flatMap(findIn)).toEqual([]);
    // They were there to be found.
    const arrived =
      given.provider.arrived() + upstream.requests.map((one) => one.target + one.rawHeaders).join();
    for (const name of [
      'clientSecret',
      'accessToken',
      'code',
      'givenRefresh',
      'bearer',
      'queryKey',
      'password',
    ])
      expect(find(arrived).join()).toContain(name);
  });

  it.each(Object.entries(ODD))(
    'of every error where the token endpoint %s',
    async (_, answer) => {
      const given = await planted();
      const { backend, provider, upstream, entries } = given;
      for (const linkName of ['books', 'post']) await signIn(given, linkName);
      for (const linkName of ['service', 'given']) await backend.connections.connect(linkName, undefined, '');
      provider.answers(answer);
      const seen: unknown[] = [];
      for (const linkName of ['books', 'service', 'given'])
        seen.push(
          await outcome(backend.request({ url: `${upstream.origin}/401`, connection_link_name: linkName })),
        );
      for (const linkName of ['books', 'post']) {
        const { finished } = await signIn(given, linkName);
        expect(finished).toBeInstanceOf(Error);
        seen.push(finished, await outcome(backend.connections.useCode(linkName, undefined, PLANTED.code)));
      }
      for (const linkName of ['service', 'given'])
        seen.push(await outcome(backend.connections.connect(linkName, undefined, '')));
      provider.answersRevocations(answer);
      seen.push(await outcome(backend.connections.disconnect('books', undefined, true)));
      seen.push(await backend.connections.list(undefined), backend, backend.connections);
      expect(seen.filter((one) => one instanceof Error).length).toBeGreaterThan(5);
      expect([...seen, ...entries].flatMap(findIn)).toEqual([]);
    },
    30_000,
  );

  it('of a store that fails with what it was given holds no secret', async () => {
    const { get, ...rest } = memoryStore();
    const failing: StateStore = {
      ...rest,
      get,
      set: async () => {
        throw new Error('The disk is full.');
      },
    };
    const { backend, upstream, entries } = await planted(failing);
    const seen = [
      await outcome(backend.request({ url: upstream.origin, connection_link_name: 'service' })),
      await outcome(backend.connections.useCode('books', undefined, PLANTED.code)),
    ];
    expect([...seen, ...entries].flatMap(findIn)).toEqual([]);
  });

  it('of a definition that is wrong holds no secret', async () => {
    const { clientSecret, bearer, password } = PLANTED;
    const wrong: unknown[] = [
      { type: 'bearer', token: [bearer], hosts: ['x.example'] },
      { type: 'bearer', token: `${bearer}\n`, hosts: ['x.example'] },
      { type: 'bearer', token: bearer, hosts: [] },
      { type: 'bearer', tokne: bearer, hosts: ['x.example'] },
      { type: 'brearer', token: bearer, hosts: ['x.example'] },
      { type: 'basic', username: 'a:b', password, hosts: ['x.example'] },
      { type: 'basic', username: 'a', password: `\0${password}`, hosts: ['x.example'] },
      {
        type: 'oauth2',
        clientId: 'x',
        clientSecret,
        tokenUrl: `https://me:${password}@x.example/`,
        hosts: ['x.example'],
      },
      {
        type: 'oauth2',
        clientId: 'x',
        clientSecret,
        grant: 'client_credentials',
        tokenUrl: 'http://x.example/',
        hosts: ['x.example'],
      },
      { type: 'custom', resolve: clientSecret, hosts: ['x.example'] },
      bearer,
    ];
    const errors = wrong.map((definition) => {
      try {
        createBackend({ connections: { wrong: definition as never } });
        return undefined;
      } catch (error) {
        return error;
      }
    });
    for (const error of errors) expect(error).toMatchObject({ code: 'invalid_config' });
    expect(errors.flatMap(findIn)).toEqual([]);
  });

  it('of what a connection resolves to is the credential itself, and of the connection is not', async () => {
    const connections = createConnections({
      connections: { bearer: { type: 'bearer', token: PLANTED.bearer, hosts: ['x.example'] } },
      send: async () => ({ status: 500, headers: [], body: new Uint8Array() }),
    });
    const connection = connections.find('bearer');
    expect(findIn(connection)).toEqual([]);
    expect(findIn(connections)).toEqual([]);
    expect(findIn(await resolveCredential(connection, undefined)).join()).toContain('bearer');
  });
});
