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
  return {
    signal,
    async orGone(work) {
      let stop = () => {};
      const gone = new Promise<never>((_, reject) => {
        stop = () => reject(signal.reason);
        signal.addEventListener('abort', stop);
      });
      if (signal.aborted) throw signal.reason;
      try {
        return await Promise.race([work, gone]);
      } finally {
        signal.removeEventListener('abort', stop);
      }
    },
    end: (reason) => controller.abort(new ZfappsError('frame_gone', reason)),
  };
}
