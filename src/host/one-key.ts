/**
 * The shape in which the SDK answers by name: `{[key]: value}`.
 *
 * SECURITY: the key is a widget's own text. Assigning to `__proto__` would set a prototype; this makes a member.
 */
export function oneKey(key: string, value: unknown): Record<string, unknown> {
  return Object.fromEntries([[key, value]]);
}
