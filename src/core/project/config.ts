import { z } from 'zod';
import { DEFAULT_LIMITS } from '../protocol/index.js';
import { apiConfigurationSchema } from './api-configuration.js';
import { connectionSettingSchema } from './connection-definition.js';
import { parseHostRule } from './host-rule.js';
import { strictObject } from './strict-object.js';
import type { RequestHandler } from 'msw';

/** Keys that the design has and this version does not. */
const LATER_KEYS = ['locale', 'dataCenter', 'openapi', 'har', 'desk', 'store'];

const mode = z.enum(['offline', 'live'], {
  error: ({ input }) =>
    input === 'record' || input === 'replay'
      ? `"${input}" is not emulated yet; use "offline" or "live"`
      : 'expected "offline" or "live"',
});

const linkName = z.string().min(1, 'a link name is empty');

const privateDestination = z.string('expected text such as "127.0.0.1:9000"').superRefine((text, context) => {
  const rule = parseHostRule(text);
  const problem =
    'problem' in rule
      ? rule.problem
      : rule.subdomains
        ? `"${text}" is a pattern; write an exact host`
        : undefined;
  if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
});

const jsonPath = z.string().min(1, 'is empty; write the path of a JSON file');
const plainObject = z.record(z.string(), z.unknown());
const recordSource = z.union([jsonPath, plainObject, z.array(plainObject)], {
  error: 'expected the path of a JSON file, an object, or a list of objects',
});

const handler = z.custom<MockHandler>(
  isRequestHandler,
  'expected an MSW handler such as http.get(…), or the path of a module',
);
const mocks = z.union([z.string(), z.array(z.union([z.string(), handler]))], {
  error: 'expected the path of a module, or a list of paths and MSW handlers',
});

const limit = (name: keyof typeof DEFAULT_LIMITS) =>
  z.int('expected a whole number').positive('expected a number above 0').default(DEFAULT_LIMITS[name]);

/**
 * A request handler of MSW, as its `http.get(…)` and its siblings make them. An interface, because
 * declarations would expand an alias into types that msw does not export.
 */
export interface MockHandler extends RequestHandler {}

/** The schema of `zfapps.config.{ts,js,mjs,json}`. Every key is optional. */
export const configSchema = strictObject(
  {
    /** What answers requests: `offline` (mocks only, nothing leaves) or `live`. Default `offline`. */
    mode: mode.default('offline'),
    /** Connections by link name, as `connection_link_name` names them. Default none. */
    connections: z.record(linkName, connectionSettingSchema).default({}),
    /** Stored requests by key, as `api_configuration_key` names them. Default none. */
    apiConfigurations: z.record(z.string(), apiConfigurationSchema).default({}),
    /** Where requests may go beyond public addresses. */
    destinations: strictObject({
      /** Private addresses that requests may reach, such as `127.0.0.1:9000`. Default none. */
      private: z.array(privateDestination, 'expected a list such as ["127.0.0.1:9000"]').default([]),
    }).prefault({}),
    /** Records by module: the path of a JSON file beside this one, or the record. Default the sample ones. */
    records: z.record(z.string(), recordSource).default({}),
    /** Members of `get('organization')` that differ from the sample organisation. Default none. */
    organization: plainObject.default({}),
    /** Members of `get('user')` that differ from the sample user. Default none. */
    user: plainObject.default({}),
    /** Paths of modules that export MSW handlers, or the handlers themselves. Default none. */
    mocks: mocks.default([]),
    /** Limits of one call and of the whole; each default is in its line. */
    limits: strictObject({
      /** Longest request body, in bytes. Default 10,000,000. */
      requestBytes: limit('requestBytes'),
      /** Longest response body after decompression, in bytes. Default 25,000,000. */
      responseBytes: limit('responseBytes'),
      /** The time of one call, redirects included, in milliseconds. Default 30,000. */
      timeoutMs: limit('timeoutMs'),
      /** Most upstream calls at one time. Default 64. */
      inFlight: limit('inFlight'),
      /** Most calls that may wait for their turn. Default 10,000. */
      waiting: limit('waiting'),
      /** Most redirects that one call follows. Default 5. */
      redirects: limit('redirects'),
    }).prefault({}),
    /** Where the vendor's documentation and what widgets see differ, or nothing is known. */
    parity: strictObject({
      /** How a binary body arrives in `data.body`: as base64 text or as a binary string. Default `base64`. */
      binaryBody: z.enum(['base64', 'binary'], 'expected "base64" or "binary"').default('base64'),
    }).prefault({}),
  },
  LATER_KEYS,
);

/** What a configuration file holds. */
export type ZfappsConfig = z.input<typeof configSchema>;

/** A configuration after validation, every default filled in; secrets are not yet resolved. */
export type CheckedConfig = z.output<typeof configSchema>;

/**
 * Returns a configuration as it is, with the types of {@link ZfappsConfig} for the editor.
 *
 * @example
 * export default defineConfig({
 *   mode: 'live',
 *   connections: { books: { type: 'bearer', token: process.env.BOOKS_TOKEN, hosts: ['www.zohoapis.com'] } },
 * });
 */
export function defineConfig(config: ZfappsConfig): ZfappsConfig {
  return config;
}

/** Tells an MSW request handler by its shape: the widget's own copy of MSW may have made it. */
export function isRequestHandler(value: unknown): value is MockHandler {
  if (typeof value !== 'object' || value === null) return false;
  const { run, info } = value as Partial<Record<'run' | 'info', unknown>>;
  return typeof run === 'function' && typeof info === 'object' && info !== null;
}
