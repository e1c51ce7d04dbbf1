import { nearest } from '../project/index.js';
import { fieldRefusal, shortened } from './field-refusal.js';
import type { HashedField } from './invoke-payload.js';

/** What placeholders stand for. The records may have a null prototype. */
export interface PlaceholderValues {
  /** `{{installationId}}`; a config param of that name does not replace it. */
  installationId: string;
  /** `{{name}}`. Secure ones too: no message quotes a value. */
  configParams: Readonly<Record<string, string>>;
  /** `{{fields.<resourceName>.id}}` and `{{fields.<resourceName>.apiName}}`, by resourceName. */
  fields: Readonly<Record<string, Readonly<{ id: string; apiName: string }>>>;
}

/** What happens to a placeholder without a value: a 422, or it stays as text. */
export type Unresolved = 'refuse' | 'pass';

/** Finds the value of each placeholder of one request, and keeps which config params were used. */
export interface PlaceholderReader {
  /**
   * The value of a placeholder, or the placeholder itself where it has none and `pass` is chosen.
   *
   * @param written with its braces
   * @throws DeskError `INVALID_DATA`
   */
  valueFor(written: string, field: HashedField): string;
  readonly usedParams: ReadonlySet<string>;
}

/** A placeholder in plain text. Spaces beside the braces do not count. */
export const PLACEHOLDER = /\{\{[^{}]*\}\}/g;

/** Makes the reader of one request. */
export function placeholderReader(values: PlaceholderValues, unresolved: Unresolved): PlaceholderReader {
  const usedParams = new Set<string>();

  function find(name: string): string | undefined {
    if (name === 'installationId') return values.installationId;
    if (name.startsWith('fields.')) return fieldValue(name, values.fields);
    if (!Object.hasOwn(values.configParams, name)) return undefined;
    usedParams.add(name);
    return values.configParams[name];
  }

  return {
    usedParams,
    valueFor(written, field) {
      const value = find(nameIn(written));
      if (value === undefined) {
        // No half characters: encoding them for a URL throws.
        if (unresolved === 'pass') return written.toWellFormed();
        throw fieldRefusal(field, whyUnresolved(written, field, values));
      }
      if (!value.isWellFormed())
        throw fieldRefusal(
          field,
          `The value of ${shortened(written)} in ${field} holds half a character (a lone surrogate), which no request carries.`,
        );
      return value;
    },
  };
}

function nameIn(written: string): string {
  return written.slice(2, -2).trim();
}

/** A resourceName may have dots: the property is what follows the last. */
const FIELD_REFERENCE = /^fields\.(.+)\.(id|apiName)$/;

function fieldValue(name: string, fields: PlaceholderValues['fields']): string | undefined {
  const [, resourceName = '', property] = FIELD_REFERENCE.exec(name) ?? [];
  const field = Object.hasOwn(fields, resourceName) ? fields[resourceName] : undefined;
  return property === 'id' || property === 'apiName' ? field?.[property] : undefined;
}

function whyUnresolved(written: string, field: HashedField, values: PlaceholderValues): string {
  const name = nameIn(written);
  const known = field === 'postBody' || name.startsWith('fields.') ? fieldNames(values) : allNames(values);
  const near = nearest(name, known);
  const hint = near === undefined ? '' : ` Did you mean {{${near}}}?`;
  const what = `The placeholder ${shortened(written)} in ${field}`;
  if (name.startsWith('fields.') && !FIELD_REFERENCE.test(name))
    return `${what} is no field's: write {{fields.<resourceName>.id}} or {{fields.<resourceName>.apiName}}.${hint}`;
  return `${what} has no value.${hint} ${whatExists(known)}`;
}

function fieldNames({ fields }: PlaceholderValues): string[] {
  return Object.keys(fields).flatMap((name) => [`fields.${name}.id`, `fields.${name}.apiName`]);
}

function allNames(values: PlaceholderValues): string[] {
  return ['installationId', ...Object.keys(values.configParams), ...fieldNames(values)];
}

const MOST_LISTED = 20;

function whatExists(names: readonly string[]): string {
  if (names.length === 0) return 'There is no field: they come from resources.json.';
  const listed = names.slice(0, MOST_LISTED).map((name) => `{{${name}}}`);
  return `There ${names.length === 1 ? 'is' : 'are'} ${listed.join(', ')}${names.length > MOST_LISTED ? ' and more' : ''}.`;
}
