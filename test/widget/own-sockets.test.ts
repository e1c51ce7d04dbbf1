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

/** A page at this address, of this dev server, whose sockets tell what they were made with. */
function pageOf(devServer: string, href = 'http://127.0.0.1:5181/app/widget.html'): typeof FakeSocket {
  const page = { WebSocket: FakeSocket, location: new URL(href) };
  keepOwnSockets(page as never, devServer);
  return page.WebSocket;
}

describe('a socket of a page of a dev server', () => {
  it.each([
    ['https://127.0.0.1:5000', 'wss://127.0.0.1:5181/ws?a', 'ws://127.0.0.1:5181/ws?a'],
    ['https://127.0.0.1:5000', 'wss://127.0.0.1:5000/ws', 'ws://127.0.0.1:5181/ws'],
    ['https://localhost:5000', 'wss://127.0.0.1:5000/ws', 'ws://127.0.0.1:5181/ws'],
    ['http://127.0.0.1:8080', 'ws://LOCALHOST:8080/ws', 'ws://127.0.0.1:5181/ws'],
    ['https://localhost', 'wss://localhost/ws', 'ws://127.0.0.1:5181/ws'],
    ['http://my.localhost:80', 'ws://my.localhost/ws', 'ws://127.0.0.1:5181/ws'],
  ])('of %s opens through its own origin: %s as %s', (devServer, url, expected) => {
    const Socket = pageOf(devServer);
    expect(new Socket(url, ['p']).made).toEqual([expected, ['p']]);
    expect(new Socket(new URL(url)).made).toEqual([expected]);
  });

  it.each([
    'ws://127.0.0.1:35729/livereload',
    'wss://127.0.0.2:5000/',
    'wss://other.localhost:5000/',
    'wss://api.example:5000/',
    'https://127.0.0.1:5000/',
    '/relative',
    'no url',
  ])('opens as it is elsewhere: %s', (url) => {
    expect(new (pageOf('https://127.0.0.1:5000'))(url).made).toEqual([url]);
  });

  it('is the native one: its members, its instances and its heirs', () => {
    const Socket = pageOf('https://127.0.0.1:5000');
    class Heir extends Socket {}
    expect(Socket.OPEN).toBe(1);
    expect(new Socket('ws://a')).toBeInstanceOf(FakeSocket);
    expect(new Heir('wss://127.0.0.1:5000/')).toBeInstanceOf(Heir);
    expect(new Heir('wss://127.0.0.1:5000/').made).toEqual(['ws://127.0.0.1:5181/']);
  });
});
