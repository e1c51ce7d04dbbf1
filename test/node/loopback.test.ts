import { describe, expect, it } from 'vitest';
import { isSameLoopback } from '../../src/core/protocol/index.js';
import { isAddress, lookupLoopback, readLoopbackUrl } from '../../src/node/loopback.js';
import type { LookupOptions } from 'node:dns';

describe('what a person names is an address', () => {
  it.each([
    'http://localhost:5173',
    'HTTPS://127.0.0.1:5000/',
    'ftp://localhost',
    'file:///etc/passwd',
    'http:localhost',
    'localhost:3000',
    'my.localhost:3000/app',
    '127.0.0.1:8080',
    '[::1]:8080',
  ])('where it is %s', (text) => expect(isAddress(text)).toBe(true));

  it.each([
    '.',
    'my-widget',
    '/home/me/widget',
    './localhost',
    'C:\\widgets\\mine',
    'C:/widgets',
    'localhost',
    'a:b',
  ])('and not where it is %s', (text) => expect(isAddress(text)).toBe(false));
});

describe('an address', () => {
  it.each([
    ['http://localhost:5173', 'http://localhost:5173/'],
    ['https://127.0.0.1:5000/app/widget.html?a#b', 'https://127.0.0.1:5000/app/widget.html?a#b'],
    ['http://127.1.2.3', 'http://127.1.2.3/'],
    ['http://[::1]:80/', 'http://[::1]/'],
    ['http://my.app.localhost:3000/', 'http://my.app.localhost:3000/'],
    ['http://LOCALHOST:1/', 'http://localhost:1/'],
    // Other spellings of 127.0.0.1 by the WHATWG URL standard.
    ['http://2130706433:5173/', 'http://127.0.0.1:5173/'],
    ['http://0x7f.1:5173/', 'http://127.0.0.1:5173/'],
  ])('of this machine is taken: %s', (text, href) => expect(readLoopbackUrl(text).href).toBe(href));

  it.each([
    [
      'http://example.com',
      /example\.com is not this machine.*write http:\/\/localhost:80; else name the widget's folder/,
    ],
    ['https://localhost.example.com:5000', /not this machine.*https:\/\/localhost:5000/],
    ['http://notlocalhost:1', /not this machine/],
    ['http://192.168.1.10:8080', /192\.168\.1\.10:8080 is not this machine.*http:\/\/localhost:8080/],
    ['http://10.0.0.1', /not this machine/],
    ['http://169.254.169.254/', /not this machine/],
    ['http://128.0.0.1', /not this machine/],
    ['http://[::ffff:127.0.0.1]:1', /not this machine/],
    ['http://[::2]:1', /not this machine/],
    ['http://0.0.0.0:8080', /what a server listens on.*Write http:\/\/localhost:8080\./],
    ['http://[::]:8080', /what a server listens on.*Write http:\/\/localhost:8080\./],
    ['http://localhost:5173@example.com', /holds a user name or password/],
    ['http://example.com@localhost:5173', /holds a user name or password/],
    ['ftp://localhost/', /ftp:\/\/ .*only http and https/],
    ['file:///etc/passwd', /only http and https/],
    ['ws://localhost:1', /only http and https/],
    ['localhost:5173', /lacks its scheme\. Write http:\/\/localhost:5173, or https:/],
    ['http://', /is no address/],
    ['http://localhost:99999', /is no address/],
  ])('such as %s is refused, with what to write instead', (text, message) => {
    expect(() => readLoopbackUrl(text)).toThrow(
      expect.objectContaining({ code: 'invalid_options', message: expect.stringMatching(message) }),
    );
  });

  it('that holds a password is not repeated', () => {
    expect(() => readLoopbackUrl('http://me:hunter2@localhost')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
    );
  });
});

describe('a name', () => {
  function resolved(hostname: string, options: LookupOptions): Promise<unknown[]> {
    return new Promise((resolve) => lookupLoopback(hostname, options, (...answer) => resolve(answer)));
  }

  it.each([
    'localhost',
    'evil.localhost',
  ])('such as %s leads to this machine, whatever DNS says', async (name) => {
    expect(await resolved(name, { all: true })).toEqual([
      null,
      [
        { address: '::1', family: 6 },
        { address: '127.0.0.1', family: 4 },
      ],
    ]);
    expect(await resolved(name, { family: 4 })).toEqual([null, '127.0.0.1', 4]);
  });

  it.each([
    'example.com',
    'localhost.example.com',
    'xlocalhost',
  ])('such as %s leads nowhere', async (name) => {
    const [error] = await resolved(name, { all: true });
    expect(error).toMatchObject({ code: 'destination_refused' });
  });
});

describe('the same server', () => {
  const server = new URL('http://localhost:5173');

  it.each([
    'http://127.0.0.1:5173/x',
    'http://[::1]:5173',
    'https://localhost:5173',
  ])('answers at %s', (url) => expect(isSameLoopback(new URL(url), server)).toBe(true));

  it.each([
    'http://localhost:5174',
    'http://localhost',
    'http://other.localhost:5173',
    'http://127.0.0.2:5173',
    'http://example.com:5173',
  ])('does not answer at %s', (url) => expect(isSameLoopback(new URL(url), server)).toBe(false));
});
