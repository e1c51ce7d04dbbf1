import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { startDev } from '../../test/support/dev-server.js';
import { manifest, tempFolder, widgetPage } from '../../test/support/temp-package.js';
import { interleave } from '../rounds.js';
import { answersPerSecond } from './load.js';
import type { AddressInfo } from 'node:net';
import type { Rounds } from '../rounds.js';
import type { Shot } from './load.js';

export const CONNECTIONS = 32;
export const ROUNDS = 5;
const MILLISECONDS = 1_000;

/** A server under load, in a process of its own. */
interface Target {
  shot: Shot;
  stop(): Promise<unknown>;
}

/** Requests per second of a plain pipe and of `zfapps-shim dev`, to the same upstream. */
export async function measureProxy(): Promise<Rounds<'pipe' | 'zfapps', number>> {
  const upstream = createServer((_, response) => {
    response.setHeader('Content-Type', 'application/json');
    response.end('{"code":0,"message":"success","item":{"item_id":"460000000027009","rate":120}}');
  });
  upstream.listen(0, '127.0.0.1');
  await once(upstream, 'listening');
  const { port } = upstream.address() as AddressInfo;
  const targets = { pipe: await startPipe(port), zfapps: await startServer(port) };
  try {
    return await interleave(['pipe', 'zfapps'], ROUNDS, (id) =>
      answersPerSecond(targets[id].shot, CONNECTIONS, MILLISECONDS),
    );
  } finally {
    await Promise.all(Object.values(targets).map((target) => target.stop()));
    upstream.close();
    upstream.closeAllConnections();
  }
}

async function startPipe(upstreamPort: number): Promise<Target> {
  const child = fork(join(import.meta.dirname, 'plain-pipe.ts'), [`http://127.0.0.1:${upstreamPort}/item`], {
    execArgv: ['--import', import.meta.resolve('jiti/register')],
  });
  const [port] = await once(child, 'message');
  const stop = () => {
    child.disconnect();
    return once(child, 'exit');
  };
  return { shot: { port, path: '/', headers: {}, body: callTo(upstreamPort), expected: 'item_id' }, stop };
}

async function startServer(upstreamPort: number): Promise<Target> {
  const folder = await tempFolder({
    'plugin-manifest.json': manifest({ 'invoice.details.sidebar': '/app/widget.html' }),
    'app/widget.html': widgetPage(''),
    'zfapps.config.json': { mode: 'live', destinations: { private: [`127.0.0.1:${upstreamPort}`] } },
  });
  const server = await startDev(folder.path);
  const { origin, port } = new URL(server.url);
  const headers = {
    'Content-Type': 'application/json',
    Origin: origin,
    'Sec-Fetch-Site': 'same-origin',
    'X-Zfapps-Token': await tokenOf(server.url),
  };
  const stop = async () => {
    await server.stop();
    await folder.remove();
  };
  return {
    shot: {
      port: Number(port),
      path: '/__zfapps/request',
      headers,
      body: callTo(upstreamPort),
      expected: 'item_id',
    },
    stop,
  };
}

/** The body of a call, as the host page sends it. */
function callTo(upstreamPort: number): string {
  const options = { url: `http://127.0.0.1:${upstreamPort}/item`, method: 'GET' };
  return JSON.stringify({ options, caller: { widget: 'bench' } });
}

/** The token that the server wrote into its page. */
async function tokenOf(url: string): Promise<string> {
  const page = await (await fetch(url)).text();
  const token = /"token":"([^"]+)"/.exec(page)?.[1];
  if (token === undefined) throw new Error('The host page carries no token.');
  return token;
}
