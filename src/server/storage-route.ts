import { describeValue, idText, toRejection, ZfappsError } from '../core/protocol/index.js';
import { storageCommandSchema } from './command-schemas.js';
import { readCommand } from './json-body.js';
import type { Context } from 'hono';
import type { StorageAnswer } from '../core/protocol/index.js';
import type { StateStore } from '../core/store/index.js';
import type { PageRecords } from './page-records.js';

/**
 * Carries out the `StorageCommand` in a request's body. What is stored belongs to the organisation that
 * pages show at that time: another one has its own.
 */
export async function useStorage(
  context: Context,
  store: StateStore,
  records: PageRecords,
): Promise<Response> {
  const command = await readCommand(context, storageCommandSchema);
  const { organization } = await records.read();
  const area = `${command.area}:${idText(organization.organization_id)}`;
  const { type, key } = command;
  const value = await named(type === 'get' ? 'read' : 'keep', key, async () => {
    if (type === 'get') return store.get(area, key);
    await store.set(area, key, command.value);
    return undefined;
  });
  return context.json({ ok: true, value: value === undefined ? {} : { value } } satisfies StorageAnswer);
}

async function named<Value>(act: string, key: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (cause) {
    const { message } = toRejection(cause);
    throw new ZfappsError('internal', `The store could not ${act} ${describeValue(key)}: ${message}`, {
      cause,
    });
  }
}
