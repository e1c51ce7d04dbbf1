import { ZfappsError } from './errors.js';
import { BODY_MODES, METHODS } from './request-options.js';
import { describeValue, invalidOption, toEntryText, toJsonText } from './to-wire-value.js';
import type { BodyMode, Method, WireBody, WireEntry, WireOptions } from './request-options.js';

/**
 * Normalises the options of `ZFAPPS.request` once, on the widget's side, into plain data that
 * neither a structured clone nor JSON changes: pairs become text, a raw object becomes JSON text,
 * and only the part of the body that `mode` names is kept. Idempotent.
 *
 * An option that is null or undefined counts as absent.
 *
 * @throws ZfappsError `invalid_options`, naming the field, what was given and what is expected
 */
export function toWireOptions(options: unknown): WireOptions {
  const given = asPlainObject(options, 'The options of ZFAPPS.request', 'an object such as { url, method }');
  const wire: WireOptions = {};
  if (isPresent(given.api_configuration_key)) {
    wire.api_configuration_key = asText(given.api_configuration_key, 'api_configuration_key');
    const params = { ...toParams(given.url_params, 'url_params'), ...toParams(given.url_param, 'url_param') };
    if (Object.keys(params).length > 0) wire.url_param = params;
  } else {
    wire.url = toUrl(given.url);
    wire.method = toMethod(given.method);
    if (isPresent(given.connection_link_name)) {
      wire.connection_link_name = asText(given.connection_link_name, 'connection_link_name');
    }
  }
  if (isPresent(given.url_query)) wire.url_query = toEntries(given.url_query, 'url_query');
  if (isPresent(given.header)) wire.header = toEntries(given.header, 'header');
  const body = isPresent(given.body) ? toBody(given.body) : undefined;
  if (body !== undefined) wire.body = body;
  return wire;
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function asPlainObject(value: unknown, field: string, expected: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalidOption(field, value, expected);
  return value as Record<string, unknown>;
}

function asText(value: unknown, field: string): string {
  if (typeof value !== 'string' || value === '') throw invalidOption(field, value, 'text');
  return value;
}

function toUrl(value: unknown): string {
  if (typeof value !== 'string' || value.trim() === '') {
    throw invalidOption('url', value, 'an absolute URL such as "https://api.example.com/v1/items"');
  }
  return value;
}

function toMethod(value: unknown): Method {
  if (!isPresent(value)) return 'GET';
  const method =
    typeof value === 'string' ? METHODS.find((known) => known === value.trim().toUpperCase()) : undefined;
  if (method === undefined) throw notOneOf('method', value, METHODS);
  return method;
}

/** The vendor's own sample prints `'GET/PUT/POST/DELETE'`: say that it is a list to choose from. */
function notOneOf(field: string, given: unknown, known: readonly string[]): ZfappsError {
  const parts = typeof given === 'string' ? given.split(/[/|,]/).map((part) => part.trim()) : [];
  const alternatives = parts.filter((part) => known.some((one) => one.toLowerCase() === part.toLowerCase()));
  if (parts.length > 1 && alternatives.length === parts.length) {
    return new ZfappsError(
      'invalid_options',
      `${field} is ${describeValue(given)}: that is a list of alternatives, as the documentation prints it. Choose one, for example ${field}: '${alternatives[0]}'. Nothing was sent.`,
    );
  }
  return invalidOption(field, given, `one of ${known.join(', ')}`);
}

function toEntries(value: unknown, field: string): WireEntry[] {
  if (!Array.isArray(value))
    throw invalidOption(field, value, "a list of pairs such as [{ key: 'page', value: 1 }]");
  return Array.from(value, (entry: unknown, index) => {
    const place = `${field}[${index}]`;
    const pair = asPlainObject(entry, place, "a pair such as { key: 'page', value: 1 }");
    if (typeof pair.key !== 'string') throw invalidOption(`${place}.key`, pair.key, 'text');
    return { key: pair.key, value: toEntryText(pair.value, `${place}.value`) };
  });
}

function toBody(value: unknown): WireBody | undefined {
  const body = asPlainObject(value, 'body', "an object such as { mode: 'raw', raw: … }");
  const parts = BODY_MODES.filter((name) => isPresent(body[name]));
  if (!isPresent(body.mode)) {
    if (parts.length === 0 && Object.keys(body).every((name) => !isPresent(body[name]))) return undefined;
    throw invalidOption('body.mode', body.mode, `one of ${BODY_MODES.join(', ')}`);
  }
  const mode = BODY_MODES.find((known) => known === body.mode);
  if (mode === undefined) throw notOneOf('body.mode', body.mode, BODY_MODES);
  return isPresent(body[mode]) ? toPart(mode, body[mode]) : undefined;
}

function toPart(mode: BodyMode, value: unknown): WireBody {
  if (mode === 'urlencoded') return { mode, urlencoded: toEntries(value, 'body.urlencoded') };
  if (mode === 'formdata') return { mode, formdata: toEntries(value, 'body.formdata') };
  if (typeof value === 'string') return { mode, raw: value };
  if (typeof value !== 'object' || value === null)
    throw invalidOption('body.raw', value, 'text or an object');
  return { mode, raw: toJsonText(value, 'body.raw') };
}

function toParams(value: unknown, field: string): Record<string, string> {
  if (!isPresent(value)) return {};
  const params = asPlainObject(value, field, "an object such as { state: 'CA' }");
  const texts: Record<string, string> = Object.create(null);
  for (const [name, param] of Object.entries(params)) {
    if (isPresent(param)) texts[name] = toEntryText(param, `${field}.${name}`);
  }
  return texts;
}
