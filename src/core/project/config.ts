import { z } from 'zod';
import { DEFAULT_PAGE_RULES } from '../protocol/index.js';
import { apiConfigurationSchema } from './api-configuration.js';
import { connectionSettingSchema } from './connection-definition.js';
import { dataCenterSchema } from './data-center.js';
import { deskSchema } from './desk-schema.js';
import { parseHostRule } from './host-rule.js';
import { limitsSchema } from './limits-schema.js';
import { localeSchema } from './locale.js';
import { strictObject } from './strict-object.js';
import type { MockHandler, ZfappsConfig } from './config-types.js';

/** Keys that the design has and this version does not. */
const LATER_KEYS = ['openapi', 'har'];

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

const store = z
  .string('expected "memory", or the path of a folder')
  .min(1, 'is empty; write "memory", or the path of a folder');

/** The schema of `zfapps.config.{ts,js,mjs,json}`: {@link ZfappsConfig} says what each key means. */
export const configSchema = strictObject(
  {
    mode: mode.default('offline'),
    connections: z.record(linkName, connectionSettingSchema).default({}),
    apiConfigurations: z.record(z.string(), apiConfigurationSchema).default({}),
    destinations: strictObject({
      private: z.array(privateDestination, 'expected a list such as ["127.0.0.1:9000"]').default([]),
    }).prefault({}),
    records: z.record(z.string(), recordSource).default({}),
    organization: plainObject.default({}),
    user: plainObject.default({}),
    dataCenter: dataCenterSchema.default('com'),
    locale: localeSchema.default('en'),
    mocks: mocks.default([]),
    desk: deskSchema.optional(),
    store: store.optional(),
    limits: limitsSchema.prefault({}),
    parity: strictObject({
      binaryBody: z.enum(['base64', 'binary'], 'expected "base64" or "binary"').default('base64'),
      set: z
        .enum(['forms', 'everywhere'], 'expected "forms" or "everywhere"')
        .default(DEFAULT_PAGE_RULES.set),
      lineItems: z
        .enum(['replace', 'append'], 'expected "replace" or "append"')
        .default(DEFAULT_PAGE_RULES.lineItems),
    }).prefault({}),
  },
  LATER_KEYS,
) satisfies z.ZodType<unknown, ZfappsConfig>;

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
  return config satisfies z.input<typeof configSchema>;
}

/** Tells an MSW request handler by its shape: the widget's own copy of MSW may have made it. */
export function isRequestHandler(value: unknown): value is MockHandler {
  if (typeof value !== 'object' || value === null) return false;
  const { run, info } = value as Partial<Record<'run' | 'info', unknown>>;
  return typeof run === 'function' && typeof info === 'object' && info !== null;
}
