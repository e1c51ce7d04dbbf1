import { CommandError } from './exit-codes.js';
import type { PackageError } from '../node/index.js';
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
