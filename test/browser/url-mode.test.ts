import { readFile, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { join } from 'node:path';
import { createServer as createVite } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { SELF_SIGNED } from '../node/self-signed.js';
import { startBrowser } from '../support/browser.js';
import { startDev } from '../support/dev-server.js';
import { manifest, tempFolder, widgetPage } from '../support/temp-package.js';
import { inWidget, READY_PAGE, readyFrame } from '../support/widget-frame.js';
import type { RequestListener, Server as HttpServer, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import type { ViteDevServer } from 'vite';
import type { DevServer } from '../support/dev-server.js';
import type { TempFolder } from '../support/temp-package.js';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  page = await browser.newPage();
});

const toEnd: (() => unknown)[] = [];
afterEach(async () => {
  // A server does not end while a browser holds one of its sockets.
  await page.close();
  for (const end of toEnd.splice(0).reverse()) await end();
});

/** Listens until the test ends. */
async function listenOn(server: HttpServer, port = 0): Promise<number> {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  toEnd.push(() => end(server));
  return (server.address() as AddressInfo).port;
}

async function end(server: HttpServer): Promise<void> {
  server.closeAllConnections();
  if (server.listening) await new Promise((resolve) => server.close(resolve));
}

async function shown(...given: Parameters<typeof startDev>): Promise<DevServer> {
  const dev = await startDev(...given);
  toEnd.push(() => dev.stop());
  await page.goto(dev.url);
  return dev;
}

/** Serves these files by their path, as the vendor's tool does: for everybody. */
function files(content: Record<string, string | object>): RequestListener {
  return (request, response) => {
    const path = new URL(request.url ?? '', 'http://x').pathname;
    const found = content[path];
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Content-Type', path.endsWith('.json') ? 'application/json' : 'text/html');
    if (found === undefined) response.writeHead(404).end(`Cannot GET ${path}`);
    else response.end(typeof found === 'string' ? found : JSON.stringify(found));
  };
}

describe.each(['http', 'https'] as const)('a Vite project that knows nothing of us, over %s', (scheme) => {
  let folder: TempFolder;
  let vite: ViteDevServer;
  let dev: DevServer;

  beforeAll(async () => {
    folder = await tempFolder({
      'plugin-manifest.json': manifest({ 'invoice.details.sidebar': '/app/widget.html' }),
      'app/widget.html': widgetPage('').replace(
        '</body>',
        '<p id="count"></p><script type="module" src="./main.ts"></script></body>',
      ),
      'app/main.ts': `import { text } from './text.ts';
const out = document.getElementById('out') as HTMLElement;
const count = document.getElementById('count') as HTMLElement;
count.textContent = sessionStorage.loads = String(1 + Number(sessionStorage.loads ?? 0));
ZFAPPS.extension.init().then(() => ZFAPPS.get('invoice')).then(() => { out.textContent = text; });
import.meta.hot?.accept('./text.ts', (fresh) => { out.textContent = fresh?.text; });
`,
      'app/text.ts': "export const text: string = 'ready';\n",
    });
    vite = await createVite({
      configFile: false,
      logLevel: 'silent',
      root: folder.path,
      optimizeDeps: { noDiscovery: true },
      server: { port: 0, ...(scheme === 'https' ? { https: SELF_SIGNED } : {}) },
    });
    await vite.listen();
    dev = await startDev(`${scheme}://localhost:${(vite.httpServer?.address() as AddressInfo).port}`);
  });
  afterAll(async () => {
    await dev?.stop();
    await vite?.close();
    await folder?.remove();
  });
  beforeEach(async () => {
    await writeFile(join(folder.path, 'app/text.ts'), "export const text: string = 'ready';\n");
    await page.goto(dev.url);
    await readyFrame(page, dev);
  });

  const calls = () => page.evaluate(() => window.zfappsPlayground.calls().map(({ method }) => method));

  it('runs in the host page, with its SDK swapped', async () => {
    const frame = await readyFrame(page, dev);
    expect(frame.url()).toBe(`${dev.widgetOrigin}/app/widget.html`);
    expect(await calls()).toEqual(['init', 'get']);
    const sources = await frame.evaluate(() =>
      Array.from(document.scripts, ({ src }) => src).filter(Boolean),
    );
    expect(sources).toEqual([
      `${dev.widgetOrigin}/@vite/client`,
      `${dev.widgetOrigin}/__zfapps/zf_sdk.js`,
      `${dev.widgetOrigin}/app/main.ts`,
    ]);
    expect(await page.evaluate(() => window.zfappsPlayground.findings())).toEqual([]);
  });

  it('updates a module in place', async () => {
    const frame = await readyFrame(page, dev);
    await writeFile(join(folder.path, 'app/text.ts'), "export const text: string = 'changed';\n");
    await inWidget(page).locator('#out', { hasText: 'changed' }).waitFor();
    expect(await frame.locator('#count').textContent()).toBe('1');
    expect(await calls()).toEqual(['init', 'get']);
  });

  it('loads its page anew where Vite wants that, and what it called before stays in the log', async () => {
    const html = join(folder.path, 'app/widget.html');
    await writeFile(
      html,
      (await readFile(html, 'utf8')).replace('</body>', '<p id="added">added</p></body>'),
    );
    await inWidget(page).locator('#added').waitFor();
    await inWidget(page).locator('#out', { hasText: 'ready' }).waitFor();
    expect(await inWidget(page).locator('#count').textContent()).toBe('2');
    expect(await calls()).toEqual(['init', 'get', 'init', 'get']);
  });
});

