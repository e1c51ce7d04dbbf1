import type { DeskData } from './desk-data.js';
import type { CustomValues, DeskField, DeskModule } from './desk-types.js';
import { pointer } from './desk-refusal.js';
import type { FieldError } from './desk-refusal.js';
import { wrong } from './write-members.js';
import type { Member } from './write-members.js';

/** Reads `cf`: only the fields that are given change. Names are apiNames of the module's custom fields. */
export const customValues =
  (module: DeskModule): Member<CustomValues> =>
  (given, at, data) => {
    if (typeof given !== 'object' || given === null || Array.isArray(given))
      return { errors: [wrong(at, 'has to be an object of custom fields by their apiName')] };
    const fields = customFields(module, data);
    const errors: FieldError[] = [];
    const values: [string, string | null][] = [];
    for (const [name, value] of Object.entries(given)) {
      const field = fields.find(({ apiName }) => apiName === name);
      const problem = field === undefined ? unknownField(module, fields) : problemOf(value, field);
      if (problem !== undefined) errors.push(wrong(pointer(at, name), problem));
      else values.push([name, value === null || value === '' ? null : String(value)]);
    }
    // fromEntries, because a name may be `__proto__`.
    return errors.length > 0 ? { errors } : { value: Object.fromEntries(values) };
  };

/** A record's custom fields as Desk shows them: all of the module's, by apiName (`cf`) and by label (`customFields`). */
export function shownCustomFields(
  cf: CustomValues,
  module: DeskModule,
  data: DeskData,
): { cf: CustomValues; customFields: CustomValues } {
  const fields = customFields(module, data);
  const kept = ({ apiName }: DeskField) => (Object.hasOwn(cf, apiName) ? (cf[apiName] ?? null) : null);
  return {
    cf: Object.fromEntries(fields.map((field) => [field.apiName, kept(field)])),
    customFields: Object.fromEntries(fields.map((field) => [field.displayLabel, kept(field)])),
  };
}

function customFields(module: DeskModule, data: DeskData): DeskField[] {
  return data.fields().filter((field) => field.isCustomField && field.module === module);
}

function unknownField(module: DeskModule, fields: readonly DeskField[]): string {
  return `is no custom field of ${module}; there are ${fields.map(({ apiName }) => apiName).join(', ') || 'none'}`;
}

/** What is wrong with a value for a field. Null and empty text clear any field. */
function problemOf(value: unknown, { type, maxLength, allowedValues }: DeskField): string | undefined {
  if (value === null || value === '') return undefined;
  if (!['string', 'number', 'boolean'].includes(typeof value))
    return 'has to be text, a number, a boolean or null';
  const text = String(value);
  if (type === 'Boolean' && text !== 'true' && text !== 'false') return 'has to be true or false';
  if (type === 'Number' && !/^-?\d+$/.test(text)) return 'has to be a whole number';
  if (DECIMALS.includes(type) && !/^-?\d+(?:\.\d+)?$/.test(text)) return 'has to be a number';
  if (allowedValues !== undefined && !allowedValues.includes(text))
    return `has to be one of ${allowedValues.join(', ')}`;
  if (maxLength !== null && text.length > maxLength) return `has to have at most ${maxLength} characters`;
  return undefined;
}

const DECIMALS: readonly string[] = ['Decimal', 'Currency', 'Percent'];
