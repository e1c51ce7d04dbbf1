import { describe, expect, it } from 'vitest';
import { toSqlFailure } from '../../src/node/sql/sql-failure.js';

const failed = (code: string, message: string) =>
  toSqlFailure(Object.assign(new Error(message), { code }), 'The database d', 'opened').message;

describe('the failure of a database', () => {
  it.each([
    [
      'ECONNREFUSED',
      'connect ECONNREFUSED 127.0.0.1:5432',
      'ECONNREFUSED: connect 127.0.0.1:5432). Is Postgres running there?',
    ],
    ['ECONNREFUSED', '', 'ECONNREFUSED). Is Postgres running there?'],
    [
      'ENOTFOUND',
      'getaddrinfo ENOTFOUND db.example',
      'ENOTFOUND: getaddrinfo db.example). Correct the host.',
    ],
    ['EAI_AGAIN', 'getaddrinfo EAI_AGAIN db', 'EAI_AGAIN: getaddrinfo db). Correct the host.'],
    [
      'EISDIR',
      "EISDIR: illegal operation on a directory, open '/d'",
      "EISDIR: illegal operation on a directory, open '/d'). That is a folder: name a file in it.",
    ],
    [
      '28P01',
      'password authentication failed for user "me"',
      '28P01: password authentication failed for user "me"). Correct the user or the password.',
    ],
    [
      '28000',
      'role "me" does not exist',
      '28000: role "me" does not exist). Correct the user or the password.',
    ],
    [
      '3D000',
      'database "d" does not exist',
      '3D000: database "d" does not exist). Create the database, or name another.',
    ],
    ['SQLITE_FULL', 'database or disk is full', 'SQLITE_FULL: database or disk is full).'],
    ['', 'a reason of its own', 'a reason of its own).'],
  ])('of code %j and message %j has the code once, and says how to mend it', (code, message, shown) => {
    expect(failed(code, message)).toBe(`The database d cannot be opened (${shown}`);
  });
});
