import { readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mswTransport } from '../../src/core/backend/index.js';
import { DEFAULT_LIMITS } from '../../src/core/protocol/index.js';
import { loadConfig } from '../../src/node/load-config.js';
import { failure, tempFolder } from './temp-folder.js';

const VARIABLES = ['ZT_BOOKS', 'ZT_OTHER', 'ZT_SPLIT', 'ZT_EMPTY'];

function clearVariables(): void {
  for (const name of VARIABLES) delete process.env[name];
}

beforeEach(clearVariables);
afterEach(clearVariables);

const bearer = (token: unknown) => ({ type: 'bearer', token, hosts: ['api.example.com'] });

async function load(files: Record<string, string | object>) {
  return loadConfig(await tempFolder(files));
}

describe('without a file', () => {
  it('has the defaults', async () => {
    const { config, file, notes } = await load({});
    expect(file).toBeUndefined();
    expect(notes).toEqual([]);
    expect(config).toMatchObject({
      mode: 'offline',
      connections: {},
      apiConfigurations: {},
      records: {},
      mocks: [],
    });
    expect(config.limits).toEqual(DEFAULT_LIMITS);
    expect(config.destinations).toEqual({ private: [] });
    expect(config.organization.api_root_endpoint).toBe('https://www.zohoapis.com/books/v3');
  });
});

describe('each kind of file', () => {
  const written = `{ mode: 'live', connections: { books: { type: 'bearer', token: 'abc', hosts: ['api.example.com'] } } }`;

  it.each([
    ['zfapps.config.json', JSON.stringify({ mode: 'live', connections: { books: bearer('abc') } })],
    [
      'zfapps.config.ts',
      `import { defineConfig } from 'zfapps-shim';\ntype T = { a: number };\nexport default defineConfig(${written});`,
    ],
    [
      'zfapps.config.ts',
      `import { bearer } from 'zfapps-shim/connections';\nexport default { mode: 'live', connections: { books: bearer({ token: 'abc', hosts: ['api.example.com'] }) } };`,
    ],
    ['zfapps.config.js', `export default ${written};`],
    ['zfapps.config.js', `module.exports = ${written};`],
    [
      'zfapps.config.mjs',
      `import { defineConfig } from 'zfapps-shim';\nexport default defineConfig(${written});`,
    ],
  ])('%s', async (name, text) => {
    const folder = await tempFolder({ [name]: text });
    const { config, file } = await loadConfig(folder);
    expect(file).toBe(join(folder, name));
    expect(config.mode).toBe('live');
    expect(config.connections).toEqual({ books: bearer('abc') });
  });

  it('is read anew after a change', async () => {
    const folder = await tempFolder({ 'zfapps.config.ts': `export default { mode: 'live' };` });
    expect((await loadConfig(folder)).config.mode).toBe('live');
    await writeFile(join(folder, 'zfapps.config.ts'), `export default { mode: 'offline' };`);
    expect((await loadConfig(folder)).config.mode).toBe('offline');
  });

  it('leaves no copy of its text on the disk', async () => {
    const folder = await tempFolder({ 'zfapps.config.ts': `export default { connections: {} };` });
    await loadConfig(folder);
    expect(await readdir(folder)).toEqual(['zfapps.config.ts']);
    // Where jiti keeps what it has transformed, named after the file and its folder.
    const cached = await readdir(join(tmpdir(), 'jiti')).catch((): string[] => []);
    const name = basename(folder).toLowerCase();
    expect(cached.filter((file) => file.toLowerCase().includes(name))).toEqual([]);
  });
});

