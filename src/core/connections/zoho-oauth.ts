import { z } from 'zod';
import { checkedConfig, dataCenterSchema, strictObject } from '../project/index.js';
import type { DataCenter, OAuth2Connection, Secret } from '../project/index.js';

/** Options of {@link zohoOAuth}. */
export interface ZohoOAuthOptions {
  /** The data centre where the account is and the client is registered, such as `eu`. Default `com`. */
  dataCenter?: DataCenter | `.${DataCenter}` | undefined;
  /** Of the client in the API console, `api-console.zoho.<data centre>`. */
  clientId: Secret | undefined;
  /** Secret. */
  clientSecret: Secret | undefined;
  /** Such as `ZohoBooks.invoices.READ`. */
  scopes: string[];
  /** A refresh token that somebody got already. Secret. Default: a person signs in. */
  refreshToken?: Secret | undefined;
  /** `org`: one account serves everyone. `user`: each user signs in for himself. Default `org`. */
  level?: 'org' | 'user' | undefined;
  /** Where the token may go. Default `www.zohoapis.<data centre>`; a connection to Desk needs `desk.zoho.<data centre>`. */
  hosts?: string[] | undefined;
  /** Of a server-based client: the redirect URI as it is registered. Default: on the host page's origin. */
  redirectUri?: string | undefined;
}

/** What {@link zohoOAuth} makes. */
export type ZohoOAuthDefinition = OAuth2Connection<Secret | undefined>;

/**
 * A connection to Zoho's own services, with what is particular to them: scopes are separated by commas, the
 * token's scheme is `Zoho-oauthtoken`, a refresh token comes only with `access_type=offline`, and ten token
 * requests in ten minutes are all that one refresh token gets.
 * See https://www.zoho.com/accounts/protocol/oauth/web-apps.html and
 * https://www.zoho.com/accounts/protocol/oauth/self-client/overview.html.
 *
 * @throws ZfappsError `invalid_config` naming the option
 * @example
 * zohoOAuth({
 *   dataCenter: 'eu',
 *   clientId: { env: 'ZOHO_CLIENT_ID' },
 *   clientSecret: { env: 'ZOHO_CLIENT_SECRET' },
 *   scopes: ['ZohoBooks.invoices.READ'],
 * });
 */
export function zohoOAuth(options: ZohoOAuthOptions): ZohoOAuthDefinition {
  const { clientId, clientSecret, level, redirectUri } = options;
  const { dataCenter, scopes } = checkedConfig(optionsSchema, options, 'zohoOAuth ');
  const accounts = `https://accounts.${ACCOUNTS_DOMAINS[dataCenter] ?? `zoho.${dataCenter}`}/oauth/v2`;
  const common = {
    type: 'oauth2',
    clientId,
    clientSecret,
    clientAuthentication: 'client_secret_post',
    tokenUrl: `${accounts}/token`,
    revokeUrl: `${accounts}/token/revoke`,
    scopes,
    scopeDelimiter: ',',
    placement: { in: 'header', scheme: 'Zoho-oauthtoken' },
    rateLimit: { requests: 10, seconds: 600 },
    hosts: options.hosts ?? [`www.zohoapis.${dataCenter}`],
    ...(level === undefined ? {} : { level }),
  } as const;
  if ('refreshToken' in options)
    return { ...common, grant: 'refresh_token', refreshToken: options.refreshToken };
  return {
    ...common,
    authorizeUrl: `${accounts}/auth`,
    params: { authorize: { access_type: 'offline', prompt: 'consent' } },
    ...(redirectUri === undefined ? {} : { redirectUri }),
  };
}

/** What no other schema checks: the rest becomes members of the definition, which is checked as a whole. */
const optionsSchema = strictObject({
  dataCenter: dataCenterSchema.default('com'),
  clientId: z.unknown().optional(),
  clientSecret: z.unknown().optional(),
  scopes: z
    .array(z.string('expected text'), 'expected a list such as ["ZohoBooks.invoices.READ"]')
    .min(1, 'is empty; write at least one, such as "ZohoBooks.invoices.READ"'),
  refreshToken: z.unknown().optional(),
  level: z.unknown().optional(),
  hosts: z.unknown().optional(),
  redirectUri: z.unknown().optional(),
});

/** Where a data centre's accounts are elsewhere than the rest of it. */
const ACCOUNTS_DOMAINS: { [Name in DataCenter]?: string } = { ca: 'zohocloud.ca' };
