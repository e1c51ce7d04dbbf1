import { DatabaseError, PackageError } from '../node/index.js';
import { CommandError } from './exit-codes.js';
import type { ExitReason } from './exit-codes.js';

const REASONS = {
  folder_missing: 'folder_missing',
  server_silent: 'server_silent',
  file_missing: 'file_missing',
  manifest_broken: 'invalid',
  manifest_invalid: 'invalid',
} as const satisfies Record<PackageError['problem'], ExitReason>;

/** What the command exits with where a folder is no widget package. */
export function packageFailure({ problem, message }: PackageError): CommandError {
  return new CommandError(REASONS[problem], message);
}

/** Throws what the command exits with where a project cannot be opened. */
export function projectFailure(error: unknown): never {
  if (error instanceof PackageError) throw packageFailure(error);
  if (error instanceof DatabaseError) throw new CommandError('database', error.message);
  throw error;
}
