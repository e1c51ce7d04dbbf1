import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BROWSER_FLAGS } from '../support/browser.js';
import { findChromium } from '../support/find-chromium.js';
import { packedProject, run } from '../support/packed-project.js';
import type { PackedProject } from '../support/packed-project.js';

let project: PackedProject;

beforeAll(async () => {
  project = await packedProject(
    'vitest@4.1',
    '@vitest/browser-playwright@4.1',
    'playwright',
    'happy-dom',
    'msw',
    '@testing-library/dom',
  );
});
afterAll(() => project?.remove());

async function write(path: string, text: string): Promise<void> {
  await mkdir(join(project.folder, path, '..'), { recursive: true });
  await writeFile(join(project.folder, path), text);
}

it('runs one test file in Node and in a browser, with zfapps() as the only plugin', async () => {
  await write(
    'my-widget/app/widget.html',
    `<!doctype html><p id="out"></p>
<script src="https://js.zohostatic.com/zohofinance/v1/zf_sdk.js"></script>
<script>
  ZFAPPS.extension.init()
    .then(() => ZFAPPS.request({ url: 'https://api.example.com/hello', method: 'GET' }))
    .then(({ data }) => { out.textContent = data.body; });
</script>`,
  );
  await write(
    'widget.test.js',
    `import { within } from '@testing-library/dom';
import { http, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import { mountWidget } from 'zfapps-shim/testing';

test('says hello', async () => {
  const handlers = [http.get('https://api.example.com/hello', () => HttpResponse.text('Hello'))];
  const widget = await mountWidget('my-widget', { handlers });
  await within(widget.document.body).findByText('Hello');
  expect(widget).toHaveRequested({ url: 'https://api.example.com/hello' });
});

test.fails('fails by a rejection that the widget does not handle', async () => {
  const widget = await mountWidget('my-widget');
  await widget.settled();
});
`,
  );
  const launch = JSON.stringify({ executablePath: findChromium(), args: BROWSER_FLAGS });
  await write(
    'vitest.config.js',
    `import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { zfapps } from 'zfapps-shim/vite';

const browser = {
  enabled: true,
  headless: true,
  provider: playwright({ launchOptions: ${launch} }),
  instances: [{ browser: 'chromium' }],
  api: { host: '127.0.0.1', port: 0 },
};
export default defineConfig({
  plugins: [zfapps()],
  test: {
    projects: [
      { extends: true, test: { name: 'in-node', environment: 'node' } },
      { extends: true, test: { name: 'in-happy-dom', environment: 'happy-dom' } },
      { extends: true, test: { name: 'in-browser', browser } },
    ],
  },
});
`,
  );
  const { stdout } = await run(project.folder, 'npx', 'vitest', 'run', '--reporter=json');
  const { numPassedTests, numTotalTests } = JSON.parse(stdout.slice(stdout.indexOf('{"num')));
  expect([numPassedTests, numTotalTests]).toEqual([6, 6]);
});
