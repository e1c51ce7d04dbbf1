import type { WidgetWindow } from './engine.js';
import type { CodePlace, RunCode } from './run-code.js';

/**
 * SECURITY: ends the ways by which the engines reach the network past everything that answers here:
 * sockets (happy-dom opens real ones) and synchronous requests (jsdom sends them from another thread).
 */
export function refuseNetwork(window: WidgetWindow, run: RunCode, name: string): void {
  const place: CodePlace = { name, line: 0, column: 0 };
  window.WebSocket = run(SOCKET, place) as typeof WebSocket;

  const synchronous = new WeakSet<XMLHttpRequest>();
  const { prototype } = window.XMLHttpRequest;
  const { open, send } = prototype as { open(...args: unknown[]): void; send(body?: unknown): void };
  prototype.open = function (this: XMLHttpRequest, ...[method, url, isAsync = true, ...rest]: unknown[]) {
    if (isAsync) synchronous.delete(this);
    else synchronous.add(this);
    open.call(this, method, url, true, ...rest);
  };
  prototype.send = function (this: XMLHttpRequest, body?: unknown) {
    if (synchronous.has(this))
      throw new window.DOMException('A synchronous request has no answer here.', 'NetworkError');
    send.call(this, body);
  };
}

/** A socket whose server is never there. */
const SOCKET = `(class WebSocket extends EventTarget {
  static CONNECTING = 0; static OPEN = 1; static CLOSING = 2; static CLOSED = 3;
  static {
    for (const type of ['open', 'message', 'error', 'close']) {
      const handlers = new WeakMap();
      Object.defineProperty(this.prototype, 'on' + type, {
        configurable: true,
        get() { return handlers.get(this)?.current ?? null; },
        set(handler) {
          const had = handlers.get(this);
          const kept = had ?? {};
          kept.current = typeof handler === 'function' ? handler : null;
          handlers.set(this, kept);
          if (had === undefined) this.addEventListener(type, (event) => kept.current?.call(this, event));
        },
      });
    }
  }
  CONNECTING = 0; OPEN = 1; CLOSING = 2; CLOSED = 3;
  binaryType = 'blob'; bufferedAmount = 0; extensions = ''; protocol = ''; readyState = 0;
  constructor(url) {
    super();
    this.url = new URL(url, document.baseURI).href.replace(/^http/, 'ws');
    setTimeout(() => this.#fail());
  }
  #fail() {
    this.readyState = 3;
    this.dispatchEvent(new Event('error'));
    this.dispatchEvent(Object.assign(new Event('close'), { code: 1006, reason: '', wasClean: false }));
  }
  send() {
    if (this.readyState === 0) throw new DOMException('Still in CONNECTING state.', 'InvalidStateError');
  }
  close() {
    if (this.readyState < 2) this.readyState = 2;
  }
})`;
