import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createProjectStores } from '../../src/node/project-stores.js';
import { DatabaseError, openStores } from '../../src/node/serve-stores.js';
import { failure, tempFolder } from './temp-folder.js';

describe('the stores of a project', () => {
  it('make the folders of an extension’s data when something is stored, for their owner only', async () => {
    const home = await tempFolder();
    const folder = join(home, 'deep', 'state');
    const stores = createProjectStores(home);
    onTestFinished(() => stores.close());
    const { data, notes } = stores.data(folder);
    expect({ notes, names: await readdir(home) }).toEqual({ notes: [], names: [] });
    await data.putRecords('one', [{ key: 'k', value: { a: 1 } }]);
    expect(await readdir(folder)).toContain('desk.db');
    const modes = [join(home, 'deep'), folder].map(async (one) =>
      ((await stat(one)).mode & 0o777).toString(8),
    );
    if (process.platform !== 'win32') expect(await Promise.all(modes)).toEqual(['700', '700']);
  });

  it('make no folder for a database that somebody names, and name the option', async () => {
    const home = await tempFolder();
    const missing = await failure(openStores(home, join(home, 'missing', 'x.db')));
    expect(missing).toBeInstanceOf(DatabaseError);
    expect(missing.message).toBe(`The folder ${join(home, 'missing')} does not exist.`);
    const other = await failure(openStores(home, 'mysql://me:planted@h/d'));
    expect(other.message).toMatch(/^--database or ZFAPPS_DATABASE has a url of the scheme "mysql:"/);
    expect(other.message).not.toContain('planted');
    expect(await readdir(home)).toEqual([]);
  });
});
