import { SIGN_IN_MS } from '../core/connections/index.js';
import { listenForSignIn } from '../node/index.js';
import { CommandError } from './exit-codes.js';
import { openBrowser } from './open-browser.js';
import { connectionNamed, withConnections } from './with-connections.js';
import type { ProjectConnections } from '../node/index.js';
import type { SignInEnd } from '../server/index.js';

/** Options of `zfapps-shim connect`. */
export interface ConnectOptions {
  code?: string;
  user?: string;
  database?: string;
  port: number;
  open: boolean;
}

/**
 * `zfapps-shim connect`: has a person sign in to a connection, or asks for its token at once. What it gets is
 * kept where a server on the same folder finds it.
 */
export function connect(linkName: string, folder: string, options: ConnectOptions): Promise<void> {
  return withConnections(folder, options.database, async (project) => {
    const user = options.user ?? project.user;
    const info = await connectionNamed(project, linkName, user);
    if (options.code !== undefined) {
      if (options.code.trim() === '')
        throw new CommandError('usage', '--code is empty; paste the code after it.');
      if (info.connects !== 'sign_in')
        throw new CommandError(
          'usage',
          `--code is for a connection that a person signs in to; "${linkName}" is none.`,
        );
      await project.connections.useCode(linkName, user, options.code.trim());
    } else if (info.connects === 'sign_in') {
      await signIn(linkName, { ...options, project, user, registered: info.redirectUri });
    } else {
      // A connection that has nothing to connect says so.
      await project.connections.connect(linkName, user, '');
    }
    const { scopes, missingScopes, reason } = await connectionNamed(project, linkName, user);
    const whose = info.level === 'user' ? ` for the user ${user}` : '';
    process.stdout.write(
      `  The connection "${linkName}" is connected${whose}.${list(' Scopes: ', scopes)}\n`,
    );
    if (missingScopes.length > 0)
      console.error(`  note  The manifest declares scopes that it lacks: ${missingScopes.join(', ')}.`);
    if (reason !== undefined) console.error(`  note  ${reason}`);
  });
}

interface SignInOptions extends Pick<ConnectOptions, 'port' | 'open'> {
  project: ProjectConnections;
  user: string | undefined;
  /** The redirect URI of the configuration, where it has one. */
  registered: string | undefined;
}

async function signIn(
  linkName: string,
  { project, user, port, open, registered }: SignInOptions,
): Promise<void> {
  const { connections } = project;
  const at = registered === undefined ? undefined : new URL(registered);
  const wanted = at === undefined ? port : Number(at.port || 80);
  const listener = await listenForSignIn(connections, wanted, hostOf(at)).catch((error) =>
    failToListen(error, wanted),
  );
  try {
    const { url } = await connections.connect(linkName, user, listener.redirectUri);
    if (url === undefined) return;
    const ended = listener.ended(new URL(url).searchParams.get('state') ?? '');
    process.stdout.write(`
  Sign in here:

    ${url}

  The redirect URI, as it must be registered at the provider: ${registered ?? listener.redirectUri}
  Waiting for you; Ctrl-C gives up.

`);
    if (open) openBrowser(url);
    const end = await Promise.race([ended, tooLate()]);
    if (end.outcome === 'failed') throw new CommandError('not_connected', end.message);
  } finally {
    await listener.close();
  }
}

/** A provider that shows an error page of its own leads nowhere. */
async function tooLate(): Promise<SignInEnd> {
  await new Promise((resolve) => setTimeout(resolve, SIGN_IN_MS).unref());
  const message = `Nobody has signed in within ${SIGN_IN_MS / 60_000} minutes. If the provider's page showed an error, it says what to mend, such as a redirect URI that is not registered.`;
  return { state: null, outcome: 'failed', message };
}

/** `localhost` may mean either of two addresses to a browser; listening by name takes the system's first. */
function hostOf(at: URL | undefined): string {
  return at === undefined ? '127.0.0.1' : at.hostname.replace(/^\[|\]$/g, '');
}

function failToListen(error: unknown, port: number): never {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EACCES')
    throw new CommandError(
      'failure',
      `Port ${port} may not be used by you. Choose one above 1023: with --port, or in the connection's redirectUri where it has one.`,
    );
  if (code !== 'EADDRINUSE') throw error;
  throw new CommandError(
    'port_in_use',
    `Port ${port} of this machine is in use. If zfapps-shim dev runs there, click Connect under Connections in its page; otherwise choose another port with --port, and register its redirect URI at the provider.`,
  );
}

function list(title: string, texts: readonly string[]): string {
  return texts.length === 0 ? '' : `${title}${texts.join(', ')}`;
}
