import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeValue, toUrl, ZfappsError } from '../../core/protocol/index.js';
import { displayPath } from '../display-path.js';

/** Where a store keeps its data. `shown` is what messages call it. */
export type SqlPlace =
  | { kind: 'memory'; shown: string }
  | { kind: 'file'; path: string; shown: string }
  | { kind: 'postgres'; url: string; shown: string };

const POSSIBLE =
  'Possible are a path or file: URL, for example "./state.db"; ":memory:"; and "postgres://user@host/database".';

/**
 * Reads the `url` of a store. Relative paths start in the working directory.
 *
 * @param giver what messages call whoever gave it
 * @throws ZfappsError `invalid_options` for what is none
 */
export function toSqlPlace(url: unknown, giver = 'sqlStore'): SqlPlace {
  const read = readPlace(url);
  if ('kind' in read) return read;
  throw new ZfappsError('invalid_options', `${giver} ${read.wrong} ${POSSIBLE}`);
}

/** Why a url is none, as the rest of a sentence. */
interface NoPlace {
  wrong: string;
}

function readPlace(url: unknown): SqlPlace | NoPlace {
  if (typeof url !== 'string') return refuse(`has the url ${describeValue(url)}, which is no text.`);
  if (url.trim() === '') return refuse('has an empty url.');
  if (url === ':memory:') return { kind: 'memory', shown: 'The database in memory' };
  // One letter before the colon is a drive of Windows.
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(url)?.[1]?.toLowerCase();
  if (scheme === undefined) return filePlace(url);
  if (scheme === 'file') return fileUrlPlace(url);
  if (scheme === 'postgres' || scheme === 'postgresql') return postgresPlace(url);
  // SECURITY: what follows the scheme may hold a password.
  return refuse(`has a url of the scheme "${scheme}:", which is not supported.`);
}

function filePlace(given: string): SqlPlace {
  const path = resolve(given);
  return { kind: 'file', path, shown: `The database ${displayPath(path)}` };
}

function fileUrlPlace(url: string): SqlPlace | NoPlace {
  if (/[?#]/.test(url)) return refuse('has a file: URL with a "?" or "#"; write these as %3F and %23.');
  try {
    // file:state.db and file:./state.db are relative, as SQLite has them; URLs know only absolute ones.
    const path = /^file:\/\//i.test(url) ? fileURLToPath(url) : decodeURIComponent(url.slice('file:'.length));
    return filePlace(path || '.');
  } catch {
    return refuse('has a file: URL that names no file on this machine.');
  }
}

function postgresPlace(url: string): SqlPlace | NoPlace {
  const parsed = toUrl(url);
  // An "@" in the path: the password has a slash, and what came before it was taken for host and port.
  if (parsed === undefined || parsed.pathname.includes('@'))
    return refuse(
      'has a postgres: URL that cannot be read. Percent-encode what is special in its user name and password: encodeURIComponent(password).',
    );
  const user = parsed.username === '' ? '' : `${parsed.username}@`;
  // SECURITY: no password; it may also stand in the query.
  return { kind: 'postgres', url, shown: `The database postgres://${user}${parsed.host}${parsed.pathname}` };
}

function refuse(wrong: string): NoPlace {
  return { wrong };
}
