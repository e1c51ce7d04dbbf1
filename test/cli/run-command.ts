import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { COMMAND } from '../support/dev-server.js';

/** What a command that ended has left. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the built command to its end. A command that goes on listening fails the test by its timeout. */
export async function runCommand(args: readonly string[], cwd?: string): Promise<Ended> {
  const child = spawn(process.execPath, [COMMAND, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(cwd === undefined ? {} : { cwd }),
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, stdout, stderr };
}
