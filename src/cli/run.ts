import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { isZfappsError } from '../core/protocol/index.js';
import { packageVersion } from '../node/index.js';
import { connect } from './connect.js';
import { connections, disconnect } from './connections.js';
import { DEFAULT_PORT } from './default-port.js';
import { deskFire } from './desk-fire.js';
import { deskContext, deskContexts, deskRevoke, deskToken } from './desk-grants.js';
import { dev } from './dev.js';
import { CommandError, EXIT_CODES } from './exit-codes.js';
import { hash } from './hash.js';
import { serve, SERVE_PORT } from './serve.js';
import type { ZfappsErrorCode } from '../core/protocol/index.js';
import type { ConnectOptions } from './connect.js';
import type { ConnectionsOptions, DisconnectOptions } from './connections.js';
import type { DeskContextOptions, DeskTokenOptions } from './desk-grants.js';
import type { DevOptions } from './dev.js';
import type { HashOptions } from './hash.js';
import type { ServeOptions } from './serve.js';
import type { DeskCommandOptions } from './with-desk.js';

/**
 * Runs the command.
 *
 * @param args what follows the command's name
 * @returns the exit code, once the command has ended
 */
export async function run(args: readonly string[]): Promise<number> {
  try {
    await program().parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_CODES.usage;
    console.error(
      `\n  zfapps-shim: ${isPlain(error) ? error.message : String((error as Error).stack ?? error)}\n`,
    );
    return exitCodeOf(error);
  }
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommandError) return EXIT_CODES[error.reason];
  if (!isZfappsError(error)) return EXIT_CODES.failure;
  switch (error.code) {
    case 'invalid_options':
      return EXIT_CODES.usage;
    case 'invalid_config':
      return EXIT_CODES.invalid;
    default:
      return NOT_CONNECTED.includes(error.code) ? EXIT_CODES.not_connected : EXIT_CODES.failure;
  }
}

const NOT_CONNECTED: readonly ZfappsErrorCode[] = [
  'sign_in_failed',
  'connection_failed',
  'connection_expired',
  'connection_limited',
  'connection_not_connected',
  'connection_revoked',
];

/** Errors that are written for people need no stack. */
function isPlain(error: unknown): error is Error {
  return error instanceof CommandError || isZfappsError(error);
}

function program(): Command {
  const command = new Command('zfapps-shim')
    .description('Runs widgets of Zoho Finance on this machine, with no Zoho account.')
    .version(packageVersion)
    .exitOverride()
    .showSuggestionAfterError();
  command
    .command('dev')
    .description('shows the widgets of a folder, or of a dev server, in a host page')
    .argument(
      '[folder | url]',
      'folder with plugin-manifest.json, or with app/widget.html; or the address of a dev server on this machine',
      '.',
    )
    .option(
      '--port <number>',
      'port of the page; 0 picks a free one (default: 5180, or the next that is free)',
      toPort,
    )
    .option('--location <name>', 'location whose widget is shown first, such as invoice.details.sidebar')
    .addOption(mode())
    .addOption(host())
    .option('--open', 'open the page in the browser')
    .option('--json', 'print one line of JSON when ready, and nothing else on standard output')
    .action((folder: string, options: DevOptions) => dev(folder, options));
  addServeCommand(command);
  addConnectionCommands(command);
  addDeskCommands(command);
  addHashCommand(command);
  return command;
}

const mode = () =>
  new Option('--mode <mode>', 'what answers requests: mocks only, or the network').choices([
    'offline',
    'live',
  ]);

const host = () =>
  new Option('--host <address>', 'address to listen on; anything but this machine gets a warning').default(
    '127.0.0.1',
  );

const database = () =>
  new Option(
    '--database <url>',
    'where everything is kept that servers share: a file, or postgres://… (default: ZFAPPS_DATABASE, else a place for this folder)',
  );

function addServeCommand(command: Command): void {
  command
    .command('serve')
    .description(
      "answers programs instead of a person: the proxy, and Zoho Desk's routes, with a log in JSON",
    )
    .argument('[folder]', FOLDER, '.')
    .option('--port <number>', 'port; 0 picks a free one', toPort, SERVE_PORT)
    .addOption(host())
    .addOption(mode())
    .addOption(database())
    .option('--grace <seconds>', 'how long calls under way may take once it is told to stop', toSeconds, 10)
    .option(
      '--drain <seconds>',
      'how long it still takes calls then, while /healthz says that it stops',
      toSeconds,
      0,
    )
    .action((folder: string, options: ServeOptions) => serve(folder, options));
}

const LINK_NAME = 'what widgets call it: connection_link_name';
const FOLDER = 'folder of the widget package, with zfapps.config';
const JSON_LINE = 'print one line of JSON';

