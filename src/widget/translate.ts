/**
 * The text of a key: first of the whole key, then along its dots. Without one the key stands for itself,
 * so that a missing translation shows.
 *
 * Source: the vendor's "Internationalization" page writes keys with dots; which form the file has, widgets differ in.
 */
export function translate(texts: Readonly<Record<string, unknown>>, key: unknown): string {
  const name = String(key);
  const whole = own(texts, name);
  const text = typeof whole === 'string' ? whole : name.split('.').reduce<unknown>(own, texts);
  return typeof text === 'string' ? text : name;
}

/** Own members only: `constructor` is no translation. */
function own(holder: unknown, name: string): unknown {
  return typeof holder === 'object' && holder !== null && Object.hasOwn(holder, name)
    ? (holder as Record<string, unknown>)[name]
    : undefined;
}
