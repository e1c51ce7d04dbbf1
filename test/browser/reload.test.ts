import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, afterAll, beforeEach, describe, expect, it } from 'vitest';
import { startBrowser } from '../support/browser.js';
import { startDev } from '../support/dev-server.js';
import { tempFolder } from '../support/temp-package.js';
import type { Browser, Frame, Page } from 'playwright-core';
import type { DevServer } from '../support/dev-server.js';
import type { TempFolder } from '../support/temp-package.js';

const SDK = '<script src="https://js.zohostatic.com/zohofinance/v1/zf_sdk.js"></script>';

function widget(name: string, ...scripts: string[]): string {
  const tags = scripts.map((script) => `<script src="${script}"></script>`).join('');
  return `<!doctype html><html><head><meta charset="utf-8"><title>${name}</title>${SDK}<link rel="stylesheet" href="${name}.css"></head>
<body><p id="out"></p>${tags}<script>
  window.born = Math.random();
  ZFAPPS.extension.init().then(({ instance }) => {
    window.events = [];
    instance.on('ON_INVOICE_PREVIEW', (record) => { window.events.push(record.invoice_number); });
    document.body.dataset.ready = 'yes';
  });
</script></body></html>`;
}

const MANIFEST = {
  service: 'FINANCE',
  modules: {
    widgets: [
      { location: 'invoice.details.sidebar', name: 'First', url: '/app/first.html' },
      { location: 'background', name: 'Behind', url: '/app/behind.html' },
      { location: 'dashboard.widget', name: 'Third', url: '/app/third.html' },
    ],
  },
};

const MOCKS = (answer: string) => `import { http, HttpResponse } from 'msw';
export default [http.get('https://api.example.com/x', () => HttpResponse.json(${JSON.stringify(answer)}))];`;

let browser: Browser;
let folder: TempFolder;
let dev: DevServer;
let tab: Page;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  folder = await tempFolder({
    'plugin-manifest.json': MANIFEST,
    'app/first.html': widget('first', 'shared.js', 'first.js'),
    'app/behind.html': widget('behind', 'shared.js'),
    'app/third.html': widget('third'),
    'app/first.js': "document.getElementById('out').textContent = 'one';",
    'app/shared.js': 'window.shared = 1;',
    'app/first.css': '@import "theme.css";',
    'app/theme.css': 'body { color: rgb(1, 2, 3) }',
    'app/behind.css': '',
    'app/third.css': '',
    'zfapps.config.json': { mocks: './mocks.ts', records: { invoice: './invoice.json' } },
    'mocks.ts': MOCKS('first answer'),
    'invoice.json': { invoice_id: '1', invoice_number: 'INV-1' },
  });
  dev = await startDev(folder.path);
  tab = await browser.newPage();
  await tab.goto(dev.url);
  await ready('first');
  await ready('behind');
});
afterEach(async () => {
  await tab?.close();
  await dev?.stop();
  await folder?.remove();
});

function write(file: string, content: string | object): Promise<void> {
  return writeFile(join(folder.path, file), typeof content === 'string' ? content : JSON.stringify(content));
}

function frameOf(name: string): Frame | undefined {
  return tab.frames().find((frame) => frame.url().endsWith(`/app/${name}.html`));
}

async function ready(name: string): Promise<void> {
  await tab
    .frameLocator(`iframe[src$="/app/${name}.html"]`)
    .locator('body[data-ready]')
    .waitFor({ state: 'attached' });
}

/** A number that each load of a widget's page has of its own. */
async function born(name: string): Promise<number | undefined> {
  return frameOf(name)?.evaluate(() => (window as unknown as { born: number }).born);
}

/** Waits until a widget's page is another one than that of `before`. */
const isReborn = (name: string, before: number | undefined) =>
  expect.poll(async () => (await born(name).catch(() => before)) !== before, { timeout: 15_000 }).toBe(true);

const calls = () => tab.evaluate(() => window.zfappsPlayground.calls().length);

describe('a changed file of the widget', () => {
  it('reloads the frame of the widget that uses it, and nothing else', async () => {
    const [first, behind, rows] = [await born('first'), await born('behind'), await calls()];
    await write('app/first.js', "document.getElementById('out').textContent = 'two';");
    await tab.frameLocator('.side iframe').getByText('two').waitFor();
    expect(await born('first')).not.toBe(first);
    expect(await born('behind')).toBe(behind);
    expect(await calls()).toBeGreaterThan(rows);
  });

  it('makes no step for the Back button', async () => {
    const steps = await tab.evaluate(() => history.length);
    for (const text of ['a', 'b', 'c']) {
      const before = await born('first');
      await write('app/first.js', `document.getElementById('out').textContent = '${text}';`);
      await isReborn('first', before);
      await ready('first');
    }
    expect(await tab.evaluate(() => history.length)).toBe(steps);
  });

  it('takes the modals of the page that it reloads with it', async () => {
    await frameOf('first')?.evaluate(() => ZFAPPS.showModal({ url: '/app/third.html' }));
    await ready('third');
    await write('app/first.js', '');
    await tab.locator('dialog[data-zfapps-modal]').waitFor({ state: 'detached' });
    await ready('first');
  });

  it('reloads every widget that uses it', async () => {
    const [first, behind] = [await born('first'), await born('behind')];
    await write('app/shared.js', 'window.shared = 2;');
    await isReborn('first', first);
    await isReborn('behind', behind);
  });

  it('is followed through styles that import others', async () => {
    const behind = await born('behind');
    await write('app/theme.css', 'body { color: rgb(9, 8, 7) }');
    await expect
      .poll(() => frameOf('first')?.evaluate(() => getComputedStyle(document.body).color), {
        timeout: 15_000,
      })
      .toBe('rgb(9, 8, 7)');
    expect(await born('behind')).toBe(behind);
  });

  it('leaves the page and its record as the person made them', async () => {
    await tab.getByRole('button', { name: 'JSON' }).click();
    await tab.getByRole('textbox', { name: /record/i }).fill('{"invoice_number": "INV-MINE"}');
    await tab.getByRole('button', { name: 'Apply' }).click();
    const first = await born('first');
    await write('app/first.js', '');
    await isReborn('first', first);
    await ready('first');
    expect(await frameOf('first')?.evaluate(() => ZFAPPS.get('invoice'))).toEqual({
      invoice: { invoice_number: 'INV-MINE' },
    });
  });
});

