import { createServer } from 'node:http';
import { brotliCompressSync, createGzip, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { contextWith } from '../core/backend/transport-contract.js';
import { httpResponse, listening, rawServer } from './raw-server.js';
import { sender } from './sending.js';

/** Long enough that a cut in the middle is one within the data, and random enough not to vanish. */
const PLAIN = Buffer.from(Array.from({ length: 5000 }, (_, index) => `${index * 7919}`).join(','));

const CODINGS: [coding: string, encode: (plain: Buffer) => Buffer][] = [
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['GZip', gzipSync],
  ['br', brotliCompressSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
  ['identity', (plain) => plain],
  ['gzip, identity', gzipSync],
  ['deflate, gzip', (plain) => gzipSync(deflateSync(plain))],
  ['deflate, br, gzip', (plain) => gzipSync(brotliCompressSync(deflateRawSync(plain)))],
];

const responding = (bytes: Buffer, headers: string[]) =>
  rawServer((socket) => socket.write(httpResponse(bytes, headers)));

describe('a coded response', () => {
  it.each(CODINGS)('is decoded from %s by %o', async (coding, encode) => {
    const server = await responding(encode(PLAIN), [`Content-Encoding: ${coding}`]);
    const { body } = await sender()(server.origin);
    expect(Buffer.from(body).equals(PLAIN)).toBe(true);
  });

  it('is decoded when it comes byte by byte', async () => {
    const coded = deflateSync(Buffer.from('slowly'));
    const server = await rawServer(async (socket) => {
      socket.setNoDelay(true);
      socket.write('HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\nTransfer-Encoding: chunked\r\n\r\n');
      for (const byte of coded) {
        const chunk = Buffer.concat([Buffer.from('1\r\n'), Buffer.of(byte), Buffer.from('\r\n')]);
        await new Promise((written) => socket.write(chunk, written));
      }
      socket.write('0\r\n\r\n');
    });
    const { body } = await sender()(server.origin);
    expect(new TextDecoder().decode(body)).toBe('slowly');
  });

  it('may name its codings in several headers', async () => {
    const server = await responding(brotliCompressSync(gzipSync(PLAIN)), [
      'Content-Encoding: gzip',
      'content-encoding: br',
    ]);
    const { body } = await sender()(server.origin);
    expect(Buffer.from(body).equals(PLAIN)).toBe(true);
  });

  it('loses the headers that told of its coding, and no others', async () => {
    const server = await responding(gzipSync(PLAIN), ['Content-Encoding: gzip', 'ETag: "1"']);
    expect((await sender()(server.origin)).headers).toEqual([['ETag', '"1"']]);
  });

  it.each(['gzip', 'br', 'deflate'])('may be empty under %s', async (coding) => {
    const server = await responding(Buffer.alloc(0), [`Content-Encoding: ${coding}`]);
    expect((await sender()(server.origin)).body).toHaveLength(0);
  });

  it.each(
    CODINGS.filter(([coding]) => coding !== 'identity'),
  )('that ends too early under %s by %o rejects with bad_response', async (coding, encode) => {
    const coded = encode(PLAIN);
    const server = await responding(coded.subarray(0, coded.length >> 1), [`Content-Encoding: ${coding}`]);
    await expect(sender()(server.origin)).rejects.toMatchObject({ code: 'bad_response' });
  });

  it.each([
    'gzip',
    'br',
    'deflate',
    'deflate, gzip',
  ])('that is no %s rejects with bad_response', async (coding) => {
    const server = await responding(Buffer.from('\u0000<html>not coded</html>'), [
      `Content-Encoding: ${coding}`,
    ]);
    await expect(sender()(server.origin)).rejects.toMatchObject({ code: 'bad_response' });
  });

  it.each([
    'zstd',
    'compress',
    'gzip, aes128gcm',
    'constructor',
  ])('under the unknown coding %s rejects with bad_response', async (coding) => {
    const server = await responding(gzipSync(PLAIN), [`Content-Encoding: ${coding}`]);
    await expect(sender()(server.origin)).rejects.toMatchObject({
      code: 'bad_response',
      message: expect.stringContaining(coding.replace('gzip, ', '')),
    });
  });

  it('whose connection breaks rejects with connection_reset, not with what zlib makes of it', async () => {
    const server = await rawServer((socket) =>
      socket.end(
        Buffer.concat([
          Buffer.from('HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 99999\r\n\r\n'),
          gzipSync(PLAIN).subarray(0, 500),
        ]),
      ),
    );
    await expect(sender()(server.origin)).rejects.toMatchObject({ code: 'connection_reset' });
  });
});

describe('a decompression bomb', () => {
  const limits = contextWith({ limits: { responseBytes: 100_000 } });

  it.each([
    ['gzip', gzipSync(Buffer.alloc(5_000_000))],
    ['br', brotliCompressSync(Buffer.alloc(5_000_000))],
    ['deflate', deflateRawSync(Buffer.alloc(5_000_000))],
    ['gzip, gzip', gzipSync(gzipSync(Buffer.alloc(5_000_000)))],
  ])('under %s counts by what it becomes', async (coding, bytes) => {
    expect(bytes.length).toBeLessThan(100_000);
    const server = await responding(bytes, [`Content-Encoding: ${coding}`]);
    await expect(sender()(server.origin, {}, limits)).rejects.toMatchObject({ code: 'response_too_large' });
  });

  it('that never ends is cut off, and its connection closed', async () => {
    let closed: Promise<unknown> | undefined;
    const server = createServer((_, response) => {
      closed = new Promise((resolve) => response.once('close', resolve));
      response.writeHead(200, { 'Content-Encoding': 'gzip' });
      const gzip = createGzip();
      gzip.pipe(response);
      const more = () => {
        while (!response.destroyed && gzip.write(Buffer.alloc(65_536)));
      };
      gzip.on('drain', more);
      more();
    });
    const port = await listening(server);
    await expect(sender()(`http://127.0.0.1:${port}/`, {}, limits)).rejects.toMatchObject({
      code: 'response_too_large',
    });
    await closed;
    expect(closed).toBeDefined();
  });
});
