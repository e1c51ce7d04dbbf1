import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser } from '../support/browser.js';
import { startDev } from '../support/dev-server.js';
import { tempFolder, widgetPage } from '../support/temp-package.js';
import type { Browser, Page } from 'playwright-core';
import type { DevServer } from '../support/dev-server.js';
import type { TempFolder } from '../support/temp-package.js';

const SDK = '<script src="https://js.zohostatic.com/zohofinance/v1/zf_sdk.js"></script>';
const READY = `<script>
  ZFAPPS.extension.init().then(() => ZFAPPS.get('organization')).then(() => { document.body.dataset.ready = 'yes'; });
</script>`;

/** A page of a widget with something in its head and something in its body. */
function page(head: string, body: string): string {
  return `<!doctype html><html><head><meta charset="utf-8">${head}</head><body><p>Hello</p>${body}</body></html>`;
}

/** Each widget is one failure. */
const PAGES: Record<string, string> = {
  'cdn-script': page(`<script src="https://cdn.example.com/lib.js"></script>${SDK}`, READY),
  'cdn-style': page(`<link rel="stylesheet" href="https://cdn.example.com/theme.css">${SDK}`, READY),
  'own-script': page(`${SDK}<script src="Missing.js"></script>`, READY),
  'own-fetch': page(SDK, `${READY}<script>fetch('/app/data.json')</script>`),
  'own-style-url': page(`${SDK}<style>body{background:url(img/none.png)}</style>`, READY),
  'own-frame': page(SDK, `${READY}<iframe src="help.html"></iframe>`),
  silent: page(SDK, ''),
  'no-sdk': page('', ''),
  thrown: page(SDK, `${READY}<script>\n\nundefinedThing.start();</script>`),
  rejected: page(SDK, `${READY}<script>Promise.reject({ message: 'plain object' })</script>`),
  handled: page(SDK, `${READY}<script>Promise.reject(1).catch(() => {}); try { x } catch {}</script>`),
  looping: page(
    SDK,
    `${READY}<script>for (let i = 0; i < 2000; i++) setTimeout(() => { throw new Error('n' + i) })</script>`,
  ),
  csp: page(
    `<script>fetch('https://early.example.com/a').catch(() => {})</script>${SDK}`,
    `${READY}<script>
      try { new WebSocket('wss://push.example.com/s') } catch {}
      fetch('https://allowed.example.com/x').catch(() => {});
      fetch('/plugin-manifest.json');
      new Worker('/app/worker.js');
    </script>`,
  ),
  'own-policy': page(
    `<meta http-equiv="Content-Security-Policy" content="img-src 'none'">${SDK}`,
    `${READY}<img src="https://images.example.com/a.png">`,
  ),
};

const WIDGETS = [...Object.keys(PAGES), 'opens-modal', 'abroad', 'served-here'];

/** Each on a page of its own: widgets of one location are all shown at the same time. */
function alone(name: string, url: string) {
  return { location: `cm_${WIDGETS.indexOf(name)}.details.sidebar`, name, url };
}

let browser: Browser;
let folder: TempFolder;
let dev: DevServer;
let tab: Page;
beforeAll(async () => {
  const names = Object.keys(PAGES);
  folder = await tempFolder({
    ...Object.fromEntries(names.map((name) => [`app/${name}.html`, PAGES[name] ?? ''])),
    'app/worker.js': "fetch('https://worker.example.com/w').catch(() => {})",
    'app/opens-modal.html': widgetPage(
      "ZFAPPS.extension.init(); addEventListener('click', () => ZFAPPS.showModal({ url: '/app/gone.html' }))",
    ),
    'plugin-manifest.json': {
      service: 'FINANCE',
      modules: {
        widgets: [
          ...[...names, 'opens-modal'].map((name) => alone(name, `/app/${name}.html`)),
          alone('abroad', 'https://widgets.example.com/w.html'),
          alone('served-here', 'http://localhost:3999/w.html'),
        ],
      },
      cspDomains: { 'connect-src': ['https://allowed.example.com'] },
    },
  });
  dev = await startDev(folder.path);
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  await dev?.stop();
  await folder?.remove();
});
afterEach(() => tab?.close());

