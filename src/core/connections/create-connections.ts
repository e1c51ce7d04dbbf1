import { describeValue, ZfappsError } from '../protocol/index.js';
import { configProblems, configuredConnectionSchema, pathText } from '../project/index.js';
import { hostMatcher } from './host-rules.js';
import type { ConfiguredConnection, ConnectionDefinition } from '../project/index.js';
import type { Connection, Credential } from './credential.js';
import type { CustomDefinition } from './definitions.js';

/** What stands behind a link name: plain data, a function of one's own, or the reason why it is off. */
export type AnyConnection = ConfiguredConnection | CustomDefinition;

/** Finds the connection of a link name. */
export interface Connections {
  /** @throws ZfappsError `connection_not_found` or `connection_off` */
  find(linkName: string): Connection;
}

/** Options of {@link createConnections}. */
export interface ConnectionsOptions {
  /** Definitions by link name. */
  connections?: Readonly<Record<string, AnyConnection>> | undefined;
  /**
   * Gives a stand-in for a link name that is missing or off, as offline mode does so that an
   * existing widget runs in its first minute.
   */
  standIn?: ((linkName: string) => Connection) | undefined;
}

/**
 * Checks the definitions once and makes the lookup of them.
 *
 * @throws ZfappsError `invalid_config` naming the path, such as `connections.books.hosts`
 */
export function createConnections({ connections = {}, standIn }: ConnectionsOptions): Connections {
  const usable = new Map<string, Connection | { off: string }>();
  for (const [linkName, definition] of Object.entries(connections)) {
    usable.set(linkName, toConnection(linkName, definition));
  }
  return {
    find(linkName) {
      const found = usable.get(linkName);
      if (found !== undefined && !('off' in found)) return found;
      if (standIn !== undefined) {
        const connection = standIn(linkName);
        usable.set(linkName, connection);
        return connection;
      }
      throw found === undefined ? notFound(linkName, [...usable.keys()]) : isOff(linkName, found.off);
    },
  };
}

function toConnection(linkName: string, given: AnyConnection): Connection | { off: string } {
  if (isCustom(given)) {
    return {
      linkName,
      hosts: given.hosts,
      allowsHost: hostMatcher(given.hosts, `connections.${linkName}.hosts`),
      resolve: given.resolve,
    };
  }
  const parsed = configuredConnectionSchema.safeParse(given);
  if (!parsed.success) {
    const lines = configProblems(parsed.error).map(
      ({ path, message }) => `${pathText(['connections', linkName, ...path])}: ${message}`,
    );
    throw new ZfappsError('invalid_config', lines.join('\n'));
  }
  return 'off' in parsed.data ? parsed.data : fromDefinition(linkName, parsed.data);
}

function isCustom(given: AnyConnection): given is CustomDefinition {
  return 'type' in given && given.type === 'custom' && typeof given.resolve === 'function';
}

function fromDefinition(linkName: string, definition: ConnectionDefinition): Connection {
  const credential = staticCredential(definition);
  return {
    linkName,
    hosts: definition.hosts,
    allowsHost: hostMatcher(definition.hosts, `connections.${linkName}.hosts`),
    resolve: async () => credential,
  };
}

function staticCredential(definition: ConnectionDefinition): Credential {
  switch (definition.type) {
    case 'bearer':
      return {
        headers: { Authorization: `${definition.scheme ?? 'Bearer'} ${definition.token}` },
        params: {},
      };
    case 'basic':
      return {
        headers: { Authorization: `Basic ${toBase64(`${definition.username}:${definition.password}`)}` },
        params: {},
      };
    case 'apiKey': {
      const pair = { [definition.name]: definition.value };
      return definition.in === 'header' ? { headers: pair, params: {} } : { headers: {}, params: pair };
    }
  }
}

/** RFC 7617 §2.1: the pair in UTF-8, then base64. */
function toBase64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

function notFound(linkName: string, known: readonly string[]): ZfappsError {
  const others = known.length === 0 ? 'none is configured' : `configured are ${known.join(', ')}`;
  return new ZfappsError(
    'connection_not_found',
    `No connections are provided: no connection has the link name ${describeValue(linkName)} (${others}). Add it to zfapps.config: connections: { ${toKey(linkName)}: { type: 'bearer', token: { env: 'MY_TOKEN' }, hosts: ['api.example.com'] } }`,
  );
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
