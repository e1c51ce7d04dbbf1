import type { LookupAddress } from 'node:dns';
import { Agent as HttpAgent, createServer } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { privateDestinations } from '../../src/core/backend/index.js';
import { guardAddresses } from '../../src/node/address-guard.js';
import { exchangeOnce } from '../../src/node/node-exchange.js';
import type { ResolveName } from '../../src/node/address-guard.js';
import { contextWith } from '../core/backend/transport-contract.js';
import { httpResponse, listening, rawServer } from './raw-server.js';
import { sender } from './sending.js';

const allowing = (...entries: string[]) =>
  contextWith({ allowsPrivate: privateDestinations({ private: entries }) });
const resolvingTo =
  (...addresses: string[]): ResolveName =>
  (_, __, callback) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );

/** Hosts as a URL may have them, all of which lead to this machine, a private network, or nowhere public. */
const PRIVATE_HOSTS = [
  // The same loopback address in every notation of the WHATWG URL Standard's IPv4 parser
  '127.0.0.1',
  '127.0.0.1.',
  '127.1',
  '127.0.1',
  '2130706433',
  '0x7f000001',
  '0x7f.1',
  '0x7f.0x0.0x0.0x1',
  '0177.0.0.1',
  '017700000001',
  '0177.0.0x1',
  '%31%32%37.0.0.1',
  '\uff11\uff12\uff17.0.0.1',
  '127\u30020.0.1',
  '127.255.255.254',
  // Unspecified, "this network"
  '0.0.0.0',
  '0',
  '0x0',
  '0.1.2.3',
  // RFC 1918, RFC 6598, RFC 3927, metadata services
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.254',
  '192.168.1.1',
  '100.64.0.1',
  '169.254.169.254',
  '0xa9fea9fe',
  '2852039166',
  // Documentation, benchmarking, protocol assignments, multicast, reserved, broadcast
  '192.0.2.1',
  '198.51.100.1',
  '203.0.113.1',
  '198.18.0.1',
  '192.0.0.192',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  // IPv6: loopback, unspecified, link-local, unique local, site-local, multicast, discard, documentation
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[::]',
  '[fe80::1]',
  '[fd00::1]',
  '[fc00::1]',
  '[fec0::1]',
  '[ff02::1]',
  '[100::1]',
  '[2001:db8::1]',
  // IPv6 that carries IPv4: mapped, compatible, translated, NAT64, 6to4, Teredo
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::ffff:a9fe:a9fe]',
  '[::127.0.0.1]',
  '[::7f00:1]',
  '[::ffff:0:127.0.0.1]',
  '[64:ff9b::127.0.0.1]',
  '[64:ff9b::a9fe:a9fe]',
  '[64:ff9b:1::7f00:1]',
  '[2002:7f00:1::]',
  '[2001:0:7f00:1::]',
  // Names of this machine
  'localhost',
  'LOCALHOST',
  'localhost.',
  'app.localhost',
  'app.localhost.',
];

describe('a literal private address', () => {
  it.each(PRIVATE_HOSTS)('%s is refused without a connection', async (host) => {
    const v4 = await rawServer((socket) => socket.write(httpResponse('reached')));
    const send = sender({ lookup: resolvingTo('127.0.0.1') });
    await expect(send(`http://${host}:${v4.port}/?key=S3CRET`, {}, allowing())).rejects.toMatchObject({
      code: 'destination_refused',
      message: expect.stringMatching(
        new RegExp(`^(?!.*S3CRET).*destinations: \\{ private: \\['.+:${v4.port}'\\] \\}`),
      ),
    });
    expect(v4.connections).toHaveLength(0);
  });

  it('is reached where the configuration allows it, in whatever notation', async () => {
    const server = await rawServer((socket) => socket.write(httpResponse('reached')));
    const context = allowing(`127.0.0.1:${server.port}`);
    const send = sender();
    expect(await send(`http://127.0.0.1:${server.port}/`, {}, context)).toMatchObject({ status: 200 });
    expect(await send(`http://0x7f.1:${server.port}/`, {}, context)).toMatchObject({ status: 200 });
  });

  it('is refused at another port than the allowed one', async () => {
    const server = await rawServer();
    const context = allowing(`127.0.0.1:${server.port + 1}`);
    await expect(sender()(`http://127.0.0.1:${server.port}/`, {}, context)).rejects.toMatchObject({
      code: 'destination_refused',
    });
    expect(server.connections).toHaveLength(0);
  });
});

