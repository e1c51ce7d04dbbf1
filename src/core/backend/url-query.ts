/**
 * Appends pairs to a URL's query in order. What the query already holds is neither decoded nor
 * encoded again; the new pairs are encoded as form data (URL standard, §5.2). The fragment goes.
 */
export function withQuery(url: URL, pairs: Iterable<readonly [name: string, value: string]>): string {
  return assemble(url, [rawQuery(url), encodePairs(pairs)]);
}

/** The same URL without the parameters of these names, every other byte of the query kept. */
export function withoutParams(url: URL, names: Iterable<string>): string {
  const unwanted = new Set(names);
  const query = rawQuery(url);
  if (unwanted.size === 0 || query === '') return assemble(url, [query]);
  const kept = query.split('&').filter((pair) => !unwanted.has(decodeName(pair)));
  return assemble(url, [kept.join('&')]);
}

function rawQuery(url: URL): string {
  return url.search.slice(1);
}

function encodePairs(pairs: Iterable<readonly [name: string, value: string]>): string {
  return new URLSearchParams(Array.from(pairs, ([name, value]) => [name, value])).toString();
}

function decodeName(pair: string): string {
  for (const name of new URLSearchParams(pair).keys()) return name;
  return '';
}

function assemble(url: URL, parts: string[]): string {
  const query = parts.reduce((left, right) => {
    if (left === '' || right === '') return left + right;
    return left.endsWith('&') ? left + right : `${left}&${right}`;
  });
  const bare = new URL(url);
  bare.search = '';
  bare.hash = '';
  return query === '' ? bare.href : `${bare.href}?${query}`;
}
