import { afterEach } from 'vitest';
import { tempFolder } from '../node/temp-folder.js';
import { startCommand } from './live-command.js';
import type { LiveCommand, LiveEnd } from './live-command.js';

/** What callers of the proxy send. */
export const TOKEN = 'planted-token-of-the-team';

/** The project of a Desk extension that is a server only. */
export const EXTENSION = {
  'plugin-manifest.json': {
    service: 'DESK',
    secret: 'my_secret_key_238392',
    modules: { widgets: [] },
    config: [
      { name: 'apiKey', secure: true },
      { name: 'region', type: 'picklist', options: ['eu', 'us'], default: 'eu' },
    ],
  },
  'resources.json': { permissions: [{ resourceName: 'p1', apiName: 'createIssue' }] },
};

const toEnd: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of toEnd.splice(0).reverse()) await end();
});

/** Commands on one project, with a folder of state of its own. */
export interface ServedFolder {
  folder: string;
  /** Starts one, which is ended after the test. */
  start(args: readonly string[]): LiveCommand;
  run(...args: string[]): Promise<LiveEnd>;
  /** Runs one that prints a line of JSON, and gives it. */
  json(...args: string[]): Promise<PrintedJson>;
  serve(...args: string[]): Promise<RunningServe>;
}

/** What commands print as JSON; each has its own. */
export interface PrintedJson {
  securityContext: string;
  token: string;
  id: string;
  installationId: string;
  expiresAt: number;
  [other: string]: unknown;
}

/** A running `zfapps-shim serve`. */
export interface RunningServe {
  command: LiveCommand;
  url: string;
  /** Asks the proxy. */
  call(options: object, headers?: Record<string, string>): Promise<Response>;
  /** The lines of its log so far. */
  lines(): Record<string, unknown>[];
  /** Stops it. */
  stop(): Promise<LiveEnd>;
}

/** @param env what the environment has beside the usual */
export async function servedFolder(
  files: Record<string, string | object>,
  env: Record<string, string> = { ZFAPPS_TOKEN: TOKEN },
): Promise<ServedFolder> {
  const folder = await tempFolder(files);
  const state = await tempFolder();

  function start(args: readonly string[]): LiveCommand {
    const command = startCommand(args, { cwd: folder, env: { XDG_STATE_HOME: state, CI: '1', ...env } });
    toEnd.push(() => {
      command.kill('SIGKILL');
      return command.ended;
    });
    return command;
  }
  return {
    folder,
    start,
    run: (...args) => start(args).ended,
    async json(...args) {
      const { code, stdout, stderr } = await start([...args, '--json']).ended;
      if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${stderr}`);
      return JSON.parse(stdout);
    },
    async serve(...args) {
      const command = start(['serve', '.', '--port', '0', ...args]);
      const [line] = await command.printed(/^\{.*"event":"ready".*\}$/m);
      const { url } = JSON.parse(line);
      return {
        command,
        url,
        call: (options, headers = { 'x-zfapps-token': TOKEN }) =>
          fetch(`${url}/__zfapps/request`, {
            method: 'POST',
            headers: { 'content-type': 'application/json', ...headers },
            body: JSON.stringify({ options, caller: { widget: 'billing' } }),
          }),
        lines: () =>
          command
            .output()
            .split('\n')
            .filter((one) => one.startsWith('{'))
            .map((one) => JSON.parse(one)),
        stop() {
          command.kill('SIGTERM');
          return command.ended;
        },
      };
    },
  };
}
