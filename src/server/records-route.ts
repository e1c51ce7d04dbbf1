import { recordsCommandSchema } from './command-schemas.js';
import { readCommand } from './json-body.js';
import type { Context } from 'hono';
import type { RecordsCommandAnswer } from '../core/protocol/index.js';
import type { PageRecords } from './page-records.js';

/** Carries out the `RecordsCommand` in a request's body, and has every page told of what came of it. */
export async function changeRecords(
  context: Context,
  records: PageRecords,
  onChanged: () => void,
): Promise<Response> {
  const value = await records.perform(await readCommand(context, recordsCommandSchema));
  onChanged();
  return context.json({ ok: true, value } satisfies RecordsCommandAnswer);
}
