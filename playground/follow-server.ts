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

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Follows what the server tells, and tries again whenever it is gone. A hidden tab lets go of its
 * stream: browsers allow six connections to an origin, and each tab would hold one.
 *
 * @returns the function that ends it
 */
export function followServer({ token, onEvent, onState }: FollowServerOptions): () => void {
  const ended = new AbortController();
  let pause = FIRST_PAUSE_MS;

  async function follow(): Promise<void> {
    while (!ended.signal.aborted) {
      await whenVisible(ended.signal);
      const hidden = watchHidden();
      const signal = AbortSignal.any([ended.signal, hidden.signal]);
      const outcome = await readStream(signal).catch((): 'lost' => 'lost');
      hidden.stop();
      if (ended.signal.aborted) return;
      if (outcome === 'replaced') {
        onState('replaced');
        return;
      }
      if (signal.aborted) continue;
      onState('lost');
      await new Promise((resolve) => setTimeout(resolve, pause));
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  }

  async function readStream(signal: AbortSignal): Promise<'lost' | 'replaced'> {
    const response = await fetch(ROUTES.events, { headers: { [TOKEN_HEADER]: token }, signal });
    if (response.status === 403) return 'replaced';
    if (!response.ok || response.body === null) return 'lost';
    onState('open');
    pause = FIRST_PAUSE_MS;
    let rest = '';
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      const lines = (rest + read.value).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onEvent(JSON.parse(line) as ServerEvent);
    }
    return 'lost';
  }

  void follow();
  return () => ended.abort();
}

function watchHidden(): { signal: AbortSignal; stop(): void } {
  const hidden = new AbortController();
  const check = () => {
    if (document.visibilityState === 'hidden') hidden.abort();
  };
  document.addEventListener('visibilitychange', check);
  return { signal: hidden.signal, stop: () => document.removeEventListener('visibilitychange', check) };
}

function whenVisible(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (document.visibilityState === 'hidden' && !signal.aborted) return;
      document.removeEventListener('visibilitychange', check);
      resolve();
    };
    document.addEventListener('visibilitychange', check, { signal });
    check();
  });
}
