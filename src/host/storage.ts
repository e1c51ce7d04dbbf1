import { describeValue, ZfappsError } from '../core/protocol/index.js';
import { oneKey } from './one-key.js';
import type { StorageArea } from '../core/protocol/index.js';
import type { LoggedAnswer } from './call-log.js';
import type { StoragePort } from './types.js';

/** Chosen: nothing says what the real limits are. */
const MOST_KEY_CHARACTERS = 256;
const MOST_VALUE_BYTES = 64 * 1024;

/** Keeps what widgets store for as long as the host is there. */
export function memoryStorage(): StoragePort {
  const areas: Record<StorageArea, Map<string, unknown>> = { store: new Map(), globalfields: new Map() };
  return {
    async get(area, key) {
      const kept = areas[area];
      return kept.has(key) ? { value: structuredClone(kept.get(key)) } : undefined;
    },
    async set(area, key, value) {
      areas[area].set(key, structuredClone(value));
    },
  };
}

/** Carries out `ZFAPPS.store(key, {value})`. */
export async function store(
  storage: StoragePort,
  key: unknown,
  given: unknown,
): Promise<LoggedAnswer<Record<string, unknown>>> {
  const { value, warnings } = toStored(given);
  return { ok: true, value: await keep(storage, 'store', { call: 'ZFAPPS.store', key, value }), warnings };
}

/** Carries out `ZFAPPS.retrieve(key)`. */
export function retrieve(storage: StoragePort, key: unknown): Promise<Record<string, unknown>> {
  return recall(storage, 'store', { call: 'ZFAPPS.retrieve', key });
}

/** Keeps a value under a key; answers both. */
export async function keep(
  storage: StoragePort,
  area: StorageArea,
  { call, key, value }: { call: string; key: unknown; value: unknown },
): Promise<Record<string, unknown>> {
  const name = toKey(call, key);
  const kept = toKept(call, value);
  await storage.set(area, name, kept);
  return oneKey(name, kept);
}

/** Answers what is kept under a key. */
export async function recall(
  storage: StoragePort,
  area: StorageArea,
  { call, key }: { call: string; key: unknown },
): Promise<Record<string, unknown>> {
  const name = toKey(call, key);
  const kept = await storage.get(area, name);
  if (kept !== undefined) return oneKey(name, kept.value);
  throw new ZfappsError('not_stored', `${call} finds nothing by the key ${describeValue(name)}.`);
}

function toKey(call: string, key: unknown): string {
  if (typeof key === 'string' && key !== '' && key.length <= MOST_KEY_CHARACTERS) return key;
  const given =
    typeof key === 'string' && key !== '' ? `text of ${key.length} characters` : describeValue(key);
  throw new ZfappsError(
    'invalid_options',
    `${call}'s key is ${given}; expected text of 1 to ${MOST_KEY_CHARACTERS} characters.`,
  );
}

/** What `store`'s second argument keeps: its `value`, or else itself. */
function toStored(given: unknown): { value: unknown; warnings: string[] } {
  const isObject = typeof given === 'object' && given !== null && !Array.isArray(given);
  if (!isObject || !Object.hasOwn(given, 'value')) {
    return {
      value: given,
      warnings: [
        `ZFAPPS.store was given ${describeValue(given)} without a "value", and kept it whole; expected store(key, { value: … }).`,
      ],
    };
  }
  const { value, ...rest } = given as { value: unknown };
  const others = Object.keys(rest).map((name) => JSON.stringify(name));
  return {
    value,
    warnings:
      others.length === 0 ? [] : [`ZFAPPS.store keeps "value" only, and ignored ${others.join(', ')}.`],
  };
}

/** What JSON makes of a value: the same in memory as on a server. */
function toKept(call: string, value: unknown): unknown {
  const text = toJson(value);
  if (text === undefined) {
    throw new ZfappsError(
      'invalid_options',
      `${call}'s value is ${describeValue(value)}; expected something that JSON can hold.`,
    );
  }
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > MOST_VALUE_BYTES) {
    throw new ZfappsError(
      'invalid_options',
      `${call}'s value is ${bytes} bytes of JSON; expected at most ${MOST_VALUE_BYTES} (chosen by zfapps-shim: the vendor documents no limit).`,
    );
  }
  return JSON.parse(text);
}

function toJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    // A BigInt, or circular: no data.
    return undefined;
  }
}