describe('errors name the file and the path', () => {
  it('two files', async () => {
    const error = await failure(load({ 'zfapps.config.ts': '', 'zfapps.config.json': '{}' }));
    expect(error).toMatchObject({ code: 'invalid_config' });
    expect(error.message).toContain('zfapps.config.ts, zfapps.config.json');
  });

  it('JSON that is broken', async () => {
    expect((await failure(load({ 'zfapps.config.json': '{\n "mode" "live"}' }))).message).toContain(
      'zfapps.config.json:2:9 ',
    );
  });

  it('a wrong value, with its line and column', async () => {
    const config =
      '{\n  "connections": {\n    "books": {\n      "type": "bearer", "token": "t",\n      "hosts": ["https://a.example/v1"]\n    }\n  }\n}';
    const error = await failure(load({ 'zfapps.config.json': config }));
    expect(error.message).toMatch(/zfapps\.config\.json:5:17 connections\.books\.hosts\[0\]: .*"a\.example"/);
  });

  it('an unknown key, where the key stands', async () => {
    const error = await failure(load({ 'zfapps.config.json': '{\n  "mod": "live"\n}' }));
    expect(error.message).toMatch(/zfapps\.config\.json:2:3 mod: is not a known key; did you mean "mode"\?$/);
  });

  it('a line for each problem', async () => {
    const error = await failure(
      load({ 'zfapps.config.json': { mod: 1, limits: { timeoutMs: -1 }, conections: {} } }),
    );
    expect(error.message.split('\n')).toHaveLength(3);
  });

  it('in TypeScript, by path', async () => {
    const error = await failure(
      load({ 'zfapps.config.ts': 'export default { limits: { timeoutMs: "1s" } };' }),
    );
    expect(error.message).toMatch(/zfapps\.config\.ts limits\.timeoutMs: expected a whole number$/);
  });

  it.each([
    ['no default export', 'export const config = {};', 'has no default export'],
    ['a function', 'export default () => ({});', 'a function'],
    ['a promise', 'export default Promise.resolve({});', 'Promise'],
    ['a list', 'export default [];', 'a list'],
  ])('%s', async (_, text, words) => {
    const error = await failure(load({ 'zfapps.config.ts': text }));
    expect(error).toMatchObject({ code: 'invalid_config' });
    expect(error.message).toContain('zfapps.config.ts');
    expect(error.message).toContain(words);
  });

  it('a file that throws, with its line', async () => {
    const error = await failure(
      load({ 'zfapps.config.ts': '\n\nthrow new TypeError("not today");\nexport default {};' }),
    );
    expect(error).toMatchObject({ code: 'invalid_config' });
    expect(error.message).toMatch(/zfapps\.config\.ts:3 failed: TypeError: not today/);
  });

  it('a file that is not TypeScript', async () => {
    const error = await failure(load({ 'zfapps.config.ts': 'export default {\n  mode: \n};' }));
    expect(error).toMatchObject({ code: 'invalid_config' });
    expect(error.message).toMatch(/zfapps\.config\.ts(:3)? failed: /);
  });

  it('an import that is not installed', async () => {
    const error = await failure(
      load({ 'zfapps.config.ts': `import x from 'not-there-at-all';\nexport default x;` }),
    );
    expect(error.message).toContain('not-there-at-all');
    expect(error.message).toContain('Install it');
  });
});

