import { z } from 'zod';
import { toUrl } from '../protocol/index.js';
import {
  CONFIG_PARAM_TYPES,
  DEFAULT_DESK_LIMITS,
  DEFAULT_DESK_PARITY,
  DESK_EVENTS,
  MOST_DESK_MS,
} from './desk-types.js';
import { configProblems } from './config-problems.js';
import { strictObject } from './strict-object.js';
import type { ConfigParam, DeskParity, DeskResources, DeskSettings } from './desk-types.js';

/** How many config params, fields and permissions an extension may declare. Source: the vendor's pages. */
const MOST_PARAMS = 20;
const MOST_RESOURCES = 10;

const someText = z.string('expected text').min(1, 'is empty');
const text = z.string('expected text');
const flag = z.boolean('expected true or false');

/** The schema of a {@link ConfigParam}; members that nobody knows are left alone. */
export const configParamSchema = z.object(
  {
    name: someText,
    displayName: text.optional(),
    description: text.optional(),
    secure: flag.optional(),
    type: z.enum(CONFIG_PARAM_TYPES, `expected one of ${CONFIG_PARAM_TYPES.join(', ')}`).optional(),
    mandatory: flag.optional(),
    userDefined: flag.optional(),
    default: text.optional(),
    options: z.array(text, 'expected a list of texts').optional(),
  },
  'expected an object such as { "name": "apiKey", "type": "text", "secure": true }',
) satisfies z.ZodType<unknown, ConfigParam>;

export const configParamsSchema = z
  .array(configParamSchema, 'expected a list of config params')
  .max(MOST_PARAMS, `has more than ${MOST_PARAMS} config params`)
  .superRefine(withoutTwins('name'));

const field = z.object({
  resourceName: someText,
  module: text.optional(),
  displayLabel: text.optional(),
  type: text.optional(),
  maxLength: z.number('expected a number').optional(),
  id: someText.optional(),
  apiName: someText.optional(),
});

const permission = z.object({
  resourceName: text.optional(),
  apiName: someText,
  displayName: text.optional(),
  description: text.optional(),
  defaultState: flag.optional(),
});

/** The schema of `resources.json`. */
export const resourcesSchema = z
  .object(
    {
      fields: z
        .array(field, 'expected a list of fields')
        .max(MOST_RESOURCES, `has more than ${MOST_RESOURCES} fields`)
        .superRefine(withoutTwins('resourceName'))
        .optional(),
      permissions: z
        .array(permission, 'expected a list of permissions')
        .max(MOST_RESOURCES, `has more than ${MOST_RESOURCES} permissions`)
        .superRefine(withoutTwins('apiName'))
        .optional(),
    },
    'expected an object with fields and permissions',
  )
  .superRefine(({ fields = [], permissions = [] }, context) => {
    const names = fields.map(({ resourceName }) => resourceName);
    permissions.forEach(({ resourceName }, index) => {
      if (resourceName === undefined) return;
      if (names.includes(resourceName))
        context.addIssue({
          code: 'custom',
          path: ['permissions', index, 'resourceName'],
          message: `"${resourceName}" is there twice; each resource has a name of its own`,
        });
      names.push(resourceName);
    });
  }) satisfies z.ZodType<unknown, DeskResources>;

// Not z.union: that would say "expected the path …" of a list that is one too long.
const pathOrResources = z
  .custom<string | DeskResources>(
    (value) => (typeof value === 'string' ? value !== '' : typeof value === 'object' && value !== null),
    'expected the path of a JSON file, or what it holds',
  )
  .superRefine((value, context) => {
    const result = typeof value === 'string' ? undefined : resourcesSchema.safeParse(value);
    for (const { path, message } of result?.success === false ? configProblems(result.error) : [])
      context.addIssue({ code: 'custom', path: [...path], message });
  });

const httpUrl = z.string('expected a URL').refine((given) => {
  const url = toUrl(given);
  return url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}, 'is no http or https URL; write one such as "https://extension.example.com/events"');

/** The schema of `callbackListener`. */
export const callbackListenerSchema = strictObject(
  Object.fromEntries(DESK_EVENTS.map((event) => [event, httpUrl.optional()])) as Record<
    (typeof DESK_EVENTS)[number],
    z.ZodOptional<typeof httpUrl>
  >,
);

