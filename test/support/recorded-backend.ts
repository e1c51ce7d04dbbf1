import { createBackend } from '../../src/core/backend/index.js';
import { nodeTransport } from '../../src/node/index.js';
import { recordingServer } from './recording-server.js';
import type { Backend, BackendOptions, Transport } from '../../src/core/backend/index.js';
import type { RecordedRequest, RecordingServer } from './recording-server.js';

/** What reached the upstream: the URL it was meant for, and the bytes that arrived. */
export interface Arrival {
  /** As the transport was asked for it, so that public host names can be used in tests. */
  url: URL;
  recorded: RecordedRequest;
}

/** A backend whose every request goes over a real socket to one recording server, whatever its host. */
export interface RecordedBackend {
  arrivals: Arrival[];
  upstream: RecordingServer;
  create(options?: Omit<BackendOptions, 'transports'>): Backend;
  close(): Promise<void>;
}

export async function recordedBackend(
  respond?: Parameters<typeof recordingServer>[0],
): Promise<RecordedBackend> {
  const upstream = await recordingServer(respond);
  const node = nodeTransport();
  const arrivals: Arrival[] = [];
  const redirected: Transport = async (request, context) => {
    const url = new URL(request.url);
    const local = `${upstream.origin}${request.url.slice(url.origin.length)}`;
    const response = await node({ ...request, url: local }, { ...context, allowsPrivate: () => true });
    const recorded = upstream.requests.at(-1);
    if (recorded !== undefined) arrivals.push({ url, recorded });
    return response;
  };
  return {
    arrivals,
    upstream,
    create: (options = {}) => createBackend({ ...options, transports: [redirected] }),
    close: async () => {
      node.close();
      await upstream.close();
    },
  };
}
