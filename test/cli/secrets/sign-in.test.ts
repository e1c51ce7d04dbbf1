import { describe, expect, it } from 'vitest';
import { PLANTED } from './planted.js';
import { world } from './world.js';

describe('nothing secret leaves dev', () => {
  it('by the redirect of a sign-in, good or bad', async () => {
    const { dev, provider, answered, check } = await world();
    const { post, origin, get } = await dev();
    const callback = `${origin}/__zfapps/connections/callback`;
    const secretQuery = `code=${encodeURIComponent(PLANTED.code)}`;
    const begin = async () =>
      JSON.parse(await post('connections', { type: 'connect', linkName: 'books' })).value.url;
    const titles: string[] = [];
    for (const way of REDIRECTS) {
      provider.redirectsWith(way);
      const page = await answered(`callback with ${Object.keys(way)}`, await fetch(await begin()));
      titles.push(/<h1>(.*?)<\/h1>/.exec(page)?.[1] ?? '');
    }
    expect(titles).toEqual(['Connected', ...Array(REDIRECTS.length - 1).fill('Not connected')]);
    for (const path of ['', '/', '/more', '%00', '?'])
      await get(`/__zfapps/connections/callback${path}?${secretQuery}&state=x`);
    for (const method of ['POST', 'PUT', 'HEAD', 'OPTIONS'])
      await answered(`${method} callback`, await fetch(`${callback}?${secretQuery}&state=x`, { method }));
    await answered(
      'a foreign origin',
      await fetch(`${callback}?${secretQuery}`, { headers: { origin: 'https://evil.example' } }),
    );
    await check('code', 'clientSecret');
  }, 30_000);
});

/** What a provider's redirect may carry. Only the first is good. */
const REDIRECTS: Record<string, string>[] = [
  { code: PLANTED.code },
  { code: PLANTED.code, iss: 'https://evil.example' },
  { code: PLANTED.code, 'accounts-server': 'https://accounts.evil.example', location: 'eu' },
  { error: 'access_denied', code: PLANTED.code },
  { error: 'server_error', error_description: `about ${PLANTED.code}`, code: PLANTED.code },
  { error: 'server_error', error_description: `${'y'.repeat(284)}${PLANTED.code}`, code: PLANTED.code },
  { error: `${'y'.repeat(84)}${PLANTED.code}`, code: PLANTED.code },
  { code: PLANTED.code, iss: PLANTED.code },
  { code: PLANTED.code, iss: `${'y'.repeat(184)}${PLANTED.code}` },
  { code: PLANTED.code, 'accounts-server': 'https://other.example', location: PLANTED.code },
  { code: PLANTED.code, state: 'another' },
  { code: '' },
];
