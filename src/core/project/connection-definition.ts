import { z } from 'zod';
import { isFieldValue } from '../protocol/index.js';
import { configProblems } from './config-problems.js';
import { customConnectionSchema } from './custom-connection.js';
import { headerNameSchema, hostsSchema, oauth2Schema, schemeSchema } from './oauth2-schema.js';
import { strictObject } from './strict-object.js';
import type { ConnectionShape } from './connection-shape.js';
import type {
  ConfiguredConnection,
  ConnectionDefinition,
  ConnectionSetting,
  Secret,
} from './connection-types.js';

// No message below quotes the value: it may be the secret.
const fieldValue = z
  .string('expected text')
  .refine(
    (text) => text !== '' && isFieldValue(text),
    'cannot stand in a header: it is empty, or has a line break, another control character, a character beyond Latin-1, or a space at an end',
  );

const anyText = z.string('expected text').min(1, 'is empty');
const basicText = z
  .string('expected text')
  .regex(/^\P{Cc}*$/u, 'has a control character, which basic authentication cannot carry (RFC 7617)');

/** The schema of a {@link ConnectionDefinition}. */
export const connectionDefinitionSchema = connectionSchema({
  token: fieldValue,
  headerValue: fieldValue,
  queryValue: anyText,
  username: basicText.refine(
    (name) => !name.includes(':'),
    'has a colon, which a user name of basic authentication cannot (RFC 7617)',
  ),
  password: basicText,
  oauth: fieldValue,
}) satisfies z.ZodType<unknown, ConnectionDefinition>;

const offSchema = strictObject({
  /** Why, and how to turn it on. */
  off: z.string('expected the reason as text'),
  // Made by this project itself, of a setting that was checked.
  shape: z.custom<ConnectionShape>().optional(),
});

/** The schema of a {@link ConfiguredConnection}. */
export const configuredConnectionSchema = z.unknown().transform((value, context): ConfiguredConnection => {
  // Not z.union: that would answer "invalid input" instead of the one branch's own problems.
  const isOff = typeof value === 'object' && value !== null && 'off' in value;
  const result = (isOff ? offSchema : connectionDefinitionSchema).safeParse(value);
  if (result.success) return result.data;
  for (const { path, message } of configProblems(result.error)) {
    context.addIssue({ code: 'custom', path: [...path], message });
  }
  return z.NEVER;
});

const secret = z.custom<Secret | undefined>(
  isSecret,
  'expected text, or { env: "NAME" } for an environment variable',
);

/** A connection as a configuration writes it: secrets may be `{ env: 'NAME' }`, or undefined (that connection is off). */
export const connectionSettingSchema = connectionSchema({
  token: secret,
  headerValue: secret,
  queryValue: secret,
  username: secret,
  password: secret,
  oauth: secret,
}) satisfies z.ZodType<unknown, ConnectionSetting>;

/** The members of a connection that may be secret. */
export const SECRET_MEMBERS = [
  'token',
  'value',
  'username',
  'password',
  'clientId',
  'clientSecret',
  'refreshToken',
] as const;

interface SecretSchemas<Text extends z.ZodType> {
  token: Text;
  headerValue: Text;
  queryValue: Text;
  username: Text;
  password: Text;
  /** Of the members of OAuth. */
  oauth: Text;
}

/** A text, or texts by user. Not z.union: its problems would be those of neither branch. */
function byUser<Text extends z.ZodType>(one: Text) {
  const users = strictObject({
    users: z
      .record(z.string().min(1, 'a user_id is empty'), one, 'expected an object by user_id')
      .refine((all) => Object.keys(all).length > 0, 'is empty; list at least one user_id'),
  });
  return z
    .unknown()
    .transform((value, context): z.output<Text> | { users: Record<string, z.output<Text>> } => {
      const isByUser = typeof value === 'object' && value !== null && 'users' in value;
      const result = (isByUser ? users : one).safeParse(value);
      if (result.success) return result.data as z.output<Text>;
      for (const { path, message } of configProblems(result.error))
        context.addIssue({ code: 'custom', path: [...path], message });
      return z.NEVER;
    }) as unknown as z.ZodType<
    z.output<Text> | { users: Record<string, z.output<Text>> },
    z.input<Text> | { users: Record<string, z.input<Text>> }
  >;
}

function connectionSchema<Text extends z.ZodType>(secrets: SecretSchemas<Text>) {
  const bearer = strictObject({
    type: z.literal('bearer'),
    token: byUser(secrets.token),
    scheme: schemeSchema.optional(),
    hosts: hostsSchema,
  });
  const headerKey = strictObject({
    type: z.literal('apiKey'),
    in: z.literal('header'),
    name: headerNameSchema,
    value: byUser(secrets.headerValue),
    hosts: hostsSchema,
  });
  const queryKey = strictObject({
    type: z.literal('apiKey'),
    in: z.literal('query'),
    name: anyText,
    value: byUser(secrets.queryValue),
    hosts: hostsSchema,
  });
  const basic = strictObject({
    type: z.literal('basic'),
    username: byUser(secrets.username),
    password: byUser(secrets.password),
    hosts: hostsSchema,
  });
  const apiKey = z.discriminatedUnion('in', [headerKey, queryKey], { error: 'expected "header" or "query"' });
  const oauth2 = oauth2Schema({
    clientId: secrets.oauth,
    clientSecret: secrets.oauth,
    refreshToken: secrets.oauth,
  });
  return z.discriminatedUnion('type', [bearer, apiKey, basic, oauth2, customConnectionSchema], {
    error: (issue) =>
      issue.code === 'invalid_union'
        ? 'expected "bearer", "apiKey", "basic", "oauth2" or "custom"'
        : 'expected an object such as { type: "bearer", token: { env: "TOKEN" }, hosts: ["api.example.com"] }',
  });
}

function isSecret(value: unknown): boolean {
  if (value === undefined || typeof value === 'string') return true;
  if (typeof value !== 'object' || value === null) return false;
  const { env, ...others } = value as Record<string, unknown>;
  return typeof env === 'string' && /^[^=\0]+$/.test(env) && Object.keys(others).length === 0;
}
