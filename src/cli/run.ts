import { Command, CommanderError, Option } from 'commander';
import { isZfappsError } from '../core/protocol/index.js';
import { packageVersion } from '../node/index.js';
import { database, FOLDER, host, JSON_LINE, mode, toPort } from './command-options.js';
import { connect } from './connect.js';
import { connections, disconnect } from './connections.js';
import { DEFAULT_PORT } from './default-port.js';
import { addDeskCommands } from './desk-commands.js';
import { dev } from './dev.js';
import { CommandError, EXIT_CODES } from './exit-codes.js';
import { addHashCommand } from './hash-command.js';
import { addServeCommand } from './serve-command.js';
import type { ZfappsErrorCode } from '../core/protocol/index.js';
import type { ConnectOptions } from './connect.js';
import type { ConnectionsOptions, DisconnectOptions } from './connections.js';
import type { DevOptions } from './dev.js';

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

const LINK_NAME = 'what widgets call it: connection_link_name';

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
