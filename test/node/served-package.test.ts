import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { loadServedPackage } from '../../src/node/served-package.js';
import { manifest } from '../support/temp-package.js';
import { listening } from './raw-server.js';
import { SELF_SIGNED } from './self-signed.js';
import { failure } from './temp-folder.js';
import type { RequestListener } from 'node:http';
import type { ServedPackage, ServedPackageOptions } from '../../src/node/served-package.js';

/** Widgets as `manifest()` names them: by their location. */
const WIDGETS = manifest({ 'bill.details.sidebar': '/app/bill.html', dashboard: '/app/board.html' });

async function serving(answer: RequestListener): Promise<string> {
  return `http://127.0.0.1:${await listening(createHttpServer(answer))}`;
}

/** A dev server with this at `/plugin-manifest.json`, and nothing else. */
function withManifest(
  body: string | Buffer,
  headers: Record<string, string> = {},
  status = 200,
): Promise<string> {
  return serving((request, response) => {
    if (request.url === '/plugin-manifest.json') response.writeHead(status, headers).end(body);
    else response.writeHead(404).end('Cannot GET it');
  });
}

async function load(address: string, options: ServedPackageOptions = {}): Promise<ServedPackage> {
  const served = await loadServedPackage(address, { startMs: 0, ...options });
  served.client.close();
  return served;
}

function placed({ manifest: { modules } }: ServedPackage): Record<string, string> {
  return Object.fromEntries(modules.widgets.map(({ location, url }) => [location, url]));
}

describe('a dev server with a manifest', () => {
  it('has the widgets of the manifest', async () => {
    const dev = await withManifest(JSON.stringify(WIDGETS), { 'Content-Type': 'application/json' });
    const served = await load(dev);
    expect(placed(served)).toEqual({
      'bill.details.sidebar': '/app/bill.html',
      dashboard: '/app/board.html',
    });
    expect(served).toMatchObject({
      folder: process.cwd(),
      name: new URL(dev).host,
      location: undefined,
      notes: [],
    });
  });

  it.each([
    ['of no type', {}, (text: string) => text],
    ['of another type', { 'Content-Type': 'text/html' }, (text: string) => text],
    ['with a byte order mark', { 'Content-Type': 'text/plain' }, (text: string) => `\uFEFF${text}`],
    ['compressed unasked', { 'Content-Encoding': 'gzip' }, (text: string) => gzipSync(text)],
  ])('may send it %s', async (_, headers: Record<string, string>, make) => {
    const served = await load(await withManifest(make(JSON.stringify(WIDGETS)), headers));
    expect(Object.keys(placed(served))).toHaveLength(2);
  });

  it('may send it over TLS, whoever signed its certificate', async () => {
    const https = createHttpsServer(SELF_SIGNED, (request, response) =>
      response.writeHead(request.url === '/plugin-manifest.json' ? 200 : 404).end(JSON.stringify(WIDGETS)),
    );
    expect(placed(await load(`https://localhost:${await listening(https)}`))).toHaveProperty('dashboard');
  });

  it('serves the widgets that it places at its own addresses', async () => {
    let widgets: object = {};
    const dev = await serving((request, response) =>
      response.writeHead(request.url === '/plugin-manifest.json' ? 200 : 404).end(JSON.stringify(widgets)),
    );
    const { port } = new URL(dev);
    widgets = manifest({
      a: `https://127.0.0.1:${port}/app/a.html?x#y`,
      b: `//localhost:${port}/app/b.html`,
      c: 'app/c.html',
      d: 'https://widgets.example/d.html',
      e: 'http://localhost:1/e.html',
    });
    expect(placed(await load(dev))).toEqual({
      a: '/app/a.html?x#y',
      b: '/app/b.html',
      c: '/app/c.html',
      d: 'https://widgets.example/d.html',
      e: 'http://localhost:1/e.html',
    });
  });

  it('is shown first where the address names one of its pages', async () => {
    const dev = await withManifest(JSON.stringify(WIDGETS));
    expect(await load(`${dev}/app/board.html`)).toMatchObject({ location: 'dashboard', notes: [] });
    expect((await load(`${dev}/app/board.html`, { location: 'bill.details.sidebar' })).location).toBe(
      'bill.details.sidebar',
    );
  });

  it('has another widget where the address names a page that is none of them', async () => {
    const dev = await withManifest(JSON.stringify(WIDGETS));
    const served = await load(`${dev}/other?x`, { location: 'webtab' });
    expect(placed(served)).toEqual({
      webtab: '/other?x',
      'bill.details.sidebar': '/app/bill.html',
      dashboard: '/app/board.html',
    });
    expect(served.notes).toEqual([expect.stringMatching(/No widget .* the url \/other\?x.*shown at webtab/)]);
  });

  it('gives it as it is now', async () => {
    let widgets = WIDGETS;
    const dev = await serving((request, response) =>
      response.writeHead(request.url === '/plugin-manifest.json' ? 200 : 404).end(JSON.stringify(widgets)),
    );
    const { readManifest } = await load(dev);
    widgets = manifest({ webtab: '/app/new.html' });
    expect((await readManifest()).modules.widgets).toMatchObject([{ location: 'webtab' }]);
  });

  it('gives the last one while it is down', async () => {
    const http = createHttpServer((request, response) =>
      response.writeHead(request.url === '/plugin-manifest.json' ? 200 : 404).end(JSON.stringify(WIDGETS)),
    );
    const { readManifest, manifest: first } = await load(`http://127.0.0.1:${await listening(http)}`);
    http.close();
    http.closeAllConnections();
    expect(await readManifest()).toBe(first);
  });

  it.each([
    [
      '{\n  "modules": {',
      'manifest_broken',
      /^http:\/\/127\.0\.0\.1:\d+\/plugin-manifest\.json:2:\d+ is not JSON/,
    ],
    ['', 'manifest_broken', /plugin-manifest\.json:1:1 is not JSON/],
    [
      '{\n "modules": { "widgets": [{ "location": 5, "url": "/a" }] }\n}',
      'manifest_invalid',
      /plugin-manifest\.json:2:\d+ modules\.widgets\[0\]\.location: expected a location/,
    ],
    ['{}', 'manifest_invalid', /plugin-manifest\.json declares no widget/],
  ])('says what is wrong with it: %j', async (body, problem, message) => {
    const error = await failure(load(await withManifest(body, { 'Content-Type': 'application/json' })));
    expect(error).toMatchObject({ problem, message: expect.stringMatching(message) });
  });
});

