/** Browsers put off a timer that timers have started by so many milliseconds (HTML, section 8.7). */
const NESTED_TIMER_MS = 4;

// As it was when this was loaded: a test's fake timers are for the test.
const { setTimeout: later } = globalThis;

let count = 0;

/**
 * Resolves once what pages of widgets have thrown so far has been told: a page waits a turn for its own
 * handlers to take an error, and then posts it to this window.
 */
export async function findingsTold(): Promise<void> {
  await new Promise((resolve) => later(resolve, NESTED_TIMER_MS + 1));
  count += 1;
  const mark = { type: 'zfapps-told', count };
  await new Promise<void>((resolve) => {
    function take({ source, data }: MessageEvent): void {
      if (source !== window || data?.type !== mark.type || data.count !== mark.count) return;
      window.removeEventListener('message', take);
      resolve();
    }
    window.addEventListener('message', take);
    // Behind theirs: a window takes what is posted to it in order.
    window.postMessage(mark, window.location.origin);
  });
}
