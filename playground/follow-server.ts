import { ROUTES, TOKEN_HEADER } from '../src/core/protocol/index.js';
import type { ServerEvent } from '../src/core/protocol/index.js';

/** How the page stands with its server: `replaced` is another start of it, which does not know this page's token. */
export type ServerState = 'open' | 'lost' | 'replaced';

/** Options of {@link followServer}. */
export interface FollowServerOptions {
  token: string;
  onEvent(event: ServerEvent): void;
  onState(state: ServerState): void;
}

const PAUSE_MS = 1_000;

/**
 * Follows what the server tells, and tries again whenever it is gone. A hidden tab lets go of its
 * stream: browsers allow six connections to an origin, and each tab would hold one.
 *
 * An `EventSource`, which browser tests that wait for a quiet network do not count as a request.
 *
 * @returns the function that ends it
 */
export function followServer({ token, onEvent, onState }: FollowServerOptions): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function open(): void {
    if (source !== undefined || document.visibilityState === 'hidden') return;
    const opened = new EventSource(`${ROUTES.events}?${new URLSearchParams({ token })}`);
    source = opened;
    opened.addEventListener('open', () => onState('open'));
    opened.addEventListener('message', ({ data }) => onEvent(JSON.parse(data) as ServerEvent));
    opened.addEventListener('error', () => void retry(opened));
  }

  function close(): void {
    clearTimeout(timer);
    source?.close();
    source = undefined;
  }

  /** The browser does not say what went wrong: the server is asked. */
  async function retry(failed: EventSource): Promise<void> {
    if (failed !== source) return;
    close();
    const answer = await fetch(ROUTES.manifest, { headers: { [TOKEN_HEADER]: token } }).catch(
      () => undefined,
    );
    if (answer?.status === 403) {
      document.removeEventListener('visibilitychange', follow);
      onState('replaced');
      return;
    }
    if (source !== undefined) return;
    onState('lost');
    timer = setTimeout(open, PAUSE_MS);
  }

  function follow(): void {
    if (document.visibilityState === 'hidden') close();
    else open();
  }

  document.addEventListener('visibilitychange', follow);
  open();
  return () => {
    document.removeEventListener('visibilitychange', follow);
    close();
  };
}
