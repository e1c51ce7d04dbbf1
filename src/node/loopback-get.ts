import { contentCodings } from '../core/backend/index.js';
import { decode } from './content-coding.js';
import { PackageError } from './widget-package.js';
import type { IncomingMessage } from 'node:http';
import type { LoopbackClient } from './loopback-client.js';

/** An answer of a dev server. */
export interface LoopbackAnswer {
  status: number;
  /** Its Content-Type. */
  type: string;
  /** Decoded, and no more than {@link MOST_BYTES} and a little. */
  body: Uint8Array;
}

/** What is asked for here has a few kilobytes. The rest of what is longer is not read. */
export const MOST_BYTES = 1_000_000;

/**
 * Asks a dev server for a small file.
 *
 * @param patience how long the whole may take, in milliseconds
 * @throws PackageError `server_silent` where the answer takes longer
 * @throws the system's own error where no answer comes
 */
export async function getLoopback(
  client: LoopbackClient,
  path: string,
  patience: number,
): Promise<LoopbackAnswer> {
  const signal = AbortSignal.timeout(patience);
  try {
    const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
      const headers = ['Accept', 'application/json, */*;q=0.1', 'Accept-Encoding', 'identity'];
      const outgoing = client.request({ method: 'GET', path, headers, signal }, 'fresh');
      outgoing.on('response', resolve).on('error', reject).end();
    });
    return {
      status: incoming.statusCode ?? 0,
      type: incoming.headers['content-type'] ?? '',
      body: await readStart(incoming),
    };
  } catch (error) {
    if (!signal.aborted) throw error;
    const { origin } = client.server;
    throw new PackageError(
      'server_silent',
      `${origin} took longer than ${patience / 1_000} s to answer for ${path}. Its own log says why.`,
      { cause: error },
    );
  }
}

async function readStart(incoming: IncomingMessage): Promise<Uint8Array> {
  const codings = contentCodings([['content-encoding', incoming.headers['content-encoding'] ?? '']]);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of decode(incoming, codings)) {
    chunks.push(chunk);
    length += chunk.length;
    // Leaving the loop ends the connection.
    if (length > MOST_BYTES) break;
  }
  return Buffer.concat(chunks);
}
