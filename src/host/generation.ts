import { ZfappsError } from '../core/protocol/index.js';

/**
 * The calls of one document in a widget's frame. A reload, a navigation or a removal ends it: its
 * signal aborts, and whatever waits on {@link Generation.orGone} rejects.
 */
export interface Generation {
  readonly signal: AbortSignal;
  /** The promise's own outcome, or a rejection with `frame_gone` if the document goes first. */
  orGone<Value>(work: Promise<Value>): Promise<Value>;
  end(reason: string): void;
}

export function createGeneration(): Generation {
  const controller = new AbortController();
  const { signal } = controller;
  // Not a listener on the signal for each call: adding and removing one costs as much as the call.
  const waiting = new Set<(reason: unknown) => void>();
  return {
    signal,
    orGone: (work) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) reject(signal.reason);
        else waiting.add(reject);
        work.then(resolve, reject).then(() => waiting.delete(reject));
      }),
    end(reason) {
      controller.abort(new ZfappsError('frame_gone', reason));
      for (const reject of waiting) reject(signal.reason);
      waiting.clear();
    },
  };
}
