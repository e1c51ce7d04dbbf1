import { describe, expect, it } from 'vitest';
import { createBackend } from '../../../src/core/backend/index.js';
import { zohoOAuth } from '../../../src/core/connections/index.js';
import { DATA_CENTERS } from '../../../src/core/project/index.js';
import type { ConnectionDefinition } from '../../../src/core/project/index.js';

const given = {
  clientId: 'id',
  clientSecret: 'secret',
  scopes: ['ZohoBooks.invoices.READ', 'ZohoBooks.contacts.ALL'],
};

/** A configuration resolves secrets; here they are text from the start. */
const definitionOf = (options: Partial<Parameters<typeof zohoOAuth>[0]> = {}) =>
  zohoOAuth({ ...given, ...options }) as ConnectionDefinition;

const REDIRECT = 'http://127.0.0.1:5180/__zfapps/connections/callback';

async function signInUrl(definition: ConnectionDefinition): Promise<URL> {
  const { connections } = createBackend({ connections: { books: definition }, transports: [] });
  const { url } = await connections.connect('books', undefined, REDIRECT);
  return new URL(url ?? '');
}

describe('zohoOAuth', () => {
  // The hosts of https://www.zoho.com/accounts/protocol/oauth/multi-dc.html, and the API domains of each.
  it.each([
    ['com', 'accounts.zoho.com', 'www.zohoapis.com'],
    ['eu', 'accounts.zoho.eu', 'www.zohoapis.eu'],
    ['in', 'accounts.zoho.in', 'www.zohoapis.in'],
    ['com.au', 'accounts.zoho.com.au', 'www.zohoapis.com.au'],
    ['jp', 'accounts.zoho.jp', 'www.zohoapis.jp'],
    ['ca', 'accounts.zohocloud.ca', 'www.zohoapis.ca'],
    ['sa', 'accounts.zoho.sa', 'www.zohoapis.sa'],
    ['com.cn', 'accounts.zoho.com.cn', 'www.zohoapis.com.cn'],
    ['uk', 'accounts.zoho.uk', 'www.zohoapis.uk'],
  ] as const)('knows the data centre %s', (dataCenter, accounts, api) => {
    expect(zohoOAuth({ ...given, dataCenter })).toMatchObject({
      authorizeUrl: `https://${accounts}/oauth/v2/auth`,
      tokenUrl: `https://${accounts}/oauth/v2/token`,
      revokeUrl: `https://${accounts}/oauth/v2/token/revoke`,
      hosts: [api],
    });
  });

  it.each(DATA_CENTERS)('is a definition that backends take for %s', (dataCenter) => {
    expect(() => createBackend({ connections: { books: definitionOf({ dataCenter }) } })).not.toThrow();
  });

  it.each([
    [{ dataCenter: 'us' }, 'zohoOAuth dataCenter: "us" is no data centre; did you mean "com"?'],
    [{ dataCenter: 'zoho.com' }, 'zohoOAuth dataCenter: "zoho.com" is no data centre'],
    [{ scopes: [] }, 'zohoOAuth scopes: is empty'],
    [{ scopes: undefined }, 'zohoOAuth scopes: expected a list such as'],
    [{ scope: ['a'] }, 'zohoOAuth scope: is not a known key; did you mean "scopes"?'],
    [{ host: 'a' }, 'zohoOAuth host: is not a known key; did you mean "hosts"?'],
  ])('says what is wrong with %j', (options, problem) => {
    expect(() => zohoOAuth({ ...given, ...options } as typeof given)).toThrow(problem);
  });

  it('takes a data centre with its dot, as data_center_extension has it', () => {
    expect(zohoOAuth({ ...given, dataCenter: '.eu' })).toMatchObject({ hosts: ['www.zohoapis.eu'] });
  });

  it('asks for scopes with commas, and for a refresh token', async () => {
    const url = await signInUrl(definitionOf());
    expect(url.origin + url.pathname).toBe('https://accounts.zoho.com/oauth/v2/auth');
    expect(url.search).toContain('&scope=ZohoBooks.invoices.READ,ZohoBooks.contacts.ALL');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      access_type: 'offline',
      prompt: 'consent',
      client_id: 'id',
      response_type: 'code',
      redirect_uri: REDIRECT,
      code_challenge_method: 'S256',
    });
    expect(url.href).not.toContain('secret');
  });

  it('takes a refresh token that somebody got, and a redirect URI that is registered', () => {
    expect(zohoOAuth({ ...given, refreshToken: { env: 'T' } })).toMatchObject({
      grant: 'refresh_token',
      refreshToken: { env: 'T' },
    });
    // Undefined means that its variable is missing, which turns the connection off; not that a person signs in.
    expect(zohoOAuth({ ...given, refreshToken: undefined })).toHaveProperty('grant', 'refresh_token');
    const redirectUri = 'http://localhost:5173/__zfapps/connections/callback';
    expect(zohoOAuth({ ...given, redirectUri, level: 'user', hosts: ['desk.zoho.eu'] })).toMatchObject({
      redirectUri,
      level: 'user',
      hosts: ['desk.zoho.eu'],
    });
  });
});

describe('the address of a sign-in', () => {
  const other = (more: object) =>
    ({
      type: 'oauth2',
      clientId: 'id',
      authorizeUrl: 'https://id.example/auth?tenant=1',
      tokenUrl: 'https://id.example/token',
      hosts: ['api.example.com'],
      ...more,
    }) as ConnectionDefinition;

  it.each([
    [' ', '&scope=a%20b%2Fc'],
    [',', '&scope=a,b%2Fc'],
    ['+', '&scope=a+b%2Fc'],
  ])('has %j between scopes', async (scopeDelimiter, expected) => {
    expect((await signInUrl(other({ scopes: ['a', 'b/c'], scopeDelimiter }))).search).toContain(expected);
  });

  it('keeps the query that it has, adds parameters, and leaves out PKCE where that is said', async () => {
    const url = await signInUrl(other({ pkce: false, params: { authorize: { audience: 'x y' } } }));
    const query = Object.fromEntries(url.searchParams);
    expect(query).toMatchObject({ tenant: '1', audience: 'x y' });
    expect(query).not.toHaveProperty('code_challenge');
    expect(query).not.toHaveProperty('scope');
  });

  it('has another state and challenge each time', async () => {
    const [one, two] = await Promise.all([signInUrl(other({})), signInUrl(other({}))]);
    for (const name of ['state', 'code_challenge'])
      expect(one.searchParams.get(name)).not.toBe(two.searchParams.get(name));
    expect(one.searchParams.get('state')).toMatch(/^[\w-]{43}$/);
  });
});
