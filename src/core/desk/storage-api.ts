import { describeValue } from '../protocol/index.js';
import { DeskError } from './desk-error.js';
import { duplicate, invalid, missing, throwProblems } from './field-problems.js';
import { readJson, readParam } from './read-body.js';
import { isRecord, recordProblems, recordWarnings, STORAGE_OBJECT, toRecord } from './storage-record.js';
import type { DeskFieldError } from './desk-error.js';
import type { OwnOperation } from './own-api-types.js';

const USUAL_LIMIT = 20;

/** Add data to storage: #STORAGE_DATA_OBJECT, or a list of them. A record with the same key is replaced. */
export const addToStorage: OwnOperation = async ({ body }, { installation, data }) => {
  const given = readJson(body, STORAGE_OBJECT);
  const many = Array.isArray(given);
  const list: unknown[] = many ? given : [given];
  checkCount(list.length, installation.limits.bulk);
  throwProblems(list.flatMap((one, index) => recordProblems(one, many ? `/${index}` : '', installation)));
  const whole = list.filter(isRecord);
  const records = whole.map(toRecord);
  throwProblems(twinsAmong(records.map(({ key }) => key)));
  await data.putRecords(installation.installationId, records);
  const warnings = whole.flatMap((record) => recordWarnings(record, installation));
  return {
    body: many ? { data: records } : records[0],
    warnings: [...warnings, ...roundedNumbers(body ?? '')],
  };
};

/** Get data from storage, by key, queriable value, or both. */
export const getFromStorage: OwnOperation = async ({ query }, { installation, data }) => {
  const { pageSize } = installation.limits;
  const key = readParam(query, 'key');
  const queriableValue = readParam(query, 'queriableValue');
  const from = readCount(query, 'from', { usual: 0, least: 0 });
  const limit = readCount(query, 'limit', {
    usual: Math.min(USUAL_LIMIT, pageSize),
    least: 1,
    most: pageSize,
  });
  throwProblems([problemIn(from), problemIn(limit)]);
  const records = await data.findRecords(installation.installationId, {
    ...(key === undefined ? {} : { key }),
    ...(queriableValue === undefined ? {} : { queriableValue }),
    from: from as number,
    limit: limit as number,
  });
  return { body: { data: records } };
};

/** Delete data from storage. A key that is not there is no error. */
export const deleteFromStorage: OwnOperation = async ({ query }, { installation, data }) => {
  const key = readParam(query, 'key') ?? '';
  throwProblems([
    key === '' ? missing('/key', 'The parameter key is missing: which record is to be deleted?') : undefined,
  ]);
  await data.deleteRecord(installation.installationId, key);
  return { body: undefined };
};

/** What JavaScript cannot hold is not lost unsaid. */
function roundedNumbers(json: string): string[] {
  const outsideTexts = json.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  const [long] = (outsideTexts.match(/-?\d{16,}/g) ?? []).filter((one) => !Number.isSafeInteger(Number(one)));
  if (long === undefined) return [];
  return [`The whole number ${long} has more digits than are kept here. Write it as text: "${long}".`];
}

function checkCount(count: number, most: number): void {
  if (count === 0) throw new DeskError('INVALID_DATA', 'The list of records is empty.');
  if (count > most)
    throw new DeskError('INVALID_DATA', `The list has ${count} records; one request adds at most ${most}.`);
}

function twinsAmong(keys: readonly string[]): DeskFieldError[] {
  return keys.flatMap((key, index) =>
    keys.indexOf(key) === index
      ? []
      : [duplicate(`/${index}/key`, `The key ${describeValue(key)} is there twice.`)],
  );
}

interface CountRules {
  usual: number;
  least: number;
  most?: number;
}

/** Reads a whole number of a query, or says what is wrong with it. */
function readCount(
  query: URLSearchParams,
  name: string,
  { usual, least, most }: CountRules,
): number | DeskFieldError {
  const text = readParam(query, name);
  if (text === undefined || text === '') return usual;
  const count = Number(text);
  if (/^\d{1,9}$/.test(text) && count >= least && count <= (most ?? count)) return count;
  const range = most === undefined ? `from ${least} on` : `from ${least} to ${most}`;
  return invalid(`/${name}`, `${name} is ${describeValue(text)}; expected a whole number ${range}.`);
}

function problemIn(count: number | DeskFieldError): DeskFieldError | undefined {
  return typeof count === 'number' ? undefined : count;
}
