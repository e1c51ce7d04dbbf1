import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createBackend } from '../../src/core/backend/index.js';
import { httpResponse, listening, rawServer } from './raw-server.js';
import { startTransport } from './sending.js';
import type { AnyConnection } from '../../src/core/connections/index.js';
import type { RawServer } from './raw-server.js';

const SECRET = 'Pl4nted+Secret/of=mine';
const BASE64 = btoa(`me:${SECRET}`);
const FORMS = [SECRET, encodeURIComponent(SECRET), encodeURIComponent(encodeURIComponent(SECRET)), BASE64];

/** Each kind of connection, and what of it stands in the bytes that arrive. */
const KINDS = {
  bearer: [
    (hosts: string[]): AnyConnection => ({ type: 'bearer', token: SECRET, hosts }),
    `Bearer ${SECRET}`,
  ],
  headerKey: [
    (hosts: string[]): AnyConnection => ({
      type: 'apiKey',
      in: 'header',
      name: 'X-Api-Key',
      value: SECRET,
      hosts,
    }),
    `X-Api-Key: ${SECRET}`,
  ],
  queryKey: [
    (hosts: string[]): AnyConnection => ({
      type: 'apiKey',
      in: 'query',
      name: 'api_key',
      value: SECRET,
      hosts,
    }),
    `api_key=${encodeURIComponent(SECRET)}`,
  ],
  basic: [
    (hosts: string[]): AnyConnection => ({ type: 'basic', username: 'me', password: SECRET, hosts }),
    `Basic ${BASE64}`,
  ],
} as const;

interface Places {
  /** The listed server, and one that is not. */
  home: RawServer;
  evil: RawServer;
}

interface Escape {
  way: string;
  /** Where the widget asks first. Default: the listed server. */
  url?: (places: Places) => string;
  ask?: Record<string, unknown>;
  /** What the listed server answers first, as a status line and a Location; after that, 200. */
  answer?: (places: Places) => [status: string, location: string];
  /** The same of the other server. */
  evilAnswer?: (places: Places) => [status: string, location: string];
  rejects?: string;
  /** Whether each request that arrived held the credential: at the listed server, at the other one. */
  home: boolean[];
  evil: boolean[];
}

const TABLE: Escape[] = [
  { way: 'a call to the listed server', home: [true], evil: [] },
  {
    way: 'a decimal address of the listed server',
    url: ({ home }) => `http://2130706433:${home.port}/`,
    home: [true],
    evil: [],
  },
  {
    way: 'another port',
    url: ({ evil }) => evil.origin,
    rejects: 'host_not_allowed',
    home: [],
    evil: [],
  },
  {
    way: 'another name of the listed server',
    url: ({ home }) => `http://localhost:${home.port}/`,
    rejects: 'host_not_allowed',
    home: [],
    evil: [],
  },
  {
    way: 'a name that begins like the listed server and leads to the other one',
    url: ({ evil }) => `http://127.0.0.1.evil.example:${evil.port}/`,
    rejects: 'host_not_allowed',
    home: [],
    evil: [],
  },
  {
    way: 'a listed name that is not of this machine, over plain http',
    url: ({ evil }) => `http://listed.example:${evil.port}/`,
    rejects: 'insecure_credential',
    home: [],
    evil: [],
  },
  {
    way: 'the listed server as a user name',
    url: ({ home, evil }) => `http://127.0.0.1:${home.port}@127.0.0.1:${evil.port}/`,
    rejects: 'destination_refused',
    home: [],
    evil: [],
  },
  ...['301 Moved', '302 Found', '303 See Other', '307 Temporary', '308 Permanent'].map(
    (status): Escape => ({
      way: `${status} of a POST to the other server`,
      ask: { method: 'POST', body: { mode: 'raw', raw: 'x' } },
      answer: ({ evil }) => [status, `${evil.origin}/taken`],
      home: [true],
      evil: [false],
    }),
  ),
  {
    way: 'a redirect within the listed server',
    answer: () => ['302 Found', '/next'],
    home: [true, true],
    evil: [],
  },
  {
    way: 'a redirect away and back again',
    answer: ({ evil }) => ['307 Temporary', `${evil.origin}/`],
    evilAnswer: ({ home }) => ['307 Temporary', `${home.origin}/back`],
    home: [true, false],
    evil: [false],
  },
  {
    way: 'a protocol-relative redirect',
    answer: ({ evil }) => ['302 Found', `//127.0.0.1:${evil.port}/`],
    home: [true],
    evil: [false],
  },
  {
    way: 'a redirect to another name of the listed server',
    answer: ({ home }) => ['302 Found', `http://localhost:${home.port}/`],
    home: [true, false],
    evil: [],
  },
  {
    way: 'a redirect with the listed server as a user name',
    answer: ({ home, evil }) => ['302 Found', `http://127.0.0.1:${home.port}@127.0.0.1:${evil.port}/`],
    rejects: 'destination_refused',
    home: [true],
    evil: [],
  },
  {
    way: 'a redirect to a private address that nobody allowed',
    answer: ({ evil }) => ['302 Found', `http://127.0.0.2:${evil.port}/`],
    rejects: 'destination_refused',
    home: [true],
    evil: [],
  },
  {
    way: 'a return address that echoes the credential',
    answer: ({ evil }) => [
      '302 Found',
      `${evil.origin}/?continue=${encodeURIComponent(`/?k=${encodeURIComponent(SECRET)}&b=${BASE64}`)}`,
    ],
    rejects: 'redirect_refused',
    home: [true],
    evil: [],
  },
  {
    way: "the widget's own Host and Authorization",
    ask: {
      header: [
        { key: 'hOST', value: 'evil.example' },
        { key: 'AUTHORIZATION', value: 'mine' },
        { key: 'x-api-key', value: 'mine' },
      ],
    },
    home: [true],
    evil: [],
  },
];

