import { isNoteOfServer, openServedProject } from '../node/index.js';
import { CommandError } from './exit-codes.js';
import { projectFailure } from './package-failure.js';
import type { Desk } from '../core/desk/index.js';

/** Options of every `zfapps-shim desk …`. */
export interface DeskCommandOptions {
  /** Where servers share everything that they keep. */
  database?: string;
  user?: string;
  mode?: 'offline' | 'live';
  json?: boolean;
}

/** The emulated Desk of a project, for a command. */
export interface OpenDesk {
  desk: Desk;
  /** Whose grants are minted. */
  user: string;
}

/**
 * Opens the Desk of a folder for a command, and closes it after that. What is minted there is known to servers on
 * the same folder, or on the same database, at once.
 *
 * @throws CommandError `usage` where the project is no Desk extension, or has no secret
 */
export async function withDesk(
  folder: string,
  { database, user, mode }: DeskCommandOptions,
  work: (open: OpenDesk) => Promise<void>,
): Promise<void> {
  if (user === '') throw new CommandError('usage', '--user is empty; it takes the id of a user.');
  const project = await openServedProject(folder, { database, mode }).catch(projectFailure);
  try {
    for (const note of project.notes.filter((one) => !isNoteOfServer(one)))
      console.error(`  note  ${note.replaceAll('\n', '\n  ')}`);
    if ('off' in project.desk) throw new CommandError('usage', project.desk.off);
    await work({ desk: project.desk, user: user ?? project.user ?? 'user' });
  } finally {
    await project.close();
  }
}

/** Prints one line of JSON, or what people read. */
export function print(json: boolean | undefined, facts: object, words: string): void {
  process.stdout.write(json ? `${JSON.stringify(facts)}\n` : words);
}

/** A moment as people read it. */
export function moment(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}
