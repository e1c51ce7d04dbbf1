import { localeSchema, mergeTranslations, translationFiles } from '../core/project/index.js';
import { describeValue, toRejection, ZfappsError } from '../core/protocol/index.js';
import type { Manifest, Translations } from '../core/project/index.js';
import type { FileSource } from './file-source.js';

/** Where a server finds the translations of a widget package. */
export interface TranslationSource {
  /**
   * Reads a file such as `/app/translations/en.json`.
   *
   * @returns what its JSON says, or undefined where there is no such file
   * @throws ZfappsError naming the file, and the line where it is no JSON
   */
  read(path: string): Promise<unknown>;
  /** The names of the files without their extension. Default: only the manifest says the languages. */
  locales?(): Promise<readonly string[]>;
}

/** The texts of a language, and a sentence for each file that is not right. */
export interface LoadedTranslations {
  texts: Translations;
  problems: string[];
}

/** Reads the texts of a language with all that they fall back to. Never rejects: a wrong file counts as absent. */
export async function readTranslations(
  source: TranslationSource,
  locale: string,
  manifest: Pick<Manifest, 'locale'>,
): Promise<LoadedTranslations> {
  const problems: string[] = [];
  const list = await Promise.all(
    translationFiles(locale, manifest).map(async (path) => {
      try {
        const value = await source.read(path);
        if (value === undefined || isTexts(value)) return value;
        problems.push(`${path} holds ${describeValue(value)}; expected an object of texts by key.`);
      } catch (error) {
        problems.push(toRejection(error).message);
      }
      return undefined;
    }),
  );
  return { texts: mergeTranslations(list), problems };
}

/** The languages that pages can be switched to: the manifest's, those that have a file, and the present one. */
export async function knownLocales(
  source: TranslationSource,
  locale: string,
  manifest: Pick<Manifest, 'locale'>,
): Promise<string[]> {
  // A folder that cannot be listed has no languages to offer.
  const named = (await source.locales?.().catch(() => [])) ?? [];
  const tags = [...manifest.locale, ...named].flatMap((name) => {
    const { data } = localeSchema.safeParse(name.replaceAll('_', '-'));
    return data ?? [];
  });
  return [...new Set([...tags, locale])].sort();
}

/** Finds translations among the files of a widget package. */
export function translationsIn(files: FileSource): TranslationSource {
  return {
    async read(path) {
      const file = await files(path);
      if (file === undefined) return undefined;
      try {
        return JSON.parse(new TextDecoder().decode(file.bytes));
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new ZfappsError('invalid_config', `${path} is not JSON: ${reason}`, { cause });
      }
    },
  };
}

/** Whether a file, or a folder, that changed is one of translations. */
export function isTranslations(path: string): boolean {
  return /^\/app\/translations(?:\/|$)/i.test(path);
}

function isTexts(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
