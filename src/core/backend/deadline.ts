import { ZfappsError } from '../protocol/index.js';

/** How long a transport has to end by itself, with its own code, once its time is over. */
const GRACE_MS = 100;

/**
 * Runs work under a deadline and, if there is one, the caller's own signal. Work that ends by its
 * signal rejects with its own error; work that ignores the signal is left behind.
 *
 * @throws ZfappsError `timeout_response` where the work did not say which phase it was in, and
 *   `frame_gone` where the caller gave up
 */
export async function withDeadline<Value>(
  timeoutMs: number,
  caller: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const controller = new AbortController();
  const stop = () => controller.abort();
  const timer = setTimeout(stop, timeoutMs);
  caller?.addEventListener('abort', stop);
  if (caller?.aborted) stop();
  let grace: ReturnType<typeof setTimeout> | undefined;
  const gaveUp = new Promise<never>((_, reject) => {
    const giveUp = () => {
      if (caller?.aborted)
        reject(new ZfappsError('frame_gone', 'The caller went away before the answer came.'));
      else grace = setTimeout(() => reject(tooLate(timeoutMs)), GRACE_MS);
    };
    if (controller.signal.aborted) giveUp();
    else controller.signal.addEventListener('abort', giveUp, { once: true });
  });
  try {
    return await Promise.race([work(controller.signal), gaveUp]);
  } finally {
    clearTimeout(timer);
    clearTimeout(grace);
    caller?.removeEventListener('abort', stop);
  }
}

function tooLate(timeoutMs: number): ZfappsError {
  return new ZfappsError(
    'timeout_response',
    `No answer within ${timeoutMs} ms. If the upstream needs longer, raise limits: { timeoutMs: … } in zfapps.config.`,
  );
}
