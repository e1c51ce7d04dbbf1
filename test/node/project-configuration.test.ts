import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { manifest } from '../support/temp-package.js';
import { CONFIG, mocks, running, SIDEBAR } from './running-project.js';

describe('a changed configuration', () => {
  it.each([
    ['a mock', { 'mocks.ts': mocks(2) }],
    ['what a mock imports', { 'answer.json': { answer: 2 } }],
  ])('%s answers without a restart', async (_, changes) => {
    const { write, next, request } = await running({
      [CONFIG]: { mocks: './mocks.ts' },
      'answer.json': { answer: 1 },
      'mocks.ts': mocks(1)
        .replace('answer: 1', `answer: data.answer`)
        .replace('import', `import data from './answer.json';\nimport`),
    });
    expect(await request()).toMatchObject({ answer: 1 });
    for (const [name, content] of Object.entries(changes)) await write(name, content);
    await next();
    expect(await request()).toMatchObject({ answer: 2, count: 1 });
  });

  it('that comes, changes its kind and goes is in use, or is not', async () => {
    const { folder, write, next, request, records } = await running({ 'mocks.ts': mocks(3) });
    expect(await request()).toMatchObject({ code: 'not_mocked' });
    await write(CONFIG, { mocks: './mocks.ts', organization: { name: 'Mine' }, dataCenter: 'eu' });
    await next();
    expect(await request()).toMatchObject({ answer: 3 });
    expect((await records()).organization).toMatchObject({ name: 'Mine', data_center_extension: '.eu' });
    await rm(join(folder, CONFIG));
    await write('zfapps.config.ts', `export default { organization: { name: 'Ours' } };`);
    await next();
    expect((await records()).organization).toMatchObject({ name: 'Ours', data_center_extension: '.com' });
    expect(await request()).toMatchObject({ code: 'not_mocked' });
    await rm(join(folder, 'zfapps.config.ts'));
    await next();
    expect((await records()).organization.name).not.toBe('Ours');
  });

  it('that is wrong leaves the former in use, with its state, until it is mended', async () => {
    const { write, next, request, notices } = await running({
      'zfapps.config.ts': `export default { mocks: './mocks.ts' };`,
      'mocks.ts': mocks(1),
    });
    await request();
    await write('zfapps.config.ts', `export default {\n  mocks: './mocks.ts',\n  limts: {} };`);
    expect((await next()).problems).toEqual([expect.stringMatching(/zfapps\.config\.ts limts: .*"limits"/)]);
    expect(await request()).toMatchObject({ answer: 1, count: 2 });
    await write('zfapps.config.ts', `\n\nthrow new Error('not now');`);
    expect((await next()).problems).toEqual([
      expect.stringMatching(/zfapps\.config\.ts:3 failed: Error: not now/),
    ]);
    await write('zfapps.config.ts', `export default { mocks: ['./mocks.ts'] };`);
    expect((await next()).problems).toEqual([]);
    expect(await request()).toMatchObject({ answer: 1, count: 1 });
    expect(notices.map(({ kind }) => kind)).toEqual(['problem', 'problem', 'mended']);
  });

  it('is mended by a file that comes: a module, a mock, a record', async () => {
    const { folder, write, next, records } = await running({});
    await write(
      'zfapps.config.ts',
      `import { name } from './lib/name'; export default { organization: { name }, mocks: ['./mocks.mjs'], records: { invoice: './data/i.json' } };`,
    );
    expect((await next()).problems).toEqual([expect.stringContaining("'./lib/name'")]);
    await mkdir(join(folder, 'lib'));
    await write('lib/name.ts', `export const name = 'Late';`);
    expect((await next()).problems).toEqual([expect.stringContaining('i.json does not exist')]);
    await mkdir(join(folder, 'data'));
    await write('data/i.json', { total: 5 });
    expect((await next()).problems).toEqual([expect.stringContaining('mocks.mjs does not exist')]);
    await write('mocks.mjs', 'export default [];');
    expect((await next()).problems).toEqual([]);
    expect(await records()).toMatchObject({
      organization: { name: 'Late' },
      records: { invoice: { total: 5 } },
    });
  });

  it('cannot say what it threw with a secret of a connection in it', async () => {
    const { write, next } = await running({ [CONFIG]: {} });
    const connections = { books: { type: 'bearer', token: 'PLANTED', hosts: ['a b'] } };
    await write(CONFIG, { connections });
    const { problems } = await next();
    expect(problems).toEqual([expect.stringContaining('connections.books.hosts[0]')]);
    expect(problems.join()).not.toContain('PLANTED');
    await write(CONFIG, '{\n  "connections": { "books": { "token": "PLANTED" "hosts"');
    const broken = await next();
    expect(broken.problems).toEqual([expect.stringContaining('is not JSON')]);
    expect(broken.problems.join()).not.toContain('PLANTED');
  });

  it('loses against the options that the server was started with', async () => {
    const { write, next, project } = await running(
      { [CONFIG]: {} },
      { mode: 'offline', location: 'invoice.details.sidebar' },
    );
    await write('plugin-manifest.json', manifest({ webtab: '/app/other.html', ...SIDEBAR }));
    expect(await next()).toMatchObject({ initialWidget: 1 });
    await write(CONFIG, { mode: 'live' });
    expect(await next()).toMatchObject({ mode: 'offline', initialWidget: 1 });
    expect(project.mode).toBe('offline');
  });

  it('may change the mode, and says so', async () => {
    const { write, next, project, notices } = await running({ [CONFIG]: {} });
    await write(CONFIG, {
      mode: 'live',
      connections: { books: { type: 'bearer', token: { env: 'ZT_NOT_SET' }, hosts: ['a.example'] } },
    });
    expect(await next()).toMatchObject({ mode: 'live', notes: [expect.stringContaining('"books" is off')] });
    expect(project).toMatchObject({ mode: 'live', notes: [expect.stringContaining('"books" is off')] });
    expect(notices).toEqual([
      { kind: 'note', message: expect.stringContaining('live now') },
      { kind: 'note', message: expect.stringContaining('"books" is off') },
    ]);
  });

  it('has the secrets that .env.local has now', async () => {
    onTestFinished(() => void delete process.env.ZT_RELOADED);
    const { write, next } = await running({
      [CONFIG]: {
        mode: 'live',
        connections: { books: { type: 'bearer', token: { env: 'ZT_RELOADED' }, hosts: ['a.example'] } },
      },
    });
    await write('.env.local', 'ZT_RELOADED=here');
    expect((await next()).notes).toEqual([]);
    await write('.env.local', '# nothing');
    expect((await next()).notes).toEqual([expect.stringContaining('ZT_RELOADED')]);
  });
});

