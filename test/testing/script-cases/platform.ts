import { page } from './script-case.js';
import type { ScriptCase } from './script-case.js';

/** What of the platform the engines lack, and is made here. */
export const platformCases: ScriptCase[] = [
  {
    name: "fetch reads the page's own files, relative to the page, in its own realm",
    files: page(
      `<script>
      const pending = fetch('./data.json'); log.push(pending instanceof Promise);
      pending.then(async (response) => { log.push(response instanceof Response, response.status, response.ok, response.headers.get('content-type'), response.url.endsWith('/app/data.json'));
        const data = await response.json(); log.push(data, data instanceof Array, response.bodyUsed); })
      .then(() => fetch(new Request('data.json', { headers: new Headers({ 'X-A': '1' }) }))).then((response) => response.text()).then((text) => log.push(text))
      .then(() => fetch(new URL('missing.json', location.href))).then((response) => log.push(response.status, response.ok));</script>`,
      { 'data.json': '[1, 2]' },
    ),
    expected: [true, true, 200, true, 'application/json', true, [1, 2], true, true, '[1, 2]', 404, false],
    settle: 150,
  },
  {
    name: 'a fetch that is aborted is rejected with an AbortError',
    files: page(
      `<script>
      const controller = new AbortController();
      fetch('slow-data.json', { signal: controller.signal }).catch((error) => log.push(error.name, error instanceof DOMException, error === controller.signal.reason));
      controller.abort(); fetch('slow-data.json', { signal: AbortSignal.abort() }).catch((error) => log.push(error.name));</script>`,
      { 'slow-data.json': '[1, 2]' },
    ),
    expected: ['AbortError', true, true, 'AbortError'],
    settle: 150,
  },
  {
    name: 'fetch refuses an address that is none with a TypeError',
    files: page(`<script>fetch('http://[').catch((error) => log.push(error instanceof TypeError));</script>`),
    expected: [true],
    settle: 60,
  },
  {
    name: "XMLHttpRequest reads the page's own files",
    files: page(
      `<script>
      const request = new XMLHttpRequest(); request.open('GET', 'data.json'); request.responseType = 'json';
      request.onload = function () { log.push(this === request, request.status, request.response, request.getResponseHeader('Content-Type')); };
      request.send(); log.push('sent');</script>`,
      { 'data.json': '{ "a": 1 }' },
    ),
    expected: ['sent', true, 200, { a: 1 }, 'application/json'],
    settle: 150,
  },
  {
    name: 'a message over a MessageChannel comes later, as an object of the page',
    files: page(`<script>
      const { port1, port2 } = new MessageChannel(); log.push(port1 instanceof MessagePort);
      port2.onmessage = function (event) { log.push(this === port2, event.type, event.data, event.data.list instanceof Array, event instanceof MessageEvent); port1.close(); };
      port1.postMessage({ list: [1] }); Promise.resolve().then(() => log.push('microtask')); log.push('posted');</script>`),
    expected: [true, 'posted', 'microtask', true, 'message', { list: [1] }, true, true],
    settle: 60,
  },
  {
    name: 'a port waits for start with addEventListener, and answers',
    files: page(`<script>
      const { port1, port2 } = new MessageChannel();
      port2.addEventListener('message', ({ data }) => { log.push(data); port2.postMessage(data + 1); }); port1.postMessage(1);
      port1.onmessage = ({ data }) => { log.push(data); port1.close(); };
      setTimeout(() => { log.push('starts'); port2.start(); }, 10);</script>`),
    expected: ['starts', 1, 2],
    settle: 80,
  },
  {
    name: 'what is posted is copied when it is posted, and a function cannot be',
    files: page(`<script>
      const { port1, port2 } = new MessageChannel(); const value = { n: 1, when: new Date(0) };
      port2.onmessage = ({ data }) => { log.push(data.n, data.when instanceof Date, data === value); port1.close(); };
      port1.postMessage(value); value.n = 2;
      try { port1.postMessage(() => {}); } catch (error) { log.push(error.name, error instanceof DOMException); }</script>`),
    expected: ['DataCloneError', true, 1, true, false],
    settle: 60,
  },
  {
    name: 'a port is handed on by another port',
    files: page(`<script>
      const outer = new MessageChannel(); const inner = new MessageChannel();
      outer.port2.onmessage = ({ ports: [port] }) => { port.onmessage = ({ data }) => { log.push(data); port.close(); outer.port1.close(); }; };
      outer.port1.postMessage('take it', [inner.port2]); inner.port1.postMessage('through it');</script>`),
    expected: ['through it'],
    settle: 60,
  },
  {
    name: 'structuredClone, TextEncoder, URL and crypto are there',
    files: page(`<script>
      const copy = structuredClone({ list: [1], map: new Map([[1, 2]]) }); log.push(copy.list, copy.list instanceof Array, copy.map instanceof Map);
      log.push(new TextEncoder().encode('é').length, new TextDecoder().decode(new Uint8Array([0xc3, 0xa9])), new URL('x', 'https://a.example/b/').href, crypto.randomUUID().length);</script>`),
    expected: [[1], true, true, 2, 'é', 'https://a.example/b/x', 36],
  },
];
