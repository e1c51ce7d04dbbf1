import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The command as it was built: `npm test` builds it first. */
export const COMMAND = join(resolve(import.meta.dirname, '../..'), 'dist/cli/main.js');

/** Where what widgets store is kept in place of the person's own state folder, for as long as this process runs. */
let stateHome: string | undefined;

function ownStateHome(): string {
  if (stateHome === undefined) {
    const home = mkdtempSync(join(tmpdir(), 'zfapps-state-'));
    process.once('exit', () => rmSync(home, { recursive: true, force: true }));
    stateHome = home;
  }
  return stateHome;
}

/** A running `zfapps-shim dev`. */
export interface DevServer {
  url: string;
  widgetOrigin: string;
  /** The process of the command. */
  pid: number;
  /** All that it has printed so far. */
  output(): string;
  /** What of it was on standard output. */
  stdout(): string;
  /** Sends Ctrl-C, or another signal, and resolves with the exit code; null where it died by the signal. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts the command on a folder and waits for its `ready` line. */
export async function startDev(folder: string, ...options: string[]): Promise<DevServer> {
  const child = spawn(process.execPath, [COMMAND, 'dev', folder, '--port', '0', '--json', ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, XDG_STATE_HOME: ownStateHome() },
  });
  let printed = '';
  let stdout = '';
  const exited = once(child, 'exit');
  // It does not outlive whoever started it, even one that never comes to stop it.
  const end = () => void child.kill();
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  const ready = new Promise<string>((resolveLine, reject) => {
    const collect = (chunk: Buffer) => {
      printed += chunk;
      const line = printed.split('\n').find((one) => one.startsWith('{"event":"ready"'));
      if (line !== undefined) resolveLine(line);
    };
    child.stdout.on('data', collect);
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk;
    });
    child.stderr.on('data', collect);
    exited.then(() => reject(new Error(`zfapps-shim dev ended early:\n${printed}`)));
  });
  const { url, widgetOrigin } = JSON.parse(await ready);
  return {
    url,
    widgetOrigin,
    pid: child.pid as number,
    output: () => printed,
    stdout: () => stdout,
    async stop(signal = 'SIGINT') {
      child.kill(signal);
      const [code] = await exited;
      return code;
    },
  };
}
