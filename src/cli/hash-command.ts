import { JSON_LINE } from './command-options.js';
import { hash } from './hash.js';
import type { Command } from 'commander';
import type { HashOptions } from './hash.js';

/** Adds `hash`. */
export function addHashCommand(command: Command): void {
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