describe('secrets', () => {
  it('come from .env.local', async () => {
    const { config, notes } = await load({
      '.env.local': 'ZT_BOOKS="from the file"\n',
      'zfapps.config.json': { connections: { books: bearer({ env: 'ZT_BOOKS' }) } },
    });
    expect(config.connections.books).toEqual(bearer('from the file'));
    expect(notes).toEqual([]);
  });

  it('come from .env.local before a TypeScript file is evaluated', async () => {
    const { config } = await load({
      '.env.local': '\uFEFFZT_BOOKS=early',
      'zfapps.config.ts': `export default { connections: { books: { type: 'bearer', token: process.env.ZT_BOOKS, hosts: ['api.example.com'] } } };`,
    });
    expect(config.connections.books).toEqual(bearer('early'));
  });

  it('of the environment win over .env.local', async () => {
    process.env.ZT_BOOKS = 'from outside';
    const { config } = await load({
      '.env.local': 'ZT_BOOKS=from the file',
      'zfapps.config.json': { connections: { books: bearer({ env: 'ZT_BOOKS' }) } },
    });
    expect(config.connections.books).toEqual(bearer('from outside'));
  });

  it('that change in .env.local change at the next load', async () => {
    const folder = await tempFolder({
      '.env.local': 'ZT_BOOKS=first',
      'zfapps.config.json': { connections: { books: bearer({ env: 'ZT_BOOKS' }) } },
    });
    await loadConfig(folder);
    await writeFile(join(folder, '.env.local'), 'ZT_BOOKS=second');
    expect((await loadConfig(folder)).config.connections.books).toEqual(bearer('second'));
    await writeFile(join(folder, '.env.local'), '');
    expect((await loadConfig(folder)).config.connections.books).toHaveProperty('off');
  });

  it('that are missing turn off that one connection, and say what to set', async () => {
    const { config, notes } = await load({
      'zfapps.config.json': { connections: { books: bearer({ env: 'ZT_BOOKS' }), other: bearer('t') } },
    });
    expect(config.connections.other).toEqual(bearer('t'));
    expect(config.connections.books).toMatchObject({ off: expect.stringMatching(/ZT_BOOKS.*\.env\.local/) });
    expect(notes).toEqual([expect.stringMatching(/"books" is off.*ZT_BOOKS/)]);
  });

  it('that are undefined in TypeScript turn off that connection, and name the suspect', async () => {
    process.env.ZT_OTHER = 'set';
    const { config } = await load({
      'zfapps.config.ts': `export default { connections: {
        books: { type: 'bearer', token: process.env.ZT_BOOKS, hosts: ['api.example.com'] },
        other: { type: 'bearer', token: process.env['ZT_OTHER'], hosts: ['api.example.com'] },
      } };`,
    });
    expect(config.connections.books).toMatchObject({ off: expect.stringMatching(/ZT_BOOKS.*\.env\.local/) });
    expect(config.connections.books).toMatchObject({ off: expect.not.stringContaining('ZT_OTHER') });
    expect(config.connections.other).toEqual(bearer('set'));
  });

  it('that are empty turn off the connection, but a password may be empty', async () => {
    const { config } = await load({
      '.env.local': 'ZT_EMPTY=',
      'zfapps.config.json': {
        connections: {
          books: bearer({ env: 'ZT_EMPTY' }),
          key: { type: 'basic', username: 'key', password: '', hosts: ['api.example.com'] },
        },
      },
    });
    expect(config.connections.books).toMatchObject({ off: expect.stringContaining('ZT_EMPTY') });
    expect(config.connections.key).toMatchObject({ username: 'key', password: '' });
  });

  it('of a connection by user come from the environment too, and one that is missing turns it off', async () => {
    const byUser = (value: unknown) => ({
      type: 'basic',
      username: 'me',
      password: value,
      hosts: ['api.example.com'],
    });
    const { config } = await load({
      '.env.local': 'ZT_SEVEN=seven\nZT_EMPTY=',
      'zfapps.config.json': {
        connections: {
          books: byUser({ users: { '7': { env: 'ZT_SEVEN' }, '8': 'plain', '9': { env: 'ZT_EMPTY' } } }),
          off: byUser({ users: { '7': { env: 'ZT_SEVEN' }, '8': { env: 'ZT_NOT_SET' } } }),
        },
      },
    });
    expect(config.connections.books).toEqual(byUser({ users: { '7': 'seven', '8': 'plain', '9': '' } }));
    expect(config.connections.off).toMatchObject({
      off: expect.stringMatching(/password of the user 8.*ZT_NOT_SET/),
    });
  });

  it('that are missing leave what else is known of the connection', async () => {
    const { config } = await load({
      'zfapps.config.ts': `
        const hosts = ['api.example.com'];
        const missing = { env: 'ZT_NOT_SET' };
        export default { connections: {
          bearer: { type: 'bearer', scheme: 'Zoho-oauthtoken', token: missing, hosts },
          header: { type: 'apiKey', in: 'header', name: 'X-Key', value: missing, hosts },
          query: { type: 'apiKey', in: 'query', name: 'key', value: { users: { '7': missing } }, hosts },
          basic: { type: 'basic', username: 'me', password: missing, hosts },
          oauth: { type: 'oauth2', grant: 'client_credentials', clientId: missing, tokenUrl: 'https://id.example/t', scopes: ['a'], level: 'user', hosts },
        } };`,
    });
    const shapeOf = (name: string) => (config.connections[name] as { shape?: object }).shape;
    const common = { hosts: ['api.example.com'], level: 'org' };
    expect(shapeOf('bearer')).toEqual({
      ...common,
      type: 'bearer',
      placement: { in: 'header', scheme: 'Zoho-oauthtoken' },
    });
    expect(shapeOf('header')).toMatchObject({ placement: { in: 'header', name: 'X-Key', scheme: '' } });
    expect(shapeOf('query')).toMatchObject({ level: 'user', placement: { in: 'query', name: 'key' } });
    expect(shapeOf('basic')).toMatchObject({ placement: { in: 'basic' } });
    expect(shapeOf('oauth')).toMatchObject({ type: 'oauth2', level: 'user', scopes: ['a'] });
  });

  it('are the affair of a function where the connection is custom', async () => {
    const { config } = await load({
      'zfapps.config.ts': `
        import { custom } from 'zfapps-shim/connections';
        const resolve = async () => ({ headers: { 'X-Signature': 's' }, params: {} });
        export default { connections: { signed: custom({ hosts: ['api.example.com'], resolve }) } };`,
    });
    expect(config.connections.signed).toMatchObject({ type: 'custom', resolve: expect.any(Function) });
    const error = await failure(
      load({ 'zfapps.config.json': { connections: { signed: { type: 'custom', hosts: ['a.example'] } } } }),
    );
    expect(error.message).toContain('connections.signed.resolve: expected a function');
  });

  it('of OAuth are three, and the secret of a public client is none', async () => {
    const { config, notes } = await load({
      '.env.local': 'ZT_ID=id\nZT_SECRET=secret\nZT_REFRESH=refresh',
      'zfapps.config.ts': `
        const common = { type: 'oauth2', clientId: { env: 'ZT_ID' }, tokenUrl: 'https://id.example/token', hosts: ['api.example.com'] };
        const code = { ...common, authorizeUrl: 'https://id.example/authorize' };
        export default { connections: {
          given: { ...common, grant: 'refresh_token', clientSecret: { env: 'ZT_SECRET' }, refreshToken: { env: 'ZT_REFRESH' } },
          open: code,
          off: { ...code, clientSecret: process.env.ZT_NOT_SET },
        } };`,
    });
    expect(config.connections.given).toMatchObject({
      clientId: 'id',
      clientSecret: 'secret',
      refreshToken: 'refresh',
    });
    expect(config.connections.open).not.toHaveProperty('clientSecret');
    expect(config.connections.off).toMatchObject({ off: expect.stringMatching(/clientSecret.*ZT_NOT_SET/) });
    expect(notes).toHaveLength(1);
  });

  it('of users that would split a header are refused, and not shown', async () => {
    process.env.ZT_SPLIT = 'planted\r\nX-Evil: 1';
    const error = await failure(
      load({
        'zfapps.config.json': { connections: { books: bearer({ users: { '7': { env: 'ZT_SPLIT' } } }) } },
      }),
    );
    expect(error.message).toContain('connections.books.token.users.7 (from ZT_SPLIT): ');
    expect(`${error.message} ${JSON.stringify(error.cause ?? null)}`).not.toContain('planted');
  });

  it('that are not written at all are a mistake, not a missing secret', async () => {
    const error = await failure(
      load({ 'zfapps.config.json': { connections: { books: { type: 'bearer', hosts: ['a.example'] } } } }),
    );
    expect(error.message).toContain('connections.books.token: is missing');
  });

  it('that would split a header are refused, and not shown', async () => {
    process.env.ZT_SPLIT = 'planted\r\nX-Evil: 1';
    const error = await failure(
      load({ 'zfapps.config.json': { connections: { books: bearer({ env: 'ZT_SPLIT' }) } } }),
    );
    expect(error.message).toContain('connections.books.token (from ZT_SPLIT): ');
    expect(error.message).not.toContain('planted');
    expect(JSON.stringify(error.cause ?? null)).not.toContain('planted');
  });

  it('of the wrong type are not shown', async () => {
    const error = await failure(
      load({ 'zfapps.config.json': { connections: { books: bearer(['planted']) } } }),
    );
    expect(error.message).toContain('connections.books.token');
    expect(`${error.message} ${JSON.stringify(error.cause)}`).not.toContain('planted');
  });
});

