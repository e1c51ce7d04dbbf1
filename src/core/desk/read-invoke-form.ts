import { didYouMean } from '../project/index.js';
import { DeskError } from './desk-error.js';
import { fieldRefusal, quoted } from './field-refusal.js';
import { HASHED_FIELDS } from './invoke-payload.js';
import { methodError, toInvokeMethod } from './invoke-method.js';
import type { DeskFieldError } from './desk-error.js';
import type { HashedField, InvokePayload } from './invoke-payload.js';

/** What an invoke request says, read by {@link readInvokeForm}. */
export interface InvokeForm {
  /** Each field as its decoded text, in the order of the form. */
  payload: InvokePayload;
  securityContext?: string;
  orgId?: string;
  /** Names of fields that mean nothing here; {@link ignoredFieldWarning} puts one into words. */
  ignored: string[];
}

/** What the query may hold as well as the form: the document has it in one, clients in the other. */
const IN_BOTH = ['securityContext', 'orgId', 'connectionLinkName'] as const;

const FORM_FIELDS: readonly string[] = [...HASHED_FIELDS, 'securityContext', 'orgId'];

const FORM_TYPE = 'application/x-www-form-urlencoded';

/**
 * Reads an invoke request: #INVOKE_API_REQUEST_PAYLOAD as form data, in UTF-8, `+` and `%20` both a space. Whether it
 * has a `securityContext` is for the caller to check.
 *
 * @param query of the request's URL, with or without its `?`
 * @param contentType undefined where the request has none; the body decides then
 * @throws DeskError `INVALID_DATA`: another content type; a field given twice, missing, or with two values
 */
export function readInvokeForm(
  query: string,
  contentType: string | undefined,
  body: string | Uint8Array,
): InvokeForm {
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  checkContentType(contentType, text);
  const inQuery = readFields(query, 'the query');
  const inForm = readFields(text, 'the form');
  for (const name of IN_BOTH) {
    const value = inQuery.get(name);
    if (value === undefined) continue;
    const other = inForm.get(name);
    if (other !== undefined && other !== value)
      throw fieldRefusal(
        name,
        `${name} stands in the query and in the form, with different values. Send it once.`,
      );
    inForm.set(name, value);
  }
  checkRequired(inForm, inQuery, text);
  const securityContext = inForm.get('securityContext');
  const orgId = inForm.get('orgId');
  return {
    payload: toPayload(inForm),
    ...(securityContext === undefined ? {} : { securityContext }),
    ...(orgId === undefined ? {} : { orgId }),
    ignored: [
      ...[...inForm.keys()].filter((name) => !FORM_FIELDS.includes(name)),
      ...[...inQuery.keys()].filter((name) => !IN_BOTH.some((one) => one === name)),
    ],
  };
}

/** Says that a field of {@link InvokeForm} `ignored` meant nothing, with the name that was probably meant. */
export function ignoredFieldWarning(name: string): string {
  const hint = FORM_FIELDS.includes(name)
    ? ' It stands in the query; it belongs into the form.'
    : didYouMean(name.slice(0, 60), FORM_FIELDS).replace(/^; d/, ' D');
  return `The field ${quoted(name)} of the invoke request was ignored.${hint}`;
}

function toPayload(fields: ReadonlyMap<string, string>): InvokePayload {
  const payload: { [Field in HashedField]?: string } = {};
  for (const [name, value] of fields) {
    const field = HASHED_FIELDS.find((one) => one === name);
    if (field !== undefined) payload[field] = value;
  }
  return payload;
}

/** SECURITY: whoever calls has proved nothing yet: no more work than this is done for anybody. */
const MOST_FIELDS = 50;

function hasMoreFields(text: string): boolean {
  let at = -1;
  for (let count = 0; count < MOST_FIELDS; count += 1) {
    at = text.indexOf('&', at + 1);
    if (at === -1) return false;
  }
  return true;
}

function readFields(text: string, place: string): Map<string, string> {
  if (hasMoreFields(text))
    throw new DeskError(
      'INVALID_DATA',
      `There are more than ${MOST_FIELDS} fields in ${place} of the invoke request. It has ${FORM_FIELDS.join(', ')}.`,
    );
  const fields = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    // SECURITY: of two values one would be hashed and perhaps the other sent.
    if (fields.has(name))
      throw fieldRefusal(
        name,
        `${quoted(name)} stands twice in ${place} of the invoke request. Send it once.`,
        'duplicate',
      );
    fields.set(name, value);
  }
  return fields;
}

function checkRequired(
  fields: ReadonlyMap<string, string>,
  inQuery: ReadonlyMap<string, string>,
  text: string,
): void {
  const errors: DeskFieldError[] = [];
  const missing = (['requestURL', 'requestType'] as const).filter((name) => !fields.get(name));
  for (const name of missing) errors.push({ fieldName: `/${name}`, errorType: 'missing' });
  const requestType = fields.get('requestType');
  const wrong =
    requestType && toInvokeMethod(requestType) === undefined ? methodError(requestType) : undefined;
  if (wrong !== undefined) errors.push(wrong);
  if (errors.length === 0) return;
  const sentences = [];
  if (missing.length > 0) {
    const names = missing.join(' and ');
    const misplaced = missing.some((name) => inQuery.has(name));
    const hint = misplaced
      ? ' The query is not the place: send it in the form.'
      : looksLikeJson(text)
        ? ` The body looks like JSON; send ${FORM_TYPE}, such as requestURL=https%3A%2F%2F…&requestType=GET.`
        : '';
    sentences.push(`The invoke request lacks ${names}.${hint}`);
  }
  if (wrong?.errorMessage !== undefined) sentences.push(wrong.errorMessage);
  throw new DeskError('INVALID_DATA', sentences.join(' '), { errors });
}

function checkContentType(contentType: string | undefined, text: string): void {
  const type = contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (type === FORM_TYPE) return;
  const what =
    type !== ''
      ? `has the content type ${quoted(type)}`
      : looksLikeForm(text)
        ? undefined
        : 'has no content type, and does not look like form data';
  if (what === undefined) return;
  throw new DeskError(
    'INVALID_DATA',
    `The body of the invoke request ${what}. Send ${FORM_TYPE}: requestURL=…&requestType=…, each value URL-encoded.`,
  );
}

/** Nothing at all may be a form: what is missing is then said. */
function looksLikeForm(text: string): boolean {
  return text === '' || (/^[^=\s]+=/.test(text) && !looksLikeJson(text) && !text.startsWith('--'));
}

function looksLikeJson(text: string): boolean {
  return /^\s*[{["]/.test(text);
}
