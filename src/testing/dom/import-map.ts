import { toUrl } from '../../core/protocol/index.js';
/** An import map with absolute addresses (HTML standard, section 8.1.6.2). */
export interface ImportMap {
  imports: SpecifierMap;
  /** By the address of what imports. */
  scopes: Record<string, SpecifierMap>;
}

type SpecifierMap = Record<string, string>;

/**
 * Reads an import map.
 *
 * @param base the page's address, which relative ones belong to
 * @throws SyntaxError or TypeError for a text that is none
 */
export function parseImportMap(text: string, base: string): ImportMap {
  const { imports = {}, scopes = {} } = JSON.parse(text) as Partial<ImportMap>;
  if (!isTable(imports) || !isTable(scopes))
    throw new TypeError('An import map has objects for its imports and scopes.');
  return {
    imports: absolute(imports, base),
    scopes: Object.fromEntries(
      Object.entries(scopes)
        .filter(([scope]) => toUrl(scope, base) !== undefined)
        .map(([scope, own]) => [new URL(scope, base).href, absolute(own, base)]),
    ),
  };
}

function isTable(given: unknown): given is Record<string, never> {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}

function absolute(table: SpecifierMap, base: string): SpecifierMap {
  return Object.fromEntries(
    Object.entries(table)
      .filter(([, address]) => toUrl(address, base) !== undefined)
      .map(([name, address]) => [addressOf(name, base) ?? name, new URL(address, base).href]),
  );
}

/**
 * Resolves a module specifier (HTML standard, section 8.1.6.3).
 *
 * @returns undefined for a bare specifier that no map has
 */
export function resolveModule(
  specifier: string,
  base: string,
  maps: readonly ImportMap[],
): string | undefined {
  const asUrl = addressOf(specifier, base);
  const name = asUrl ?? specifier;
  for (const { imports, scopes } of maps) {
    const fitting = Object.keys(scopes)
      .filter((scope) => scope === base || (scope.endsWith('/') && base.startsWith(scope)))
      .sort((a, b) => b.length - a.length);
    for (const table of [...fitting.map((scope) => scopes[scope] ?? {}), imports]) {
      const mapped = lookUp(table, name);
      if (mapped !== undefined) return mapped;
    }
  }
  return asUrl;
}

function addressOf(specifier: string, base: string): string | undefined {
  if (/^\.{0,2}\//.test(specifier)) return toUrl(specifier, base)?.href;
  return toUrl(specifier)?.href;
}

/** The longest key wins; one that ends with a slash maps all below it. */
function lookUp(table: SpecifierMap, name: string): string | undefined {
  const key = Object.keys(table)
    .filter((one) => one === name || (one.endsWith('/') && name.startsWith(one)))
    .sort((a, b) => b.length - a.length)[0];
  if (key === undefined) return undefined;
  return key.endsWith('/') ? new URL(name.slice(key.length), table[key]).href : table[key];
}