/** Opens the host page on a widget. Nothing else of the network is there. */
async function show(name: string): Promise<void> {
  tab = await browser.newPage();
  await tab.route(/example\.com/, (route) => route.abort('namenotresolved'));
  await tab.goto(`${dev.url}#widget=${WIDGETS.indexOf(name)}`);
}

/** The problems that stand at the widget's frame, as a person reads them. */
async function told(): Promise<string> {
  await tab.getByRole('status', { name: 'Problems of this widget' }).first().waitFor();
  return tab.getByRole('status', { name: 'Problems of this widget' }).first().innerText();
}

const isReady = () => tab.frameLocator('[data-selected] iframe').locator('body[data-ready]').waitFor();

function findings() {
  return tab.evaluate(() => window.zfappsPlayground.findings());
}

describe('what keeps a widget from working is told at its frame', () => {
  it.each([
    ['cdn-script', 'https://cdn.example.com/lib.js'],
    ['cdn-style', 'https://cdn.example.com/theme.css'],
  ])('%s: a file of a CDN that cannot be reached, and the rest works', async (name, url) => {
    await show(name);
    await isReady();
    const text = await told();
    expect(text).toContain(`${url} could not be loaded.`);
    expect(text).toContain('The rest of the widget may still work');
  });

  it.each([
    ['own-script', '/app/Missing.js'],
    ['own-fetch', '/app/data.json'],
    ['own-style-url', '/app/img/none.png'],
    ['own-frame', '/app/help.html'],
  ])('%s: a 404 of its own file', async (name, path) => {
    await show(name);
    await isReady();
    expect(await tab.locator('[data-selected] iframe').isVisible()).toBe(true);
    expect(await told()).toContain(`${path} is not in the widget package (404).`);
  });

  it('a widget that never calls init', async () => {
    await show('silent');
    expect(await told()).toContain('has not called ZFAPPS.extension.init()');
    expect(await findings()).toEqual([]);
  });

  it('a page that does not load the SDK, and the tag that would', async () => {
    await show('no-sdk');
    const text = await told();
    expect(text).toContain('has not loaded the SDK');
    expect(text).toContain('https://js.zohostatic.com/zohofinance/v1/zf_sdk.js');
  });

  it('an uncaught error, with its place and its stack', async () => {
    await show('thrown');
    await isReady();
    const text = await told();
    expect(text).toContain('ReferenceError: undefinedThing is not defined');
    const [finding] = await findings();
    expect(finding).toMatchObject({ kind: 'error', page: '/app/thrown.html', caller: { widget: 'thrown' } });
    expect(finding?.place).toMatch(/^\/app\/thrown\.html:\d+:\d+$/);
    expect(finding?.stack).toContain('undefinedThing');
  });

  it('a rejection that nobody handled, though it is no Error', async () => {
    await show('rejected');
    expect(await told()).toMatch(/Unhandled rejection\s+plain object/);
    expect(await findings()).toMatchObject([{ kind: 'rejection' }]);
  });

  it('nothing, where the widget handles its errors itself', async () => {
    await show('handled');
    await isReady();
    await tab.evaluate(() => new Promise(requestAnimationFrame));
    expect(await findings()).toEqual([]);
    expect(await tab.getByRole('status', { name: 'Problems of this widget' }).count()).toBe(0);
  });

  it('a page in an error loop, without drowning the host page', async () => {
    await show('looping');
    await isReady();
    expect(await told()).toContain('more: zfappsPlayground.findings()');
    await expect.poll(async () => (await findings()).length).toBeGreaterThanOrEqual(100);
    expect((await findings()).length).toBeLessThanOrEqual(200);
  });

  it('a page that is not there: in the place of the frame', async () => {
    await show('opens-modal');
    await tab.frameLocator('[data-selected] iframe').locator('body').click();
    const modal = tab.locator('dialog[data-zfapps-modal]');
    await modal
      .getByText('/app/gone.html is not in the widget package, so there is no page to show.')
      .waitFor();
    expect(await modal.locator('iframe').isVisible()).toBe(false);
    await writeFile(join(folder.path, 'app/gone.html'), page(SDK, READY));
    await modal.locator('iframe').waitFor({ state: 'visible' });
    await tab.frameLocator('dialog iframe').locator('body[data-ready]').waitFor();
  });

  it.each([
    ['abroad', 'https://widgets.example.com/w.html', 'start its dev server here'],
    ['served-here', 'http://localhost:3999/w.html', 'npx zfapps-shim dev http://localhost:3999'],
  ])('%s: an absolute address', async (name, url, advice) => {
    await show(name);
    const panel = tab.locator('[data-selected] .panel');
    await panel.getByText('hosted elsewhere').waitFor();
    expect(await panel.innerText()).toContain(url);
    expect(await panel.innerText()).toContain(advice);
    expect(await panel.locator('iframe').count()).toBe(0);
  });

  it('goes when the widget is loaded anew without the fault', async () => {
    await show('own-fetch');
    await told();
    await writeFile(join(folder.path, 'app/data.json'), '{}');
    await tab.getByRole('status', { name: 'Problems of this widget' }).waitFor({ state: 'detached' });
    await isReady();
  });
});

