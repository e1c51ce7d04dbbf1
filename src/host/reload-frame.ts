/**
 * How long a document may take to say that it leaves. A browser ends the process of one that cannot,
 * such as an endless loop, once its frame is empty (Chromium: after 0.5 s); a page that comes sooner
 * is put into the same process and waits there for ever.
 */
const STUCK_AFTER_MS = 1_000;

/** Nothing, in an origin of its own: `about:blank` would be of the host page's origin. */
const EMPTY = 'data:text/html,';

/** Loads the page of one frame anew. */
export interface FrameReload {
  /** Empties the frame, then loads the page. A page that asks the person (`beforeunload`) may stay. */
  start(): void;
  /** The former document has left: the next one need not wait. */
  left(): void;
}

/**
 * The frame is emptied first for two reasons: it ends an endless loop, and a page whose address has
 * a fragment would only scroll if it were asked for again.
 *
 * @param onEmpty the former document is gone
 */
export function createFrameReload(frame: HTMLIFrameElement, url: string, onEmpty: () => void): FrameReload {
  let phase: 'idle' | 'emptying' | 'waiting' = 'idle';
  let hasLeft = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function load(): void {
    clearTimeout(timer);
    phase = 'idle';
    frame.src = url;
  }

  frame.addEventListener('load', () => {
    if (phase !== 'emptying') return;
    phase = 'waiting';
    onEmpty();
    if (hasLeft) load();
    else timer = setTimeout(load, STUCK_AFTER_MS);
  });

  return {
    start() {
      clearTimeout(timer);
      phase = 'emptying';
      hasLeft = false;
      // Not by `src`: that would be one more step for the person's Back button.
      frame.contentWindow?.location.replace(EMPTY);
    },
    left() {
      hasLeft = true;
      if (phase === 'waiting') load();
    },
  };
}