describe("a server as the vendor's tool has it: https, with a certificate of its own making", () => {
  it('is shown with the widgets of its manifest', async () => {
    const server = createHttpsServer(
      SELF_SIGNED,
      files({
        '/plugin-manifest.json': manifest({
          'bill.details.sidebar': '/app/widget.html',
          'invoice.details.sidebar': '/app/other.html',
        }),
        '/app/widget.html': READY_PAGE,
      }),
    );
    const dev = await shown(`https://127.0.0.1:${await listenOn(server)}`);
    const frame = await readyFrame(page, dev);
    expect(frame.url()).toBe(`${dev.widgetOrigin}/app/widget.html`);
    expect(await page.evaluate(() => window.zfappsPlayground.page.module)).toBe('bill');
    expect(dev.stdout().trim().split('\n')).toHaveLength(1);
  });

  it('has its live reload, also where its client opens wss by an address of its own making', async () => {
    const content = { '/': '' };
    const server = createHttpsServer(SELF_SIGNED, files(content));
    new WebSocketServer({ server }).on('connection', (socket, { headers }) =>
      socket.send(`${headers.origin}`),
    );
    const port = await listenOn(server);
    content['/'] = READY_PAGE.replace(
      '</body>',
      `<p id="own"></p><p id="direct"></p><script>
        const say = (id) => ({ data }) => { document.getElementById(id).textContent = data; };
        new WebSocket('wss://' + location.host + '/ws').onmessage = say('own');
        new WebSocket('wss://' + location.hostname + ':${port}/ws').onmessage = say('direct');
      </script></body>`,
    );
    const dev = await shown(`https://localhost:${port}`);
    await readyFrame(page, dev);
    for (const id of ['#own', '#direct'])
      await inWidget(page)
        .locator(id, { hasText: `https://localhost:${port}` })
        .waitFor();
  });

  it('has its manifest read anew when the page is loaded', async () => {
    const content = {
      '/plugin-manifest.json': manifest({ 'bill.details.sidebar': '/app/widget.html' }),
      '/app/widget.html': READY_PAGE,
    };
    const dev = await shown(
      `https://127.0.0.1:${await listenOn(createHttpsServer(SELF_SIGNED, files(content)))}`,
    );
    await readyFrame(page, dev);
    content['/plugin-manifest.json'] = manifest({ 'estimate.details.sidebar': '/app/widget.html' });
    await page.reload();
    await readyFrame(page, dev);
    expect(await page.evaluate(() => window.zfappsPlayground.page.module)).toBe('estimate');
  });
});

