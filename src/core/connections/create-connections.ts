import { describeValue, ZfappsError } from '../protocol/index.js';
import { checkedConfig, configuredConnectionSchema, hostsSchema } from '../project/index.js';
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
      if (standIn !== undefined) return standIn(linkName);
      throw found === undefined ? notFound(linkName, [...usable.keys()]) : isOff(linkName, found.off);
    },
  };
}

function toConnection(linkName: string, given: AnyConnection): Connection | { off: string } {
  const place = ['connections', linkName];
  if (isCustom(given)) return customConnection(linkName, given);
  const definition = checkedConfig(configuredConnectionSchema, given, place);
  return 'off' in definition ? definition : fromDefinition(linkName, definition);
}

function isCustom(given: AnyConnection): given is CustomDefinition {
  return typeof given === 'object' && given !== null && 'type' in given && given.type === 'custom';
}

function customConnection(linkName: string, { hosts, resolve }: CustomDefinition): Connection {
  if (typeof resolve !== 'function') {
    throw new ZfappsError(
      'invalid_config',
      `connections.${linkName}.resolve: expected a function that gives a credential`,
    );
  }
  const rules = checkedConfig(hostsSchema, hosts, ['connections', linkName, 'hosts']);
  return { linkName, hosts: rules, allowsHost: hostMatcher(rules, 'hosts'), resolve };
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