describe("production's Content Security Policy", () => {
  it('is applied; what it blocks is reported with the line that allows it', async () => {
    await show('csp');
    await isReady();
    const blocked = async () =>
      (await findings())
        .filter(({ kind }) => kind === 'csp')
        .map(({ message }) => message.split('allow ')[1]);
    await expect
      .poll(async () => (await blocked()).sort())
      .toEqual(['https://early.example.com.', 'https://worker.example.com.', 'wss://push.example.com.']);
    const early = (await findings()).find(({ message }) => message.includes('early'));
    expect(early?.message).toBe(
      'Blocked here as it would be in production: connect-src does not allow https://early.example.com.',
    );
    expect(JSON.parse(`{${early?.paste}}`)).toEqual({
      cspDomains: { 'connect-src': ['https://allowed.example.com', 'https://early.example.com'] },
    });
    expect(await told()).toContain('"cspDomains"');
  });

  it('allows what the pasted line says, once it is in the manifest', async () => {
    await show('csp');
    await isReady();
    const early = async () => (await findings()).filter(({ message }) => message.includes('early'))[0]?.count;
    await expect.poll(early).toBeGreaterThan(0);
    const file = join(folder.path, 'plugin-manifest.json');
    const manifest = JSON.parse(await readFile(file, 'utf8'));
    const paste = (await findings()).find(({ message }) => message.includes('early'))?.paste;
    await writeFile(file, JSON.stringify({ ...manifest, ...JSON.parse(`{${paste}}`) }));
    await tab
      .getByRole('status', { name: 'Problems of this widget' })
      .getByText('early.example.com')
      .first()
      .waitFor({ state: 'detached' });
    await isReady();
    await writeFile(file, JSON.stringify(manifest));
  });

  it("does not take the page's own policy for production's", async () => {
    await show('own-policy');
    await isReady();
    expect(await told()).toContain("The page's own Content Security Policy blocked");
  });
});

describe('who may report', () => {
  it('only the widget, for itself: what others post to the host page is not heard', async () => {
    await show('own-fetch');
    await isReady();
    await tab.evaluate(async () => {
      const finding = { kind: 'error', message: 'forged' };
      window.postMessage({ type: 'zfapps-finding', finding }, '*');
      const stranger = document.createElement('iframe');
      stranger.srcdoc = `<script>parent.postMessage({ type: 'zfapps-finding', finding: { kind: 'error', message: 'forged' } }, '*')</script>`;
      document.body.append(stranger);
      await new Promise((resolve) => stranger.addEventListener('load', resolve));
    });
    const frame = tab.frames().find((one) => one.url().includes('own-fetch'));
    await frame?.evaluate(() => {
      const post = (message: unknown) => parent.postMessage(message, '*');
      post(null);
      post({ type: 'zfapps-finding' });
      post({ type: 'zfapps-finding', finding: { kind: 'constructor' } });
      post({ type: 'zfapps-finding', finding: { kind: 'error', message: 'the last one' } });
    });
    await tab.getByText('the last one').waitFor();
    expect(JSON.stringify(await findings())).not.toContain('forged');
  });
});