describe('records', () => {
  it('are read from files and taken as they are', async () => {
    const { config } = await load({
      'zfapps.config.json': {
        records: { invoice: './data/invoice.json', user_list: [{ a: 1 }], item: { item_id: '1' } },
      },
      'data/invoice.json': { invoice_id: '7' },
    });
    expect(config.records).toEqual({
      invoice: { invoice_id: '7' },
      user_list: [{ a: 1 }],
      item: { item_id: '1' },
    });
  });

  it('that are wrong are all named, with their places', async () => {
    const error = await failure(
      load({
        'zfapps.config.json':
          '{\n  "records": {\n    "invoice": "./invoice.json",\n    "bill": "./gone.json",\n    "item": "./item.json"\n  }\n}',
        'invoice.json': '{\n  "a": 1,\n}',
        'item.json': '3',
      }),
    );
    expect(error).toMatchObject({ code: 'invalid_config' });
    expect(error.message).toMatch(
      /zfapps\.config\.json:3:16 records\.invoice: .*invoice\.json:3:1 is not JSON/,
    );
    expect(error.message).toMatch(/zfapps\.config\.json:4:13 records\.bill: .*gone\.json does not exist/);
    expect(error.message).toMatch(/zfapps\.config\.json:5:13 records\.item: .*the number 3/);
  });
});

