import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { TRANSLATIONS_FOLDER } from '../core/project/index.js';
import { findServedFile } from './folder-files.js';
import { readJson } from './read-json.js';
import type { TranslationSource } from '../server/index.js';

/**
 * Finds translations below folders, of which the first that has a file counts.
 *
 * @param roots folders that hold `app/`
 */
export function folderTranslations(roots: readonly string[]): TranslationSource {
  return {
    async read(path) {
      for (const root of roots) {
        const file = await findServedFile(root, path);
        if (file !== undefined) return (await readJson(file)).value;
      }
      return undefined;
    },
    async locales() {
      const listed = await Promise.all(
        // A package need not have any.
        roots.map((root) => readdir(join(root, TRANSLATIONS_FOLDER)).catch((): string[] => [])),
      );
      return listed.flat().flatMap((name) => (/^(.+)\.json$/.exec(name) ?? []).slice(1));
    },
  };
}