describe('a changed manifest', () => {
  it('is read anew: widgets come and are renamed, and those that stay are not loaded anew', async () => {
    const [first, behind] = [await born('first'), await born('behind')];
    await write('plugin-manifest.json', {
      ...MANIFEST,
      modules: {
        widgets: [
          { location: 'webtab', name: 'New one', url: '/app/third.html' },
          ...MANIFEST.modules.widgets.slice(0, 2),
          { location: 'dashboard.widget', name: 'Renamed', url: '/app/third.html' },
        ],
      },
    });
    const rail = tab.getByRole('navigation', { name: 'Widgets' });
    await rail.getByRole('link', { name: 'New one' }).waitFor();
    await rail.getByRole('link', { name: 'Renamed' }).waitFor();
    expect(await rail.getByRole('link', { name: 'First' }).getAttribute('aria-current')).toBe('page');
    expect(new URL(tab.url()).hash).toBe('#widget=1');
    expect([await born('first'), await born('behind')]).toEqual([first, behind]);
  });

  it('that is broken is said, and what was before still holds, until it is mended', async () => {
    const first = await born('first');
    await write('plugin-manifest.json', '{ "modules": ');
    const notice = tab.getByRole('alert');
    await notice.getByText('plugin-manifest.json').waitFor();
    expect(await born('first')).toBe(first);
    await write('plugin-manifest.json', MANIFEST);
    await notice.waitFor({ state: 'detached' });
    expect(await born('first')).toBe(first);
  });

  it('takes away a widget of the background, and the selected one', async () => {
    await write('plugin-manifest.json', {
      ...MANIFEST,
      modules: { widgets: MANIFEST.modules.widgets.slice(2) },
    });
    await tab.getByRole('link', { name: 'First' }).waitFor({ state: 'detached' });
    await ready('third');
    expect(await tab.locator('iframe').count()).toBe(1);
  });
});

describe('a changed configuration', () => {
  const ask = () =>
    frameOf('first')?.evaluate(async () => {
      try {
        const { data } = await ZFAPPS.request({ url: 'https://api.example.com/x', method: 'GET' });
        return String(data.body);
      } catch (error) {
        return (error as { code: string }).code;
      }
    });

  it('answers by changed mocks, without loading the widget anew', async () => {
    const first = await born('first');
    expect(await ask()).toBe('"first answer"');
    await write('mocks.ts', MOCKS('second answer'));
    await expect.poll(ask, { timeout: 15_000 }).toBe('"second answer"');
    expect(await born('first')).toBe(first);
  });

  it('that is broken is said; mended, it is used', async () => {
    await write('mocks.ts', 'export default [');
    const notice = tab.getByRole('alert');
    await notice.getByText('mocks.ts').waitFor();
    expect(await ask()).toBe('"first answer"');
    await write('mocks.ts', MOCKS('mended'));
    await notice.waitFor({ state: 'detached' });
    expect(await ask()).toBe('"mended"');
  });

  it('shows a changed record, and tells the widgets', async () => {
    await write('invoice.json', { invoice_id: '1', invoice_number: 'INV-2' });
    await tab.getByText('INV-2').first().waitFor();
    await expect
      .poll(() => frameOf('first')?.evaluate(() => (window as unknown as { events: string[] }).events))
      .toContain('INV-2');
  });

  it('may go', async () => {
    await rm(join(folder.path, 'zfapps.config.json'));
    await expect.poll(ask, { timeout: 15_000 }).toBe('not_mocked');
  });
});

describe('a server that stops', () => {
  it('is missed, and a new start of it offers to load the page anew', async () => {
    const { port } = new URL(dev.url);
    await dev.stop();
    await tab.getByRole('alert').getByText('does not answer').waitFor();
    dev = await startDev(folder.path, '--port', port);
    await tab.getByRole('alert').getByText('was started again').waitFor();
    await tab.getByRole('button', { name: 'Reload the page' }).click();
    await ready('first');
    expect(await tab.getByRole('alert').count()).toBe(0);
  });
});

describe('a folder in the hands of an editor', () => {
  it('that writes by renaming, and in several steps, leads to the last content', async () => {
    const target = join(folder.path, 'app/first.js');
    for (const text of ['three', 'four', 'five']) {
      await writeFile(`${target}.tmp`, '');
      await writeFile(`${target}.tmp`, `document.getElementById('out').textContent = '${text}';`);
      await rename(`${target}.tmp`, target);
    }
    await tab.frameLocator('.side iframe').getByText('five').waitFor();
  });
});
