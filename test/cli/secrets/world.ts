import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect } from 'vitest';
import { tempFolder } from '../../node/temp-folder.js';
import { secretFinder } from '../../support/find-secrets.js';
import { recordingServer } from '../../support/recording-server.js';
import { manifest, widgetPage } from '../../support/temp-package.js';
import { tokenEndpoint } from '../../support/token-endpoint.js';
import { startCommand } from '../live-command.js';
import { configuration, ENV_LOCAL } from './configuration.js';
import { filesIn, openToOthers } from './folder-content.js';
import { createOutbox } from './outbox.js';
import { findPlanted, PLANTED } from './planted.js';
import { runningDev } from './running-dev.js';
import { TOKENS } from './token-answers.js';
import { answerAsPathSays } from './upstream-answers.js';
import type { RecordedRequest, RecordingServer } from '../../support/recording-server.js';
import type { TokenEndpoint } from '../../support/token-endpoint.js';
import type { LiveCommand, LiveEnd } from '../live-command.js';
import type { Outbox } from './outbox.js';
import type { SecretName } from './planted.js';
import type { RunningDev } from './running-dev.js';

/*
 * What leaves the process is gathered and searched for every secret. Two ways out are none of its business:
 * the body of an upstream's answer, which is the widget's, whatever the upstream writes into it; and
 * diagnostic reports (`--report-…`), which Node writes with the whole environment when it is told to.
 */

/** A project with every kind of connection, its provider, its upstream, and all that left. */
export interface World extends Pick<Outbox, 'about' | 'answered'> {
  folder: string;
  /** The folder for the state of all programs. As is usual, others may enter and list it. */
  state: string;
  provider: TokenEndpoint;
  upstream: RecordingServer;
  run(...args: string[]): Promise<LiveEnd>;
  start(args: readonly string[], env?: Record<string, string>): LiveCommand;
  /** Starts dev. */
  dev(env?: Record<string, string>): Promise<RunningDev>;
  /** Opens a folder of the state to others, made if need be. `check` expects it to stay so. */
  open(name: string): Promise<void>;
  /** Ends what runs, and searches everything. `arrived` are the secrets that must have reached a server. */
  check(...arrived: SecretName[]): Promise<void>;
}

const toEnd: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of toEnd.splice(0).reverse()) await end();
});

/** Makes one, for as long as the test runs. */
export async function world(): Promise<World> {
  const provider = await tokenEndpoint(PLANTED.code, TOKENS);
  const upstream = await recordingServer(answerAsPathSays);
  toEnd.push(provider.close, upstream.close);
  const folder = await tempFolder({
    'plugin-manifest.json': {
      ...manifest({ 'invoice.details.sidebar': '/app/widget.html' }),
      usedConnections: [{ connectionLinkName: 'books', scope: ['invoices.read'] }],
    },
    'app/widget.html': widgetPage(''),
    'app/translations/en.json': { hello: 'Hello' },
    'zfapps.config.json': configuration(provider, upstream),
    '.env.local': ENV_LOCAL,
  });
  const before = await filesIn(folder);
  const state = await tempFolder();
  await chmod(state, 0o755);
  const opened: string[] = [];
  const outbox = createOutbox();
  const running: LiveCommand[] = [];
  const streams: Promise<unknown>[] = [];

  function start(args: readonly string[], env: Record<string, string> = {}): LiveCommand {
    const command = startCommand(args, { cwd: folder, env: { XDG_STATE_HOME: state, CI: '1', ...env } });
    running.push(command);
    command.ended.then(({ stdout, stderr }) => {
      outbox.left(`stdout of ${args.join(' ')}`, stdout);
      outbox.left(`stderr of ${args.join(' ')}`, stderr);
    });
    toEnd.push(() => {
      command.kill('SIGKILL');
      return command.ended;
    });
    return command;
  }
  return {
    folder,
    state,
    provider,
    upstream,
    about: outbox.about,
    answered: outbox.answered,
    start,
    run: (...args) => start(args).ended,
    async dev(env) {
      const dev = await runningDev(start(['dev', '.', '--port', '0', '--json'], env), outbox);
      streams.push(dev.streams);
      return dev;
    },
    async open(name) {
      await mkdir(join(state, name), { recursive: true });
      await chmod(join(state, name), 0o755);
      opened.push(`${name} 755`);
    },
    async check(...arrived) {
      for (const command of running) command.kill('SIGTERM');
      await Promise.all([...running.map(({ ended }) => ended), ...streams]);
      expect(outbox.finds(secretFinder(verifiersOf(provider)))).toEqual([]);
      // They were there to be found.
      const recordings = [provider.arrived(), ...upstream.requests.map(recorded)].join('\n');
      const seen = new Set(findPlanted(recordings).map((one) => one.replace(/ \(.*/, '')));
      for (const name of arrived) expect(seen).toContain(name);
      // And the project's folder is as it was: tokens lie in the user's own state folder only.
      expect(await filesIn(folder)).toEqual(before);
      expect(await openToOthers(state)).toEqual(opened.sort());
    },
  };
}

/** Random, and as secret as the codes that they protect. */
function verifiersOf({ requests }: TokenEndpoint): Record<string, string> {
  const verifiers = requests.flatMap(({ params }) => params.getAll('code_verifier'));
  return Object.fromEntries(verifiers.map((verifier, at) => [`verifier ${at}`, verifier]));
}

function recorded({ target, rawHeaders, body }: RecordedRequest): string {
  return [target, ...rawHeaders, body.toString()].join('\n');
}
