import { ConnectionStore } from '../../playground/connection-store.js';
import type { ConnectionsPort } from '../../playground/connection-store.js';
import type { ConnectionCommand, ConnectionInfo } from '../../src/core/protocol/index.js';

/** A connection that works, but for what the test changes. */
export function connection(linkName: string, changes: Partial<ConnectionInfo> = {}): ConnectionInfo {
  return {
    linkName,
    type: 'oauth2',
    state: 'connected',
    standIn: false,
    level: 'org',
    hosts: ['www.zohoapis.com'],
    scopes: [],
    missingScopes: [],
    declared: true,
    revocable: false,
    ...changes,
  };
}

/** A store whose server has `infos`, and what it was sent. */
export async function storeOf(
  infos: readonly ConnectionInfo[],
  send: ConnectionsPort['send'] = async () => ({}),
) {
  const server = { infos };
  const sent: ConnectionCommand[] = [];
  const store = new ConnectionStore({
    load: async () => server.infos,
    send: (command) => {
      sent.push(command);
      return send(command);
    },
  });
  await store.read();
  return { store, server, sent };
}
