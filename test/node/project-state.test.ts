import { existsSync } from 'node:fs';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listening } from './raw-server.js';
import { CONFIG, running, runningIn } from './running-project.js';
import { tempFolder } from './temp-folder.js';

let home: string;
beforeEach(async () => {
  home = await tempFolder();
  vi.stubEnv('XDG_STATE_HOME', join(home, 'state'));
});
afterEach(() => vi.unstubAllEnvs());

const SET = { type: 'set', area: 'store', key: 'k', value: { a: 1 } };
const GET = { type: 'get', area: 'store', key: 'k' };
const KEPT = { ok: true, value: { value: { a: 1 } } };
const NOTHING = { ok: true, value: {} };

describe('what widgets store', () => {
  // On macOS and Windows the state folder is another, the user's own.
  it.runIf(process.platform === 'linux')(
    'survives a restart in the user’s state folder, made when needed',
    async () => {
      const first = await running({});
      expect(await first.post('storage', GET)).toEqual(NOTHING);
      expect(existsSync(join(home, 'state'))).toBe(false);
      expect(await first.post('storage', SET)).toEqual(NOTHING);
      expect(await readdir(join(home, 'state'))).toEqual(['zfapps-shim']);
      expect(await readdir(first.folder)).not.toContain('state');
      first.project.close();
      expect(await (await runningIn(first.folder)).post('storage', GET)).toEqual(KEPT);
      // Another project has its own.
      expect(await (await running({})).post('storage', GET)).toEqual(NOTHING);
    },
  );

  it('is kept in the folder that the configuration names', async () => {
    const first = await running({ [CONFIG]: { store: './state' } });
    await first.post('storage', SET);
    expect(await readdir(join(first.folder, 'state'))).toEqual([expect.stringMatching(/^store-10234695-/)]);
    expect(existsSync(join(home, 'state'))).toBe(false);
    expect(await (await runningIn(first.folder)).post('storage', GET)).toEqual(KEPT);
  });

  it('ends with the server in memory, and outlives a changed configuration', async () => {
    const first = await running({ [CONFIG]: { store: 'memory' } });
    await first.post('storage', SET);
    await first.write(CONFIG, { store: 'memory', user: { name: 'Ada' } });
    await first.next();
    expect(await first.post('storage', GET)).toEqual(KEPT);
    expect(existsSync(join(home, 'state'))).toBe(false);
    expect(await (await runningIn(first.folder)).post('storage', GET)).toEqual(NOTHING);
  });

  it('goes to another place when the configuration names one, and is found again in the former', async () => {
    const { write, next, post, folder } = await running({ [CONFIG]: { store: 'memory' } });
    await post('storage', SET);
    await write(CONFIG, { store: './state' });
    await next();
    expect(await post('storage', GET)).toEqual(NOTHING);
    await post('storage', { ...SET, value: 'in the folder' });
    expect(existsSync(join(folder, 'state'))).toBe(true);
    await write(CONFIG, { store: 'memory' });
    await next();
    expect(await post('storage', GET)).toEqual(KEPT);
  });

  it('stays where it is while the configuration names what is packed', async () => {
    const { write, next, post } = await running({ [CONFIG]: { store: 'memory' } });
    await post('storage', SET);
    await write(CONFIG, { store: './app/state' });
    expect((await next()).problems).toEqual([expect.stringContaining('would be served and packed')]);
    expect(await post('storage', GET)).toEqual(KEPT);
  });

  it('says which file could not be written', async () => {
    const { post, folder } = await running({ [CONFIG]: { store: './state' } });
    await post('storage', SET);
    await rm(join(folder, 'state'), { recursive: true });
    await writeFile(join(folder, 'state'), 'a file');
    expect(await post('storage', SET)).toMatchObject({
      ok: false,
      error: {
        code: 'internal',
        message: expect.stringMatching(/could not keep "k": .*state.* cannot be written/),
      },
    });
  });
});

