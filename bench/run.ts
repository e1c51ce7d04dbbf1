/** `npm run bench`: measures the bridge, the proxy hop and mounting, and prints them. */
import { measureBridge } from './bridge/measure-bridge.js';
import { reportBridge } from './bridge/report-bridge.js';
import { measureMount } from './mount/measure-mount.js';
import { reportMount } from './mount/report-mount.js';
import { measureProxy } from './proxy/measure-proxy.js';
import { reportProxy } from './proxy/report-proxy.js';

process.stdout.write(`\n${reportBridge(await measureBridge())}\n`);
process.stdout.write(`\n${reportProxy(await measureProxy())}\n`);
process.stdout.write(`\n${reportMount(await measureMount())}\n`);
