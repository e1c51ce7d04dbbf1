/**
 * `npm run samples -- DIR`: runs every widget package below a folder in real Chromium, and prints what was
 * seen. Exits with 0 if all is well, 1 if a widget is not as it should be, 2 if there was nothing to run.
 */
import { resolve } from 'node:path';
import { startBrowser } from '../support/browser.js';
import { createPackageStore } from './cdn/package-store.js';
import { findPackages } from './find-packages.js';
import { readArguments, screenshotFolder } from './read-arguments.js';
import { report } from './report.js';
import { runPackage } from './run-package.js';
import { isGood } from './sample-run.js';
import { SamplesError } from './samples-error.js';
import type { SampleRow } from './sample-run.js';

const NODE_MODULES = resolve(import.meta.dirname, '../../node_modules');

/** No name is ever resolved: what the routes of a context do not see reaches no network either. */
const NO_NAMES = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1';

// Whatever was started ends with this process: the browser, the servers, npm.
for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }))
  process.once(signal, () => process.exit(code));

try {
  process.exit(await main());
} catch (error) {
  if (!(error instanceof SamplesError)) throw error;
  process.stderr.write(`\n${error.message}\n`);
  process.exit(2);
}

async function main(): Promise<number> {
  // npm runs scripts in the project's folder, and says where it was called.
  const wanted = readArguments(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd());
  const packages = await findPackages(wanted.folder);
  if (packages.length === 0) {
    throw new SamplesError(
      `There is no widget package in ${wanted.folder}: a package is a folder with a plugin-manifest.json.`,
    );
  }
  const out = await screenshotFolder(wanted);
  const cache = resolve(NODE_MODULES, '.cache/zfapps-samples');
  const store = createPackageStore({ installed: NODE_MODULES, cache });
  const browser = await startBrowser(NO_NAMES);
  const rows: SampleRow[] = [];
  try {
    for (const [index, found] of packages.entries()) {
      process.stderr.write(`${index + 1}/${packages.length} ${found.name}\n`);
      rows.push(...(await runPackage(found, { browser, store, out })));
    }
  } finally {
    await browser.close();
  }
  process.stdout.write(`\n${report(rows, out)}\n`);
  return rows.every(isGood) ? 0 : 1;
}