describe('record files', () => {
  it('are read anew when the page asks for them', async () => {
    const folder = await tempFolder({
      'zfapps.config.json': { records: { invoice: './invoice.json' } },
      'invoice.json': { total: 1 },
    });
    const { readRecords } = await loadConfig(folder);
    await writeFile(join(folder, 'invoice.json'), '{"total": 2}');
    expect(await readRecords()).toEqual({ invoice: { total: 2 } });
    await writeFile(join(folder, 'invoice.json'), '{"total": }');
    expect((await failure(readRecords())).message).toMatch(/records\.invoice: .*invoice\.json:1:11/);
  });
});

describe('a configuration that is no JSON', () => {
  it('is named by line and column, and not quoted: the line may hold a secret', async () => {
    const broken = '{\n "connections": { "a": { "token": "PLANTED-SECRET" "hosts": [] } }\n}';
    const { message } = await failure(load({ 'zfapps.config.json': broken }));
    expect(message).toMatch(/zfapps\.config\.json:2:\d+ is not JSON/);
    expect(message).not.toContain('PLANTED');
  });
});

describe('organisation and user', () => {
  it('are laid over the sample ones', async () => {
    const { config } = await load({
      'zfapps.config.json': { organization: { name: 'Mine', currency_code: 'EUR' }, user: { name: 'Me' } },
    });
    expect(config.organization).toMatchObject({
      name: 'Mine',
      currency_code: 'EUR',
      data_center_extension: '.com',
    });
    expect(config.user).toMatchObject({ name: 'Me', email: expect.any(String) });
  });
});

describe('data centre and locale', () => {
  it('are the place of the organisation, whose API root is that of the service', async () => {
    const { config, organizationOf } = await load({
      'zfapps.config.json': { dataCenter: '.eu', locale: 'pt-BR', organization: { name: 'Mine' } },
    });
    expect(config.organization).toMatchObject({
      name: 'Mine',
      data_center_extension: '.eu',
      api_root_endpoint: 'https://www.zohoapis.eu/books/v3',
      language_code: 'pt-BR',
    });
    expect(organizationOf('Inventory').api_root_endpoint).toBe('https://www.zohoapis.eu/inventory/v1');
  });

  it('lose against what the organisation itself says', async () => {
    const { config } = await load({
      'zfapps.config.json': { dataCenter: 'in', organization: { data_center_extension: '.test' } },
    });
    expect(config.organization).toMatchObject({
      data_center_extension: '.test',
      api_root_endpoint: 'https://www.zohoapis.in/books/v3',
    });
  });

  it('that are unknown are told by line and column', async () => {
    const error = await failure(load({ 'zfapps.config.json': '{\n  "dataCenter": "uks"\n}' }));
    expect(error.message).toMatch(
      /zfapps\.config\.json:2:17 dataCenter: "uks" is no data centre; did you mean "uk"\?$/,
    );
  });
});

