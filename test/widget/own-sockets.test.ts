import { describe, expect, it } from 'vitest';
import { keepOwnSockets } from '../../src/widget/own-sockets.js';

/** What a socket was made with. */
class FakeSocket {
  static readonly OPEN = 1;
  readonly made: unknown[];

  constructor(...made: unknown[]) {
    this.made = made;
  }
}

/** A page at this address, whose sockets tell what they were made with. */
function pageAt(href: string): { WebSocket: typeof FakeSocket } {
  const page = { WebSocket: FakeSocket, location: new URL(href) };
  keepOwnSockets(page as never);
  return page;
}

describe('a socket of a page that came over http', () => {
  const { WebSocket } = pageAt('http://127.0.0.1:5181/app/widget.html');

  it.each([
    ['wss://127.0.0.1:5181/ws?a', 'ws://127.0.0.1:5181/ws?a'],
    [new URL('wss://127.0.0.1:5181/ws'), 'ws://127.0.0.1:5181/ws'],
  ])('opens without TLS at its own origin: %s', (url, expected) => {
    expect(new WebSocket(url, ['p']).made).toEqual([expected, ['p']]);
  });

  it.each([
    'ws://127.0.0.1:5181/ws',
    'wss://127.0.0.1:5000/ws',
    'wss://localhost:5181/ws',
    'wss://api.example/',
    '/relative',
    'no url',
  ])('opens as it is elsewhere: %s', (url) => {
    expect(new WebSocket(url).made).toEqual([url]);
  });

  it('is the native one: its members, its instances and its heirs', () => {
    class Heir extends WebSocket {}
    expect(WebSocket.OPEN).toBe(1);
    expect(new WebSocket('ws://a')).toBeInstanceOf(FakeSocket);
    expect(new Heir('wss://127.0.0.1:5181/')).toBeInstanceOf(Heir);
    expect(new Heir('wss://127.0.0.1:5181/').made).toEqual(['ws://127.0.0.1:5181/']);
  });
});

it.each([
  'https://127.0.0.1:5181/',
  'http://127.0.0.1/',
])('a socket of a page at %s stays as it is', (href) => {
  const { WebSocket } = pageAt(href);
  const url = `wss://${new URL(href).host}/`;
  expect(new WebSocket(url).made).toEqual([url]);
});
