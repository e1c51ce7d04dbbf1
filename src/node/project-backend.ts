import { createBackend, mswTransport } from '../core/backend/index.js';
import { standInConnection } from '../core/connections/index.js';
import { nodeTransport } from './node-transport.js';
import type { BackendOptions, Destinations, ManagedBackend, Transport } from '../core/backend/index.js';
import type { ForcedStates } from '../core/connections/index.js';
import type { StateStore } from '../core/store/index.js';
import type { LoadedConfig } from './load-config.js';
import type { NodeTransport } from './node-transport.js';

/** What a project's backends are made of beside its configuration. */
export interface ProjectBackendsOptions {
  onEntry: BackendOptions['onEntry'];
  closedPorts: Destinations['closedPorts'];
  /** Where tokens of connections are kept. */
  tokens: StateStore;
}

/** Makes the backends of one project, one after another. */
export interface ProjectBackends {
  /** @throws ZfappsError `invalid_config` for a connection that cannot be */
  make(
    config: LoadedConfig,
    mode: 'offline' | 'live',
    manifest: BackendOptions['manifest'],
    /** Asked last, offline. */
    sample?: Transport,
  ): ManagedBackend;
  /** The transport to the network, that backends share. */
  network(): Transport;
  /** Closes connections to upstreams. */
  close(): void;
}

/**
 * Makes backends that share their connections to upstreams: a call that is under way in a former one
 * goes on to its end, and a hundred reloads open no more sockets than one.
 */
export function createProjectBackends({
  onEntry,
  closedPorts,
  tokens,
}: ProjectBackendsOptions): ProjectBackends {
  let node: NodeTransport | undefined;
  const forced: ForcedStates = new Map();
  function network(): NodeTransport {
    node ??= nodeTransport();
    return node;
  }
  return {
    make(config, mode, manifest, sample) {
      const sampled = sample === undefined ? [] : [sample];
      return createBackend({
        connections: config.connections,
        apiConfigurations: config.apiConfigurations,
        destinations: { ...config.destinations, ...(closedPorts === undefined ? {} : { closedPorts }) },
        limits: config.limits,
        store: tokens,
        forced,
        binaryBody: config.parity.binaryBody,
        ...(manifest === undefined ? {} : { manifest }),
        ...(onEntry === undefined ? {} : { onEntry }),
        ...(mode === 'live'
          ? { transports: [network()] }
          : { transports: [mswTransport(config.mocks), ...sampled], standIn: standInConnection }),
      });
    },
    network,
    close: () => node?.close(),
  };
}
