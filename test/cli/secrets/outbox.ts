import { findPlanted } from './planted.js';
import type { FindSecrets } from '../../support/find-secrets.js';

/** All that left the process, to be searched at the end. */
export interface Outbox {
  /** Says what is being tried, for the report of a find. */
  about(what: string): void;
  /** Notes something that left, and gives it back. */
  left(where: string, what: string): string;
  /** Notes an answer, and gives its text back. */
  answered(where: string, response: Response): Promise<string>;
  /** What stands in it: the planted secrets, and what another search finds. */
  finds(others: FindSecrets): string[];
}

/** Makes an empty one. */
export function createOutbox(): Outbox {
  const leaving: [where: string, what: string][] = [];
  let trying = '';

  function left(where: string, what: string): string {
    leaving.push([`${where} ${trying}`, what]);
    return what;
  }
  return {
    left,
    about(what) {
      trying = `(${what})`;
    },
    async answered(where, response) {
      left(`${where}: headers`, [...response.headers].join('\n'));
      const bytes = Buffer.from(await response.arrayBuffer());
      left(`${where}: as Latin-1`, bytes.toString('latin1'));
      return left(where, bytes.toString());
    },
    finds: (others) =>
      leaving.flatMap(([where, what]) =>
        [...findPlanted(what), ...others(what)].map((secret) => `${secret} in ${where}`),
      ),
  };
}
