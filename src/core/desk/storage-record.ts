import { didYouMean } from '../project/index.js';
import { describeValue } from '../protocol/index.js';
import { invalid, missing } from './field-problems.js';
import { isObject } from './read-body.js';
import type { StorageRecord } from '../store/index.js';
import type { DeskFieldError } from './desk-error.js';
import type { Installation } from './installation.js';

/** #STORAGE_DATA_OBJECT, for messages. */
export const STORAGE_OBJECT = '{ "key": "…", "queriableValue": "…", "value": { … } }';

/** What is wrong with a #STORAGE_DATA_OBJECT. Without a problem, it is a {@link isRecord}. */
export function recordProblems(given: unknown, at: string, installation: Installation): DeskFieldError[] {
  if (!isObject(given)) {
    const what = at === '' ? 'The body' : `The record ${at.slice(1)}`;
    return [invalid(at, `${what} is no object; expected ${STORAGE_OBJECT}.`)];
  }
  const { key, queriableValue, value } = given;
  return [
    keyProblem(key, `${at}/key`, installation),
    queriableProblem(queriableValue, `${at}/queriableValue`, installation),
    valueProblem(value, `${at}/value`, installation),
  ].filter((one) => one !== undefined);
}

/** Tells a record that was checked by {@link recordProblems}. */
export function isRecord(given: unknown): given is StorageRecord {
  return isObject(given) && typeof given.key === 'string' && isObject(given.value);
}

/** A record without the members that nobody knows. */
export function toRecord({ key, queriableValue, value }: StorageRecord): StorageRecord {
  return { key, ...(queriableValue === undefined ? {} : { queriableValue }), value };
}

/** What real Desk may not take. */
export function recordWarnings(record: StorageRecord, { parity }: Installation): string[] {
  const { key } = record;
  const unknown = Object.keys(record).filter((name) => !MEMBERS.includes(name));
  return [
    ...(parity.storageKeys === 'strict' || isDocumented(key) ? [] : [undocumented(key)]),
    ...unknown
      .slice(0, 5)
      .map(
        (name) =>
          `${describeValue(name)} of the record ${describeValue(key)} was not stored${didYouMean(name, MEMBERS) || '.'}`,
      ),
  ];
}

const MEMBERS: readonly string[] = ['key', 'queriableValue', 'value'];

function keyProblem(key: unknown, at: string, { limits, parity }: Installation): DeskFieldError | undefined {
  if (key === undefined || key === '') return missing(at, 'key is missing; it names the record.');
  if (typeof key !== 'string') return invalid(at, `key is ${describeValue(key)}; expected text.`);
  if (lengthOf(key) > limits.keyLength)
    return invalid(at, `key has ${lengthOf(key)} characters; at most ${limits.keyLength} are stored.`);
  return parity.storageKeys === 'strict' && !isDocumented(key) ? invalid(at, undocumented(key)) : undefined;
}

function queriableProblem(given: unknown, at: string, { limits }: Installation): DeskFieldError | undefined {
  if (given === undefined) return undefined;
  if (typeof given !== 'string')
    return invalid(at, `queriableValue is ${describeValue(given)}; expected text.`);
  const most = limits.queriableValueLength;
  return lengthOf(given) > most
    ? invalid(at, `queriableValue has ${lengthOf(given)} characters; at most ${most} are stored.`)
    : undefined;
}

function valueProblem(value: unknown, at: string, { limits }: Installation): DeskFieldError | undefined {
  if (value === undefined) return missing(at, 'value is missing; it is a JSON object.');
  if (!isObject(value))
    return invalid(
      at,
      `value is ${describeValue(value)}; expected a JSON object. Wrap it: { "value": { "data": … } }.`,
    );
  const bytes = bytesOf(value);
  if (bytes === undefined) return invalid(at, 'value is nested too deeply.');
  return bytes > limits.valueBytes
    ? invalid(at, `value has ${bytes} bytes as JSON; at most ${limits.valueBytes} are stored.`)
    : undefined;
}

/** Of its JSON; undefined where it is nested deeper than the engine can follow. */
function bytesOf(value: object): number | undefined {
  try {
    return new TextEncoder().encode(JSON.stringify(value)).byteLength;
  } catch {
    return undefined;
  }
}

function isDocumented(key: string): boolean {
  return /^[\p{L}\p{N},_:]*$/u.test(key);
}

function undocumented(key: string): string {
  return `The key ${describeValue(key)} has other characters than letters, digits, commas, underscores and colons, which the vendor documents.`;
}

function lengthOf(text: string): number {
  return [...text].length;
}
