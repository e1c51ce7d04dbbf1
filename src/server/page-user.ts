import type { PageRecords } from './page-records.js';

/**
 * The user that pages show now, by what tells users apart: `user_id`, else the e-mail address. Undefined for
 * one who has neither.
 */
export async function userOf(records: PageRecords): Promise<string | undefined> {
  const { user } = await records.read();
  return [user.user_id, user.email].map(idText).find((id) => id !== '');
}

/** An identifier as text; '' for anything that is none. */
export function idText(id: unknown): string {
  return typeof id === 'string' || typeof id === 'number' ? String(id) : '';
}
