import { mergeTranslations, translationFiles } from '../core/project/index.js';
import type { Manifest, Translations } from '../core/project/index.js';

/**
 * Reads a package's texts in a language, with all that they fall back to, once they are asked for.
 * As the server has it, a file that is no JSON counts as absent; a warning on the console says so.
 *
 * @param read the text of a file of the package, by its URL path; undefined where there is none
 */
export function packageTranslations(
  read: (path: string) => Promise<string | undefined>,
  locale: string,
  manifest: Pick<Manifest, 'locale'>,
): () => Promise<Translations> {
  let texts: Promise<Translations> | undefined;

  async function readAll(): Promise<Translations> {
    const files = translationFiles(locale, manifest);
    return mergeTranslations(await Promise.all(files.map(async (path) => parsed(path, await read(path)))));
  }

  return () => {
    texts ??= readAll();
    return texts;
  };
}

function parsed(path: string, text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    console.warn(`[zfapps-shim] ${path} is not JSON: ${(error as Error).message}`);
    return undefined;
  }
}