/** The schema of `callbackOrigin`. */
export const callbackOriginSchema = httpUrl.refine((given) => {
  const url = toUrl(given);
  return url !== undefined && url.pathname === '/' && url.search === '' && url.hash === '';
}, 'has a path; write an origin such as "http://127.0.0.1:3000"');

const secretOrVariable = z.union([someText, z.strictObject({ env: someText })], {
  error: 'expected text, or { env: "NAME" } for an environment variable',
});

const positive = z.int('expected a whole number').min(1, 'expected a number of at least 1');

const count = (name: keyof typeof DEFAULT_DESK_LIMITS) => positive.default(DEFAULT_DESK_LIMITS[name]);

/** The schema of how long something of Desk holds. */
export const deskMsSchema = positive.max(
  MOST_DESK_MS,
  `expected at most ${MOST_DESK_MS} milliseconds, 366 days`,
);

const time = (name: 'logMs' | 'contextMs' | 'tokenMs') => deskMsSchema.default(DEFAULT_DESK_LIMITS[name]);

const choice = <const Choices extends readonly [string, string]>(...choices: Choices) =>
  z.enum(choices, `expected ${choices.map((one) => `"${one}"`).join(' or ')}`);

/** The schema of `desk.limits`. */
export const deskLimitsSchema = strictObject({
  keyLength: count('keyLength'),
  queriableValueLength: count('queriableValueLength'),
  valueBytes: count('valueBytes'),
  bulk: count('bulk'),
  pageSize: count('pageSize'),
  logsPerReference: count('logsPerReference'),
  logMs: time('logMs'),
  contextMs: time('contextMs'),
  tokenMs: time('tokenMs'),
});

/** The schema of `desk.parity`. */
export const deskParitySchema = strictObject({
  statusCode: choice('integer', 'string').default(DEFAULT_DESK_PARITY.statusCode),
  responseHeaders: choice('object', 'text').default(DEFAULT_DESK_PARITY.responseHeaders),
  connectionEnvelope: choice('wrapped', 'plain').default(DEFAULT_DESK_PARITY.connectionEnvelope),
  hash: choice('lenient', 'strict').default(DEFAULT_DESK_PARITY.hash),
  placeholders: choice('refuse', 'pass').default(DEFAULT_DESK_PARITY.placeholders),
  storageKeys: choice('lenient', 'strict').default(DEFAULT_DESK_PARITY.storageKeys),
  rates: choice('off', 'on').default(DEFAULT_DESK_PARITY.rates),
}) satisfies z.ZodType<DeskParity>;

/** The schema of an id. */
export const digitsSchema = z
  .string('expected text such as "376723"')
  .regex(/^\d+$/, 'has other characters than digits, or none');

/** The schema of `desk`. */
export const deskSchema = strictObject({
  secret: secretOrVariable.optional(),
  orgId: digitsSchema.optional(),
  installationId: digitsSchema.optional(),
  extensionName: someText.optional(),
  configParams: configParamsSchema.optional(),
  configValues: z.record(z.string(), secretOrVariable.or(z.literal(''))).optional(),
  resources: pathOrResources.optional(),
  callbackListener: callbackListenerSchema.optional(),
  callbackOrigin: callbackOriginSchema.optional(),
  limits: deskLimitsSchema.prefault({}),
  parity: deskParitySchema.prefault({}),
}) satisfies z.ZodType<unknown, DeskSettings>;

/** What a Desk extension's manifest has beside a widget's. Lenient: a member of another shape counts as missing. */
export const deskManifestSchema = z.object({
  service: text.catch(''),
  secret: someText.optional().catch(undefined),
  config: z.array(z.unknown()).catch([]),
  callbackListener: z.record(z.string(), z.unknown()).catch({}),
});

function withoutTwins<Member extends string>(member: Member) {
  return (list: readonly { readonly [Name in Member]?: unknown }[], context: z.core.$RefinementCtx): void => {
    const seen = new Set<unknown>();
    list.forEach((one, index) => {
      if (seen.has(one[member]))
        context.addIssue({
          code: 'custom',
          path: [index, member],
          message: `"${String(one[member])}" is there twice; each has a name of its own`,
        });
      seen.add(one[member]);
    });
  };
}
