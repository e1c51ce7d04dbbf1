import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import type { Transform } from 'node:stream';

type Bytes = AsyncIterable<Buffer>;

/** Makes a decoder, given the first two bytes of what it is to decode. */
type PickDecoder = (head: Buffer) => Transform;

const DECODERS: Record<string, PickDecoder> = {
  gzip: () => createGunzip(),
  'x-gzip': () => createGunzip(),
  br: () => createBrotliDecompress(),
  // RFC 9110 §8.4.1.2 means the zlib format (RFC 1950); many servers send the bare data (RFC 1951).
  deflate: (head) => (hasZlibHeader(head) ? createInflate() : createInflateRaw()),
};

/** The codings that are asked for. */
export const ACCEPTED_CODINGS = 'gzip, deflate, br';

/** The first coding of a response that {@link decode} does not know. */
export function unknownCoding(codings: readonly string[]): string | undefined {
  return codings.find((coding) => !Object.hasOwn(DECODERS, coding));
}

/**
 * Undoes content codings while the body streams, the last applied first. Nothing is held back, so a
 * reader that stops at its limit ends a decompression bomb there.
 *
 * @throws zlib's error for a body that is corrupt or ends too early
 */
export function decode(body: Bytes, codings: readonly string[]): Bytes {
  return codings.reduceRight<Bytes>((coded, coding) => {
    const pick = DECODERS[coding];
    return pick === undefined ? coded : decodeOne(coded, pick);
  }, body);
}

async function* decodeOne(coded: Bytes, pick: PickDecoder): AsyncGenerator<Buffer> {
  const source = coded[Symbol.asyncIterator]();
  let head: Buffer = Buffer.alloc(0);
  while (head.length < 2) {
    const { done, value } = await source.next();
    if (done) break;
    head = head.length === 0 ? value : Buffer.concat([head, value]);
  }
  // An empty body stays empty: servers name a coding on those too.
  if (head.length === 0) return;
  const decoder = pick(head);
  // What makes this reject destroys the decoder with it, and so reaches the loop below.
  pipeline(startingWith(head, source), decoder).catch(() => {});
  yield* decoder;
}

async function* startingWith(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield head;
  yield* { [Symbol.asyncIterator]: () => rest };
}

/** RFC 1950 §2.2: the method is 8, and the two bytes are a multiple of 31. */
function hasZlibHeader(head: Buffer): boolean {
  return head.length >= 2 && (head.readUInt8(0) & 0x0f) === 8 && head.readUInt16BE(0) % 31 === 0;
}
