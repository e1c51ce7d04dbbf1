import { readFile, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { mediaType } from '../../../src/node/media-types.js';
import { fromCdn } from './cdn-map.js';
import { fontStyles, withFontAddresses } from './google-fonts.js';
import type { PackageFile } from './package-file.js';
import type { PackageStore } from './package-store.js';

/** What is sent for a CDN's address, or why nothing is. */
export type CdnAnswer = { body: Buffer; type: string } | { missed: string };

/** Answers a CDN's address from an npm package. Never rejects. */
export async function answerFromPackage(address: string, store: PackageStore): Promise<CdnAnswer> {
  const fonts = fontStyles(address);
  if (fonts !== undefined) return answerStyles(fonts, store);
  return answerFile(fromCdn(address), store);
}

async function answerFile(wanted: PackageFile | undefined, store: PackageStore): Promise<CdnAnswer> {
  if (wanted === undefined) return { missed: 'not an address of a package on a CDN that the map knows' };
  try {
    const folder = await store(wanted);
    for (const path of wanted.paths.length > 0 ? wanted.paths : await entriesOf(folder)) {
      const file = await fileIn(folder, path);
      if (file !== undefined) return { body: await readFile(file), type: mediaType(file) };
    }
    return { missed: `${wanted.name}@${wanted.version} has no such file (${triedIn(wanted)})` };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { missed: `${wanted.name}@${wanted.version}: ${reason}` };
  }
}

/** Every face that is to be had of every family; a miss if it is none. */
async function answerStyles(fonts: readonly PackageFile[], store: PackageStore): Promise<CdnAnswer> {
  const faces = fonts.flatMap((font) => font.paths.map((path) => ({ ...font, paths: [path] })));
  const answers = await Promise.all(
    faces.map(async (face) => ({ face, answer: await answerFile(face, store) })),
  );
  const styles = answers.flatMap(({ face, answer }) =>
    'body' in answer ? withFontAddresses(answer.body.toString(), face.name) : [],
  );
  const missed = answers.map(({ answer }) => ('missed' in answer ? answer.missed : '')).find(Boolean);
  return styles.length === 0
    ? { missed: missed ?? 'it names no font' }
    : { body: Buffer.from(styles.join('\n')), type: 'text/css; charset=utf-8' };
}

/** What a CDN sends for the package itself. */
async function entriesOf(folder: string): Promise<string[]> {
  const { jsdelivr, unpkg, main } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  return [jsdelivr, unpkg, main, 'index.js']
    .filter((entry) => typeof entry === 'string')
    .flatMap((entry) => [entry, `${entry}.js`, `${entry}/index.js`]);
}

async function fileIn(folder: string, path: string): Promise<string | undefined> {
  try {
    const root = await realpath(folder);
    const file = await realpath(join(root, path));
    const inside = relative(root, file);
    // SECURITY: neither `..` of an address nor a link of a package leads out of the package.
    if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return undefined;
    return (await stat(file)).isFile() ? file : undefined;
  } catch {
    // Not there: another candidate may be.
    return undefined;
  }
}

function triedIn({ paths }: PackageFile): string {
  return paths.length === 0 ? 'its entry' : paths.slice(0, 3).join(', ') + (paths.length > 3 ? ' …' : '');
}
