import { toUrl } from '../protocol/index.js';
import { connectHint } from './connection-errors.js';
import { missingScopes } from './declared.js';
import { isOver } from './token-rules.js';
import type { ConnectionOff } from '../project/index.js';
import type { ConnectionInfo, ForcedState } from '../protocol/index.js';
import type { Connection } from './connection.js';
import type { KnownConnection } from './create-connections.js';
import type { StoredAccount, StoredTokens } from './stored-account.js';

/** Where and for whom a connection is shown. */
export interface InfoPlace {
  user: string | undefined;
  redirectUri: string | undefined;
  declared: ReadonlyMap<string, readonly string[]> | undefined;
  forced: ForcedState | undefined;
  /** What takes its place, where stand-ins do. */
  standIn: Connection | undefined;
}

/** What people see of a connection. SECURITY: nothing of a credential may come into it. */
export async function connectionInfo(
  linkName: string,
  known: KnownConnection | ConnectionOff | undefined,
  place: InfoPlace,
): Promise<ConnectionInfo> {
  const { declared, forced, user } = place;
  const common = {
    linkName,
    declared: declared?.has(linkName) ?? true,
    ...(forced === undefined ? {} : { forced }),
  };
  if (known === undefined || 'off' in known) {
    const off =
      known?.off ??
      `zfapps.config has no connection of this name. Add one: connections: { ${JSON.stringify(linkName)}: … }.`;
    const reason = place.standIn === undefined ? off : `${place.standIn.note ?? ''} For live mode: ${off}`;
    const { type, level = 'org', hosts = [], scopes = [] } = known?.shape ?? {};
    return {
      ...common,
      ...(type === undefined ? {} : { type }),
      level,
      ...(level === 'user' && user !== undefined ? { user } : {}),
      hosts,
      scopes,
      missingScopes: type === 'oauth2' ? missingScopes(declared?.get(linkName) ?? [], scopes) : [],
      revocable: false,
      state: stateOf('not_configured', forced),
      standIn: place.standIn !== undefined,
      reason: reason.trim(),
    };
  }
  const { type, level, connection, oauth } = known;
  const definition = oauth?.definition;
  const standIn = place.standIn !== undefined && oauth !== undefined;
  const isWithoutUser = level === 'user' && user === undefined;
  const needsNone = oauth === undefined || standIn || isWithoutUser;
  const account = needsNone ? undefined : await oauth.account.read(user).catch(unreadable);
  const scopes = account?.tokens?.scopes ?? definition?.scopes ?? [];
  const { state, reason = standIn ? place.standIn?.note : undefined } =
    oauth === undefined || standIn ? await usable(known, user) : accountState(account, linkName, known);
  const signsIn = definition !== undefined && 'authorizeUrl' in definition;
  const redirectUri = signsIn ? (definition.redirectUri ?? place.redirectUri) : undefined;
  const expiresAt = account?.tokens?.expiresAt;
  return {
    ...common,
    type,
    state: stateOf(state, forced),
    ...(reason === undefined ? {} : { reason }),
    standIn,
    level,
    ...(level === 'user' && user !== undefined ? { user } : {}),
    hosts: connection.hosts,
    scopes,
    missingScopes: definition === undefined ? [] : missingScopes(declared?.get(linkName) ?? [], scopes),
    ...(definition === undefined || standIn ? {} : { connects: signsIn ? 'sign_in' : 'request' }),
    revocable: definition?.revokeUrl !== undefined && !standIn,
    ...(redirectUri === undefined || standIn ? {} : { redirectUri }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}

/** One that cannot be read is in the way of no other. */
function unreadable(error: unknown): StoredAccount {
  const message = error instanceof Error ? error.message : String(error);
  return { requests: [], failure: { state: 'error', message } };
}

type StateAndReason = Pick<ConnectionInfo, 'state' | 'reason'>;

/** Connections that need nobody to connect them. Those that list users have none for others. */
async function usable(
  { connection, type }: KnownConnection,
  user: string | undefined,
): Promise<StateAndReason> {
  if (type === 'custom' || type === 'oauth2') return { state: 'connected' };
  try {
    await connection.resolve(connection.linkName, user);
    return { state: 'connected' };
  } catch (error) {
    return { state: 'not_connected', reason: (error as Error).message };
  }
}

function accountState(
  account: StoredAccount | undefined,
  linkName: string,
  { connection, oauth }: KnownConnection,
): StateAndReason {
  const { tokens, failure, signInFailed } = account ?? {};
  if (failure !== undefined && failure.state !== 'error')
    return { state: failure.state, reason: failure.message };
  const reason = signInFailed ?? failure?.message;
  const isUsable = tokens !== undefined && (!isOver(tokens) || tokens.refreshToken !== undefined);
  if (isUsable && !isOver(tokens))
    return withReason(
      'connected',
      reason ?? narrower(tokens, oauth) ?? elsewhere(tokens.apiDomain, connection),
    );
  if (failure !== undefined) return withReason('error', reason);
  if (isUsable) return withReason('connected', reason);
  const definition = oauth?.definition;
  if (tokens !== undefined && definition?.grant !== 'client_credentials')
    return withReason('expired', reason ?? 'Its token ran out, and there is nothing to renew it with.');
  const connectsItself = definition !== undefined && !('authorizeUrl' in definition);
  if (signInFailed !== undefined) return { state: 'error', reason: signInFailed };
  return {
    state: 'not_connected',
    reason: connectsItself ? 'The first call asks for a token by itself.' : connectHint(linkName),
  };
}

function withReason(state: ConnectionInfo['state'], reason: string | undefined): StateAndReason {
  return reason === undefined ? { state } : { state, reason };
}

/** The configuration may ask for more than it did when somebody signed in. */
function narrower({ scopes }: StoredTokens, oauth: KnownConnection['oauth']): string | undefined {
  const asked = oauth?.definition.scopes ?? [];
  const lacking = missingScopes(asked, scopes ?? asked);
  if (lacking.length === 0) return undefined;
  return `Its token does not have ${lacking.join(', ')}, which zfapps.config asks for. If that is new there, connect it again.`;
}

/** Zoho's hosts, such as `www.zohoapis.com.au`, with the end of the domain apart. */
const ZOHO_HOST = /^(?:[\w*-]+\.)*zoho[a-z]*\.(?<dataCenter>[a-z.]+)$/;

/** Zoho's token answer says where the account's API is; in another data centre its token is not known. */
function elsewhere(
  apiDomain: string | undefined,
  { hosts }: KnownConnection['connection'],
): string | undefined {
  const own = dataCenterOf(toUrl(apiDomain ?? '')?.hostname ?? '');
  const others = hosts.map(dataCenterOf).filter((one) => one !== undefined);
  if (own === undefined || others.length === 0 || others.includes(own)) return undefined;
  return `The account is in the data centre ${own}, and the connection's hosts are ${hosts.join(', ')}. Set dataCenter: '${own}' in zfapps.config, and connect again.`;
}

function dataCenterOf(host: string): string | undefined {
  return ZOHO_HOST.exec(host)?.groups?.dataCenter;
}

/** A forced state is shown as the state, where it is one. */
function stateOf(state: ConnectionInfo['state'], forced: ForcedState | undefined): ConnectionInfo['state'] {
  return forced === undefined || forced === 'slow' || forced === 'unauthorized_once' ? state : forced;
}