describe('where what widgets store is kept', () => {
  const storeOf = async (store: unknown, files: Record<string, string | object> = {}) =>
    loadConfig(await tempFolder({ ...files, 'zfapps.config.json': { store } }));

  it('is left to the user’s state folder, or is memory', async () => {
    expect((await load({})).config.store).toBeUndefined();
    expect((await storeOf('memory')).config.store).toBe('memory');
  });

  it('is a folder from the configuration’s own, which is not made', async () => {
    const { config, file = '' } = await storeOf('./state/of-widgets');
    expect(config.store).toBe(join(dirname(file), 'state', 'of-widgets'));
    expect(await readdir(dirname(file))).toEqual(['zfapps.config.json']);
    // Whoever means a folder of that name writes it as a path.
    expect((await storeOf('./memory')).config.store).toMatch(/[/\\]memory$/);
    expect((await storeOf('app-state')).config.store).toMatch(/app-state$/);
    expect((await storeOf(join(tmpdir(), 'x'))).config.store).toBe(join(tmpdir(), 'x'));
  });

  it.each([
    'app',
    './app/',
    'app/state',
    'x/../app/y/z',
    'public/app',
    'public/app/state',
  ])('is not what is packed with the widget: %s', async (store) => {
    for (const files of [{}, { 'app/widget.html': '', 'public/app/a.txt': '' }] as Record<string, string>[]) {
      expect((await failure(storeOf(store, files))).message).toMatch(
        /zfapps\.config\.json:2:12 store: .*app.* lies in .*app, and would be served and packed with the widget; name a folder outside$/,
      );
    }
  });

  it.skipIf(process.platform === 'win32')('is not what is packed by way of a link', async () => {
    const folder = await tempFolder({ 'app/a.txt': '', 'zfapps.config.json': { store: './link/state' } });
    await symlink(join(folder, 'app'), join(folder, 'link'));
    expect((await failure(loadConfig(folder))).message).toContain('would be served and packed');
  });

  it('is not a file, nor what only a shell understands', async () => {
    expect((await failure(storeOf('state', { state: 'text' }))).message).toMatch(
      /state is a file; name a folder$/,
    );
    expect((await failure(storeOf('~/state'))).message).toMatch(
      /store: "~\/state" begins with ~, which only shells replace; write the whole path$/,
    );
  });
});

describe('the examples of docs/configuration.md', () => {
  /** Its TypeScript blocks. */
  async function examples(): Promise<string[]> {
    const text = await readFile(join(import.meta.dirname, '../../docs/configuration.md'), 'utf8');
    return Array.from(text.matchAll(/^```ts\n(.*?)^```/gms), ([, code = '']) => code);
  }

  it('load, configurations and mocks', async () => {
    const all = await examples();
    const mocks = all.filter((code) => !code.includes('defineConfig'));
    expect(mocks).toHaveLength(1);
    expect(all.length).toBeGreaterThan(2);
    for (const code of all.filter((one) => !mocks.includes(one)))
      await load({ 'zfapps.config.ts': code, 'mocks.ts': mocks[0] ?? '' });
  });

  it('give the organisation that the text says', async () => {
    const code = (await examples()).find((one) => one.includes('dataCenter')) ?? '';
    const { organizationOf } = await load({ 'zfapps.config.ts': code });
    expect(organizationOf('FINANCE')).toMatchObject({
      name: 'Moulin & Fils',
      data_center_extension: '.eu',
      api_root_endpoint: 'https://www.zohoapis.eu/books/v3',
      language_code: 'fr',
    });
    expect(organizationOf('INVENTORY').api_root_endpoint).toBe('https://www.zohoapis.eu/inventory/v1');
  });
});

