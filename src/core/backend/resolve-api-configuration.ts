import { describeValue, toWireOptions, ZfappsError } from '../protocol/index.js';
import { API_URL_PARAMETER } from '../project/index.js';
import type { ApiConfiguration } from '../project/index.js';
import type { WireBody, WireOptions, ZfappsResponse } from '../protocol/index.js';

/** Stored API configurations by key. */
export type ApiConfigurations = Readonly<Record<string, ApiConfiguration>>;

/**
 * Turns a call by `api_configuration_key` into one with a URL: what the call adds comes after what
 * is stored. Options without a key pass as they are.
 *
 * @returns the answer itself where a `{name}` of the URL was not filled, as the real one resolves
 * @throws ZfappsError `unknown_api_configuration`, or `invalid_options` for a value that would
 *   change the path
 */
export function resolveApiConfiguration(
  wire: WireOptions,
  configurations: ApiConfigurations,
): WireOptions | ZfappsResponse {
  const key = wire.api_configuration_key;
  if (key === undefined) return wire;
  const stored = Object.hasOwn(configurations, key) ? configurations[key] : undefined;
  if (stored === undefined) throw unknownKey(key, Object.keys(configurations));
  const params = wire.url_param ?? {};
  const missing = Array.from(stored.url.matchAll(API_URL_PARAMETER), ([, name = '']) => name).find(
    (name) => !Object.hasOwn(params, name),
  );
  if (missing !== undefined) return unfilled(missing);
  const { connection, ...rest } = stored;
  const base = toWireOptions({
    ...rest,
    url: stored.url.replace(API_URL_PARAMETER, (_, name: string) => segment(name, params[name] ?? '')),
  });
  const body = joinBodies(base.body, wire.body);
  return {
    ...base,
    url_query: [...(base.url_query ?? []), ...(wire.url_query ?? [])],
    header: [...(base.header ?? []), ...(wire.header ?? [])],
    ...(body === undefined ? {} : { body }),
    ...(connection === undefined ? {} : { connection_link_name: connection }),
  };
}

/** SECURITY: `.` and `..` survive percent-encoding and would climb out of the stored path. */
function segment(name: string, value: string): string {
  if (value === '.' || value === '..') {
    throw new ZfappsError(
      'invalid_options',
      `url_param.${name} is ${describeValue(value)}, which would change the stored path. Nothing was sent.`,
    );
  }
  return encodeURIComponent(value.toWellFormed());
}

function joinBodies(stored: WireBody | undefined, added: WireBody | undefined): WireBody | undefined {
  if (stored === undefined || added === undefined) return added ?? stored;
  if (stored.mode === 'urlencoded' && added.mode === 'urlencoded') {
    return { mode: 'urlencoded', urlencoded: [...stored.urlencoded, ...added.urlencoded] };
  }
  if (stored.mode === 'formdata' && added.mode === 'formdata') {
    return { mode: 'formdata', formdata: [...stored.formdata, ...added.formdata] };
  }
  return added;
}

function unfilled(name: string): ZfappsResponse {
  const body = JSON.stringify({
    code: 70001,
    message: `Invalid url provided.(the parameter {${name}} has no value)`,
    status: false,
  });
  return {
    code: 0,
    message: 'success',
    data: { status_code: 400, status_message: 'Bad Request', header: {}, body },
  };
}

function unknownKey(key: string, known: readonly string[]): ZfappsError {
  const others = known.length === 0 ? 'none is configured' : `configured are ${known.join(', ')}`;
  return new ZfappsError(
    'unknown_api_configuration',
    `No API configuration has the key ${describeValue(key)} (${others}). Add it to zfapps.config: apiConfigurations: { ${JSON.stringify(key)}: { method: 'GET', url: 'https://…' } }. Nothing was sent.`,
  );
}
