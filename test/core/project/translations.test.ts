import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeTranslations, translationFiles } from '../../../src/core/project/index.js';

const names = (locale: string, ...manifest: string[]) =>
  translationFiles(locale, { locale: manifest }).map(
    (path) => /^\/app\/translations\/(.*)\.json$/.exec(path)?.[1],
  );

describe('the files of a language, most general first', () => {
  it.each<[string, string[], string[]]>([
    ['pt-BR', ['fr', 'de'], ['en', 'fr', 'pt', 'pt_BR', 'pt-BR']],
    ['fr', [], ['en', 'fr']],
    ['en', ['fr'], ['fr', 'en']],
    ['fr', ['fr'], ['en', 'fr']],
    ['en-GB', ['en'], ['en', 'en_GB', 'en-GB']],
    ['pt-BR', ['pt_BR'], ['en', 'pt', 'pt_BR', 'pt-BR']],
    ['zh-Hans-CN', [], ['en', 'zh', 'zh_Hans_CN', 'zh-Hans-CN']],
  ])('%s where the manifest has %j', (locale, manifest, expected) => {
    expect(names(locale, ...manifest)).toEqual(expected);
  });

  it.each([
    '../../zfapps.config',
    'a/b',
    '..',
    '',
    'a\\b',
    'en.json',
    'en\n',
    '%2e%2e',
    '__proto__',
  ])('lie in their folder: the manifest’s language %j is passed over', (locale) => {
    expect(names('fr', locale)).toEqual(['en', 'fr']);
  });

  it('lie in their folder whatever is asked for', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (locale, first) => {
        for (const path of translationFiles(locale, { locale: [first] }))
          expect(path).toMatch(/^\/app\/translations\/[\w-]+\.json$/);
      }),
    );
  });
});

describe('translations laid over each other', () => {
  it('fall back key by key, at every depth', () => {
    const english = { title: 'Hello', form: { save: 'Save', cancel: 'Cancel', hints: { name: 'Name' } } };
    const french = { form: { save: 'Enregistrer', hints: { date: 'Date' } }, only: 'seulement' };
    expect(mergeTranslations([english, french])).toEqual({
      title: 'Hello',
      only: 'seulement',
      form: { save: 'Enregistrer', cancel: 'Cancel', hints: { name: 'Name', date: 'Date' } },
    });
    expect(english.form.save).toBe('Save');
  });

  it('have the later one where one is text and the other an object', () => {
    expect(
      mergeTranslations([
        { a: 'text', b: { c: 'x' } },
        { a: { d: 'y' }, b: 'text' },
      ]),
    ).toEqual({
      a: { d: 'y' },
      b: 'text',
    });
  });

  it('keep an empty text, and fall back for null', () => {
    expect(
      mergeTranslations([
        { a: 'A', b: 'B' },
        { a: '', b: null },
      ]),
    ).toEqual({ a: '', b: 'B' });
  });

  it('count as empty where they are no objects', () => {
    expect(mergeTranslations([undefined, null, 'text', 7, ['x'], { a: 'A' }, undefined])).toEqual({ a: 'A' });
    expect(mergeTranslations([])).toEqual({});
  });

  it('reach no prototype', () => {
    const hostile = JSON.parse(
      '{"__proto__": {"x": 1}, "a": {"__proto__": {"x": 1}, "constructor": {"prototype": {"x": 1}}}, "toString": "text"}',
    );
    const merged = mergeTranslations([hostile, hostile]);
    expect(({} as { x?: number }).x).toBeUndefined();
    expect((merged as { x?: number }).x).toBeUndefined();
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
    expect(Object.keys(merged)).toEqual(['a', 'toString']);
    expect(merged.a).toEqual({ constructor: { prototype: { x: 1 } } });
  });

  it('are a copy: nothing of what was given changes with it', () => {
    const given = { form: { save: 'Save' } };
    const merged = mergeTranslations([given]) as typeof given;
    merged.form.save = 'changed';
    expect(given.form.save).toBe('Save');
  });
});
