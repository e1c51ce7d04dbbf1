import { fetchTransport, mswTransport } from '../../../src/core/backend/index.js';
import { nodeTransport } from '../../../src/node/node-transport.js';
import { scriptedHandlers, scriptedServer } from './scripted-upstream.js';
import { describeTransport } from './transport-contract.js';

describeTransport('fetchTransport', async (script) => {
  const server = await scriptedServer(script);
  return { transport: fetchTransport(), ...server };
});

describeTransport('nodeTransport', async (script) => {
  const server = await scriptedServer(script);
  const transport = nodeTransport();
  return {
    transport,
    origin: server.origin,
    close() {
      transport.close();
      return server.close();
    },
  };
});

describeTransport('mswTransport', async (script) => {
  const origin = 'https://api.example.com:8443';
  return { transport: mswTransport(scriptedHandlers(script, origin)), origin, close: async () => {} };
});
