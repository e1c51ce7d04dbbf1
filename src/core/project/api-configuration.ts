import { z } from 'zod';
import { BODY_MODES, METHODS, toUrl } from '../protocol/index.js';
import { strictObject } from './strict-object.js';
import type { EntryValue, Method } from '../protocol/index.js';
import type { ApiConfiguration } from './config-types.js';

const methodSchema = z.string('expected a method such as "GET"').transform((text, context): Method => {
  const method = METHODS.find((known) => known === text.trim().toUpperCase());
  if (method !== undefined) return method;
  context.addIssue({ code: 'custom', message: `${JSON.stringify(text)} is none of ${METHODS.join(', ')}` });
  return z.NEVER;
});

const urlSchema = z.string('expected an absolute URL').superRefine((url, context) => {
  const problem = urlProblem(url);
  if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
});

const entries = z.array(
  strictObject({
    key: z.string('expected text'),
    value: z
      .custom<EntryValue>(
        isEntryValue,
        'expected text, a number, a boolean, null, or an object that JSON can hold',
      )
      .optional(),
    type: z.string().optional(),
  }),
  'expected a list of pairs such as [{ "key": "page", "value": 1 }]',
);

/** The schema of an {@link ApiConfiguration}. */
export const apiConfigurationSchema = strictObject({
  method: methodSchema.default('GET'),
  url: urlSchema,
  url_query: entries.optional(),
  header: entries.optional(),
  body: strictObject({
    mode: z.enum(BODY_MODES, `expected one of ${BODY_MODES.join(', ')}`),
    urlencoded: entries.optional(),
    formdata: entries.optional(),
    raw: z.custom<string | object>(isRaw, 'expected text, or an object that JSON can hold').optional(),
  }).optional(),
  connection: z.string('expected a link name').min(1, 'is empty; leave it out for no connection').optional(),
}) satisfies z.ZodType<unknown, ApiConfiguration>;

function isEntryValue(value: unknown): boolean {
  return value === undefined || z.json().safeParse(value).success;
}

function isRaw(value: unknown): boolean {
  return typeof value === 'string' || (typeof value === 'object' && value !== null && isEntryValue(value));
}

/** The `{name}` segments of an API configuration's URL. */
export const API_URL_PARAMETER = /\{([^{}]*)\}/g;

function urlProblem(url: string): string | undefined {
  const example = 'write one such as "https://api.example.com/v1/{state}"';
  const unnamed = [...url.matchAll(API_URL_PARAMETER)].find(([, name]) => !/^[\w.-]+$/.test(name ?? ''));
  if (unnamed !== undefined) return `${unnamed[0]} has no plain name between its braces; ${example}`;
  const filled = url.replaceAll(API_URL_PARAMETER, 'x');
  if (/[{}]/.test(filled)) return `has a brace without its partner; ${example}`;
  const parsed = toUrl(filled);
  if (parsed === undefined) return `is no absolute URL; ${example}`;
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') {
    return `has the scheme ${parsed.protocol} where http: or https: is expected; ${example}`;
  }
  // SECURITY: what a widget fills in must not choose the host that the stored connection goes to.
  if (parsed.origin !== new URL(url.replaceAll(API_URL_PARAMETER, 'y')).origin) {
    return 'has a {name} before its path; only the path and the query may vary';
  }
  if (parsed.username !== '' || parsed.password !== '') {
    return 'has a user name or password in it; put them into a connection of type "basic"';
  }
  return undefined;
}
