import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser } from '../support/browser.js';
import { startDev } from '../support/dev-server.js';
import { tempFolder, widgetPage } from '../support/temp-package.js';
import { inWidget, pressReload, readyFrame } from '../support/widget-frame.js';
import type { ChildProcess } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import type { DevServer } from '../support/dev-server.js';
import type { TempFolder } from '../support/temp-package.js';

/** npm hands its own settings to what it starts; the prefix among them would install into this repository. */
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^npm_|^INIT_CWD$/.test(name)),
);

const runFile = promisify(execFile);

/** An empty folder with these packages installed. */
async function installed(...packages: string[]): Promise<TempFolder> {
  const folder = await tempFolder({ 'package.json': { name: 'a-widget', private: true } });
  const options = ['--no-audit', '--no-fund', '--no-update-notifier'];
  await runFile('npm', ['install', ...options, ...packages], { cwd: folder.path, env });
  return folder;
}

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser?.close());

const toEnd: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of toEnd.splice(0).reverse()) await end();
});

/** Starts a program, and resolves with what matches in what it prints. */
async function started(cwd: string, program: string, args: string[], ready: RegExp): Promise<string> {
  const child: ChildProcess = spawn(process.execPath, [join(cwd, program), ...args], { cwd, env });
  const exited = once(child, 'exit');
  toEnd.push(async () => {
    child.kill();
    await exited;
  });
  let printed = '';
  return new Promise((resolve, reject) => {
    const look = (chunk: Buffer) => {
      printed += chunk;
      const found = ready.exec(printed)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout?.on('data', look);
    child.stderr?.on('data', look);
    exited.then(() => reject(new Error(`${program} ended early:\n${printed}`)));
  });
}

async function shown(address: string): Promise<{ dev: DevServer; page: Page }> {
  const dev = await startDev(address);
  toEnd.push(() => dev.stop());
  const page = await browser.newPage();
  toEnd.push(() => page.close());
  await page.goto(dev.url);
  await readyFrame(page, dev);
  return { dev, page };
}

const calls = (page: Page) =>
  page.evaluate(() => window.zfappsPlayground.calls().map(({ method }) => method));
const findings = (page: Page) => page.evaluate(() => window.zfappsPlayground.findings());

describe('webpack-dev-server', () => {
  const TEXT = "export const text = 'ready';\n";
  let folder: TempFolder;

  beforeAll(async () => {
    // Version 6 needs a newer Node than we do.
    folder = await installed('webpack@5', 'webpack-cli@6', 'webpack-dev-server@5');
  });
  afterAll(() => folder?.remove());

  it.each([
    ['as it comes', {}],
    ['over https', { server: 'https' }],
    ['with SockJS', { webSocketServer: 'sockjs' }],
    [
      'whose socket the page opens by its own address',
      { client: { webSocketURL: 'ws://localhost:PORT/ws' } },
    ],
    [
      'with headers that would keep it out of any frame',
      {
        headers: {
          'X-Frame-Options': 'DENY',
          'Cross-Origin-Opener-Policy': 'same-origin',
          'Content-Security-Policy': "frame-ancestors 'none'",
        },
      },
    ],
  ])('%s: a module is updated in place', async (_, devServer) => {
    const port = String(await freePort());
    const config = {
      mode: 'development',
      entry: './src/main.js',
      devServer: { port: Number(port), ...devServer },
    };
    const files = {
      'webpack.config.js': `module.exports = ${JSON.stringify(config).replace('PORT', port)};`,
      'public/index.html': widgetPage('').replace('</body>', '<script src="/main.js"></script></body>'),
      'src/main.js': `import { text } from './text.js';
const show = () => { document.getElementById('out').textContent = text; };
ZFAPPS.extension.init().then(show);
module.hot.accept('./text.js', show);
`,
      'src/text.js': TEXT,
    };
    for (const [name, content] of Object.entries(files)) await put(folder, name, content);
    await started(folder.path, 'node_modules/webpack-cli/bin/cli.js', ['serve'], /(compiled) successfully/);

    const scheme = 'server' in devServer ? 'https' : 'http';
    const { page } = await shown(`${scheme}://localhost:${port}`);
    expect(await findings(page)).toEqual([]);
    await put(folder, 'src/text.js', "export const text = 'changed';\n");
    await inWidget(page).locator('#out', { hasText: 'changed' }).waitFor();
    // The page itself was not loaded again.
    expect(await calls(page)).toEqual(['init']);
  });
});

describe("the vendor's own tool", () => {
  let folder: TempFolder;

  beforeAll(async () => {
    folder = await installed('zoho-extension-toolkit@1.0.24');
    // It ends once npm has installed what the new project needs.
    await runFile(
      process.execPath,
      [join(folder.path, TOOL), 'init', '--zoho-service', 'FINANCE', '--project-name', 'mine'],
      { cwd: folder.path, env },
    );
  });
  afterAll(() => folder?.remove());

  const TOOL = 'node_modules/zoho-extension-toolkit/index.js';

  it('serves what it makes, over https and with its own policy, and it is shown here', async () => {
    const project = join(folder.path, 'mine');
    const file = join(project, 'app/widget.html');
    const made = await readFile(file, 'utf8');
    // Its page shows no sign of life; what it fetches its own policy does not allow at its own address.
    const mark = `<p id="out"></p><script>ZFAPPS.extension.init().then(() => fetch('translations/en.json')).then((answer) => { out.textContent = answer.ok ? 'ready' : answer.status; });</script>`;
    await writeFile(file, made.replace('</body>', `${mark}</body>`));
    const address = await started(project, join('..', TOOL), ['run'], /(https:\/\/127\.0\.0\.1:500\d)/);
    const { dev, page } = await shown(address);
    const frame = await readyFrame(page, dev);
    expect(frame.url()).toBe(`${dev.widgetOrigin}/app/widget.html`);
    expect(await calls(page)).toEqual(expect.arrayContaining(['init', 'get']));
    expect(await findings(page)).toEqual([]);
    expect(await page.evaluate(() => window.zfappsPlayground.page.module)).toBe('invoice');

    await writeFile(file, made.replace('</body>', `<p id="anew"></p>${mark}</body>`));
    await pressReload(page);
    await inWidget(page).locator('#anew').waitFor({ state: 'attached' });
  });
});

async function put({ path }: TempFolder, name: string, content: string): Promise<void> {
  await mkdir(dirname(join(path, name)), { recursive: true });
  await writeFile(join(path, name), content);
}

/** A port that was free just now: webpack prints which it took, but not before it has put it into its pages. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
