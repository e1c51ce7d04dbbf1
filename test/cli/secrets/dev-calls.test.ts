import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { listening } from '../../node/raw-server.js';
import { OAUTH, STATIC } from './configuration.js';
import { PLANTED, STATIC_SECRETS } from './planted.js';
import { ENDING_PATHS, ENDLESS_PATHS } from './upstream-answers.js';
import { world } from './world.js';

describe('nothing secret leaves dev', () => {
  it('by calls that succeed, fail, are refused, or meet a malicious upstream', async () => {
    const { dev, upstream, run, check } = await world();
    expect(await run('connect', 'books', '--code', PLANTED.copiedCode)).toMatchObject({ code: 0 });
    expect(await run('connect', 'post', '--code', PLANTED.copiedCode)).toMatchObject({ code: 0 });
    const { call } = await dev();
    const closed = await closedPort();
    async function callAll(linkName: string): Promise<void> {
      for (const path of ENDING_PATHS) await call(linkName, { url: `${upstream.origin}${path}?mine=1` });
      const codes = await Promise.all(
        [
          ...ENDLESS_PATHS.map((path) => ({ url: `${upstream.origin}${path}` })),
          { url: `http://127.0.0.1:${closed}/` },
          { url: `http://localhost:${upstream.port}/ok` },
          { url: 'http://listed.example/' },
          { url: 'no url' },
          { url: `${upstream.origin}/ok`, header: [{ key: 'A b', value: 'c\r\nd' }] },
          { url: `${upstream.origin}/ok`, method: 'TRACE' },
        ].map(async (options) => (await call(linkName, options)).error?.code),
      );
      expect(codes).toContain('host_not_allowed');
      expect(codes).toContain('timeout_body');
    }
    await Promise.all([...STATIC, ...OAUTH, 'books', 'post'].map(callAll));
    expect(await call('nothing', { url: `${upstream.origin}/ok` })).toMatchObject({
      error: { code: 'connection_not_found' },
    });
    await check(
      ...STATIC_SECRETS,
      'accessToken',
      'refreshToken',
      'givenRefresh',
      'clientSecret',
      'copiedCode',
    );
  }, 90_000);
});

async function closedPort(): Promise<number> {
  const server = createServer();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