describe('a server with a live reload of its own', () => {
  /** A page that follows a socket and a stream of events at these addresses, and says what it hears. */
  const follower = (socket: string, events: string) =>
    READY_PAGE.replace(
      '</body>',
      `<p id="socket"></p><p id="events"></p><script>
        const say = (id) => ({ data }) => data === 'reload' ? location.reload() : document.getElementById(id).textContent += data;
        new WebSocket(${socket}).onmessage = say('socket');
        new EventSource(${events}).onmessage = say('events');
      </script></body>`,
    );

  async function liveServer(html: (port: number) => string) {
    let content = '';
    const streams: ServerResponse[] = [];
    const server = createHttpServer((request, response) => {
      response.setHeader('Access-Control-Allow-Origin', '*');
      if (request.url === '/events') {
        streams.push(response.writeHead(200, { 'Content-Type': 'text/event-stream' }));
        response.write('data: open\n\n');
      } else if (request.url === '/') response.setHeader('Content-Type', 'text/html').end(content);
      else response.writeHead(404).end();
    });
    const sockets = new WebSocketServer({ server });
    const origins: (string | undefined)[] = [];
    sockets.on('connection', (socket, { headers }) => {
      origins.push(headers.origin);
      socket.send('open');
    });
    const port = await listenOn(server);
    content = html(port);
    const say = (text: string) => {
      for (const socket of sockets.clients) socket.send(text);
      for (const stream of streams) stream.write(`data: ${text}\n\n`);
    };
    return { server, port, say, origins };
  }

  it('hears from it through its own origin', async () => {
    const { port, say, origins } = await liveServer(() => follower("'ws://' + location.host", "'/events'"));
    const dev = await shown(`http://localhost:${port}`);
    await readyFrame(page, dev);
    for (const id of ['#socket', '#events']) await inWidget(page).locator(id, { hasText: 'open' }).waitFor();
    expect(origins).toEqual([`http://localhost:${port}`]);
    say(', news');
    for (const id of ['#socket', '#events'])
      await inWidget(page).locator(id, { hasText: 'open, news' }).waitFor();
    say('reload');
    await inWidget(page)
      .locator('#events', { hasText: /^open$/ })
      .waitFor();
    const methods = () => page.evaluate(() => window.zfappsPlayground.calls().map(({ method }) => method));
    await expect.poll(methods).toEqual(['init', 'init']);
  });

  it('hears from it directly, by either of its names', async () => {
    const { port, say } = await liveServer((at) =>
      follower(`'ws://localhost:${at}/x'`, `'http://127.0.0.1:${at}/events'`),
    );
    const dev = await shown(`http://localhost:${port}`);
    await readyFrame(page, dev);
    for (const id of ['#socket', '#events']) await inWidget(page).locator(id, { hasText: 'open' }).waitFor();
    say(', news');
    for (const id of ['#socket', '#events'])
      await inWidget(page).locator(id, { hasText: 'open, news' }).waitFor();
    expect(await page.evaluate(() => window.zfappsPlayground.findings())).toEqual([]);
  });

  it('may not reach other servers of this machine, as in production', async () => {
    const other = await listenOn(createHttpServer((_, response) => response.end()));
    const { port } = await liveServer(() => READY_PAGE);
    const dev = await shown(`http://localhost:${port}`);
    const frame = await readyFrame(page, dev);
    const outcome = await frame.evaluate(
      (url) =>
        fetch(url, { mode: 'no-cors' }).then(
          () => 'reached',
          () => 'blocked',
        ),
      `http://127.0.0.1:${other}/`,
    );
    expect(outcome).toBe('blocked');
  });

  it('does not hold the command: Ctrl-C ends it within a second', async () => {
    const { port } = await liveServer(() => follower("'ws://' + location.host", "'/events'"));
    const dev = await startDev(`http://localhost:${port}`);
    await page.goto(dev.url);
    for (const id of ['#socket', '#events']) await inWidget(page).locator(id, { hasText: 'open' }).waitFor();
    const since = performance.now();
    expect(await dev.stop()).toBe(0);
    expect(performance.now() - since).toBeLessThan(1_000);
  });

  it('that is gone is explained in the frame, and shown again once it is back', async () => {
    const answer = files({ '/': READY_PAGE });
    const first = createHttpServer(answer);
    const port = await listenOn(first);
    const dev = await shown(`http://127.0.0.1:${port}`);
    const frame = await readyFrame(page, dev);
    await end(first);
    await frame.evaluate(() => location.reload());
    await inWidget(page).getByText(`No dev server answers at http://127.0.0.1:${port}`).waitFor();
    await listenOn(createHttpServer(answer), port);
    await readyFrame(page, dev);
  });
});

