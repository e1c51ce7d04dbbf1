import { CommandError } from './exit-codes.js';
import { print, withDesk } from './with-desk.js';
import type { CallbackResult } from '../core/protocol/index.js';
import type { DeskCommandOptions } from './with-desk.js';

/**
 * `zfapps-shim desk fire`: tells the extension of an event, as Desk would.
 *
 * @throws CommandError `failure` where it does not answer with a status of success
 */
export function deskFire(event: string, folder: string, options: DeskCommandOptions): Promise<void> {
  return withDesk(folder, options, async ({ desk, user }) => {
    const result = await desk.fire(event, user);
    print(options.json, result, inWords(result, user));
    const { status, problem } = result;
    if (problem !== undefined) throw new CommandError('failure', problem);
    if (status === undefined || status < 200 || status > 299)
      throw new CommandError('failure', `The extension answered ${status} to ${event}.`);
  });
}

function inWords({ event, url, status, answer, duration }: CallbackResult, user: string): string {
  const came = status === undefined ? 'no answer' : `${status} ${answer ?? ''}`.trimEnd();
  return `\n  ${event}, for the user ${user}, to ${url}\n  ${came}  (${Math.round(duration)} ms)\n\n`;
}
