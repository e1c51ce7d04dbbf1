import { PLANTED } from './planted.js';
import type { RecordingServer } from '../../support/recording-server.js';
import type { TokenEndpoint } from '../../support/token-endpoint.js';

/** Secrets get into a configuration as they stand there, and by the environment. */
export const ENV_LOCAL = `S_CLIENT='${PLANTED.clientSecret}'
S_GIVEN='${PLANTED.givenRefresh}'
S_BEARER='${PLANTED.bearer}'
`;

/** Connections that send the same credential with every call. */
export const STATIC = ['bearer', 'headerKey', 'queryKey', 'plainKey', 'basic'];
/** Connections that get their first token by themselves. */
export const OAUTH = ['service', 'given'];

/** A configuration with every kind of connection. To `books` and `post` somebody has to sign in. */
export function configuration(provider: TokenEndpoint, upstream: RecordingServer): object {
  const { authorizeUrl, tokenUrl, revokeUrl } = provider;
  const hosts = [`127.0.0.1:${upstream.port}`];
  const client = { type: 'oauth2', clientId: 'the-client', tokenUrl, revokeUrl, hosts };
  const secret = { env: 'S_CLIENT' };
  return {
    mode: 'live',
    destinations: { private: ['127.0.0.1', 'localhost'] },
    limits: { timeoutMs: 1_500, tokenMs: 1_000 },
    connections: {
      books: { ...client, clientSecret: secret, authorizeUrl },
      post: {
        ...client,
        clientSecret: PLANTED.clientSecret,
        clientAuthentication: 'client_secret_post',
        authorizeUrl,
        placement: { in: 'query', name: 'access_token' },
      },
      service: { ...client, clientSecret: secret, grant: 'client_credentials' },
      given: { ...client, clientSecret: secret, grant: 'refresh_token', refreshToken: { env: 'S_GIVEN' } },
      bearer: { type: 'bearer', token: { env: 'S_BEARER' }, hosts },
      headerKey: { type: 'apiKey', in: 'header', name: 'X-Api-Key', value: PLANTED.headerKey, hosts },
      queryKey: { type: 'apiKey', in: 'query', name: 'api_key', value: PLANTED.queryKey, hosts },
      plainKey: { type: 'apiKey', in: 'query', name: 'key', value: PLANTED.plainKey, hosts },
      basic: { type: 'basic', username: 'me', password: PLANTED.password, hosts },
    },
  };
}