describe('a page of a dev server', () => {
  it("reads nothing of the host page, whose token calls the person's connections", async () => {
    const port = await listenOn(createHttpServer(files({ '/': READY_PAGE })));
    const dev = await shown(`http://127.0.0.1:${port}`);
    const frame = await readyFrame(page, dev);
    const paths = ['', '__zfapps/', '__zfapps/manifest', '__zfapps/records', '%5f_zfapps/manifest'];
    const addresses = [dev.url, `${dev.widgetOrigin}/`].flatMap((base) => paths.map((path) => base + path));
    const read = await frame.evaluate(async (urls) => {
      const texts = urls.map((url) =>
        fetch(url).then(
          (answer) => answer.text(),
          () => '',
        ),
      );
      return (await Promise.all(texts)).join('\n');
    }, addresses);
    // The widget's own page, by its own origin, is what can be read.
    expect(read).toContain('extension.init()');
    expect(read).not.toMatch(/zfapps-boot|"organization"|"initialWidget"/);
  });

  it('registers no service worker', async () => {
    const server = createHttpServer((request, response) => {
      response.setHeader('Content-Type', request.url === '/sw.js' ? 'text/javascript' : 'text/html');
      response.end(request.url === '/sw.js' ? '' : READY_PAGE);
    });
    const dev = await shown(`http://127.0.0.1:${await listenOn(server)}`);
    const frame = await readyFrame(page, dev);
    const outcome = await frame.evaluate(() =>
      navigator.serviceWorker.register('/sw.js').then(
        () => 'registered',
        (error) => String(error),
      ),
    );
    expect(outcome).toMatch(/403/);
  });

  it('keeps its cookies, storage and redirects', async () => {
    const answer = files({ '/app/widget.html': READY_PAGE });
    const cookies: (string | undefined)[] = [];
    const port = await listenOn(
      createHttpServer((request, response) => {
        if (request.url !== '/') {
          // The server itself asks for manifest and translations, without the widget's cookies.
          if (request.url === '/app/widget.html') cookies.push(request.headers.cookie);
          answer(request, response);
          return;
        }
        const to = `http://${request.headers.host}/app/widget.html`;
        response
          .writeHead(302, { Location: to, 'Set-Cookie': 'session=1; Domain=localhost; HttpOnly' })
          .end();
      }),
    );
    const dev = await shown(`http://localhost:${port}`);
    const frame = await readyFrame(page, dev);
    expect(frame.url()).toBe(`${dev.widgetOrigin}/app/widget.html`);
    expect(cookies.at(-1)).toBe('session=1');
    await frame.evaluate(() => localStorage.setItem('a', 'kept'));
    const loaded = page.waitForEvent('framenavigated');
    await frame.evaluate(() => location.reload());
    await loaded;
    expect(await (await readyFrame(page, dev)).evaluate(() => localStorage.getItem('a'))).toBe('kept');
  });
});
