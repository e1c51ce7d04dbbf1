import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { happyDomEngine } from '../../src/testing/dom/happy-dom-engine.js';
import { jsdomEngine } from '../../src/testing/dom/jsdom-engine.js';
import { openCase } from './open-case.js';
import { page } from './script-cases/script-case.js';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { PageFinding } from '../../src/core/protocol/index.js';
import type { UpstreamRequest } from '../../src/core/backend/index.js';
import type { DomEngine } from '../../src/testing/dom/engine.js';

const engines: [string, () => Promise<DomEngine>][] = [
  ['happy-dom', happyDomEngine],
  ['jsdom', jsdomEngine],
];

describe.each(engines)('a page in %s', (_, load) => {
  /** Opens a page, and gives what it told and asked for. */
  async function open(body: string, others: Record<string, string> = {}) {
    const engine = await load();
    const findings: PageFinding[] = [];
    const requests: UpstreamRequest[] = [];
    const fetch = async (request: UpstreamRequest) => {
      requests.push(request);
      return {
        status: 201,
        statusText: 'Created',
        headers: [['X-A', '1']] as never,
        body: new Uint8Array([123, 125]),
      };
    };
    const { window, loaded, close } = openCase((given) => engine({ ...given, fetch }), page(body, others), {
      onFinding: (finding) => findings.push(finding),
    });
    await loaded;
    await pause(60);
    const log = JSON.parse(JSON.stringify(window.log)) as unknown[];
    await close();
    return { findings, requests, log };
  }

  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('tells what nobody caught, wherever it was thrown', async () => {
    const { findings } = await open(`
      <button id="b" onclick="throw new Error('handler')"></button>
      <script>throw new TypeError('script');</script><script>document.getElementById('b').click();
      document.addEventListener('x', () => { throw new Error('listener'); }); document.dispatchEvent(new Event('x'));
      setTimeout(() => { throw new Error('timer'); }, 1); Promise.reject(new Error('promise'));</script>
      <script type="module">throw new Error('module');</script><script>if (</script>`);
    const told = findings.map((finding) =>
      'message' in finding ? `${finding.kind} ${finding.message}` : '',
    );
    expect(told.sort()).toEqual([
      'error Error: handler',
      'error Error: listener',
      'error Error: module',
      'error Error: timer',
      'error SyntaxError: Unexpected end of input',
      'error TypeError: script',
      'rejection Error: promise',
    ]);
  });

  it('tells nothing that the page has cancelled', async () => {
    const { findings } = await open(`
      <script>window.onerror = () => true; window.onunhandledrejection = (event) => event.preventDefault();</script>
      <script>throw new Error('script');</script>
      <script>Promise.reject(new Error('promise')); setTimeout(() => { throw new Error('timer'); }, 1);</script>`);
    expect(findings).toEqual([]);
  });

  it('tells which scripts and modules do not load', async () => {
    const { findings } = await open(
      `<script src="a.js"></script><script type="module" src="b.js"></script><script type="module" src="c.js"></script>`,
      { 'c.js': "import './d.js';" },
    );
    const url = (file: string) => `http://widget.test/app/${file}`;
    expect(findings).toEqual(
      ['a.js', 'b.js', 'd.js'].map((file) => ({ kind: 'unreachable', element: 'script', url: url(file) })),
    );
  });

  it('says of a JSON module how to read it', async () => {
    const { findings } = await open(
      `<script type="module">import data from './data.json' with { type: 'json' };</script>`,
      { 'data.json': '{}' },
    );
    expect(findings).toMatchObject([
      { kind: 'error', message: expect.stringMatching(/data\.json is JSON.*Read it by fetch/) },
    ]);
  });

  it('says that it goes nowhere', async () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
    await open(`
      <a id="a" href="second.html">on</a><a id="b" href="#here">here</a><a id="c" href="third.html" onclick="return false">no</a>
      <script>for (const id of 'abc') document.getElementById(id).click(); location.href = 'fourth.html'; location.hash = 'x';</script>`);
    const told = warned.mock.calls.map(([text]) => String(text));
    expect(told.length).toBe(2);
    for (const text of told) expect(text).toMatch(/navigation|goes to/);
  });

  it('answers for its own origin as a server of files does', async () => {
    const { log, findings } = await open(
      `<script>
      (async () => {
        for (const [method, file] of [['GET', 'here.json'], ['GET', 'gone.json'], ['POST', 'here.json']])
          log.push((await fetch(file, { method })).status);
      })();</script>`,
      { 'here.json': '{}' },
    );
    expect(log).toEqual([200, 404, 405]);
    expect(findings).toEqual([]);
  });

  it("sends what is not the page's own by its fetch, and nothing else", async () => {
    const { requests, log } = await open(`<script>
      const api = 'https://api.example/v1/x';
      fetch(api, { method: 'POST', headers: { 'X-Token': 't' }, body: new URLSearchParams({ a: '1 2' }) }).then(async (response) => {
        log.push(response.status, response.statusText, response.headers.get('x-a'), await response.json());
        const request = new XMLHttpRequest(); request.open('PUT', api); request.setRequestHeader('X-Token', 'u');
        request.onload = () => log.push(request.status, request.getResponseHeader('X-A')); request.send('text'); });</script>`);
    expect(log).toEqual([201, 'Created', '1', {}, 201, '1']);
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST https://api.example/v1/x',
      'PUT https://api.example/v1/x',
    ]);
    const [form, text] = requests.map(({ body }) => new TextDecoder().decode(body));
    expect([form, text]).toEqual(['a=1+2', 'text']);
    const headers = new Headers(requests[0]?.headers);
    expect(headers.get('x-token')).toBe('t');
    expect(headers.get('content-type')).toMatch(/^application\/x-www-form-urlencoded/);
  });

  it('refuses a synchronous request, which would go past the test', async () => {
    const { log, requests } = await open(`<script>
      try { const request = new XMLHttpRequest(); request.open('GET', 'https://api.example/', false); request.send(); log.push('sent'); }
      catch (error) { log.push(error.name, error instanceof DOMException); }</script>`);
    expect(log).toEqual(['NetworkError', true]);
    expect(requests).toEqual([]);
  });

  it('opens no socket: its server is never there', async () => {
    const server = createServer();
    const reached = vi.fn((_request: unknown, socket: Duplex) => void socket.destroy());
    server.on('upgrade', reached);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { log } = await open(`<script>
      const socket = new WebSocket('ws://127.0.0.1:${port}/'); log.push(socket.readyState);
      socket.onerror = (event) => log.push(event.type, socket.readyState);
      socket.addEventListener('close', function (event) { log.push(event.code, this === socket); });</script>`);
    server.close();
    expect(log).toEqual([0, 'error', 3, 1006, true]);
    expect(reached).not.toHaveBeenCalled();
  });

  it("writes to the test's console", async () => {
    const said = vi.spyOn(console, 'warn').mockImplementation(() => {});
    await open(`<script>console.warn('from the page', 1);</script>`);
    expect(said).toHaveBeenCalledWith('from the page', 1);
  });

  it('posts to the window around it, with its port', async () => {
    const engine = await load();
    const posted: unknown[] = [];
    const { loaded, close } = openCase(
      engine,
      page(`<script>const { port1, port2 } = new MessageChannel(); port1.onmessage = () => {};
        parent.postMessage({ a: 1 }, '*', [port2]); top.postMessage('top', '*');</script>`),
      {
        onPost(message, ports) {
          posted.push(message, ports.length);
          for (const port of ports) port.close();
        },
      },
    );
    await loaded;
    await close();
    expect(posted).toEqual([{ a: 1 }, 1, 'top', 0]);
  });
});
