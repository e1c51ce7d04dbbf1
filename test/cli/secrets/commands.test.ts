import { describe, expect, it } from 'vitest';
import { hangUp, never, text } from '../../support/odd-token-endpoint.js';
import { PLANTED } from './planted.js';
import { repeatsAll } from './token-answers.js';
import { world } from './world.js';

describe('nothing secret leaves the commands', () => {
  it('that connect and show, whether they succeed or fail', async () => {
    const { run, start, answered, check } = await world();
    const copied = ['--code', PLANTED.copiedCode];
    const ended = await Promise.all([
      run('connect', 'books', ...copied),
      run('connect', 'service'),
      run('connect', 'given'),
      run('connect', 'bearer'),
      run('connect', 'bearer', ...copied),
      run('connect', 'nothing', ...copied),
      run('connect', 'books', '.', 'more', ...copied),
    ]);
    expect(ended.map(({ code }) => code !== 0)).toEqual([false, false, false, true, true, true, true]);
    await Promise.all([run('connections'), run('connections', '--json')]);

    const signingIn = start(['connect', 'post', '--port', '0']);
    const [url] = await signingIn.printed(/http:\/\/\S+\/authorize\?\S+/);
    await answered('the last page', await fetch(url));
    expect(await signingIn.ended).toMatchObject({ code: 0 });
    await check('copiedCode', 'code', 'clientSecret', 'givenRefresh');
  }, 60_000);

  it('that disconnect, whether they succeed or fail', async () => {
    const { run, provider, check } = await world();
    await Promise.all([run('connect', 'books', '--code', PLANTED.copiedCode), run('connect', 'service')]);
    for (const refusal of [repeatsAll, hangUp, never, text('', 'text/plain', 503)]) {
      provider.answersRevocations(refusal);
      expect(await run('disconnect', 'books', '--revoke')).toMatchObject({ code: 8 });
    }
    provider.answersRevocations((_, response) => void response.writeHead(200).end());
    expect(await run('disconnect', 'books', '--revoke')).toMatchObject({ code: 0 });
    expect(await run('disconnect', 'service')).toMatchObject({ code: 0 });
    await run('connections', '--json');
    await check('copiedCode', 'clientSecret', 'refreshToken');
  }, 60_000);
});
