import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fetchTransport } from '../../../src/core/backend/index.js';
import { contextWith } from './transport-contract.js';

const servers: Server[] = [];

async function start(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

afterEach(() => {
  vi.unstubAllGlobals();
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

const send = (url = 'https://api.example.com/?key=S3CRET') =>
  fetchTransport()({ method: 'GET', url, headers: [] }, contextWith());

/** What `fetch` rejects with: a TypeError whose causes hold the code. */
const failing =
  (...causes: object[]) =>
  async () => {
    throw new TypeError('fetch failed: S3CRET', {
      cause: causes.reduceRight<unknown>(
        (cause, error) => Object.assign(new Error('S3CRET'), error, { cause }),
        undefined,
      ),
    });
  };

describe('fetchTransport', () => {
  it('uses the global fetch of the moment of the call', async () => {
    const transport = fetchTransport();
    vi.stubGlobal('fetch', async () => new Response('replaced', { status: 201 }));
    const response = await transport(
      { method: 'GET', url: 'https://api.example.com/', headers: [] },
      contextWith(),
    );
    expect(response).toMatchObject({ status: 201 });
  });

  it("keeps the page's own cookies out", async () => {
    const fetched = vi.fn(async () => new Response());
    vi.stubGlobal('fetch', fetched);
    await send();
    expect(fetched).toHaveBeenCalledWith(
      expect.anything(),
      expect.objectContaining({ credentials: 'omit', redirect: 'manual' }),
    );
  });

  it('rejects with redirect_refused where a browser hides a redirect', async () => {
    vi.stubGlobal('fetch', async () =>
      Object.defineProperty(new Response(), 'type', { value: 'opaqueredirect' }),
    );
    await expect(send()).rejects.toMatchObject({
      code: 'redirect_refused',
      message: expect.stringContaining('api.example.com:443'),
    });
  });

  it.each([
    ['ECONNREFUSED', 'connection_refused'],
    ['ENOTFOUND', 'name_not_found'],
    ['EAI_AGAIN', 'name_not_found'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls_failed'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls_failed'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls_failed'],
    ['CERT_HAS_EXPIRED', 'tls_failed'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls_failed'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls_failed'],
    ['ECONNRESET', 'connection_reset'],
    ['UND_ERR_SOCKET', 'connection_reset'],
    ['HPE_INVALID_CONSTANT', 'bad_response'],
    ['EHOSTUNREACH', 'network_error'],
  ])('tells %s as %s, wherever among the causes it stands', async (cause, code) => {
    for (const causes of [[{ code: cause }], [{}, { code: cause }], [{ errors: [{ code: cause }] }]]) {
      vi.stubGlobal('fetch', failing(...causes));
      await expect(send()).rejects.toMatchObject({
        code,
        message: expect.stringMatching(/^(?!.*S3CRET).*api\.example\.com:443/),
      });
    }
  });

  it('tells a failure without a code, as browsers have it, as network_error', async () => {
    vi.stubGlobal('fetch', failing());
    await expect(send()).rejects.toMatchObject({
      code: 'network_error',
      message: expect.stringContaining('CORS'),
    });
  });

  it('gives a decoded body without the headers that told of its coding', async () => {
    const url = await start((_, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip', 'X-Kept': '1' });
      response.end(gzipSync('plain'));
    });
    const response = await send(url);
    expect(new TextDecoder().decode(response?.body)).toBe('plain');
    const names = response?.headers.map(([name]) => name);
    expect(names).toContain('x-kept');
    expect(names).not.toContain('content-encoding');
    expect(names).not.toContain('content-length');
  });

  it('counts the limit by what a body becomes', async () => {
    const url = await start((_, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' });
      response.end(gzipSync(Buffer.alloc(1_000_000)));
    });
    const context = contextWith({ limits: { responseBytes: 100_000 } });
    await expect(fetchTransport()({ method: 'GET', url, headers: [] }, context)).rejects.toMatchObject({
      code: 'response_too_large',
    });
  });

  it('rejects a coding that fetch does not decode with bad_response', async () => {
    const url = await start((_, response) => {
      response.writeHead(200, { 'Content-Encoding': 'aes128gcm' });
      response.end('coded');
    });
    await expect(send(url)).rejects.toMatchObject({
      code: 'bad_response',
      message: expect.stringContaining('"aes128gcm"'),
    });
  });

  it('rejects a corrupt body with bad_response', async () => {
    const url = await start((_, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' });
      response.end('this is no gzip');
    });
    await expect(send(url)).rejects.toMatchObject({ code: 'bad_response' });
  });

  it('rejects with connection_reset when the upstream breaks off within a body', async () => {
    const url = await start((_, response) => {
      response.writeHead(200, { 'Content-Length': '99' });
      response.write('short', () => response.destroy());
    });
    await expect(send(url)).rejects.toMatchObject({ code: 'connection_reset' });
  });
});
