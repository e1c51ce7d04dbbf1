import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/**
 * Starts processes with our TypeScript, one for each list of arguments: `url` and `own`. The script begins in
 * all of them at one moment, and has `store`, `sqlStore` and `withLease`.
 */
export async function startTogether(script: string, ...args: string[][]) {
  const processes = args.map((own) => startProcess(script, ...own));
  await Promise.all(processes.map(({ ready }) => ready));
  for (const { begin } of processes) begin();
  return processes;
}

function startProcess(script: string, ...args: string[]) {
  const path = (relative: string) => JSON.stringify(fileURLToPath(new URL(relative, import.meta.url)));
  const imports = `
    import { createJiti } from ${path('../../node_modules/jiti/lib/jiti.mjs')};
    const jiti = createJiti(${path('./store-processes.ts')}, { fsCache: false });
    const { sqlStore } = await jiti.import(${path('../../src/node/sql/index.ts')});
    const { withLease } = await jiti.import(${path('../../src/core/store/index.ts')});
    const [, url, own] = process.argv;
    const store = sqlStore({ url });
    // All begin at the same moment.
    const began = new Promise((resolve) => process.stdin.once('data', resolve));
    console.log('ready');
    await began;`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', `${imports}${script}`, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let printed = '';
  const ready = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk) => {
      printed += chunk;
      if (printed.startsWith('ready\n')) resolve();
    });
  });
  return {
    child,
    ended: once(child, 'close'),
    ready,
    begin: () => child.stdin.end('begin\n'),
    lines: () => printed.split('\n').slice(1, -1),
  };
}
