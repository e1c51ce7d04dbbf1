/** Thrown by {@link readBody} when the body is longer than allowed. */
export class BodyTooLarge extends Error {}

/**
 * Reads a web stream to its end, and no further than a limit.
 *
 * @throws BodyTooLarge as soon as the limit is passed; the rest is cancelled
 * @throws the signal's reason when it aborts
 */
export async function readBody(
  stream: ReadableStream<Uint8Array> | null,
  limit: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  if (stream === null) return new Uint8Array();
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await unlessAborted(reader.read(), signal);
      if (done) return concatenate(chunks, length);
      length += value.byteLength;
      if (length > limit) throw new BodyTooLarge();
      chunks.push(value);
    }
  } catch (error) {
    // The reader may be broken already; what matters is that nothing more is read.
    reader.cancel().catch(() => {});
    throw error;
  }
}

/** Waits for work, or rejects with the signal's reason as soon as it aborts. */
export function unlessAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function concatenate(chunks: Uint8Array[], length: number): Uint8Array {
  const [only] = chunks;
  if (only !== undefined && chunks.length === 1) return only;
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}
