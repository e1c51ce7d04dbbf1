import { isFieldValue } from '../protocol/index.js';
import { maskSecrets, secretForms } from './mask-secrets.js';
import { TokenFailure } from './token-failure.js';
import { timeOfDay } from './token-rules.js';
import type { TokenFields } from '../project/index.js';
import type { TokenFailureKind } from './token-failure.js';

/** The answer of a token endpoint, as it arrived. */
export interface RawAnswer {
  status: number;
  headers: readonly (readonly [name: string, value: string])[];
  body: Uint8Array;
}

/**
 * Brings an answer of a token endpoint into RFC 6749's form (section 5.1): other names by `fields`, numbers
 * that are text, answers that are form-encoded. What is not about the token is dropped, an `id_token` too.
 *
 * @param asked names the endpoint in messages: its host
 * @param secrets what the request held that no message may repeat
 * @throws TokenFailure where the answer is an error (section 5.2), also one with the status 200, or none at all
 */
export function standardAnswer(
  raw: RawAnswer,
  fields: TokenFields | undefined,
  asked: string,
  secrets: readonly string[] = [],
): TokenAnswerJson {
  const given = withoutError(raw, fields, asked, secrets);
  if (raw.status === 429 || (raw.status === 503 && headerOf(raw, 'retry-after') !== undefined))
    throw limited(raw, asked, `it answered ${raw.status}`);
  if (raw.status >= 300 && raw.status < 400)
    throw new TokenFailure(
      'malformed',
      `${asked} answered a token request with a redirect (${raw.status}), which is not followed: secrets would go along. Correct tokenUrl.`,
    );
  if (raw.status < 200 || raw.status > 299)
    throw new TokenFailure(
      raw.status >= 500 ? 'unreachable' : 'refused',
      `${asked} answered a token request with the status ${raw.status}. ${raw.status >= 500 ? 'Try again later.' : CHECK_URL}`,
    );
  if (given === undefined)
    throw new TokenFailure(
      'malformed',
      `${asked} answered a token request with something that is not JSON. ${CHECK_URL}`,
    );
  return standardMembers(given, fields, asked, secrets);
}

/** Throws a TokenFailure where an answer is an error. Gives its members, where it has some. */
export function withoutError(
  raw: RawAnswer,
  fields: TokenFields | undefined,
  asked: string,
  secrets: readonly string[],
): Members | undefined {
  const given = parsed(raw);
  const problem = given === undefined ? undefined : errorOf(given, fields, secrets);
  if (problem !== undefined) throw failureOf(problem, raw, asked);
  return given;
}

/** RFC 6749, section 5.1. */
export interface TokenAnswerJson {
  access_token: string;
  token_type: string;
  expires_in?: number;
  refresh_token?: string;
  scope?: string;
  /** Zoho's: where the API of the account's data centre is. */
  api_domain?: string;
}

function standardMembers(
  given: Members,
  fields: TokenFields = {},
  asked: string,
  secrets: readonly string[],
): TokenAnswerJson {
  const token = at(given, fields.accessToken ?? 'access_token');
  if (typeof token !== 'string' || token === '' || !isFieldValue(token))
    throw new TokenFailure(
      'malformed',
      `${asked} answered a token request without a usable ${fields.accessToken ?? 'access_token'}. If it has another name there, say it in the connection's fields.`,
    );
  const type = given.token_type;
  // SECURITY: the library takes DPoP too, and a token that is to be bound to a key would travel unbound.
  if (typeof type === 'string' && /^(?:dpop|mac)$/i.test(type))
    throw new TokenFailure(
      'malformed',
      `${asked} gave a token of the type ${type}, which is not supported: it needs a proof with every call. Have the provider give this client bearer tokens.`,
    );
  const seconds = Number(at(given, fields.expiresIn ?? 'expires_in') ?? Number.NaN);
  const refresh = at(given, fields.refreshToken ?? 'refresh_token');
  // SECURITY: these two are shown to people, and a provider may write anything there.
  const hidden = [
    ...secrets,
    ...[token, refresh].filter((one) => typeof one === 'string').flatMap(secretForms),
  ];
  const shownText = (text: unknown) => (typeof text === 'string' ? maskSecrets(text, hidden) : undefined);
  const scope = shownText(at(given, fields.scope ?? 'scope'));
  const apiDomain = shownText(given.api_domain);
  return {
    access_token: token,
    // Any other type travels as the connection says.
    token_type: 'bearer',
    // Not zero or less: such a token would be renewed for every call.
    ...(seconds > 0 ? { expires_in: Math.min(seconds, LONGEST_LIFE_S) } : {}),
    ...(typeof refresh === 'string' && refresh !== '' ? { refresh_token: refresh } : {}),
    ...(scope === undefined ? {} : { scope }),
    ...(apiDomain === undefined ? {} : { api_domain: apiDomain }),
  };
}

