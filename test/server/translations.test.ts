import { describe, expect, it } from 'vitest';
import { parseManifest } from '../../src/core/project/index.js';
import { memoryFiles } from './server-under-test.js';
import { pageOf } from './shared-state.js';
import type { ManifestAnswer } from '../../src/core/protocol/index.js';
import type { ServerOptions } from '../../src/server/index.js';

/** A package with these translations: what is no text is written as JSON. */
function withTexts(
  texts: Record<string, unknown>,
  options: Partial<ServerOptions> & { manifestLocale?: string[] } = {},
): Partial<ServerOptions> {
  const files = Object.entries(texts).map(([name, content]) => [
    `/app/translations/${name}.json`,
    typeof content === 'string' ? content : JSON.stringify(content),
  ]);
  const { manifestLocale: locale = [], ...others } = options;
  return {
    files: memoryFiles(Object.fromEntries(files)),
    manifest: parseManifest({ locale, modules: { widgets: [] } }),
    ...others,
  };
}

const notes = async (page: Awaited<ReturnType<typeof pageOf>>) =>
  (await page.get<ManifestAnswer>('manifest')).notes;

describe('the translations route', () => {
  const texts = {
    en: { title: 'Title', save: 'Save', only: 'English' },
    fr: { title: 'Titre', save: 'Enregistrer' },
    'fr-CA': { title: 'Titre (CA)' },
  };

  it.each([
    ['en', { title: 'Title', save: 'Save', only: 'English' }],
    ['fr', { title: 'Titre', save: 'Enregistrer', only: 'English' }],
    ['fr-CA', { title: 'Titre (CA)', save: 'Enregistrer', only: 'English' }],
    ['de', { title: 'Title', save: 'Save', only: 'English' }],
  ])('answers the texts of %s with what they fall back to', async (locale, expected) => {
    const page = await pageOf(withTexts(texts, { locale }));
    expect(await page.get('translations')).toEqual(expected);
  });

  it('falls back to the manifest’s first language before English', async () => {
    const page = await pageOf(withTexts(texts, { locale: 'de', manifestLocale: ['fr', 'fr-CA'] }));
    expect(await page.get('translations')).toMatchObject({ title: 'Titre', only: 'English' });
  });

  it('finds a file that is named with an underscore', async () => {
    const page = await pageOf(withTexts({ pt_BR: { title: 'Título' } }, { locale: 'pt-BR' }));
    expect(await page.get('translations')).toEqual({ title: 'Título' });
  });

  it('follows a switch', async () => {
    const page = await pageOf(withTexts(texts));
    await page.switchTo({ locale: 'fr' });
    expect(await page.get('translations')).toMatchObject({ title: 'Titre' });
  });

  it('answers nothing where there are no files, and nothing is to be said of it', async () => {
    const page = await pageOf(withTexts({}));
    expect(await page.get('translations')).toEqual({});
    expect(await notes(page)).toEqual([]);
  });

  it.each([
    ['no JSON', '{"title": }', /^\/app\/translations\/fr\.json is not JSON: /],
    ['empty', '', /^\/app\/translations\/fr\.json is not JSON: /],
    ['a list', '[1]', /^\/app\/translations\/fr\.json holds a list; expected an object of texts by key\.$/],
    ['null', 'null', /^\/app\/translations\/fr\.json holds null; expected an object/],
  ])('counts a file that is %s as absent, and says so', async (_, content, note) => {
    const page = await pageOf(withTexts({ ...texts, fr: content }, { locale: 'fr' }));
    expect(await page.get('translations')).toEqual(texts.en);
    expect(await notes(page)).toEqual([expect.stringMatching(note)]);
  });

  it('tolerates a byte order mark', async () => {
    const page = await pageOf(withTexts({ en: '\ufeff{"title":"Title"}' }));
    expect(await page.get('translations')).toEqual({ title: 'Title' });
  });

  it('takes them from a source of its own, which names the languages too', async () => {
    const page = await pageOf({
      locale: 'de',
      manifest: parseManifest({ locale: ['fr', 'pt_BR', 'no language'], modules: { widgets: [] } }),
      translations: {
        read: async (path) => (path === '/app/translations/de.json' ? { title: 'Titel' } : undefined),
        locales: async () => ['de', 'ja', 'pt-BR', 'readme'],
      },
    });
    expect(await page.get('translations')).toEqual({ title: 'Titel' });
    expect((await page.get<ManifestAnswer>('manifest')).locales).toEqual(['de', 'fr', 'ja', 'pt-BR']);
  });

  it('offers the manifest’s languages where the source can list none', async () => {
    const page = await pageOf({
      manifest: parseManifest({ locale: ['fr'], modules: { widgets: [] } }),
      translations: { read: async () => undefined, locales: () => Promise.reject(new Error('no folder')) },
    });
    expect((await page.get<ManifestAnswer>('manifest')).locales).toEqual(['en', 'fr']);
  });
});

describe('a changed file of translations', () => {
  it.each([
    [['/app/translations/en.json']],
    [['/app/translations']],
    [['/app/widget.js', '/app/translations/fr.json']],
  ])('concerns every page: %j', async (paths) => {
    const page = await pageOf();
    const events = await page.events();
    const [first = '', ...more] = paths;
    page.server.fileChanged(first, ...more);
    expect(await events.next()).toEqual({ type: 'file', revision: 1, path: paths.at(-1) });
    // The languages to switch to may be others.
    expect(await events.next()).toEqual({ type: 'project', records: false });
    await events.cancel();
  });

  it('is none where it only begins with the name', async () => {
    const page = await pageOf();
    const events = await page.events();
    page.server.fileChanged('/app/translations.js');
    expect(await events.next()).toHaveProperty('pages');
    await events.cancel();
  });
});
