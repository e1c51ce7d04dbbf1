import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The client that signs people in. */
export const CODE_CLIENT = { clientId: 'code-client', clientSecret: 'code-client-secret-4711' };

/** The client that acts for itself. */
export const SERVICE_CLIENT = { clientId: 'service-client', clientSecret: 'service-client-secret-4711' };

/** The only scope that the service client may ask for. */
const SERVICE_SCOPE = 'invoices.read';

/** What people may grant. */
export const SCOPES = ['invoices.read', 'items.read'];

/** A token request as the provider took it. */
export interface SeenTokenRequest {
  grantType: string | undefined;
  status: number;
  params: Readonly<Record<string, string | undefined>>;
}

/** Options of {@link oauthProvider}. */
export interface OAuthProviderOptions {
  /** Where the provider redirects to. For an address of this machine, any port of it. */
  redirectUri: string;
  /** How long an access token lives, in seconds. Default an hour. */
  ttl?: number;
}

/** A certified OAuth 2 server (oidc-provider) on this machine, and an API that takes its tokens only. */
export interface OAuthProvider {
  origin: string;
  authorizeUrl: string;
  tokenUrl: string;
  revokeUrl: string;
  /** Every token request, in order. */
  tokenRequests: SeenTokenRequest[];
  /** The address of the API, and `host:port` of it for `hosts` and `destinations`. */
  api: string;
  apiHost: string;
  /** The access token of each call that reached the API, in order; undefined where there was none. */
  apiCalls: (string | undefined)[];
  /** Whether a token of either kind would be taken now. */
  isActive(token: string): Promise<boolean>;
  /** Withdraws one access token, and leaves its refresh token. */
  withdraw(accessToken: string): Promise<void>;
  /** Withdraws the grant: every token of a sign-in, by one of them. */
  revokeGrant(token: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts the provider and its API.
 *
 * The provider follows the specifications closely: PKCE is required, refresh tokens rotate, and the use of a
 * rotated one ends its grant (RFC 9700, section 4.14.2).
 */
export async function oauthProvider({
  redirectUri,
  ttl = 3_600,
}: OAuthProviderOptions): Promise<OAuthProvider> {
  let answer: RequestListener = () => {};
  const server = await listening((request, response) => answer(request, response));
  const { origin } = server;
  const tokenRequests: SeenTokenRequest[] = [];

  const provider = await quietly(async () => {
    const { default: Provider } = await importProvider();
    return new Provider(origin, {
      clients: [
        {
          client_id: CODE_CLIENT.clientId,
          client_secret: CODE_CLIENT.clientSecret,
          application_type: 'native',
          grant_types: ['authorization_code', 'refresh_token'],
          redirect_uris: [redirectUri],
        },
        {
          client_id: SERVICE_CLIENT.clientId,
          client_secret: SERVICE_CLIENT.clientSecret,
          grant_types: ['client_credentials'],
          redirect_uris: [],
          response_types: [],
          scope: SERVICE_SCOPE,
        },
      ],
      findAccount: (_: unknown, accountId: string) => ({ accountId, claims: () => ({ sub: accountId }) }),
      scopes: ['openid', ...SCOPES],
      pkce: { required: () => true },
      rotateRefreshToken: true,
      issueRefreshToken: () => true,
      ttl: {
        AccessToken: ttl,
        ClientCredentials: ttl,
        Grant: 86_400,
        Interaction: 3_600,
        RefreshToken: 86_400,
        Session: 86_400,
      },
      features: {
        devInteractions: { enabled: false },
        clientCredentials: { enabled: true },
        revocation: { enabled: true, allowedPolicy: () => true },
      },
      interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    });
  });
  provider.use(async (context, next) => {
    if (context.method !== 'POST' || context.path !== '/token') return next();
    const seen: SeenTokenRequest = { grantType: undefined, status: 0, params: {} };
    tokenRequests.push(seen);
    await next();
    const params = context.oidc?.params ?? {};
    Object.assign(seen, { grantType: params.grant_type, status: context.status, params });
  });
  const protocol = provider.callback();
  answer = (request, response) => {
    const isPage = request.url?.startsWith('/interaction/');
    if (isPage) void interaction(provider, request, response);
    else protocol(request, response);
  };

  async function found(token: string): Promise<StoredToken | undefined> {
    for (const kind of [provider.AccessToken, provider.RefreshToken, provider.ClientCredentials]) {
      const stored = await kind.find(token);
      if (stored !== undefined) return stored;
    }
    return undefined;
  }
  async function isActive(token: string): Promise<boolean> {
    return (await found(token))?.isValid ?? false;
  }

  const apiCalls: (string | undefined)[] = [];
  const resource = await listening(async (request, response) => {
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    apiCalls.push(token);
    const isTaken = token !== undefined && (await isActive(token));
    response
      .writeHead(isTaken ? 200 : 401, { 'Content-Type': 'application/json' })
      .end(isTaken ? '{"invoices":[]}' : '{"message":"invalid token"}');
  });

  return {
    origin,
    authorizeUrl: `${origin}/auth`,
    tokenUrl: `${origin}/token`,
    revokeUrl: `${origin}/token/revocation`,
    tokenRequests,
    api: `${resource.origin}/api`,
    apiHost: new URL(resource.origin).host,
    apiCalls,
    isActive,
    async withdraw(accessToken) {
      await (await found(accessToken))?.destroy();
    },
    async revokeGrant(token) {
      const grantId = (await found(token))?.grantId;
      if (grantId === undefined) throw new Error('The provider knows no grant of that token.');
      for (const kind of [provider.AccessToken, provider.RefreshToken]) await kind.revokeByGrantId(grantId);
      await (await provider.Grant.find(grantId))?.destroy();
    },
    async close() {
      await Promise.all([server.close(), resource.close()]);
    },
  };
}

/** What of oidc-provider is used here: it has no types of its own. */
interface Provider {
  use(middleware: (context: ProviderContext, next: () => Promise<void>) => Promise<void>): void;
  callback(): RequestListener;
  interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<InteractionDetails>;
  interactionFinished(
    request: IncomingMessage,
    response: ServerResponse,
    result: object,
    options: { mergeWithLastSubmission: boolean },
  ): Promise<void>;
  AccessToken: TokenKind;
  RefreshToken: TokenKind;
  ClientCredentials: Pick<TokenKind, 'find'>;
  Grant: {
    new (of: {
      accountId: string;
      clientId: string;
    }): { addOIDCScope(scopes: string): void; save(): Promise<string> };
    find(id: string): Promise<{ destroy(): Promise<void> } | undefined>;
  };
}

interface ProviderContext {
  method: string;
  path: string;
  status: number;
  oidc?: { params?: Record<string, string | undefined> };
}

interface TokenKind {
  find(token: string): Promise<StoredToken | undefined>;
  revokeByGrantId(grantId: string): Promise<void>;
}

interface StoredToken {
  isValid: boolean;
  grantId?: string;
  destroy(): Promise<void>;
}

interface InteractionDetails {
  prompt: { name: string; details: { missingOIDCScope?: string[] } };
  params: { client_id: string };
  session?: { accountId: string };
}

async function importProvider(): Promise<{ default: new (issuer: string, options: object) => Provider }> {
  const name: string = 'oidc-provider';
  return import(name);
}

/** It warns, rightly, of everything that is for tests only. */
async function quietly<Value>(work: () => Promise<Value>): Promise<Value> {
  const { warn, info } = console;
  console.warn = console.info = () => {};
  try {
    return await work();
  } finally {
    Object.assign(console, { warn, info });
  }
}

/** The provider's own pages: one to sign in, one to consent, and on both a button that refuses. */
async function interaction(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const { prompt, params, session } = await provider.interactionDetails(request, response);
    const isLogin = prompt.name === 'login';
    if (request.method !== 'POST') {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(isLogin ? LOGIN : CONSENT);
      return;
    }
    const form = new URLSearchParams(await bodyOf(request));
    const finish = (result: object, mergeWithLastSubmission = false) =>
      provider.interactionFinished(request, response, result, { mergeWithLastSubmission });
    if (form.get('answer') === 'no')
      await finish({ error: 'access_denied', error_description: 'I would rather not.' });
    else if (isLogin) await finish({ login: { accountId: form.get('login') ?? '' } });
    else {
      const grant = new provider.Grant({ accountId: session?.accountId ?? '', clientId: params.client_id });
      grant.addOIDCScope((prompt.details.missingOIDCScope ?? []).join(' '));
      await finish({ consent: { grantId: await grant.save() } }, true);
    }
  } catch (error) {
    response.writeHead(400, { 'Content-Type': 'text/plain' }).end(String(error));
  }
}

const pageOf = (title: string, inputs: string, yes: string) => `<!doctype html>
<html lang="en"><title>${title}</title><h1>${title}</h1>
<form method="post">${inputs}<button name="answer" value="yes">${yes}</button>
<button name="answer" value="no">Refuse</button></form></html>`;

const LOGIN = pageOf('Sign in', '<label>User <input name="login" value="somebody"></label>', 'Sign in');
const CONSENT = pageOf('Consent', '', 'Allow');

/**
 * Goes through the provider's pages as a person would, and follows nothing that leaves the provider.
 *
 * @param url what `connect` gave
 * @returns what the provider's redirect carries
 */
export async function signInOverHttp(url: string, answer: 'yes' | 'no' = 'yes'): Promise<URLSearchParams> {
  const cookies = new Map<string, string>();
  const { origin } = new URL(url);
  async function go(target: string, form?: Record<string, string>): Promise<Response> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(target, {
      redirect: 'manual',
      headers: { cookie },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  }
  let at = url;
  let response = await go(at);
  for (let steps = 0; steps < 20; steps += 1) {
    const location = response.headers.get('location');
    if (location === null) {
      const text = await response.text();
      if (!text.includes('<form')) throw new Error(`The provider showed ${response.status}: ${text}`);
      response = await go(at, { login: 'somebody', answer });
      continue;
    }
    await response.body?.cancel();
    const target = new URL(location, at);
    if (target.origin !== origin) return target.searchParams;
    at = target.href;
    response = await go(at);
  }
  throw new Error('The provider came to no end.');
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

async function listening(answer: RequestListener) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
