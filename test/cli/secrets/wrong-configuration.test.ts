import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PLANTED } from './planted.js';
import { world } from './world.js';

describe('nothing secret leaves by a wrong configuration', () => {
  it('of dev, where it becomes wrong while that runs', async () => {
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
        .poll(() => command.output().slice(before), { timeout: 10_000, message: String(wrong) })
        .toContain('zfapps.config.json');
      await get('/__zfapps/manifest');
      await get('/__zfapps/connections');
    }
    await writeFile(file, right);
    await check('bearer');
  }, 60_000);

  it('of any command', async () => {
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
    'that is a module and %s',
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
