import { ZfappsError } from '../../core/protocol/index.js';

/** What ends by itself: SQLite's file is locked; Postgres' connections are all in use, or others hold a lock. */
const BUSY = /^(?:SQLITE_BUSY.*|53300|55P03|40P01|40001)$/;

/** How pg says that no connection of the pool became free, or was made. It has no code. */
const POOL_TIMEOUT = 'timeout exceeded when trying to connect';

/** How to mend what only the reader can. By the codes of the system, and of Postgres ("Appendix A. Error Codes"). */
const MENDED_BY: Readonly<Record<string, string | undefined>> = {
  ECONNREFUSED: 'Is Postgres running there?',
  ENOTFOUND: 'Correct the host.',
  EAI_AGAIN: 'Correct the host.',
  EISDIR: 'That is a folder: name a file in it.',
  '28000': 'Correct the user or the password.',
  '28P01': 'Correct the user or the password.',
  '3D000': 'Create the database, or name another.',
};

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
  const reason = [code, withoutCode(said, code)].filter((part) => part !== '').join(': ');
  const hint = isBusy ? 'Somebody else holds it; try again.' : MENDED_BY[code];
  return new ZfappsError(
    isBusy ? 'too_busy' : 'internal',
    `${shown} cannot be ${done} (${reason || 'no reason given'}).${hint === undefined ? '' : ` ${hint}`}`,
    { cause },
  );
}

/** The system's messages repeat their code: "connect ECONNREFUSED 127.0.0.1:5432", "EISDIR: illegal operation". */
function withoutCode(said: string, code: string): string {
  return code === '' ? said : said.replace(new RegExp(`(?<![\\w])${code}(?:: | |$)`), '').trim();
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code ?? '') : '';
}
