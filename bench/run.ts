/** `npm run bench`: measures the bridge, the proxy hop, mounting and storage, and prints them. */
import { measureBridge } from './bridge/measure-bridge.js';
import { reportBridge } from './bridge/report-bridge.js';
import { measureMount } from './mount/measure-mount.js';
import { reportMount } from './mount/report-mount.js';
import { measureProxy } from './proxy/measure-proxy.js';
import { reportProxy } from './proxy/report-proxy.js';
import { measureStorage } from './storage/measure-storage.js';
import { reportStorage } from './storage/report-storage.js';

process.stdout.write(`\n${reportBridge(await measureBridge())}\n`);
process.stdout.write(`\n${reportProxy(await measureProxy())}\n`);
process.stdout.write(`\n${reportMount(await measureMount())}\n`);
process.stdout.write(`\n${reportStorage(await measureStorage())}\n`);