describe('a changed record file', () => {
  const RECORDS = {
    [CONFIG]: { records: { invoice: './invoice.json' }, mocks: './mocks.ts' },
    'mocks.ts': mocks(1),
  };

  it('is in use, and nothing else is read anew', async () => {
    const { write, events, records, request } = await running({ ...RECORDS, 'invoice.json': { total: 1 } });
    await request();
    await write('invoice.json', { total: 2 });
    expect(await events.next('project')).toEqual({ type: 'project', records: true });
    expect((await records()).records.invoice).toMatchObject({ total: 2 });
    expect(await request()).toMatchObject({ count: 2 });
  });

  it('that is wrong is told; pages get what was read last', async () => {
    const { write, next, records, notices } = await running({ ...RECORDS, 'invoice.json': { total: 1 } });
    await write('invoice.json', { total: 2 });
    await next();
    await records();
    await write('invoice.json', '{ "total": ');
    expect((await next()).problems).toEqual([
      expect.stringMatching(/records\.invoice: .*invoice\.json:1:\d+ is not JSON/),
    ]);
    expect((await records()).records.invoice).toMatchObject({ total: 2 });
    await write('invoice.json', { total: 3 });
    expect((await next()).problems).toEqual([]);
    expect((await records()).records.invoice).toMatchObject({ total: 3 });
    expect(notices.map(({ kind }) => kind)).toEqual(['problem', 'mended']);
  });
});
