import type { ConnectionInfo, ConnectionState, ForcedState } from '../src/core/protocol/index.js';

/** How a chip looks. */
export type Tone = 'good' | 'warn' | 'bad' | '';

/** How each state is called, and how much it matters. */
export const STATES: Record<ConnectionState, { text: string; tone: Tone }> = {
  not_configured: { text: 'Not configured', tone: 'bad' },
  not_connected: { text: 'Not connected', tone: 'warn' },
  connected: { text: 'Connected', tone: 'good' },
  expired: { text: 'Expired', tone: 'bad' },
  revoked: { text: 'Revoked', tone: 'bad' },
  error: { text: 'Error', tone: 'bad' },
};

/** What can be tried, in words: to choose it, for its chip, and what it does to calls. */
export const FORCED: Record<ForcedState, { choice: string; chip: string; effect: string }> = {
  not_connected: {
    choice: 'Nobody has signed in',
    chip: 'not connected',
    effect: 'Calls are rejected as if nobody had signed in.',
  },
  expired: {
    choice: 'The token has expired',
    chip: 'expired',
    effect: 'Calls are rejected as if the token had expired and could not be renewed.',
  },
  revoked: {
    choice: 'The provider has revoked it',
    chip: 'revoked',
    effect: 'Calls are rejected as if the provider had revoked the token.',
  },
  error: {
    choice: 'The token request fails',
    chip: 'error',
    effect: 'Calls are rejected as if the token request had failed.',
  },
  unauthorized_once: {
    choice: 'The next call is answered 401, once',
    chip: '401 once',
    effect: 'The next call is answered 401, as for a token that was withdrawn.',
  },
  slow: {
    choice: 'Calls wait 5 seconds',
    chip: 'slow',
    effect: 'Every call waits five seconds for its credential, as for a slow token endpoint.',
  },
};

const TYPES: Record<NonNullable<ConnectionInfo['type']>, string> = {
  bearer: 'Bearer token',
  apiKey: 'API key',
  basic: 'User name and password',
  oauth2: 'OAuth 2.0',
  custom: 'Custom',
};

/** What a connection is, and whose account it uses. */
export function describeKind({ type, level, user }: ConnectionInfo): string {
  const whose = level === 'org' ? 'one account for everyone' : `account of ${user ?? 'each user'}`;
  return type === undefined
    ? whose.replace(/^./, (first) => first.toUpperCase())
    : `${TYPES[type]} · ${whose}`;
}

/** What the button that connects says. */
export function connectLabel({ state, connects }: ConnectionInfo): string {
  if (state === 'not_connected' || state === 'not_configured') return 'Connect';
  return connects === 'sign_in' ? 'Sign in again' : 'Connect again';
}

/** There is a token, or was one: it can be forgotten. What the configuration holds cannot. */
export function canDisconnect({ type, state }: ConnectionInfo): boolean {
  return type === 'oauth2' && state !== 'not_configured' && state !== 'not_connected';
}

/** What needs somebody: how many declared connections calls cannot use, and how many are forced. */
export function countProblems(infos: readonly ConnectionInfo[], mode: 'offline' | 'live') {
  return {
    unusable: mode === 'live' ? infos.filter((info) => info.declared && !isUsable(info)).length : 0,
    forced: infos.filter(({ forced }) => forced !== undefined).length,
  };
}

/** A call gets through. One that is connected by `request` connects with the first call. */
function isUsable({ state, forced, standIn, connects }: ConnectionInfo): boolean {
  if (forced !== undefined && Object.hasOwn(STATES, forced)) return false;
  return standIn || state === 'connected' || (state === 'not_connected' && connects === 'request');
}

/** `a, b and c`. */
export function inWords(names: readonly string[]): string {
  return LIST.format(names);
}

const LIST = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** How far a time is from now: `in 42 minutes`. */
export function fromNow(at: number, now: number): string {
  const seconds = (at - now) / 1_000;
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ['minute', 60];
  const count = Math.trunc(seconds / size);
  if (count === 0) return seconds < 0 ? 'less than a minute ago' : 'in less than a minute';
  return RELATIVE.format(count, unit);
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

const RELATIVE = new Intl.RelativeTimeFormat('en');

/** The exact time, as the person's browser writes it. */
export function exactTime(at: number): string {
  return EXACT.format(at);
}

const EXACT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
