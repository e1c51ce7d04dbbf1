import { afterEach } from 'vitest';
import { nodeTransport } from '../../src/node/node-transport.js';
import { contextWith } from '../core/backend/transport-contract.js';
import type { TransportContext, UpstreamRequest, UpstreamResponse } from '../../src/core/backend/index.js';
import type { NodeTransport, NodeTransportOptions } from '../../src/node/node-transport.js';

const transports: NodeTransport[] = [];

afterEach(() => {
  for (const transport of transports.splice(0)) transport.close();
});

/** Makes a transport that ends with its test. */
export function startTransport(options?: NodeTransportOptions): NodeTransport {
  const transport = nodeTransport(options);
  transports.push(transport);
  return transport;
}

/** Makes a function that sends over one transport, GET by default. */
export function sender(options?: NodeTransportOptions) {
  const transport = startTransport(options);
  return async (
    url: string,
    request: Partial<UpstreamRequest> = {},
    context: TransportContext = contextWith(),
  ): Promise<UpstreamResponse> => {
    const response = await transport({ method: 'GET', url, headers: [], ...request }, context);
    if (response === undefined) throw new Error('nodeTransport passes nothing on');
    return response;
  };
}