describe.each(Object.entries(KINDS))('over real sockets, the credential of %s', (_, [
  connection,
  credential,
]) => {
  it.each(TABLE)('$way', async (row) => {
    const places: Places = {
      home: await rawServer((socket, number) => {
        const [status, location] = (number === 0 ? row.answer?.(places) : undefined) ?? ['200 OK', '/'];
        socket.end(httpResponse('', [`Location: ${location}`, 'Connection: close'], status));
      }),
      evil: await rawServer((socket, number) => {
        const [status, location] = (number === 0 ? row.evilAnswer?.(places) : undefined) ?? ['200 OK', '/'];
        socket.end(httpResponse('', [`Location: ${location}`, 'Connection: close'], status));
      }),
    };
    const { home, evil } = places;
    // Every name leads to this machine, so that only the rules keep a credential from it.
    const transport = startTransport({
      lookup: (_name, _options, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]),
    });
    const backend = createBackend({
      transports: [transport],
      connections: { api: connection([`127.0.0.1:${home.port}`, `listed.example:${evil.port}`]) },
      destinations: { private: ['127.0.0.1', 'localhost', 'listed.example', '127.0.0.1.evil.example'] },
    });
    const code = await backend
      .request({ url: row.url?.(places) ?? home.origin, connection_link_name: 'api', ...row.ask })
      .then(
        () => undefined,
        (error) => error.code,
      );
    expect(code).toBe(row.rejects);
    expect(home.received.map(holdsSecret)).toEqual(row.home);
    expect(evil.received.map(holdsSecret)).toEqual(row.evil);
    for (const bytes of home.received.filter(holdsSecret)) {
      expect(bytes.split(credential)).toHaveLength(2);
      // Not doubled by a header of the widget's own, in whatever letter case.
      expect(bytes.match(/^authorization:/gim) ?? []).toHaveLength(
        credential.match(/^B/) || row.ask?.header ? 1 : 0,
      );
      expect(bytes.match(/^x-api-key:/gim) ?? []).toHaveLength(
        credential.match(/^X/) || row.ask?.header ? 1 : 0,
      );
      expect(bytes.match(/^host: .*$/gim)).toEqual([expect.stringMatching(`:${home.port}$`)]);
    }
  });

  it('a redirect from https to http arrives nowhere', async () => {
    const evil = await rawServer((socket) => socket.end(httpResponse('')));
    const received: string[] = [];
    const server = createServer({ cert: tls('trusted.pem'), key: tls('server.key') }, (request, response) => {
      received.push([request.url, ...request.rawHeaders].join('\n'));
      response.writeHead(302, { Location: `${evil.origin}/`, Connection: 'close' }).end();
    });
    const port = await listening(server);
    const backend = createBackend({
      transports: [startTransport({ ca: tls('ca.pem') })],
      connections: { api: connection(['127.0.0.1']) },
      destinations: { private: ['127.0.0.1'] },
    });
    await expect(
      backend.request({ url: `https://127.0.0.1:${port}/`, connection_link_name: 'api' }),
    ).rejects.toMatchObject({ code: 'redirect_refused' });
    expect(received.map(holdsSecret)).toEqual([true]);
    expect(evil.connections).toEqual([]);
  });
});

function holdsSecret(bytes: string): boolean {
  return FORMS.some((form) => bytes.includes(form));
}

function tls(name: string): string {
  return readFileSync(fileURLToPath(new URL(`fixtures/tls/${name}`, import.meta.url)), 'utf8');
}