describe('a dev server without a manifest', () => {
  it.each([
    ['404', () => withManifest('Not found', { 'Content-Type': 'text/plain' }, 404), /answered with 404/],
    [
      'a page for everything',
      () => withManifest('<!doctype html>', { 'Content-Type': 'text/html' }),
      /is no JSON/,
    ],
    [
      'a redirect, which is not followed',
      () => withManifest('', { Location: 'http://127.0.0.1:1/' }, 302),
      /answered with 302/,
    ],
    [
      'a longer file than any manifest',
      () => withManifest(`[${' '.repeat(1_000_001)}]`),
      /longer than any manifest/,
    ],
  ])('that answers %s has one widget, where its page is', async (_, start, reason) => {
    const dev = await start();
    const root = await load(dev);
    expect(placed(root)).toEqual({ 'invoice.details.sidebar': '/' });
    expect(root.location).toBe('invoice.details.sidebar');
    expect(root.notes).toHaveLength(1);
    expect(root.notes[0]).toMatch(reason);
    expect(root.notes[0]).toMatch(/\/ is shown at invoice\.details\.sidebar\. --location/);
    const page = await load(`${dev}/app/widget.html?a=1#/b`, { location: 'dashboard.widget' });
    expect(placed(page)).toEqual({ 'dashboard.widget': '/app/widget.html?a=1#/b' });
  });
});

describe('a dev server that does not answer', () => {
  it('is waited for, and that is said once', async () => {
    const http = createHttpServer((request, response) =>
      response.writeHead(request.url === '/plugin-manifest.json' ? 200 : 404).end(JSON.stringify(WIDGETS)),
    );
    const port = await listening(http);
    await new Promise((resolve) => http.close(resolve));
    const said: string[] = [];
    const served = await load(`http://127.0.0.1:${port}`, {
      startMs: 5_000,
      onWaiting: (sentence) => {
        said.push(sentence);
        http.listen(port, '127.0.0.1');
      },
    });
    expect(placed(served)).toHaveProperty('dashboard');
    expect(said).toEqual([
      `Nothing listens at http://127.0.0.1:${port} yet; waiting 5 s for the dev server to start.`,
    ]);
    http.close();
  });

  it('is given up after a while', async () => {
    const http = createHttpServer();
    const port = await listening(http);
    await new Promise((resolve) => http.close(resolve));
    const error = await failure(load(`http://localhost:${port}`, { startMs: 500 }));
    expect(error).toMatchObject({
      problem: 'server_silent',
      message: `No dev server answers at http://localhost:${port}: nothing listens there. Start it.`,
    });
  });

  it('in time is told from one that is not there', async () => {
    const dev = await serving(() => {});
    const error = await failure(load(dev, { answerMs: 50 }));
    expect(error).toMatchObject({
      problem: 'server_silent',
      message: expect.stringMatching(/longer than 0\.05 s/),
    });
  });

  it('in the language that the address names is said to, at once', async () => {
    const http = await withManifest('{}');
    const error = await failure(load(http.replace('http', 'https'), { startMs: 60_000 }));
    expect(error).toMatchObject({
      problem: 'server_silent',
      message: expect.stringMatching(/speaks no TLS/),
    });
    const https = createHttpsServer(SELF_SIGNED, (_, response) => response.end());
    https.on('tlsClientError', () => {});
    const other = await failure(load(`http://127.0.0.1:${await listening(https)}`, { startMs: 60_000 }));
    expect(other).toMatchObject({
      problem: 'server_silent',
      message: expect.stringMatching(/name it by https:/),
    });
  });
});

describe('zfapps-shim itself', () => {
  it.each([
    ['the widgets’ port', 'text/javascript; charset=utf-8', 200, 'window.ZFAPPS = {}'],
    ['the page’s port', 'text/plain; charset=UTF-8', 404, 'zfapps-shim has nothing at /__zfapps/zf_sdk.js.'],
  ])('is no dev server: %s', async (_, type, status, body) => {
    const dev = await serving((request, response) => {
      const isSdk = request.url === '/__zfapps/zf_sdk.js';
      response.writeHead(isSdk ? status : 404, { 'Content-Type': type }).end(isSdk ? body : '');
    });
    expect(await failure(load(dev))).toMatchObject({
      code: 'invalid_options',
      message: expect.stringMatching(/is zfapps-shim already/),
    });
  });

  it('is not mistaken for a server that repeats what it was asked for', async () => {
    const dev = await serving((request, response) =>
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end(`no file ${request.url}, dear ZFAPPS`),
    );
    expect(placed(await load(dev))).toEqual({ 'invoice.details.sidebar': '/' });
  });
});
