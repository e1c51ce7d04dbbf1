import { Readable } from 'node:stream';
import { contentCodings, withoutCoding } from '../core/backend/index.js';
import { badResponse, responseTooLarge } from '../core/backend/index.js';
import { decode, unknownCoding } from './content-coding.js';
import type { IncomingMessage } from 'node:http';
import type { Header, UpstreamResponse } from '../core/backend/index.js';
import type { Limits } from '../core/protocol/index.js';

/**
 * Reads a response whole: headers as they were sent, the body decoded and held to its limit.
 *
 * @throws ZfappsError `bad_response` for an unknown coding, `response_too_large`; else what the stream threw
 */
export async function readResponse(
  incoming: IncomingMessage,
  url: URL,
  limits: Readonly<Limits>,
): Promise<UpstreamResponse> {
  const headers = pairs(incoming.rawHeaders);
  const codings = contentCodings(headers);
  const unknown = unknownCoding(codings);
  if (unknown !== undefined) {
    throw badResponse(url, `its Content-Encoding ${JSON.stringify(unknown)} is unknown`);
  }
  return {
    status: incoming.statusCode ?? 0,
    statusText: incoming.statusMessage ?? '',
    headers: codings.length === 0 ? headers : withoutCoding(headers),
    body: await collect(decoded(incoming, codings), url, limits),
  };
}

function decoded(incoming: IncomingMessage, codings: readonly string[]): Readable {
  if (codings.length === 0) return incoming;
  // Its errors come through the decoders; without a listener a late one would end the process.
  incoming.on('error', () => {});
  return Readable.from(decode(incoming, codings), { objectMode: false });
}

function collect(stream: Readable, url: URL, limits: Readonly<Limits>): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    stream.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limits.responseBytes) return chunks.push(chunk);
      stream.destroy();
      reject(responseTooLarge(url, limits));
    });
    stream.on('end', () => resolve(plainBytes(Buffer.concat(chunks, length))));
    stream.on('error', reject);
  });
}

/** Not a Buffer: its `slice` and `toString` differ from those that the other transports' bodies have. */
function plainBytes(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

function pairs(rawHeaders: readonly string[]): Header[] {
  const headers: Header[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    headers.push([rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '']);
  }
  return headers;
}
