import { describe, expect, it } from 'vitest';
import { connectionDefinitionSchema } from '../../../src/core/project/index.js';
import { problemsOf } from './problems-of.js';

const SECRET = 'planted';
const hosts = ['api.example.com'];
const code = {
  type: 'oauth2',
  clientId: 'id',
  clientSecret: SECRET,
  authorizeUrl: 'https://id.example/authorize',
  tokenUrl: 'https://id.example/token',
  hosts,
};

describe('an OAuth 2 definition', () => {
  it.each([
    code,
    { type: 'oauth2', clientId: 'public', authorizeUrl: code.authorizeUrl, tokenUrl: code.tokenUrl, hosts },
    { ...code, grant: 'authorization_code', issuer: 'https://id.example/tenant', pkce: false, level: 'user' },
    { ...code, redirectUri: 'http://localhost:5173/__zfapps/connections/callback' },
    {
      ...code,
      authorizeUrl: 'http://127.0.0.1:9000/a',
      tokenUrl: 'http://[::1]:9000/t',
      revokeUrl: 'http://localhost/r',
    },
    {
      ...code,
      scopes: ['a', 'b'],
      scopeDelimiter: '+',
      clientAuthentication: 'client_secret_post',
      refreshUrl: 'https://id.example/refresh',
      revokeUrl: 'https://id.example/revoke',
      params: { authorize: { access_type: 'offline' }, token: {}, refresh: { a: 'b' }, revoke: { c: 'd' } },
      placement: { in: 'header', name: 'X-Token', scheme: '' },
      fields: { accessToken: 'data.token', expiresIn: 'data.ttl', error: 'data.problem' },
      rateLimit: { requests: 10, seconds: 600 },
    },
    { ...code, placement: { in: 'query', name: 'access token' } },
    {
      type: 'oauth2',
      grant: 'client_credentials',
      clientId: 'id',
      clientSecret: 's',
      tokenUrl: code.tokenUrl,
      hosts,
    },
    {
      type: 'oauth2',
      grant: 'refresh_token',
      clientId: 'id',
      refreshToken: 'r',
      tokenUrl: code.tokenUrl,
      hosts,
    },
  ])('%j', (definition) => expect(connectionDefinitionSchema.parse(definition)).toEqual(definition));
});

describe('a wrong OAuth 2 definition names the member', () => {
  const callback = 'http://127.0.0.1:5180/__zfapps/connections/callback';

  it.each([
    // Where secrets, codes and tokens go
    [{ tokenUrl: 'http://id.example/token' }, 'tokenUrl: would send secrets over http; write https'],
    [{ authorizeUrl: 'http://id.example/a' }, 'authorizeUrl: would send secrets over http'],
    [{ refreshUrl: 'http://localhost.evil.example/' }, 'refreshUrl: would send secrets over http'],
    [{ revokeUrl: 'ftp://id.example/' }, 'revokeUrl: would send secrets over ftp'],
    [{ tokenUrl: 'javascript:alert(1)' }, 'tokenUrl: would send secrets over javascript'],
    [{ tokenUrl: '/token' }, 'tokenUrl: is no URL'],
    [{ tokenUrl: `https://me:${SECRET}@id.example/` }, 'tokenUrl: has a user name or password'],
    [{ tokenUrl: 'https://id.example/token#x' }, 'tokenUrl: has a fragment'],
    [{ tokenUrl: undefined }, 'tokenUrl: is missing; write the https URL'],
    [
      { authorizeUrl: undefined },
      'authorizeUrl: is missing; write the https URL where a person signs in, or grant',
    ],
    [
      { redirectUri: 'https://evil.example/__zfapps/connections/callback' },
      'redirectUri: is no address of this machine',
    ],
    [{ redirectUri: callback.replace('http', 'https') }, 'redirectUri: is no address of this machine'],
    [{ redirectUri: 'http://127.0.0.1:5180/callback' }, 'redirectUri: has another path'],
    [{ redirectUri: `${callback}?a=b` }, 'redirectUri: has another path'],
    // Members
    [{ clientId: '' }, 'clientId: cannot stand in a header'],
    [{ clientSecret: `${SECRET}\n` }, 'clientSecret: cannot stand in a header'],
    [{ clientAuthentication: 'private_key_jwt' }, 'clientAuthentication: expected "client_secret_basic"'],
    [{ scopes: 'a b' }, 'scopes: expected a list of scopes'],
    [{ scopes: [''] }, 'scopes[0]: is empty'],
    [{ scopeDelimiter: ';' }, 'scopeDelimiter: expected " ", "," or "+"'],
    [{ pkce: 'no' }, 'pkce: expected true or false'],
    [{ level: 'team' }, 'level: expected "org" or "user"'],
    [{ grant: 'password' }, 'grant: expected "authorization_code"'],
    [{ grant: 'refresh_token' }, 'refreshToken: expected text'],
    [{ placement: { in: 'cookie' } }, 'placement.in: expected { in: "header" }'],
    [{ placement: { in: 'header', name: 'Host' } }, 'placement.name: is a header that only the transport'],
    [{ placement: { in: 'header', scheme: 'A\r\nB' } }, 'placement.scheme'],
    [{ placement: { in: 'query' } }, 'placement.name: expected text'],
    [{ fields: { accessToken: 'a..b' } }, 'fields.accessToken: is no path'],
    [{ fields: { acessToken: 'a' } }, 'did you mean "accessToken"?'],
    [{ rateLimit: { requests: 0, seconds: 1 } }, 'rateLimit.requests: expected a number of at least 1'],
    [{ params: { authorize: { state: 'mine' } } }, 'params.authorize.state: is set by the protocol itself'],
    [
      { params: { authorize: { scope: 'a' } } },
      'params.authorize.scope: is set by the protocol itself; write scopes',
    ],
    [{ params: { token: { client_secret: SECRET } } }, 'params.token.client_secret: is set by the protocol'],
    [{ params: { logout: {} } }, 'params.logout: is not a known key'],
    [{ hosts: [] }, 'hosts: is empty'],
    [{ authorizeURL: 'x' }, 'did you mean "authorizeUrl"?'],
  ])('%j', (changes, problem) => {
    const problems = problemsOf(connectionDefinitionSchema, { ...code, ...changes });
    expect(problems.join('\n')).toContain(problem);
    expect(problems.join('\n')).not.toContain(SECRET);
  });
});
