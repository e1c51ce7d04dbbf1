import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import { ROUTES } from '../core/protocol/index.js';
import { VENDOR_FOLDERS } from './vendor-addresses.js';
import type { PageElement } from './page-elements.js';
import type { Edit } from './page-source.js';

/** The folder in which modules find our SDK under the vendor's version. */
export function sdkVersionsUrl(sdkUrl: string): string {
  return new URL(ROUTES.sdkVersions, sdkUrl).href;
}

/** The import map that leads modules which import the vendor's SDK to ours. */
export function importMap(sdkUrl: string): string {
  return JSON.stringify({ imports: imports(sdkUrl) });
}

/** The import map of a page's own, which the browser heeds. */
export function ownImportMap(elements: readonly PageElement[]): PageElement | undefined {
  return elements.find(
    ({ name, inert, get }) =>
      name === 'script' && !inert && get('type')?.toLowerCase() === 'importmap' && get('src') === undefined,
  );
}

/**
 * Adds our imports to a page's own map, for older browsers take one only. The page's own entries
 * stand behind ours, so that of two with one name the page's counts.
 *
 * @returns undefined for a map that is none: browsers drop it too
 */
export function mergedImports(source: string, map: PageElement, sdkUrl: string): Edit | undefined {
  if (map.text === undefined) return undefined;
  const { startOffset, endOffset } = map.text;
  const json = source.slice(startOffset, endOffset);
  try {
    JSON.parse(json);
  } catch {
    // Nothing to merge with.
    return undefined;
  }
  const root = parseTree(json);
  if (root?.type !== 'object') return undefined;
  const own = findNodeAtLocation(root, ['imports']);
  if (own !== undefined && own.type !== 'object') return undefined;
  const entries = JSON.stringify(imports(sdkUrl)).slice(1, -1);
  const { offset, children = [] } = own ?? root;
  const at = startOffset + offset + 1;
  const added = own === undefined ? `"imports":{${entries}}` : entries;
  return { start: at, end: at, text: children.length === 0 ? added : `${added},` };
}

/** `import '//js.zohostatic…'` has the scheme of the page, which is http here. */
function imports(sdkUrl: string): Record<string, string> {
  const versions = sdkVersionsUrl(sdkUrl);
  const folders = VENDOR_FOLDERS.flatMap((folder) => [folder, folder.replace('https:', 'http:')]);
  return Object.fromEntries(folders.map((folder) => [folder, versions]));
}
