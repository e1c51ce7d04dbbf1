import { chmod, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../node/temp-folder.js';
import { OAUTH } from './configuration.js';
import { filesIn, openToOthers } from './folder-content.js';
import { findPlanted, PLANTED } from './planted.js';
import { world } from './world.js';

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
    for (const damage of DAMAGES) {
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
    const { start, dev, upstream, check } = await world();
    // A file is in the way: who may write everywhere, root for one, cannot write there either.
    const blocked = await tempFolder({ 'zfapps-shim': 'a file' });
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
      ['disconnect', 'books'],
    ])
      expect((await start(args, env).ended).code).toBeGreaterThan(0);
    // What it can show, it may show.
    await start(['connections'], env).ended;
    await check();
  }, 30_000);

  it("for other users: what it makes is its owner's alone", async () => {
    const { run, dev, state, upstream, check } = await world();
    await run('connect', 'books', '--code', PLANTED.copiedCode);
    const { call } = await dev();
    await call('books', { url: `${upstream.origin}/401` });
    await call('service', { url: `${upstream.origin}/ok` });
    expect(await secretFiles(state)).toHaveLength(2);
    await check('copiedCode', 'accessToken');
  }, 30_000);

  it.skipIf(process.platform === 'win32')(
    "for other users where folders were there with open modes: they stay open, and files are their owner's alone",
    async () => {
      const { run, dev, state, open, upstream, check } = await world();
      await open('zfapps-shim');
      await run('connect', 'books', '--code', PLANTED.copiedCode);
      expect(await openToOthers(state)).toEqual(['zfapps-shim 755']);

      // Open all the way, as a copy from elsewhere may be.
      const [file = ''] = await secretFiles(state);
      await open(dirname(file));
      await open(dirname(dirname(file)));
      await chmod(join(state, file), 0o644);
      const { call } = await dev();
      // It is renewed, and so written anew.
      await call('books', { url: `${upstream.origin}/401` });
      await call('service', { url: `${upstream.origin}/ok` });
      expect(await secretFiles(state)).toHaveLength(2);
      await check('copiedCode', 'refreshToken', 'accessToken');
    },
    30_000,
  );
});

/** The files in which tokens lie. */
async function secretFiles(state: string): Promise<string[]> {
  const files = await filesIn(state);
  return files.filter(([, content]) => findPlanted(content).length > 0).map(([name]) => name);
}

/** What a crash, an editor or another version may have done to a file. */
const DAMAGES: ((content: string) => string)[] = [
  (content) => content.slice(0, -20),
  (content) => content.slice(0, content.indexOf(PLANTED.accessToken.slice(0, 3)) + 16),
  (content) => content.replace('"accessToken":"', '"accessToken":'),
  (content) => content.replace('"accessToken"', '"access"'),
  (content) => content.replace('"value":{', '"value":[{'),
  (content) => JSON.stringify(content),
  () => '',
];
