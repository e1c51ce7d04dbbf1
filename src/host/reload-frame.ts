import type { FrameReload, ReloadOptions } from './stage.js';

/** How long a page may take to answer before it counts as stuck. */
const ANSWER_WITHIN_MS = 1_000;

/**
 * How long the frame of a stuck page stays out of the document. A browser ends the process of an
 * endless loop once its frame is gone (Chromium: after 0.5 s); a page that comes sooner is put into
 * the same process and waits there for ever.
 */
const OUT_FOR_MS = 1_000;

/**
 * A page that answers is asked to go, so that it can ask the person (`beforeunload`). Otherwise the
 * frame is taken out and put back: a page that is stuck cannot go, and one whose address has a
 * fragment would only scroll if it were loaded again.
 */
export function createFrameReload(
  frame: HTMLIFrameElement,
  { url, answers, onOut }: ReloadOptions & { url: string },
): FrameReload {
  let busy = false;
  let stopped = false;

  async function reload(): Promise<void> {
    const alive = await Promise.race([answers(), after(ANSWER_WITHIN_MS, false)]);
    if (stopped) return;
    if (alive && new URL(url).hash === '') {
      // Not by `src`: each reload would be one more step for the person's Back button.
      frame.contentWindow?.location.replace(url);
      return;
    }
    const { parentNode, nextSibling } = frame;
    frame.remove();
    onOut();
    if (!alive) await after(OUT_FOR_MS, undefined);
    if (!stopped)
      parentNode?.insertBefore(frame, nextSibling?.parentNode === parentNode ? nextSibling : null);
  }

  return {
    start() {
      if (busy) return;
      busy = true;
      void reload().finally(() => {
        busy = false;
      });
    },
    stop() {
      stopped = true;
    },
  };
}

function after<Value>(milliseconds: number, value: Value): Promise<Value> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, value));
}
