import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { COMMAND } from '../support/dev-server.js';

/** What a command that ended has left. */
export interface LiveEnd {
  /** Null where it died by a signal. */
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** A running command of the built program. */
export interface LiveCommand {
  /** Resolves once standard output has what is looked for; rejects where the command ends without it. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  /** All that it has printed so far, on both streams. */
  output(): string;
  kill(signal: NodeJS.Signals): void;
  ended: Promise<LiveEnd>;
}

/** Starts the built command in a real process. */
export function startCommand(
  args: readonly string[],
  { cwd, env = {} }: { cwd: string; env?: Record<string, string> },
): LiveCommand {
  const child = spawn(process.execPath, [COMMAND, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd,
    env: { ...process.env, ...env },
  });
  const end = () => void child.kill('SIGKILL');
  process.once('exit', end);
  let stdout = '';
  let stderr = '';
  const listeners = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    stdout += chunk;
    for (const listener of listeners) listener();
  });
  child.stderr.setEncoding('utf8').on('data', (chunk) => {
    stderr += chunk;
  });
  const ended = once(child, 'close').then(([code, signal]) => {
    process.off('exit', end);
    return { code, signal, stdout, stderr };
  });
  return {
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(stdout);
          if (found === null) return;
          listeners.delete(look);
          resolve(found);
        };
        listeners.add(look);
        look();
        ended.then(() => reject(new Error(`It ended without ${pattern}:\n${stdout}${stderr}`)));
      }),
    output: () => `${stdout}\n${stderr}`,
    kill: (signal) => void child.kill(signal),
    ended,
  };
}
