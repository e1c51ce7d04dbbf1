#!/usr/bin/env node
import { run } from './run.js';

// Timers of a configuration or a mock must not keep a command alive that has ended.
process.exit(await run(process.argv.slice(2)));