describe('a name', () => {
  it.each([
    { addresses: ['127.0.0.1'] },
    { addresses: ['10.1.2.3'] },
    { addresses: ['169.254.169.254'] },
    { addresses: ['0.0.0.0'] },
    { addresses: ['::1'] },
    { addresses: ['::'] },
    { addresses: ['::ffff:127.0.0.1'] },
    { addresses: ['::7f00:1'] },
    { addresses: ['fe80::1%eth0'] },
    { addresses: ['fd00::1'] },
    { addresses: ['64:ff9b::7f00:1'] },
    { addresses: ['2002:7f00:1::'] },
    { addresses: ['127.0.0.1', '::1'] },
    { addresses: ['not an address'] },
    { addresses: [] },
  ])('that resolves to $addresses is refused without a connection', async ({ addresses }) => {
    const server = await rawServer();
    const send = sender({ lookup: resolvingTo(...addresses) });
    await expect(send(`http://internal.example:${server.port}/`, {}, allowing())).rejects.toMatchObject({
      code: 'destination_refused',
      message: expect.stringContaining(`destinations: { private: ['internal.example:${server.port}'] }`),
    });
    expect(server.connections).toHaveLength(0);
  });

  it.each([
    'internal.example',
    '127.0.0.1',
  ])('is reached where the configuration allows %s', async (allowed) => {
    const server = await rawServer((socket) => socket.write(httpResponse('reached')));
    const send = sender({ lookup: resolvingTo('127.0.0.1') });
    const context = allowing(`${allowed}:${server.port}`);
    expect(await send(`http://internal.example:${server.port}/`, {}, context)).toMatchObject({ status: 200 });
  });

  it('is reached over IPv6 where the configuration allows [::1]', async ({ skip }) => {
    const server = createServer((_, response) => response.end('reached'));
    const port = await listening(server, '::1').catch(() => skip('this machine has no IPv6'));
    const send = sender({ lookup: resolvingTo('::1') });
    expect(await send(`http://internal.example:${port}/`, {}, allowing(`[::1]:${port}`))).toMatchObject({
      status: 200,
    });
    expect((server.address() as AddressInfo).port).toBe(port);
  });

  const lookedUp = (addresses: string[], all: boolean, ...allowed: string[]) =>
    new Promise((resolve, reject) => {
      const guard = guardAddresses(
        new URL('http://mixed.example/'),
        allowing(...allowed),
        resolvingTo(...addresses),
      );
      guard.lookup('mixed.example', { all }, (error, address, family) =>
        error === null ? resolve(all ? address : { address, family }) : reject(error),
      );
    });

  it('keeps its public addresses and loses its private ones', async () => {
    const addresses = ['10.0.0.1', '93.184.215.14', '::1', '2606:4700::1111'];
    expect(await lookedUp(addresses, true)).toEqual<LookupAddress[]>([
      { address: '93.184.215.14', family: 4 },
      { address: '2606:4700::1111', family: 6 },
    ]);
    expect(await lookedUp(addresses, false)).toEqual({ address: '93.184.215.14', family: 4 });
  });

  it('keeps the private address that the configuration allows for this port only', async () => {
    expect(await lookedUp(['10.0.0.1', '10.0.0.2'], true, '10.0.0.2:80', '10.0.0.1:81')).toEqual([
      { address: '10.0.0.2', family: 4 },
    ]);
  });
});

describe('a kept connection', () => {
  it('to a private address is not reused by a call that may not go there', async () => {
    const server = await rawServer((socket) => socket.write(httpResponse('reached')));
    const send = sender({ lookup: resolvingTo('127.0.0.1') });
    const url = `http://internal.example:${server.port}/`;
    await send(url, {}, allowing('internal.example'));
    await expect(send(`${url}second`, {}, allowing())).rejects.toMatchObject({ code: 'destination_refused' });
    // Whatever was written before the socket closed would have come before its end.
    const [socket] = server.connections as [Socket];
    if (!socket.closed) await new Promise((closed) => socket.once('close', closed));
    expect(server.received).toEqual([expect.not.stringContaining('second')]);
  });
});

describe('a socket that leads elsewhere than its name resolved to', () => {
  it('is refused by the address of its peer', () => {
    const guard = guardAddresses(new URL('http://public.example/'), allowing());
    const peer = (remoteAddress: string | undefined) => ({ remoteAddress }) as Socket;
    expect(() => guard.checkSocket(peer('127.0.0.1'))).toThrow(/public\.example:80 leads to 127\.0\.0\.1/);
    expect(() => guard.checkSocket(peer('::ffff:10.0.0.1'))).toThrow(/leads to ::ffff:10\.0\.0\.1/);
    expect(() => guard.checkSocket(peer('93.184.215.14'))).not.toThrow();
  });

  it.each([
    ['http', new HttpAgent()],
    ['https', new HttpsAgent()],
  ])('is closed before a byte of %s is written', async (scheme, agent) => {
    const server = await rawServer();
    const ended = new Promise((resolve) => server.onConnection((socket) => socket.once('close', resolve)));
    const url = new URL(`${scheme}://public.example:${server.port}/`);
    const strict = guardAddresses(url, allowing());
    // A guard whose lookup lets everything through, so that only the check of the peer is left.
    const { lookup } = guardAddresses(url, contextWith(), resolvingTo('127.0.0.1'));
    const request = { method: 'POST', url: url.href, headers: [], body: new Uint8Array(9) };
    const sent = exchangeOnce(request, url, { agent, guard: { ...strict, lookup } }, contextWith());
    await expect(sent).rejects.toMatchObject({ code: 'destination_refused' });
    await ended;
    expect(server.received).toEqual(['']);
  });
});

describe('a URL', () => {
  it.each([
    'file:///etc/passwd',
    'ftp://example.com/',
    'http://user:pw@example.com/',
  ])('%s is refused', async (url) => {
    await expect(sender()(url, {}, allowing())).rejects.toMatchObject({ code: 'destination_refused' });
  });
});

describe('the name of this machine', () => {
  it.each([
    '93.184.216.34',
    '192.168.1.1',
    '2606:4700::1111',
  ])('does not lead to %s, also where private addresses are allowed, because credentials go to it over http', async (address) => {
    const { lookup } = guardAddresses(
      new URL('http://localhost:9000/'),
      allowing('localhost', '192.168.1.1'),
      resolvingTo(address),
    );
    const error = await new Promise((resolve) => lookup('localhost', {}, resolve));
    expect(error).toMatchObject({ code: 'destination_refused' });
    expect((error as Error).message).toContain(address);
  });

  it('leads to the loopback address among others', async () => {
    const { lookup } = guardAddresses(
      new URL('http://localhost:9000/'),
      allowing('localhost'),
      resolvingTo('93.184.216.34', '127.0.0.1'),
    );
    const found = await new Promise((resolve) =>
      lookup('localhost', {}, (error, address) => resolve(error ?? address)),
    );
    expect(found).toBe('127.0.0.1');
  });
});
