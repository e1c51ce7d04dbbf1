import { isJson } from '../protocol/index.js';
import { fieldRefusal, shortened } from './field-refusal.js';
import { PLACEHOLDER } from './placeholder-values.js';
import { MergedKeys, substituteJson } from './placeholders-json.js';

/** Only fields are placeholders in postBody: other braces are text, such as another service's templates. */
const FIELD = /^\{\{\s*fields\./;

/** Characters that mean nothing in any format. */
const PLAIN = /^[A-Za-z0-9_.-]*$/;

/**
 * Puts the ids and names of fields into postBody. In JSON they are escaped as its strings are; in other text, whose
 * format nobody knows, only values of letters, digits, `_`, `.` and `-` are put.
 *
 * @throws DeskError `INVALID_DATA` for `/postBody`
 */
export function substituteBody(template: string, valueFor: (written: string) => string): string {
  if (!/\{\{\s*fields\./.test(template)) return template;
  const fieldValue = (written: string) => (FIELD.test(written) ? valueFor(written) : undefined);
  if (isJson(template)) {
    try {
      return substituteJson(template, fieldValue);
    } catch (error) {
      if (!(error instanceof MergedKeys)) throw error;
      throw fieldRefusal(
        'postBody',
        'Two keys of an object in postBody are the same once the placeholders have their values.',
        'duplicate',
      );
    }
  }
  return template.replace(PLACEHOLDER, (written) => {
    const value = fieldValue(written);
    if (value === undefined) return written;
    if (!PLAIN.test(value) && value !== written)
      throw fieldRefusal(
        'postBody',
        `postBody is no JSON, and the value of ${shortened(written)} has other characters than letters, digits, _ . and -: how to escape them there is not known.`,
      );
    return value;
  });
}
