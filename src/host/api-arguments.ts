import { isModuleName, moduleNamed, pluralOf } from '../core/project/index.js';
import { describeValue, ZfappsError } from '../core/protocol/index.js';

/** An argument of each member, for errors. */
export const API_EXAMPLES = {
  getRecord: '{ module: "invoice", id: "1000000001001" }',
  getAllRecords: '{ module: "invoice" }',
  createRecord: '{ module: "invoice", data: { reference_number: "PO-1" } }',
  updateRecord: '{ module: "invoice", id: "1000000001001", data: { reference_number: "PO-1" } }',
  deleteRecord: '{ module: "invoice", id: "1000000001001" }',
  'GLOBALFIELDS.get': '"account"',
  'GLOBALFIELDS.set': '"account", "Sales"',
} as const;

/** The members of `ZFAPPS.API`, as they cross the bridge. */
export type ApiMember = keyof typeof API_EXAMPLES;

type PlainRecord = Record<string, unknown>;

/** The module in the singular: `invoices` is `invoice`. An organisation's own keep their name as it is. */
export function moduleOf(member: ApiMember, given: unknown): string {
  if (!isRecord(given)) throw invalid(member, `it was given ${describeValue(given)}`);
  const { module: name } = given;
  const module = typeof name === 'string' && isModuleName(name) ? moduleNamed(name) : '';
  // `constructors` is a name, `constructor` is none.
  if (isModuleName(module)) return module;
  throw invalid(
    member,
    `module is ${describeValue(name)}${typeof name === 'string' ? ', which can name no module' : ''}`,
  );
}

/** The module in the plural: as it was asked for, if that was one. An organisation's own gets no second "s". */
export function listNameOf(member: ApiMember, given: unknown): string {
  const module = moduleOf(member, given);
  const name = String(isRecord(given) ? given.module : module);
  const isPlural = name !== module || /^cm_.*s$/.test(name);
  return isPlural ? name : pluralOf(module);
}

/** The record's identifier, as text. */
export function idOf(member: ApiMember, given: unknown): string {
  const id = isRecord(given) ? given.id : undefined;
  if (typeof id === 'number' || (typeof id === 'string' && id !== '')) return String(id);
  throw invalid(member, `id is ${describeValue(id)}`);
}

/** The members to write. */
export function dataOf(member: ApiMember, given: unknown): PlainRecord {
  const data = isRecord(given) ? given.data : undefined;
  if (isRecord(data)) return data;
  throw invalid(member, `data is ${describeValue(data)}`);
}

/** An object that is no list. */
export function isRecord(value: unknown): value is PlainRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The error for a wrong argument: what was given, and an example of what is expected. */
export function invalid(member: ApiMember, what: string): ZfappsError {
  return new ZfappsError(
    'invalid_options',
    `ZFAPPS.API.${member}: ${what}; expected ${member}(${API_EXAMPLES[member]}). Nothing was changed.`,
  );
}
