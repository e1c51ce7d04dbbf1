import { describeValue, ZfappsError } from '../protocol/index.js';
import { checkedConfig, configuredConnectionSchema, shapeOf } from '../project/index.js';
import { memoryStore } from '../store/index.js';
import { createConnectionManager } from './connection-manager.js';
import { declaredScopes } from './declared.js';
import { withForcedStates } from './forced-states.js';
import { hostMatcher } from './host-rules.js';
import { createOAuthClient } from './oauth-client.js';
import { oauthConnection } from './oauth-connection.js';
import { staticCredential } from './static-credential.js';
import { createTokenAccount } from './token-account.js';
import type {
  ConfiguredConnection,
  ConnectionOff,
  CustomConnection,
  OAuth2Connection,
  StaticConnection,
} from '../project/index.js';
import type { StateStore } from '../store/index.js';
import type { ConnectionManager } from './connection-manager.js';
import type { Connection } from './connection.js';
import type { Declarations } from './declared.js';
import type { ForcedStates } from './forced-states.js';
import type { StoodIn } from './stand-in.js';
import type { OAuthClient, SendTokenRequest } from './oauth-client.js';
import type { TokenAccount } from './token-account.js';

/** What stands behind a link name: plain data, a function of one's own, or the reason why it is off. */
export type AnyConnection = ConfiguredConnection;

/** The connections of a backend. */
export interface Connections extends ConnectionManager {
  /** @throws ZfappsError `connection_not_found` or `connection_off` */
  find(linkName: string): Connection;
  /** The scopes that the manifest declares, by link name; undefined without a manifest. */
  declared: ReadonlyMap<string, readonly string[]> | undefined;
}

/** Gives a connection that stands in for another. */
export type StandIn = (linkName: string, stoodIn?: StoodIn) => Connection;

/** Options of {@link createConnections}. */
export interface ConnectionsOptions {
  /** Definitions by link name. */
  connections?: Readonly<Record<string, AnyConnection>> | undefined;
  /**
   * Gives a stand-in for a link name that is missing or off, or that would need a provider, as offline
   * mode does so that an existing widget runs in its first minute.
   */
  standIn?: StandIn | undefined;
  /** The widget's manifest. */
  manifest?: Declarations | undefined;
  /** Where tokens are kept. Default: in memory. */
  store?: StateStore | undefined;
  /** States that are forced upon connections. Default: none. */
  forced?: ForcedStates | undefined;
  /** Takes requests to providers. */
  send: SendTokenRequest;
}

/** What is behind a configured link name. */
export interface KnownConnection {
  type: 'bearer' | 'apiKey' | 'basic' | 'oauth2' | 'custom';
  level: 'org' | 'user';
  connection: Connection;
  oauth?: { definition: OAuth2Connection<string>; client: OAuthClient; account: TokenAccount };
}

/**
 * Checks the definitions once and makes the lookup of them.
 *
 * @throws ZfappsError `invalid_config` naming the path, such as `connections.books.hosts`
 */
export function createConnections(options: ConnectionsOptions): Connections {
  const { standIn, send, manifest, store = memoryStore(), forced = new Map() } = options;
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const known = new Map<string, KnownConnection | ConnectionOff>();
  for (const [linkName, given] of Object.entries(options.connections ?? {}))
    known.set(linkName, toKnown(linkName, given, { send, store, onChange: changed }));
  const standIns = new Map<string, Connection>();
  const declared = manifest === undefined ? undefined : declaredScopes(manifest);

  function stoodInFor(linkName: string, stoodIn?: StoodIn): Connection | undefined {
    const made = standIns.get(linkName) ?? standIn?.(linkName, stoodIn);
    if (made !== undefined) standIns.set(linkName, made);
    return made;
  }

  function lookUp(linkName: string): Connection {
    const found = known.get(linkName);
    if (found !== undefined && !('off' in found)) {
      const { oauth, connection } = found;
      return (
        (oauth === undefined ? undefined : stoodInFor(linkName, shapeOf(oauth.definition))) ?? connection
      );
    }
    const instead = stoodInFor(linkName, found?.shape);
    if (instead !== undefined) return instead;
    throw found === undefined ? notFound(linkName, [...known.keys()]) : isOff(linkName, found.off);
  }

  return {
    find: (linkName) => withForcedStates(lookUp(linkName), forced, changed),
    declared,
    ...createConnectionManager({
      known,
      declared,
      forced,
      store,
      standsIn: standIn !== undefined,
      usedStandIns: () => [...standIns.keys()],
      standInOf: (linkName) => (standIn === undefined ? undefined : lookUp(linkName)),
      changed,
    }),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

interface AccountParts {
  send: SendTokenRequest;
  store: StateStore;
  onChange(): void;
}

function toKnown(
  linkName: string,
  given: AnyConnection,
  parts: AccountParts,
): KnownConnection | ConnectionOff {
  const definition = checkedConfig(configuredConnectionSchema, given, ['connections', linkName]);
  if ('off' in definition) return definition;
  if (definition.type === 'custom') return customConnection(linkName, definition);
  if (definition.type !== 'oauth2') return staticConnection(linkName, definition);
  const client = createOAuthClient(definition, parts.send);
  const { store, onChange } = parts;
  const account = createTokenAccount({ linkName, definition, client, store, onChange });
  return {
    type: 'oauth2',
    level: definition.level ?? 'org',
    connection: oauthConnection(linkName, definition, account),
    oauth: { definition, client, account },
  };
}

function customConnection(linkName: string, definition: CustomConnection): KnownConnection {
  const { hosts, level = 'org', resolve } = definition;
  const allowsHost = hostMatcher(hosts, `connections.${linkName}.hosts`);
  return { type: 'custom', level, connection: { linkName, hosts, allowsHost, resolve } };
}

function staticConnection(linkName: string, definition: StaticConnection<string>): KnownConnection {
  const { type, hosts } = definition;
  return {
    type,
    level: shapeOf(definition).level,
    connection: {
      linkName,
      hosts,
      allowsHost: hostMatcher(hosts, `connections.${linkName}.hosts`),
      resolve: async (_, user) => staticCredential(definition, linkName, user),
    },
  };
}

function notFound(linkName: string, known: readonly string[]): ZfappsError {
  const others = known.length === 0 ? 'none is configured' : `configured are ${known.join(', ')}`;
  return new ZfappsError(
    'connection_not_found',
    `No connections are provided: no connection has the link name ${describeValue(linkName)} (${others}). Add it to zfapps.config: connections: { ${toKey(linkName)}: ${exampleFor(linkName)} }`,
  );
}

/** A definition to begin with: Zoho's own services are signed in to. */
function exampleFor(linkName: string): string {
  return /zoho/i.test(linkName)
    ? "zohoOAuth({ clientId: { env: 'ZOHO_CLIENT_ID' }, clientSecret: { env: 'ZOHO_CLIENT_SECRET' }, scopes: ['ZohoBooks.invoices.READ'] })"
    : "{ type: 'bearer', token: { env: 'MY_TOKEN' }, hosts: ['api.example.com'] }";
}

function isOff(linkName: string, reason: string): ZfappsError {
  return new ZfappsError(
    'connection_off',
    `No connections are provided: the connection ${describeValue(linkName)} is off. ${reason}`,
  );
}

/** A link name as an object key of JavaScript. */
function toKey(linkName: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(linkName) ? linkName : JSON.stringify(linkName);
}
