import * as oauth from 'oauth4webapi';
import { isLoopbackHostname } from '../protocol/index.js';
import { checkedCallback } from './checked-callback.js';
import { secretForms } from './mask-secrets.js';
import { standardAnswer, withoutError } from './token-answer.js';
import { TokenFailure } from './token-failure.js';
import { toTokenFailure } from './to-token-failure.js';
import type { OAuth2Connection } from '../project/index.js';
import type { RawAnswer, TokenAnswerJson } from './token-answer.js';

/** A request to a provider's endpoint. */
export interface TokenRequest {
  method: string;
  url: string;
  headers: [name: string, value: string][];
  body?: Uint8Array;
}

/** Takes a request to a provider's endpoint, and follows no redirect. Rejects where no answer came. */
export type SendTokenRequest = (request: TokenRequest) => Promise<RawAnswer>;

/** What a provider gave. */
export interface Tokens {
  accessToken: string;
  /** Milliseconds since the epoch; absent where the answer does not say. */
  expiresAt?: number;
  refreshToken?: string;
  scopes?: string[];
  apiDomain?: string;
}

/** Parts of a sign-in that the callback must fit. */
export interface SignInCheck {
  state: string;
  verifier: string;
  redirectUri: string;
}

/** Speaks to the provider of one connection. It keeps nothing. Every method throws TokenFailure. */
export interface OAuthClient {
  /** The address of the provider's page where a person signs in. */
  authorizeUrl(check: SignInCheck): Promise<string>;
  /** Checks what the provider's redirect carries, and gets tokens for its code. */
  finishSignIn(callback: URLSearchParams, check: SignInCheck): Promise<Tokens>;
  /** Gets tokens for a code that a person copied (Zoho's self client). */
  useCode(code: string): Promise<Tokens>;
  clientCredentials(): Promise<Tokens>;
  refresh(refreshToken: string): Promise<Tokens>;
  /**
   * RFC 7009.
   *
   * @param others what else no message may hold
   */
  revoke(token: string, others?: readonly string[]): Promise<void>;
}

/** New values for a sign-in. */
export function newSignIn(redirectUri: string): SignInCheck {
  return { state: oauth.generateRandomState(), verifier: oauth.generateRandomCodeVerifier(), redirectUri };
}

