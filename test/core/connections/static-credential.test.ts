import { describe, expect, it } from 'vitest';
import { createBackend } from '../../../src/core/backend/index.js';
import { apiKey, basic, bearer, custom } from '../../../src/core/connections/index.js';
import type { AnyConnection } from '../../../src/core/connections/index.js';

const hosts = ['api.example.com'];

/** What an upstream is sent through a connection for a user. */
async function sentFor(connection: AnyConnection, user?: string): Promise<string> {
  let sent = '';
  const backend = createBackend({
    connections: { books: connection },
    transports: [
      async ({ headers, url }) => {
        const [, value] = headers.find(([name]) => /^(?:authorization|x-api-key)$/i.test(name)) ?? [];
        sent = value ?? new URL(url).search;
        return { status: 200, statusText: 'OK', headers: [], body: new Uint8Array() };
      },
    ],
  });
  await backend.request(
    { url: 'https://api.example.com/', connection_link_name: 'books' },
    user === undefined ? {} : { user },
  );
  return sent;
}

const TOKENS = { users: { '7': 'seven', '8': 'eight' } };

describe('a credential by user', () => {
  it.each([
    [bearer({ token: TOKENS, hosts }), 'Bearer seven', 'Bearer eight'],
    [apiKey({ in: 'header', name: 'X-Api-Key', value: TOKENS, hosts }), 'seven', 'eight'],
    [apiKey({ in: 'query', name: 'key', value: TOKENS, hosts }), '?key=seven', '?key=eight'],
    [
      basic({ username: 'me', password: TOKENS, hosts }),
      `Basic ${btoa('me:seven')}`,
      `Basic ${btoa('me:eight')}`,
    ],
    [
      basic({ username: TOKENS, password: 'p', hosts }),
      `Basic ${btoa('seven:p')}`,
      `Basic ${btoa('eight:p')}`,
    ],
    [
      custom({
        hosts,
        resolve: async (_, user) => ({ headers: { Authorization: `for ${user}` }, params: {} }),
      }),
      'for 7',
      'for 8',
    ],
  ] as [
    AnyConnection,
    string,
    string,
  ][])('is that of the one who calls: %j', async (connection, seven, eight) => {
    expect(await sentFor(connection, '7')).toBe(seven);
    expect(await sentFor(connection, '8')).toBe(eight);
  });

  it.each(['9', undefined, '__proto__', 'constructor', 'toString'])('is missing for %j', async (user) => {
    await expect(sentFor(bearer({ token: TOKENS, hosts }), user)).rejects.toMatchObject({
      code: 'connection_not_connected',
      message: expect.stringContaining('connections.books.token.users'),
    });
  });

  it('is shown as such', async () => {
    const { connections } = createBackend({
      connections: { books: bearer({ token: TOKENS, hosts }) as AnyConnection },
    });
    expect(await connections.list('7')).toMatchObject([{ level: 'user', user: '7', state: 'connected' }]);
    expect(await connections.list('9')).toMatchObject([{ level: 'user', state: 'not_connected' }]);
    expect(JSON.stringify([await connections.list('7'), await connections.list('9')])).not.toContain('seven');
  });

  it.each([
    [{ type: 'bearer', token: { users: {} }, hosts }, 'connections.books.token.users: is empty'],
    [{ type: 'bearer', token: { users: { '': 't' } }, hosts }, 'connections.books.token.users'],
    [
      { type: 'bearer', token: { users: { '7': 't\n' } }, hosts },
      'connections.books.token.users.7: cannot stand in a header',
    ],
    [
      { type: 'bearer', token: { users: 'all' }, hosts },
      'connections.books.token.users: expected an object by user_id',
    ],
    [{ type: 'bearer', token: { users: { '7': 't' }, others: 1 }, hosts }, 'others: is not a known key'],
  ])('%j is refused', (connection, problem) => {
    expect(() => createBackend({ connections: { books: connection as unknown as AnyConnection } })).toThrow(
      problem,
    );
  });
});
