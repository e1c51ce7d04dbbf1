import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { preludeFile } from '../../src/node/index.js';
import { serveFixtures } from '../support/swap-fixtures.js';
import type { SwapFixtures } from '../support/swap-fixtures.js';

const pages: Record<string, string> = {
  // The error is in line 5, and its statement begins at column 3.
  'line-of-error': `<!doctype html>
<html><head><title>x</title></head>
<body>
<script>
  missing.start();
</script></body></html>`,
};

let fixtures: SwapFixtures;
beforeAll(async () => {
  fixtures = await serveFixtures(pages);
});
afterAll(() => fixtures?.close());

async function findingsOf(name: string) {
  const { tab } = await fixtures.open(name);
  const find = () =>
    tab.evaluate(
      (page) => window.zfappsPlayground.findings().filter((one) => one.page === page),
      `/app/${name}.html`,
    );
  await expect.poll(async () => (await find()).length).toBeGreaterThan(0);
  return find();
}

describe('places in a page', () => {
  it('are those of the file that its author wrote', async () => {
    expect((await findingsOf('line-of-error'))[0]?.place).toBe('/app/line-of-error.html:5:3');
  });

  it('do not shift, for the prelude is one line', async () => {
    expect((await preludeFile()).split(/[\n\r\u2028\u2029]/)).toHaveLength(1);
  });
});
