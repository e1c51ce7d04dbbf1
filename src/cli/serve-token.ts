import { randomBytes } from 'node:crypto';
import { CommandError } from './exit-codes.js';

/** What callers of the proxy prove themselves by, and what there is to say of it. */
export interface ServeToken {
  /** Undefined: nobody could know it. */
  text: string | undefined;
  note?: string;
  /** Tells the person who started the server. */
  show?: () => void;
}

/** Has the token. Several servers, and a team, share one so. */
export const TOKEN_VARIABLE = 'ZFAPPS_TOKEN';

const SHORTEST = 16;

/**
 * The token of the environment, `.env.local` included, or a new one for the person at the terminal.
 *
 * SECURITY: without a terminal it is not printed, so there is none: what a container writes is gathered and kept.
 *
 * @throws CommandError `usage` for one that is easily guessed, or no header can carry
 */
export function serveToken(): ServeToken {
  const given = process.env[TOKEN_VARIABLE];
  if (given) {
    if (given.length < SHORTEST || !/^[\x21-\x7e]+$/.test(given))
      throw new CommandError(
        'usage',
        `${TOKEN_VARIABLE} is to have at least ${SHORTEST} characters, of ASCII and without spaces. For example: openssl rand -hex 32`,
      );
    return { text: given };
  }
  if (!process.stderr.isTTY)
    return {
      text: undefined,
      note: `The proxy takes no calls: ${TOKEN_VARIABLE} is not set. Set it, in .env.local or in the environment, and start again.`,
    };
  const text = randomBytes(32).toString('hex');
  return {
    text,
    show: () =>
      console.error(
        `  The token of the proxy, until this server stops:\n\n    x-zfapps-token: ${text}\n\n  ${TOKEN_VARIABLE} sets one that stays.\n`,
      ),
  };
}