describe('a changed configuration', () => {
  it('is taken into what pages are told of themselves', async () => {
    const { write, next, manifest, records } = await running({});
    expect(await manifest()).toMatchObject({
      rules: { set: 'forms', lineItems: 'replace' },
      preSaveMs: 20_000,
      locale: 'en',
    });
    await write(CONFIG, {
      parity: { set: 'everywhere', lineItems: 'append' },
      limits: { preSaveMs: 100 },
      locale: 'pt-BR',
    });
    expect(await next()).toMatchObject({
      rules: { set: 'everywhere', lineItems: 'append' },
      preSaveMs: 100,
      locale: 'pt-BR',
      locales: ['pt-BR'],
    });
    expect((await records()).organization.language_code).toBe('pt-BR');
  });

  it('keeps what was saved and switched, where it does not concern it', async () => {
    const config = { records: { invoice: { invoice_id: '1' } } };
    const { write, next, post, records } = await running({ [CONFIG]: config });
    await post('records', { type: 'save', module: 'invoice', record: { invoice_id: '1', total: 7 } });
    await next();
    await post('records', { type: 'switch', changes: { locale: 'fr' } });
    await next();
    await write(CONFIG, { ...config, user: { name: 'Ada' } });
    await next();
    expect(await records()).toMatchObject({
      organization: { language_code: 'fr' },
      user: { name: 'Ada' },
      records: { invoice: { invoice_id: '1', total: 7 } },
    });
  });
});

it('a changed record file wins over what was saved', async () => {
  const { write, post, records, events } = await running({
    [CONFIG]: { records: { invoice: './invoice.json' } },
    'invoice.json': { invoice_id: '1', total: 1 },
  });
  await post('records', { type: 'save', module: 'invoice', record: { invoice_id: '1', total: 7 } });
  expect((await records()).records.invoice).toEqual({ invoice_id: '1', total: 7 });
  await events.next('project');
  await write('invoice.json', { invoice_id: '1', total: 2 });
  await events.next('project');
  expect((await records()).records.invoice).toEqual({ invoice_id: '1', total: 2 });
});

describe('translations of a folder', () => {
  const FILES = {
    'app/translations/en.json': { title: 'Title', save: 'Save' },
    'app/translations/fr.json': { title: 'Titre' },
    'app/translations/pt_BR.json': {},
    'app/translations/notes.txt': 'no language',
    [CONFIG]: { locale: 'fr' },
  };

  it('are read, and name the languages to switch to', async () => {
    const { translations, manifest } = await running(FILES);
    expect(await translations()).toEqual({ title: 'Titre', save: 'Save' });
    expect((await manifest()).locales).toEqual(['en', 'fr', 'pt-BR']);
  });

  it('are told when they change, to every page, and read anew', async () => {
    const { write, events, translations, manifest } = await running(FILES);
    await write('app/translations/fr.json', { title: 'Nouveau' });
    expect(await events.next('file')).toEqual({
      type: 'file',
      revision: 1,
      path: '/app/translations/fr.json',
    });
    expect(await translations()).toEqual({ title: 'Nouveau', save: 'Save' });
    await write('app/translations/ja.json', {});
    await events.next('file');
    expect((await manifest()).locales).toEqual(['en', 'fr', 'ja', 'pt-BR']);
  });

  it('that are no JSON are told by line, and count as absent', async () => {
    const { translations, manifest } = await running({
      ...FILES,
      'app/translations/fr.json': '{\n  "title": "Titre",\n}',
    });
    expect(await translations()).toEqual({ title: 'Title', save: 'Save' });
    expect((await manifest()).notes).toEqual([
      expect.stringMatching(
        /app\/translations\/fr\.json:3:1 is not JSON: a key in double quotes is expected/,
      ),
    ]);
  });

  it('do not lie elsewhere, whatever the manifest says', async () => {
    const { translations } = await running({
      'plugin-manifest.json': {
        locale: ['../../secret'],
        modules: { widgets: [{ location: 'webtab', url: '/app/widget.html' }] },
      },
      'secret.json': { secret: 'planted' },
    });
    expect(await translations()).toEqual({});
  });

  it('lie in another folder that is served at the root as well', async () => {
    const folder = await tempFolder({
      'plugin-manifest.json': { modules: { widgets: [{ location: 'webtab', url: '/app/widget.html' }] } },
      'app/translations/en.json': { title: 'in app' },
      'public/app/translations/en.json': { title: 'in public' },
      'public/app/translations/fr.json': { title: 'Titre' },
    });
    const options = { filesElsewhere: true, publicFolder: join(folder, 'public') };
    const { translations, post, manifest } = await runningIn(folder, options);
    expect(await translations()).toEqual({ title: 'in app' });
    await post('records', { type: 'switch', changes: { locale: 'fr' } });
    expect(await translations()).toEqual({ title: 'Titre' });
    expect((await manifest()).locales).toEqual(['en', 'fr']);
  });
});

