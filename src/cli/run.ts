import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { isZfappsError } from '../core/protocol/index.js';
import { packageVersion } from '../node/index.js';
import { dev } from './dev.js';
import { CommandError, EXIT_CODES } from './exit-codes.js';
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
  return error.code === 'invalid_options' ? EXIT_CODES.usage : EXIT_CODES.invalid;
}

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
    .addOption(
      new Option('--mode <mode>', 'what answers requests: mocks only, or the network').choices([
        'offline',
        'live',
      ]),
    )
    .option('--host <address>', 'address to listen on; anything but this machine gets a warning', '127.0.0.1')
    .option('--open', 'open the page in the browser')
    .option('--json', 'print one line of JSON when ready, and nothing else on standard output')
    .action((folder: string, options: DevOptions) => dev(folder, options));
  return command;
}

function toPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  return port;
}
