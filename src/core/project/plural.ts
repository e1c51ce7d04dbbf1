/** A noun in the singular: `invoices` → `invoice`, `taxes` → `tax`; `address` and `status` are no plurals. */
export function singularOf(noun: string): string {
  if (/.ies$/.test(noun)) return noun.replace(/ies$/, 'y');
  if (/(?:ss|x|ch|sh)es$/.test(noun)) return noun.slice(0, -2);
  return /(?:ss|us|is)$/.test(noun) ? noun : noun.replace(/s$/, '');
}

/** The plural of a noun in the singular: `invoice` → `invoices`, `tax` → `taxes`, `currency` → `currencies`. */
export function pluralOf(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return noun.replace(/y$/, 'ies');
  return /(?:s|x|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}