function addConnectionCommands(command: Command): void {
  const user = new Option(
    '--user <id>',
    'whose account, for connections of level user (default: the configured user)',
  );
  command
    .command('connections')
    .description('shows how the connections of a folder stand')
    .argument('[folder]', FOLDER, '.')
    .addOption(user)
    .addOption(database())
    .option('--json', JSON_LINE)
    .action((folder: string, options: ConnectionsOptions) => connections(folder, options));
  command
    .command('connect')
    .description('signs in to a connection, or gets its first token')
    .argument('<link name>', LINK_NAME)
    .argument('[folder]', FOLDER, '.')
    .option(
      '--code <code>',
      "uses a code that you copied from the provider, such as Zoho's self client, instead of signing in",
    )
    .addOption(user)
    .addOption(database())
    .option('--port <number>', 'port of the redirect URI', toPort, DEFAULT_PORT)
    .option('--no-open', 'only print the address of the sign-in')
    .action((linkName: string, folder: string, options: ConnectOptions) =>
      connect(linkName, folder, options),
    );
  command
    .command('disconnect')
    .description('forgets the tokens of a connection')
    .argument('<link name>', LINK_NAME)
    .argument('[folder]', FOLDER, '.')
    .addOption(user)
    .addOption(database())
    .option('--revoke', 'has the provider withdraw them first')
    .action((linkName: string, folder: string, options: DisconnectOptions) =>
      disconnect(linkName, folder, options),
    );
}

function addDeskCommands(command: Command): void {
  const desk = command.command('desk').description('acts as Zoho Desk towards the extension of a folder');
  const user = () => new Option('--user <id>', 'on whose behalf (default: the configured user)');
  const common = (one: Command) =>
    one.argument('[folder]', FOLDER, '.').addOption(database()).option('--json', JSON_LINE);
  common(desk.command('token'))
    .description("mints a token for the extension's data, to call it without invoke")
    .requiredOption(
      '--scope <scope>',
      'such as Desk.extensions.READ; again, or after a comma, for more',
      addTo,
    )
    .addOption(user())
    .action((folder: string, options: DeskTokenOptions) => deskToken(folder, options));
  common(desk.command('context'))
    .description('mints a security context, as it comes with each callback')
    .addOption(user())
    .option('--minutes <number>', 'how long it holds (default: desk.limits.contextMs, a day)', toMinutes)
    .action((folder: string, options: DeskContextOptions) => deskContext(folder, options));
  common(desk.command('contexts'))
    .description('lists security contexts and tokens')
    .action((folder: string, options: DeskCommandOptions) => deskContexts(folder, options));
  common(desk.command('revoke').argument('<id>', 'the id, its beginning, or all'))
    .description('takes a security context or a token back')
    .action((id: string, folder: string, options: DeskCommandOptions) => deskRevoke(id, folder, options));
  common(desk.command('fire').argument('<event>', 'such as onInstall'))
    .description('tells the extension of an event, at its callbackListener')
    .addOption(user())
    .addOption(mode())
    .action((event: string, folder: string, options: DeskCommandOptions) => deskFire(event, folder, options));
}

function addHashCommand(command: Command): void {
  command
    .command('hash')
    .description('makes the HASH of an invoke request, or finds out why one does not match')
    .argument('[file]', 'the request as JSON or form data; - for standard input')
    .option('--field <name=value>', 'a field of the request; again for more', addOne)
    .option('--form <data>', 'the request as form data')
    .option('--given <hash>', 'a HASH, to be compared; the exit code is 1 where it does not match')
    .option('--strict', 'a HASH that leaves out empty fields is wrong')
    .option('--folder <path>', "the extension's folder, where its secret is looked for", '.')
    .option(
      '--secret-env <name>',
      'the environment variable that has the secret (default: ZFAPPS_DESK_SECRET)',
    )
    .option('--secret <text>', 'the secret itself; it stays in the history of the shell')
    .option('--json', JSON_LINE)
    .action((file: string | undefined, options: HashOptions) => hash(file, options));
}

function addOne(text: string, former: readonly string[] = []): string[] {
  return [...former, text];
}

function addTo(text: string, former: readonly string[] = []): string[] {
  const scopes = text.split(',').map((one) => one.trim());
  if (scopes.includes('')) throw new InvalidArgumentError('A scope is empty.');
  return [...former, ...scopes];
}

function toSeconds(text: string): number {
  const seconds = Number(text);
  if (!/^\d+(?:\.\d+)?$/.test(text) || seconds > 3_600)
    throw new InvalidArgumentError('It takes seconds, from 0 to 3600.');
  return seconds;
}

function toMinutes(text: string): number {
  const minutes = Number(text);
  if (!/^\d+(?:\.\d+)?$/.test(text) || minutes <= 0 || minutes > 527_040)
    throw new InvalidArgumentError('It takes minutes, more than 0 and up to a year.');
  return minutes;
}

function toPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  return port;
}
