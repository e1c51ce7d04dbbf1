import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { contextWith } from '../core/backend/transport-contract.js';
import { listening, rawServer } from './raw-server.js';
import { sender } from './sending.js';

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/tls/${name}`, import.meta.url));
const pem = (name: string) => readFileSync(fixture(name), 'utf8');
const CA = pem('ca.pem');

async function tlsServer(certificate: string): Promise<string> {
  const server = createServer({ cert: pem(certificate), key: pem('server.key') }, (_, response) =>
    response.end('over TLS'),
  );
  // What clients refuse is asserted at the client.
  server.on('tlsClientError', () => {});
  return `https://127.0.0.1:${await listening(server)}/?key=S3CRET`;
}

afterEach(() => vi.unstubAllEnvs());

describe('https', () => {
  it.each([
    ['text', CA],
    ['a Buffer', Buffer.from(CA)],
  ])('trusts a `ca` given as %s', async (_, ca) => {
    const { body } = await sender({ ca })(await tlsServer('trusted.pem'));
    expect(new TextDecoder().decode(body)).toBe('over TLS');
  });

  it('goes over a kept connection the second time', async () => {
    let connections = 0;
    const server = createServer({ cert: pem('trusted.pem'), key: pem('server.key') }, (_, response) =>
      response.end(),
    );
    server.on('secureConnection', () => connections++);
    const url = `https://127.0.0.1:${await listening(server)}/`;
    const send = sender({ ca: CA });
    await send(url);
    await send(url);
    expect(connections).toBe(1);
  });

  it('trusts NODE_EXTRA_CA_CERTS beside a `ca` that has nothing to do with it', async () => {
    vi.stubEnv('NODE_EXTRA_CA_CERTS', fixture('ca.pem'));
    const { status } = await sender({ ca: pem('self-signed.pem') })(await tlsServer('trusted.pem'));
    expect(status).toBe(200);
  });

  it('does without a NODE_EXTRA_CA_CERTS that cannot be read', async () => {
    vi.stubEnv('NODE_EXTRA_CA_CERTS', fixture('missing.pem'));
    expect(await sender({ ca: CA })(await tlsServer('trusted.pem'))).toMatchObject({ status: 200 });
  });

  it.each([
    ['of an unknown authority', 'trusted.pem', undefined, /NODE_EXTRA_CA_CERTS.*nodeTransport\(\{ ca \}\)/],
    ['that signs itself', 'self-signed.pem', CA, /NODE_EXTRA_CA_CERTS.*nodeTransport\(\{ ca \}\)/],
    ['that has expired', 'expired.pem', CA, /CERT_HAS_EXPIRED.*not valid today/],
    ['of another host', 'wrong-host.pem', CA, /ALTNAME_INVALID.*another host/],
  ])('rejects a certificate %s with tls_failed and how to mend it', async (_, certificate, ca, hint) => {
    const failed = sender(ca === undefined ? {} : { ca })(await tlsServer(certificate));
    await expect(failed).rejects.toMatchObject({
      code: 'tls_failed',
      message: expect.stringMatching(hint),
    });
    await expect(failed).rejects.toMatchObject({ message: expect.stringMatching(/127\.0\.0\.1:\d+/) });
    await expect(failed).rejects.not.toMatchObject({ message: expect.stringContaining('S3CRET') });
  });

  it('rejects a port that speaks plain HTTP with tls_failed', async () => {
    const server = await rawServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await expect(sender()(`https://127.0.0.1:${server.port}/`)).rejects.toMatchObject({
      code: 'tls_failed',
      message: expect.stringContaining('http://'),
    });
  });

  it('rejects with connection_reset when the upstream closes before TLS is made', async () => {
    const server = await rawServer((socket) => socket.end());
    await expect(sender()(`https://127.0.0.1:${server.port}/`)).rejects.toMatchObject({
      code: 'connection_reset',
    });
  });

  it('sends nothing to a private address, not even the greeting of TLS', async () => {
    const server = await rawServer();
    const send = sender({ lookup: (_, __, done) => done(null, [{ address: '127.0.0.1', family: 4 }]) });
    await expect(
      send(`https://internal.example:${server.port}/`, {}, contextWith({ allowsPrivate: () => false })),
    ).rejects.toMatchObject({ code: 'destination_refused' });
    expect(server.connections).toHaveLength(0);
  });
});
