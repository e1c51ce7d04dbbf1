import type { Manifest } from './manifest.js';

/** Texts by key, nested or not, as `app/translations/<locale>.json` holds them. */
export type Translations = Record<string, unknown>;

/** Where a package has its translations, by URL path. */
export const TRANSLATIONS_FOLDER = '/app/translations';

/**
 * The files that hold a widget's texts in a language, most general first: English, the manifest's first
 * language, the language alone, and the language tag itself, with `_` in the place of `-` and as it is.
 * {@link mergeTranslations} lays what they hold over each other; those that are missing do no harm.
 *
 * @param locale a language tag such as `pt-BR`
 * @returns URL paths such as `/app/translations/pt.json`, each once
 */
export function translationFiles(locale: string, manifest: Pick<Manifest, 'locale'>): string[] {
  const [language = ''] = locale.split(/[-_]/);
  const names = ['en', manifest.locale[0] ?? '', language, locale.replaceAll('-', '_'), locale];
  // SECURITY: a manifest's text must not lead to another folder.
  const safe = names.filter((name) => /^[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*$/.test(name));
  return safe
    .filter((name, index) => safe.lastIndexOf(name) === index)
    .map((name) => `${TRANSLATIONS_FOLDER}/${name}.json`);
}

/**
 * Lays translations over each other, most general first: a key that a later one lacks, or has as null,
 * stays as it is in the former. What is no object counts as empty.
 */
export function mergeTranslations(list: readonly unknown[]): Translations {
  return list.reduce<Translations>((merged, one) => (isTexts(one) ? merge(merged, one) : merged), {});
}

function merge(under: Readonly<Translations>, over: Readonly<Translations>): Translations {
  const merged = { ...under };
  for (const [key, value] of Object.entries(over)) {
    // SECURITY: assigning it would replace the prototype.
    if (key === '__proto__' || value === null || value === undefined) continue;
    const former = Object.hasOwn(merged, key) ? merged[key] : undefined;
    // Merged with nothing, an object is copied without what is left out above.
    merged[key] = isTexts(value) ? merge(isTexts(former) ? former : {}, value) : value;
  }
  return merged;
}

function isTexts(value: unknown): value is Translations {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
