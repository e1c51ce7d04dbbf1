/** What the command exits with. `docs/cli.md` has the same table. */
export const EXIT_CODES = {
  /** Something that has no code of its own. */
  failure: 1,
  /** An argument or option that the command does not take. */
  usage: 2,
  /** The folder does not exist, or is none. */
  folder_missing: 3,
  /** The manifest or the configuration is not JSON, or not what it should be. */
  invalid: 4,
  /** The manifest names a page that is not there. */
  file_missing: 5,
  /** Somebody else listens on the port. */
  port_in_use: 6,
  /** The dev server whose address was given does not answer. */
  server_silent: 7,
  /** A connection could not be connected. */
  not_connected: 8,
  /** The database could not be used. */
  database: 9,
} as const;

/** The name of an exit code. */
export type ExitReason = keyof typeof EXIT_CODES;

/** A failure that the command prints and exits with. */
export class CommandError extends Error {
  readonly reason: ExitReason;

  constructor(reason: ExitReason, message: string) {
    super(message);
    this.reason = reason;
  }
}
