import { InvalidArgumentError } from 'commander';
import { database, FOLDER, host, mode, toPort } from './command-options.js';
import { serve, SERVE_PORT } from './serve.js';
import type { Command } from 'commander';
import type { ServeOptions } from './serve.js';

/** Adds `serve`. */
export function addServeCommand(command: Command): void {
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

function toSeconds(text: string): number {
  const seconds = Number(text);
  if (!/^\d+(?:\.\d+)?$/.test(text) || seconds > 3_600)
    throw new InvalidArgumentError('It takes seconds, from 0 to 3600.');
  return seconds;
}
