import { effectivePort } from '../core/protocol/index.js';
import { createProjectServer, isPublicHost, listen } from '../node/index.js';
import { DEFAULT_PORT } from './default-port.js';
import { CommandError } from './exit-codes.js';
import { codeOf, failToListen } from './listen-failure.js';
import { openBrowser } from './open-browser.js';
import { projectFailure } from './package-failure.js';
import { untilStopped } from './until-stopped.js';
import type { Listening, ProjectServer } from '../node/index.js';

/** Options of `zfapps-shim dev`. */
export interface DevOptions {
  port?: number;
  location?: string;
  mode?: 'offline' | 'live';
  host: string;
  open?: boolean;
  json?: boolean;
}

/** How many ports are tried where none was asked for. A page and its widgets take two. */
const PORTS_TRIED = 10;

/**
 * `zfapps-shim dev`: shows the widgets of a folder until Ctrl-C, or those that a dev server of this
 * machine serves.
 */
export async function dev(folder: string, options: DevOptions): Promise<void> {
  const project = await openProject(folder, options);
  const listening = await listenOnPort(project, options);
  const stopped = untilStopped();
  report(project, listening, options);
  if (options.open) openBrowser(listening.url);
  await stopped;
  project.close();
  await Promise.race([listening.close(), afterGrace()]);
}

/** Ctrl-C is obeyed within a second, whatever is still under way. */
function afterGrace(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 800));
}

async function openProject(folder: string, { mode, location }: DevOptions): Promise<ProjectServer> {
  try {
    return await createProjectServer(folder, {
      ...(mode === undefined ? {} : { mode }),
      ...(location === undefined ? {} : { location }),
      onNotice: ({ kind, message }) => console.error(`  ${kind}  ${message.replaceAll('\n', '\n  ')}`),
      onWaiting: (sentence) => console.error(`  ${sentence}`),
    });
  } catch (error) {
    return projectFailure(error);
  }
}

async function listenOnPort(project: ProjectServer, { port, host }: DevOptions): Promise<Listening> {
  const { server, source } = project;
  const taken = source === undefined ? undefined : effectivePort(source.server);
  const attempt = (candidate: number) => {
    const widgetPort = candidate + 1 === taken ? { widgetPort: 0 } : {};
    return listen(server, {
      host,
      port: candidate,
      ...widgetPort,
      ...(source === undefined ? {} : { source }),
    });
  };
  if (port !== undefined) {
    // It may be free at another address of this machine; then we would ask ourselves.
    if (port === taken)
      throw new CommandError(
        'usage',
        `--port ${port} is the dev server's own port. Choose another, or 0 for any.`,
      );
    return attempt(port).catch((error) => failToListen(error, host, port));
  }
  for (let tried = 0; ; tried += 1) {
    const candidate = DEFAULT_PORT + 2 * tried;
    try {
      if (candidate !== taken) return await attempt(candidate);
    } catch (error) {
      if (codeOf(error) !== 'EADDRINUSE' || tried + 1 >= PORTS_TRIED)
        return failToListen(error, host, candidate);
    }
  }
}

/** Where the extension's server calls Desk. */
const INVOKE = '/api/v1/invoke';

function report(project: ProjectServer, { url, widgetOrigin }: Listening, { json, host }: DevOptions): void {
  const warnings = [...project.notes];
  if (isPublicHost(host)) {
    warnings.unshift(
      `--host ${host}: everyone who reaches this address can use the page, and with it the configured connections${project.source === undefined ? '' : ' and the dev server'}.`,
    );
  }
  for (const warning of warnings) console.error(`  note  ${warning.replaceAll('\n', '\n  ')}`);
  if (json) {
    process.stdout.write(`${JSON.stringify({ event: 'ready', url, widgetOrigin })}\n`);
    return;
  }
  process.stdout.write(`
  ${project.name}, ${project.mode === 'offline' ? 'offline: mocks answer, nothing leaves this machine' : 'live: requests reach their upstreams'}

    page     ${url}
    widgets  ${widgetOrigin}${project.source === undefined ? '' : `, from ${project.source.server.origin}`}
${project.desk ? `    desk     ${new URL(INVOKE, url).href}\n` : ''}
  Ctrl-C stops it.
`);
}