describe('translations of a dev server', () => {
  /** A dev server with these files; it answers the page of its app for whatever it has not. */
  async function serving(files: Record<string, string>) {
    const server = createServer(({ url = '' }, response) => {
      const found = Object.hasOwn(files, url) ? files[url] : undefined;
      response.setHeader('Content-Type', found === undefined ? 'text/html' : 'application/json');
      response.end(found ?? '<!doctype html><p>app</p>');
    });
    return runningIn(await tempFolder(), {}, `http://127.0.0.1:${await listening(server)}`);
  }
  const manifest = JSON.stringify({
    locale: ['fr', 'de'],
    modules: { widgets: [{ location: 'webtab', url: '/app/widget.html' }] },
  });

  it('are fetched from it, and those that it lacks do no harm', async () => {
    const {
      translations,
      manifest: shown,
      post,
    } = await serving({
      '/plugin-manifest.json': manifest,
      '/app/translations/fr.json': '{"title":"Titre"}',
      '/app/translations/de.json': '{"title":"Titel"}',
    });
    expect(await translations()).toEqual({ title: 'Titre' });
    await post('records', { type: 'switch', changes: { locale: 'de' } });
    expect(await translations()).toEqual({ title: 'Titel' });
    expect(await shown()).toMatchObject({ locales: ['de', 'fr'], notes: [] });
  });

  it('that are no JSON are told', async () => {
    const { translations, manifest: shown } = await serving({
      '/plugin-manifest.json': manifest,
      '/app/translations/fr.json': '{"title":}',
    });
    expect(await translations()).toEqual({});
    expect((await shown()).notes).toEqual([
      expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/app\/translations\/fr\.json:1:10 is not JSON: /),
    ]);
  });
});

it('no secret of the configuration is in what these routes tell or keep', async () => {
  const hosts = ['api.example.com'];
  vi.stubEnv('ZT_PLANTED', 'planted-secret-1');
  const { post, text, folder } = await running({
    [CONFIG]: {
      mode: 'live',
      store: './state',
      connections: {
        env: { type: 'bearer', token: { env: 'ZT_PLANTED' }, hosts },
        text: { type: 'basic', username: 'u', password: 'planted-secret-2', hosts },
      },
    },
    '.env.local': 'ZT_OTHER=planted-secret-3\n',
    'app/translations/en.json': { title: 'Title' },
  });
  const answers = [
    await post('storage', SET),
    await post('storage', { ...GET, key: '../../.env.local' }),
    await post('storage', { type: 'get', area: 'connections', key: 'env' }),
    await post('records', { type: 'save', module: 'connections', record: {} }),
    await post('records', { type: 'switch', changes: { connections: {} } }),
    await text('records'),
    await text('translations'),
    await text('manifest'),
  ];
  const kept = await readdir(join(folder, 'state'), { recursive: true });
  expect(kept.length).toBeGreaterThan(1);
  expect(JSON.stringify(answers)).not.toMatch(/planted-secret/);
});
