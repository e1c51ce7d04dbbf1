import { z } from 'zod';
import { isFieldName, isLoopbackHostname, ROUTES, TRANSPORT_FIELDS, toUrl } from '../protocol/index.js';
import { hostRuleSchema } from './host-rule.js';
import { strictObject } from './strict-object.js';

/** The schema of a connection's `hosts`. */
export const hostsSchema = z
  .array(hostRuleSchema, 'expected a list of hosts such as ["api.example.com"]')
  .min(1, {
    message: 'is empty; list at least one host, because a credential goes nowhere else',
  });

/** The name of a header that a credential may stand in. */
export const headerNameSchema = z
  .string('expected text')
  .refine(isFieldName, 'is no header name; write one such as "X-Api-Key"')
  .refine(
    (name) => !TRANSPORT_FIELDS.includes(name.toLowerCase()),
    'is a header that only the transport may set',
  );

/** The word before a token in a header. */
export const schemeSchema = z
  .string('expected text')
  .refine(isFieldName, 'is no authentication scheme; write one word such as "Bearer"');

const someText = z.string('expected text').min(1, 'is empty');

/** SECURITY: secrets, codes and tokens go to these, so they are as strict as hosts of credentials. */
const endpointMissing = (missing: string) =>
  z
    .string({ error: ({ input }) => (input === undefined ? missing : 'expected an https URL') })
    .superRefine((text, context) => {
      const problem = endpointProblem(text);
      if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
    });

const endpoint = endpointMissing('is missing; write the https URL where tokens are asked for');

const authorizeEndpoint = endpointMissing(
  'is missing; write the https URL where a person signs in, or grant: "client_credentials" where nobody does',
);

function endpointProblem(text: string): string | undefined {
  const url = toUrl(text);
  if (url === undefined) return 'is no URL; write one such as "https://accounts.example.com/oauth/token"';
  // Not quoted: it may hold a password.
  if (url.username !== '' || url.password !== '')
    return 'has a user name or password; remove what stands before the @';
  if (url.hash !== '') return 'has a fragment; remove what follows the #';
  if (url.protocol === 'https:') return undefined;
  if (url.protocol === 'http:' && isLoopbackHostname(url.hostname)) return undefined;
  return `would send secrets over ${url.protocol.slice(0, -1)}; write https (http is for this machine only)`;
}

const redirectUri = z.string('expected a URL').superRefine((text, context) => {
  const url = toUrl(text);
  const problem =
    url?.protocol !== 'http:' || !isLoopbackHostname(url.hostname)
      ? 'is no address of this machine; write one such as "http://127.0.0.1:5180/__zfapps/connections/callback"'
      : url.pathname !== ROUTES.connectionsCallback || url.search !== '' || url.hash !== ''
        ? `has another path than ${ROUTES.connectionsCallback}, which is where the server takes the redirect`
        : undefined;
  if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
});

/** Parameters that the protocol sets; one that is written over them would undo what they protect. */
const PROTOCOL_PARAMS = [
  'client_id',
  'client_secret',
  'code',
  'code_challenge',
  'code_challenge_method',
  'code_verifier',
  'grant_type',
  'redirect_uri',
  'refresh_token',
  'response_type',
  'scope',
  'state',
  'token',
];

const extraParams = z.record(z.string(), z.string('expected text')).superRefine((params, context) => {
  for (const name of Object.keys(params)) {
    if (!PROTOCOL_PARAMS.includes(name)) continue;
    const message = `is set by the protocol itself${name === 'scope' ? '; write scopes: [...]' : ''}`;
    context.addIssue({ code: 'custom', path: [name], message });
  }
});

const path = someText.regex(/^[^.]+(\.[^.]+)*$/, 'is no path; write one such as "data.access_token"');

const placement = z.discriminatedUnion(
  'in',
  [
    strictObject({
      in: z.literal('header'),
      name: headerNameSchema.optional(),
      scheme: z.union([z.literal(''), schemeSchema]).optional(),
    }),
    strictObject({ in: z.literal('query'), name: someText }),
  ],
  { error: 'expected { in: "header" } or { in: "query", name: "access_token" }' },
);

/** What a member of {@link oauth2Schema} that may be secret is checked by. */
export interface OAuth2Secrets<Text extends z.ZodType> {
  clientId: Text;
  clientSecret: Text;
  refreshToken: Text;
}

/** Makes the schema of an OAuth 2 connection; `grant` tells its kinds apart. */
export function oauth2Schema<Text extends z.ZodType>(secrets: OAuth2Secrets<Text>) {
  const common = {
    type: z.literal('oauth2'),
    clientId: secrets.clientId,
    clientSecret: secrets.clientSecret.optional(),
    clientAuthentication: z
      .enum(['client_secret_basic', 'client_secret_post', 'none'], {
        error: 'expected "client_secret_basic", "client_secret_post" or "none"',
      })
      .optional(),
    tokenUrl: endpoint,
    refreshUrl: endpoint.optional(),
    revokeUrl: endpoint.optional(),
    scopes: z.array(someText, 'expected a list of scopes').optional(),
    scopeDelimiter: z.enum([' ', ',', '+'], { error: 'expected " ", "," or "+"' }).optional(),
    params: strictObject({
      authorize: extraParams.optional(),
      token: extraParams.optional(),
      refresh: extraParams.optional(),
      revoke: extraParams.optional(),
    }).optional(),
    placement: placement.optional(),
    fields: strictObject({
      accessToken: path.optional(),
      refreshToken: path.optional(),
      expiresIn: path.optional(),
      scope: path.optional(),
      error: path.optional(),
    }).optional(),
    rateLimit: strictObject({
      requests: z.int('expected a whole number').min(1, 'expected a number of at least 1'),
      seconds: z.number('expected a number of seconds').positive('expected a number of seconds'),
    }).optional(),
    level: z.enum(['org', 'user'], { error: 'expected "org" or "user"' }).optional(),
    hosts: hostsSchema,
  };
  const authorizationCode = strictObject({
    ...common,
    grant: z.literal('authorization_code').optional(),
    authorizeUrl: authorizeEndpoint,
    issuer: someText.optional(),
    pkce: z.boolean('expected true or false').optional(),
    redirectUri: redirectUri.optional(),
  });
  const clientCredentials = strictObject({ ...common, grant: z.literal('client_credentials') });
  const refreshToken = strictObject({
    ...common,
    grant: z.literal('refresh_token'),
    refreshToken: secrets.refreshToken,
  });
  return z.discriminatedUnion('grant', [authorizationCode, clientCredentials, refreshToken], {
    error: 'expected "authorization_code", "client_credentials" or "refresh_token"',
  });
}