describe('the files of a configuration', () => {
  it('are told as they are met, with those that are missing, before a problem is thrown', async () => {
    const folder = await tempFolder({
      'zfapps.config.ts': `import './helper.mjs'; export default { mocks: ['./mocks.ts', './gone.ts'], records: { invoice: './i.json' } };`,
      'helper.mjs': '',
      'mocks.ts': 'export default [];',
      'i.json': '{}',
    });
    const files = new Set<string>();
    const onFile = (file: string, kind: string) => files.add(`${kind} ${file.slice(folder.length + 1)}`);
    await failure(loadConfig(folder, { onFile }));
    expect([...files]).toEqual([
      'configuration zfapps.config.ts',
      'configuration helper.mjs',
      'configuration mocks.ts',
      'configuration gone.ts',
      'records i.json',
    ]);
  });

  it('are in what was loaded: the record files apart from the others', async () => {
    const folder = await tempFolder({
      'zfapps.config.json': { records: { invoice: './i.json', item: { item_id: '1' } } },
      'i.json': '{}',
    });
    const { files } = await loadConfig(folder);
    expect(files).toEqual({
      // A Desk extension's resources too, whether they are there or not: they may come.
      configuration: new Set([join(folder, 'zfapps.config.json'), join(folder, 'resources.json')]),
      records: new Set([join(folder, 'i.json')]),
    });
  });
});

describe('mocks', () => {
  const handler = `http.get('https://api.example.com/ping', () => HttpResponse.json({ pong: true }))`;
  const imports = `import { http, HttpResponse } from 'msw';`;

  async function pong(files: Record<string, string | object>): Promise<string> {
    const { config } = await load(files);
    const transport = mswTransport(config.mocks);
    const response = await transport(
      { method: 'GET', url: 'https://api.example.com/ping', headers: [] },
      { signal: new AbortController().signal, limits: DEFAULT_LIMITS, allowsPrivate: () => false },
    );
    return new TextDecoder().decode(response?.body);
  }

  it.each([
    [
      'a module with a default export',
      {
        'zfapps.config.json': { mocks: './mocks.ts' },
        'mocks.ts': `${imports}\nexport default [${handler}];`,
      },
    ],
    [
      'a module with handlers',
      {
        'zfapps.config.json': { mocks: ['./mocks.mjs'] },
        'mocks.mjs': `${imports}\nexport const handlers = [${handler}];`,
      },
    ],
    [
      'a CommonJS module with handlers',
      {
        'zfapps.config.json': { mocks: './mocks.cjs' },
        'mocks.cjs': `const { http, HttpResponse } = require('msw');\nmodule.exports = { handlers: [${handler}] };`,
      },
    ],
    [
      'handlers in the configuration',
      { 'zfapps.config.ts': `${imports}\nexport default { mocks: [${handler}] };` },
    ],
    [
      'both',
      {
        'zfapps.config.ts': `${imports}\nexport default { mocks: [http.get('https://other.example', () => undefined), './m.js'] };`,
        'm.js': `${imports}\nexport default [${handler}];`,
      },
    ],
  ])('%s answer, where msw is not installed beside the widget', async (_, files) => {
    expect(await pong(files)).toBe('{"pong":true}');
  });

  it.each([
    ['a module that is missing', {}, 'does not exist'],
    ['a module without a list', { 'mocks.ts': 'export default {};' }, 'exports no list of handlers'],
    ['a module with something else in its list', { 'mocks.ts': 'export default [1];' }, 'entry 0'],
    [
      'a module that throws',
      { 'mocks.ts': '\nthrow new Error("broken mock");' },
      'mocks.ts:2 failed: Error: broken mock',
    ],
  ])('%s', async (_, files, words) => {
    const error = await failure(load({ 'zfapps.config.json': { mocks: './mocks.ts' }, ...files }));
    expect(error).toMatchObject({ code: 'invalid_config' });
    expect(error.message).toContain('mocks.ts');
    expect(error.message).toContain(words);
  });

  it('something that is no handler', async () => {
    const error = await failure(load({ 'zfapps.config.ts': 'export default { mocks: [{}] };' }));
    expect(error.message).toMatch(/zfapps\.config\.ts mocks/);
  });
});
