import { createServeLog, isPublicHost, listenForCalls, openServedProject } from '../node/index.js';
import { createHeadlessServer } from '../server/index.js';
import { failToListen } from './listen-failure.js';
import { projectFailure } from './package-failure.js';
import { serveToken } from './serve-token.js';
import { untilStopped } from './until-stopped.js';
import type { CallListener, ServedProject, ServeLog } from '../node/index.js';
import type { HeadlessServer } from '../server/index.js';

/** Options of `zfapps-shim serve`. */
export interface ServeOptions {
  port: number;
  host: string;
  database?: string;
  mode?: 'offline' | 'live';
  /** How long calls under way may take once the server is told to stop, in seconds. */
  grace: number;
  /** How long it goes on as before, with `/healthz` saying that it stops, in seconds. */
  drain: number;
}

/** The port, unless one is asked for. 5180 is that of the playground, and of the redirect of a sign-in. */
export const SERVE_PORT = 5280;

/** How long the database has to answer a load balancer. */
const CHECK_MS = 2_000;
/** How long the database has to end what it is writing. */
const CLOSE_MS = 5_000;

/**
 * `zfapps-shim serve`: answers the calls of programs until a signal, with the proxy and Desk's routes, and a line of
 * JSON on standard output for each.
 */
export async function serve(folder: string, options: ServeOptions): Promise<void> {
  const log = createServeLog((line) => process.stdout.write(`${line}\n`));
  let listener: CallListener | undefined;
  const project = await openServedProject(folder, {
    database: options.database,
    mode: options.mode,
    // SECURITY: what a caller has requested must not be this server.
    closedPorts: () => (listener === undefined ? [] : [listener.port]),
    onEntry: log.entry,
    onDeskCall: log.deskCall,
  }).catch(projectFailure);
  try {
    const token = serveToken();
    const server = createHeadlessServer({
      backend: project.backend,
      desk: project.desk,
      token: token.text,
      user: project.user,
      callBytes: project.callBytes,
      check: () => checkIn(project, log),
    });
    const { host, port } = options;
    listener = await listenForCalls((request) => log.around(request, server.fetch), { host, port }).catch(
      (error) => failToListen(error, host, port),
    );
    const stopped = untilStopped();
    report(project, listener, log, [
      ...(token.note === undefined ? [] : [token.note]),
      ...hostNotes(options),
    ]);
    token.show?.();
    const signal = await stopped;
    await stop(signal, { listener, server, log }, options);
  } finally {
    await Promise.race([project.close(), passed(CLOSE_MS)]);
  }
  log.write({ level: 'info', event: 'stopped' });
}

function report(project: ServedProject, { url }: CallListener, log: ServeLog, more: readonly string[]): void {
  const { name, mode, desk, notes } = project;
  const isDesk = !('off' in desk);
  const facts = isDesk
    ? { orgId: desk.installation.orgId, installationId: desk.installation.installationId }
    : {};
  log.write({ level: 'info', event: 'ready', url, pid: process.pid, name, mode, desk: isDesk, ...facts });
  for (const message of [...more, ...notes]) log.write({ level: 'warn', event: 'note', message });
  if (process.stderr.isTTY) console.error(`\n  ${name} at ${url}, ${mode}. Ctrl-C stops it.\n`);
}

function hostNotes({ host }: ServeOptions): string[] {
  if (!isPublicHost(host)) return [];
  return [
    `--host ${host}: whoever reaches this address and has the token, or the extension's secret, uses the configured connections. Between machines, put TLS before it.`,
  ];
}

/** @throws where the database does not answer in time; why is a line of the log */
async function checkIn(project: ServedProject, log: ServeLog): Promise<void> {
  try {
    const late = passed(CHECK_MS).then(() => {
      throw new Error(`The database has not answered within ${CHECK_MS / 1_000} s.`);
    });
    await Promise.race([project.ping(), late]);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    log.write({ level: 'error', event: 'note', message });
    throw error;
  }
}

interface Running {
  listener: CallListener;
  server: HeadlessServer;
  log: ServeLog;
}

async function stop(
  signal: NodeJS.Signals,
  { listener, server, log }: Running,
  { drain, grace }: ServeOptions,
): Promise<void> {
  server.stop();
  listener.sendAway();
  log.write({ level: 'info', event: 'stopping', signal, underWay: listener.underWay() });
  if (drain > 0) await passed(drain * 1_000);
  const cut = await listener.close(grace * 1_000);
  if (cut > 0)
    log.write({
      level: 'warn',
      event: 'note',
      message: `Cut off calls: ${cut}. They took longer than --grace ${grace}.`,
    });
}

function passed(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
