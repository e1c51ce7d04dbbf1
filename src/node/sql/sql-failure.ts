import { ZfappsError } from '../../core/protocol/index.js';

/** What ends by itself: SQLite's file is locked; Postgres' connections are all in use, or others hold a lock. */
const BUSY = /^(?:SQLITE_BUSY.*|53300|55P03|40P01|40001)$/;

/** How pg says that no connection of the pool became free, or was made. It has no code. */
const POOL_TIMEOUT = 'timeout exceeded when trying to connect';

/**
 * The error of a database as callers see it. Those of this project stay as they are.
 *
 * @param shown what messages call the database. SECURITY: it holds no password
 * @param done what could not be done, such as `read`
 */
export function toSqlFailure(cause: unknown, shown: string, done: string): ZfappsError {
  if (cause instanceof ZfappsError) return cause;
  const code = codeOf(cause);
  const said = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
  const isBusy = BUSY.test(code) || said === POOL_TIMEOUT;
  const reason = [code, said].filter((part) => part !== '').join(': ');
  const hint = isBusy ? ' Somebody else holds it; try again.' : '';
  return new ZfappsError(
    isBusy ? 'too_busy' : 'internal',
    `${shown} cannot be ${done} (${reason || 'no reason given'}).${hint}`,
    { cause },
  );
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code ?? '') : '';
}
