import { describe, expect, it } from 'vitest';
import { createOAuthClient, newSignIn } from '../../../src/core/connections/oauth-client.js';
import type { OAuthClient, TokenRequest } from '../../../src/core/connections/oauth-client.js';
import type { OAuth2Connection } from '../../../src/core/project/index.js';

const code: OAuth2Connection<string> = {
  type: 'oauth2',
  clientId: 'the id',
  clientSecret: 'a secret+',
  authorizeUrl: 'https://id.example/authorize',
  tokenUrl: 'https://id.example/token',
  scopes: ['a', 'b'],
  hosts: ['api.example.com'],
};

/** A client whose provider answers with a token, and what it was sent. */
function sending(more: Partial<OAuth2Connection<string>> = {}) {
  const sent: TokenRequest[] = [];
  const client = createOAuthClient({ ...code, ...more } as OAuth2Connection<string>, async (request) => {
    sent.push(request);
    return { status: 200, headers: [], body: new TextEncoder().encode('{"access_token":"t"}') };
  });
  return { client, sent };
}

const formOf = ({ body }: TokenRequest) =>
  Object.fromEntries(new URLSearchParams(new TextDecoder().decode(body)));
const headerOf = ({ headers }: TokenRequest, name: string) =>
  headers.find(([one]) => one.toLowerCase() === name)?.[1];

/** The one request that a use of the client sends. */
async function requestOf(
  use: (client: OAuthClient) => Promise<unknown>,
  more: Partial<OAuth2Connection<string>> = {},
): Promise<TokenRequest> {
  const { client, sent } = sending(more);
  await use(client);
  expect(sent).toHaveLength(1);
  return sent[0] as TokenRequest;
}

const PARAMS = { token: { audience: 'x' }, refresh: { tenant: 'y' }, revoke: { hint: 'z' } };
const finish = (client: OAuthClient) => {
  const check = newSignIn('http://127.0.0.1:5180/callback');
  return client.finishSignIn(new URLSearchParams({ code: 'the code', state: check.state }), check);
};

describe('an OAuth client', () => {
  it('exchanges a code with its verifier and redirect URI (RFC 6749, section 4.1.3; RFC 7636, section 4.5)', async () => {
    const request = await requestOf(finish, { params: PARAMS });
    expect(request).toMatchObject({ method: 'POST', url: 'https://id.example/token' });
    expect(formOf(request)).toEqual({
      grant_type: 'authorization_code',
      code: 'the code',
      redirect_uri: 'http://127.0.0.1:5180/callback',
      code_verifier: expect.stringMatching(/^[\w-]{43}$/),
      audience: 'x',
    });
    expect(headerOf(request, 'content-type')).toBe('application/x-www-form-urlencoded;charset=UTF-8');
  });

  it('leaves the verifier out without PKCE', async () => {
    expect(formOf(await requestOf(finish, { pkce: false } as Partial<typeof code>))).not.toHaveProperty(
      'code_verifier',
    );
  });

  it('exchanges a code that a person copied without redirect URI', async () => {
    expect(formOf(await requestOf((client) => client.useCode('copied')))).toEqual({
      grant_type: 'authorization_code',
      code: 'copied',
    });
  });

  it('renews at refreshUrl', async () => {
    const refreshUrl = 'https://id.example/refresh';
    expect(await requestOf((client) => client.refresh('r'), { refreshUrl })).toMatchObject({
      url: refreshUrl,
    });
    expect(await requestOf((client) => client.refresh('r'))).toMatchObject({ url: code.tokenUrl });
  });

  it('adds the parameters of each URL', async () => {
    const revokeUrl = 'https://id.example/revoke';
    const more = { params: PARAMS, revokeUrl };
    expect(formOf(await requestOf((client) => client.refresh('r'), more))).toEqual({
      grant_type: 'refresh_token',
      refresh_token: 'r',
      tenant: 'y',
    });
    expect(formOf(await requestOf((client) => client.revoke('r'), more))).toEqual({ token: 'r', hint: 'z' });
    expect(formOf(await requestOf((client) => client.clientCredentials(), more))).toMatchObject({
      audience: 'x',
    });
  });

  it.each([
    [undefined, 'a b'],
    [',', 'a,b'],
    ['+', 'a b'],
  ] as const)('asks for scopes with %j between them as a client', async (scopeDelimiter, scope) => {
    const request = await requestOf((client) => client.clientCredentials(), { scopeDelimiter });
    expect(formOf(request)).toEqual({ grant_type: 'client_credentials', scope });
  });

  // RFC 6749, section 2.3.1: both are form-encoded before they are joined.
  it.each([
    [{}, { authorization: `Basic ${btoa('the+id:a+secret%2B')}`, form: {} }],
    [
      { clientAuthentication: 'client_secret_post' },
      { form: { client_id: 'the id', client_secret: 'a secret+' } },
    ],
    [{ clientSecret: undefined }, { form: { client_id: 'the id' } }],
    [{ clientAuthentication: 'none' }, { form: { client_id: 'the id' } }],
  ] as const)('proves itself as said: %j', async (more, { form, ...expected }) => {
    const request = await requestOf((client) => client.refresh('r'), more);
    expect(headerOf(request, 'authorization')).toBe(
      'authorization' in expected ? expected.authorization : undefined,
    );
    expect(formOf(request)).toEqual({ grant_type: 'refresh_token', refresh_token: 'r', ...form });
  });

  it.each([
    ['us', "dataCenter: 'com'"],
    ['eu', "dataCenter: 'eu'"],
    ['au', "dataCenter: 'com.au'"],
    ['elsewhere', 'dataCenter to that of the account'],
  ])('refuses a code of another data centre (location=%s), and sends it nowhere', async (location, words) => {
    const { client, sent } = sending();
    const check = newSignIn('http://127.0.0.1:5180/callback');
    const callback = new URLSearchParams({
      code: 'c',
      state: check.state,
      location,
      'accounts-server': 'https://accounts.zoho.example',
    });
    await expect(client.finishSignIn(callback, check)).rejects.toThrow(words);
    expect(sent).toEqual([]);
  });
});
