/** `npm run bench`: measures the bridge and the proxy hop, and prints both. */
import { measureBridge } from './bridge/measure-bridge.js';
import { reportBridge } from './bridge/report-bridge.js';
import { measureProxy } from './proxy/measure-proxy.js';
import { reportProxy } from './proxy/report-proxy.js';

process.stdout.write(`\n${reportBridge(await measureBridge())}\n`);
process.stdout.write(`\n${reportProxy(await measureProxy())}\n`);
