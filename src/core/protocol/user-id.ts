/**
 * What tells users apart: `user_id`, else the e-mail address. Undefined for one who has neither.
 *
 * @param user as `get('user')` gives it
 */
export function userId(user: unknown): string | undefined {
  if (typeof user !== 'object' || user === null) return undefined;
  const { user_id: id, email } = user as Readonly<Record<string, unknown>>;
  return [id, email].map(idText).find((text) => text !== '');
}

/** An identifier as text; '' for anything that is none. */
export function idText(id: unknown): string {
  return typeof id === 'string' || typeof id === 'number' ? String(id) : '';
}
