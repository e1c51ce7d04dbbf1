import { InvalidArgumentError, Option } from 'commander';
import { database, FOLDER, JSON_LINE, mode } from './command-options.js';
import { deskFire } from './desk-fire.js';
import { deskContext, deskContexts, deskRevoke, deskToken } from './desk-grants.js';
import type { Command } from 'commander';
import type { DeskContextOptions, DeskTokenOptions } from './desk-grants.js';
import type { DeskCommandOptions } from './with-desk.js';

/** Adds `desk` with what it does. */
export function addDeskCommands(command: Command): void {
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

function addTo(text: string, former: readonly string[] = []): string[] {
  const scopes = text.split(',').map((one) => one.trim());
  if (scopes.includes('')) throw new InvalidArgumentError('A scope is empty.');
  return [...former, ...scopes];
}

function toMinutes(text: string): number {
  const minutes = Number(text);
  if (!/^\d+(?:\.\d+)?$/.test(text) || minutes <= 0 || minutes > 527_040)
    throw new InvalidArgumentError('It takes minutes, more than 0 and up to a year.');
  return minutes;
}
