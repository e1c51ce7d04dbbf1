/** `npm run bench`: measures the bridge and the proxy hop, and prints both. */
import { measureBridge } from './bridge/measure-bridge.js';
import { reportBridge } from './report.js';

process.stdout.write(`${reportBridge(await measureBridge())}\n`);