/** A hundred years: more than that is no date any more. */
const LONGEST_LIFE_S = 3_155_760_000;

type Members = Record<string, unknown>;

function parsed({ headers, body }: RawAnswer): Members | undefined {
  const text = new TextDecoder().decode(body);
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  if (/^application\/x-www-form-urlencoded\b/i.test(type))
    return Object.fromEntries(new URLSearchParams(text));
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Members)
      : undefined;
  } catch {
    // An error page, most likely: the status says more.
    return undefined;
  }
}

/** The member at a path with dots; inherited ones do not count. */
function at(given: Members, path: string): unknown {
  let value: unknown = given;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Members)[name];
  }
  return value;
}

interface AnswerError {
  code: string;
  description: string;
}

function errorOf(
  given: Members,
  fields: TokenFields = {},
  secrets: readonly string[],
): AnswerError | undefined {
  const code = at(given, fields.error ?? 'error');
  // Zero is what some vendors write where there is none.
  if (code === undefined || code === null || code === false || code === '' || code === 0) return undefined;
  const description = given.error_description;
  return {
    code: maskSecrets(typeof code === 'string' ? code : JSON.stringify(code), secrets),
    // SECURITY: before it is cut to a length, which would leave the beginning of a secret.
    description: typeof description === 'string' ? maskSecrets(description, secrets) : '',
  };
}

function failureOf({ code, description }: AnswerError, raw: RawAnswer, asked: string): TokenFailure {
  const quoted = description === '' ? shown(code) : `${shown(code)}: ${shown(description)}`;
  const isLimit = raw.status === 429 || /too many requests/i.test(description);
  if (isLimit) return limited(raw, asked, quoted);
  const name = code.toLowerCase();
  const hint = HINTS.has(name) ? ` ${HINTS.get(name)}` : '';
  return new TokenFailure(KINDS.get(name) ?? 'refused', `${asked} answered "${quoted}".${hint}`);
}

const CHECK_URL = "Check the connection's tokenUrl.";

/** What mends it, by the error's code: those of RFC 6749, section 5.2, and Zoho's. */
const HINTS: ReadonlyMap<string, string> = new Map([
  ['invalid_client', "Check the connection's clientId and clientSecret, and its clientAuthentication."],
  ['invalid_client_secret', "Check the connection's clientSecret."],
  ['invalid_redirect_uri', 'Register the redirect URI at the provider exactly as the connection has it.'],
  ['invalid_scope', "Check the connection's scopes and scopeDelimiter."],
  ['unauthorized_client', 'Let this client use the grant, at the provider.'],
  ['unsupported_grant_type', "Check the connection's grant."],
]);

/** RFC 6749, section 5.2; `invalid_code` is what Zoho says of codes and refresh tokens alike. */
const KINDS: ReadonlyMap<string, TokenFailureKind> = new Map([
  ['invalid_grant', 'grant_refused'],
  ['invalid_code', 'grant_refused'],
  ['invalid_token', 'grant_refused'],
  ['temporarily_unavailable', 'unreachable'],
  ['server_error', 'unreachable'],
]);

/** How long is waited where the provider does not say (RFC 6585, section 4 leaves it open). */
const PAUSE_MS = 60_000;

function limited(raw: RawAnswer, asked: string, what: string): TokenFailure {
  const retryAt = retryTime(headerOf(raw, 'retry-after')) ?? Date.now() + PAUSE_MS;
  const message = `${asked} takes no more token requests for now ("${what}"). Try again after ${timeOfDay(retryAt)}.`;
  return new TokenFailure('limited', message, retryAt);
}

/** RFC 9110, section 10.2.3: seconds, or a date. */
function retryTime(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const time = /^\d+$/.test(text.trim()) ? Date.now() + Number(text) * 1_000 : Date.parse(text);
  return Number.isNaN(time) ? undefined : Math.min(time, Date.now() + LONGEST_PAUSE_MS);
}

/** A provider's mistake must not lock a connection for good. */
const LONGEST_PAUSE_MS = 3_600_000;

function headerOf({ headers }: RawAnswer, name: string): string | undefined {
  return headers.find(([one]) => one.toLowerCase() === name)?.[1];
}

/** What the provider wrote, fit for a line of a terminal. */
function shown(text: string): string {
  const line = text.replace(/\p{Cc}+/gu, ' ').trim();
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
