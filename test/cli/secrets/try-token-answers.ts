import { expect } from 'vitest';
import { PLANTED } from './planted.js';
import { TOKENS } from './token-answers.js';
import { world } from './world.js';
import type { OddAnswer } from '../../support/odd-token-endpoint.js';

/** What each way of a token request must come to. */
interface Expected {
  page: string;
  connected: object;
  command: object;
}

const GOOD: Expected = { page: '<h1>Connected', connected: { ok: true }, command: { code: 0 } };
const BAD: Expected = { page: '<h1>Not connected', connected: { ok: false }, command: { code: 8 } };

/**
 * Has a token endpoint answer each way of a request in each of these manners, and searches all that leaves.
 *
 * @param failures answers that give no token, by what they do
 * @param successes answers that give one
 */
export async function tryTokenAnswers(
  failures: Readonly<Record<string, OddAnswer>>,
  successes: Readonly<Record<string, OddAnswer>>,
): Promise<void> {
  const { dev, provider, upstream, answered, about, run, check } = await world();
  const { call, connections, post } = await dev();

  async function signIn(linkName: string): Promise<string> {
    const { value } = JSON.parse(await post('connections', { type: 'connect', linkName }));
    return answered("the sign-in's last page", await fetch(value.url));
  }
  const request = async (linkName: string) =>
    JSON.parse(await post('connections', { type: 'connect', linkName }));
  async function connectAll({ page, connected }: Expected, what: string): Promise<void> {
    const [pages, answers] = await Promise.all([
      Promise.all(['books', 'post'].map(signIn)),
      Promise.all(['service', 'given'].map(request)),
    ]);
    for (const text of pages) expect(text, what).toContain(page);
    for (const answer of answers) expect(answer, what).toMatchObject(connected);
  }
  async function tryAnswer(what: string, answer: OddAnswer, expected: Expected): Promise<void> {
    about(what);
    provider.answers(TOKENS);
    await connectAll(GOOD, what);
    provider.answers(answer);
    // Renewals, for upstreams that refuse the token; then the first tokens, and then a command's.
    const renew = (linkName: string) => call(linkName, { url: `${upstream.origin}/401` });
    await Promise.all(['books', 'post', 'service', 'given'].map(renew));
    await connectAll(expected, what);
    if (expected === BAD)
      expect((await connections()).service, what).toMatchObject({ reason: expect.any(String) });
    expect(await run('connect', 'books', '--code', PLANTED.copiedCode), what).toMatchObject(expected.command);
  }

  for (const [what, answer] of Object.entries(failures)) await tryAnswer(what, answer, BAD);
  for (const [what, answer] of Object.entries(successes)) {
    await tryAnswer(what, answer, GOOD);
    await connections();
    await run('connections');
  }
  await run('connections', '--json');
  await check('code', 'copiedCode', 'clientSecret', 'refreshToken', 'givenRefresh', 'accessToken');
}