/** Makes the client of a connection; oauth4webapi does the protocol. */
export function createOAuthClient(definition: OAuth2Connection<string>, send: SendTokenRequest): OAuthClient {
  const { clientId, tokenUrl, params = {}, scopes = [], scopeDelimiter = ' ' } = definition;
  const client: oauth.Client = { client_id: clientId };
  const authentication = clientAuthentication(definition);
  const server = (endpoint: string): oauth.AuthorizationServer => ({
    issuer: issuerOf(definition),
    token_endpoint: endpoint,
    ...(definition.revokeUrl === undefined ? {} : { revocation_endpoint: definition.revokeUrl }),
  });

  /** The options of a request to an endpoint: sent by us, its answer brought into form first. */
  function options(endpoint: string, more: Record<string, string> | undefined) {
    return {
      // The schema lets http through for this machine only.
      [oauth.allowInsecureRequests]: isLoopbackHostname(new URL(endpoint).hostname),
      [oauth.customFetch]: async (
        url: string,
        { method, headers, body }: oauth.CustomFetchOptions<string, unknown>,
      ) => {
        const raw = await send({
          method,
          url,
          headers: Object.entries(headers),
          ...(body instanceof URLSearchParams ? { body: new TextEncoder().encode(body.toString()) } : {}),
        });
        const secrets = secretsIn(headers, body, definition.clientSecret);
        return Response.json(standardAnswer(raw, definition.fields, new URL(endpoint).host, secrets));
      },
      ...(more === undefined ? {} : { additionalParameters: more }),
    };
  }

  async function tokensFor(
    request: () => Promise<Response>,
    read: (response: Response) => Promise<oauth.TokenEndpointResponse>,
    secrets: readonly string[] = [],
  ): Promise<Tokens> {
    try {
      return toTokens((await read(await request())) as unknown as TokenAnswerJson, definition);
    } catch (error) {
      throw toTokenFailure(error, tokenUrl, secrets);
    }
  }

  return {
    async authorizeUrl({ state, verifier, redirectUri }) {
      if (!('authorizeUrl' in definition)) throw new Error('Nobody signs in to this connection.');
      const url = new URL(definition.authorizeUrl);
      const query = url.searchParams;
      for (const [name, value] of Object.entries(params.authorize ?? {})) query.set(name, value);
      query.set('response_type', 'code');
      query.set('client_id', clientId);
      query.set('redirect_uri', redirectUri);
      query.set('state', state);
      if (definition.pkce !== false) {
        query.set('code_challenge', await oauth.calculatePKCECodeChallenge(verifier));
        query.set('code_challenge_method', 'S256');
      }
      // By hand: URLSearchParams would write a plus as %2B, and providers that want pluses want them bare.
      const scope = scopes.map(encodeURIComponent).join(scopeDelimiter === ' ' ? '%20' : scopeDelimiter);
      return scopes.length === 0 ? url.href : `${url.href}&scope=${scope}`;
    },

    finishSignIn(callback, { state, verifier, redirectUri }) {
      const secrets = [callback.get('code') ?? '', verifier, definition.clientSecret ?? ''].flatMap(
        secretForms,
      );
      return tokensFor(
        () => {
          const checked = checkedCallback(callback, {
            server: server(tokenUrl),
            client,
            state,
            secrets,
            needsIssuer: 'issuer' in definition && definition.issuer !== undefined,
          });
          const proof = 'pkce' in definition && definition.pkce === false ? oauth.nopkce : verifier;
          return oauth.authorizationCodeGrantRequest(
            server(tokenUrl),
            client,
            authentication,
            checked,
            redirectUri,
            proof,
            options(tokenUrl, params.token),
          );
        },
        (response) => oauth.processAuthorizationCodeResponse(server(tokenUrl), client, response),
        secrets,
      );
    },

    useCode(code) {
      // No redirect led here, so there is no state to check: the person who copied it is the one who asks.
      const { additionalParameters, ...request } = options(tokenUrl, params.token);
      return tokensFor(
        () =>
          oauth.genericTokenEndpointRequest(
            server(tokenUrl),
            client,
            authentication,
            'authorization_code',
            { ...additionalParameters, code },
            request,
          ),
        (response) => oauth.processGenericTokenEndpointResponse(server(tokenUrl), client, response),
      );
    },

    clientCredentials() {
      // In a form, a space is a plus.
      const scope = scopes.join(scopeDelimiter === '+' ? ' ' : scopeDelimiter);
      const { additionalParameters, ...request } = options(tokenUrl, params.token);
      return tokensFor(
        () =>
          oauth.clientCredentialsGrantRequest(
            server(tokenUrl),
            client,
            authentication,
            { ...additionalParameters, ...(scope === '' ? {} : { scope }) },
            request,
          ),
        (response) => oauth.processClientCredentialsResponse(server(tokenUrl), client, response),
      );
    },

    refresh(refreshToken) {
      const endpoint = definition.refreshUrl ?? tokenUrl;
      return tokensFor(
        () =>
          oauth.refreshTokenGrantRequest(
            server(endpoint),
            client,
            authentication,
            refreshToken,
            options(endpoint, params.refresh),
          ),
        (response) => oauth.processRefreshTokenResponse(server(endpoint), client, response),
      );
    },

    async revoke(token, others = []) {
      const { revokeUrl } = definition;
      if (revokeUrl === undefined) throw new Error('This connection has no revokeUrl.');
      const { host, hostname } = new URL(revokeUrl);
      try {
        await oauth.revocationRequest(server(tokenUrl), client, authentication, token, {
          [oauth.allowInsecureRequests]: isLoopbackHostname(hostname),
          [oauth.customFetch]: async (url, { method, headers, body }) => {
            const bytes = new TextEncoder().encode(String(body));
            const raw = await send({ method, url, headers: Object.entries(headers), body: bytes });
            // An error may come with the status 200 here too.
            const sent = secretsIn(headers, body, definition.clientSecret);
            withoutError(raw, definition.fields, host, [...sent, ...others.flatMap(secretForms)]);
            if (raw.status < 200 || raw.status > 299)
              throw new TokenFailure(
                'refused',
                `${host} answered the revocation with the status ${raw.status}. Check the connection's revokeUrl.`,
              );
            return new Response(null, { status: 200 });
          },
          ...(params.revoke === undefined ? {} : { additionalParameters: params.revoke }),
        });
      } catch (error) {
        throw toTokenFailure(error, revokeUrl);
      }
    },
  };
}

/** The parameters of token requests that are secrets. */
const SECRET_PARAMS = ['client_secret', 'code', 'code_verifier', 'refresh_token', 'token'];

/** What of a request a provider may repeat in its answer, and no message may. */
function secretsIn(headers: Readonly<Record<string, string>>, body: unknown, clientSecret = ''): string[] {
  const form = body instanceof URLSearchParams ? body : new URLSearchParams();
  const basic = /^Basic (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
  // SECURITY: HTTP Basic holds the client's secret too, and a provider reads it there.
  return [clientSecret, basic, ...SECRET_PARAMS.flatMap((name) => form.getAll(name))].flatMap(secretForms);
}

function clientAuthentication({ clientSecret, clientAuthentication: method }: OAuth2Connection<string>) {
  if (clientSecret === undefined || method === 'none') return oauth.None();
  return method === 'client_secret_post'
    ? oauth.ClientSecretPost(clientSecret)
    : oauth.ClientSecretBasic(clientSecret);
}

function issuerOf(definition: OAuth2Connection<string>): string {
  if (!('authorizeUrl' in definition)) return new URL(definition.tokenUrl).origin;
  return definition.issuer ?? new URL(definition.authorizeUrl).origin;
}

function toTokens(answer: TokenAnswerJson, { scopeDelimiter }: OAuth2Connection<string>): Tokens {
  const { access_token, expires_in, refresh_token, scope, api_domain } = answer;
  const scopes = scope?.split(scopeDelimiter === ',' ? /[,\s]+/ : /[\s+]+/).filter((one) => one !== '');
  return {
    accessToken: access_token,
    ...(expires_in === undefined ? {} : { expiresAt: Date.now() + expires_in * 1_000 }),
    ...(refresh_token === undefined ? {} : { refreshToken: refresh_token }),
    ...(scopes === undefined ? {} : { scopes }),
    ...(api_domain === undefined ? {} : { apiDomain: api_domain }),
  };
}
