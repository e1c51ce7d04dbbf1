/** An import map, as a script of that type holds it (HTML standard, section 8.1.6.2). */
export interface ImportMap {
  imports?: Record<string, string>;
  scopes?: Record<string, Record<string, string>>;
}

/**
 * Resolves a module specifier (HTML standard, section 8.1.6.3).
 *
 * @throws TypeError for a bare specifier that no map has
 */
export function resolveModule(specifier: string, base: string, maps: readonly ImportMap[]): string {
  const asUrl = /^(?:\.{0,2}\/)/.test(specifier)
    ? new URL(specifier, base).href
    : URL.canParse(specifier)
      ? new URL(specifier).href
      : undefined;
  const name = asUrl ?? specifier;
  for (const { imports = {}, scopes = {} } of maps) {
    const fitting = Object.entries(scopes).filter(([scope]) => base.startsWith(new URL(scope, base).href));
    const mapped = [...fitting.map(([, own]) => own), imports]
      .map((table) => lookUp(table, name, specifier))
      .find((address) => address !== undefined);
    if (mapped !== undefined) return new URL(mapped, base).href;
  }
  if (asUrl !== undefined) return asUrl;
  throw new TypeError(
    `Failed to resolve module specifier "${specifier}". Relative references must start with either "/", "./", or "../".`,
  );
}

/** The longest key wins; one that ends with a slash maps all below it. */
function lookUp(table: Record<string, string>, name: string, specifier: string): string | undefined {
  const key = Object.keys(table)
    .filter((one) => one === name || one === specifier || (one.endsWith('/') && name.startsWith(one)))
    .sort((a, b) => b.length - a.length)[0];
  return key === undefined ? undefined : `${table[key]}${key.endsWith('/') ? name.slice(key.length) : ''}`;
}
