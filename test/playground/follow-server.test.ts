import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followServer } from '../../playground/follow-server.js';
import type { ServerEvent } from '../../src/core/protocol/index.js';
import type { ServerState } from '../../playground/follow-server.js';

let streams: ReadableStreamDefaultController<Uint8Array>[];
let signals: AbortSignal[];
let answer: () => Promise<Response>;
let end: (() => void) | undefined;
const events: ServerEvent[] = [];
const states: ServerState[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  streams = [];
  signals = [];
  events.length = 0;
  states.length = 0;
  answer = async () => new Response(new ReadableStream({ start: (stream) => void streams.push(stream) }));
  vi.stubGlobal('fetch', (_url: string, { signal }: { signal: AbortSignal }) => {
    signals.push(signal);
    return answer();
  });
});
afterEach(() => {
  end?.();
  setVisibility('visible');
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function follow(): void {
  end = followServer({
    token: 't',
    onEvent: (event) => void events.push(event),
    onState: (state) => void states.push(state),
  });
}

function send(text: string): void {
  streams.at(-1)?.enqueue(new TextEncoder().encode(text));
}

function setVisibility(state: 'visible' | 'hidden'): void {
  Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
}

const pass = (milliseconds = 0) => vi.advanceTimersByTimeAsync(milliseconds);

describe('following the server', () => {
  it('hands over events, however their lines are cut', async () => {
    follow();
    await pass();
    send('{"type":"open","revision":0}\n{"type":"pro');
    await pass();
    send('ject","records":true}\n');
    await pass();
    expect(events).toEqual([
      { type: 'open', revision: 0 },
      { type: 'project', records: true },
    ]);
    expect(states).toEqual(['open']);
  });

  it('tries again when the server is gone, ever more slowly, and notices when it is back', async () => {
    answer = () => Promise.reject(new TypeError('Failed to fetch'));
    follow();
    await pass(20_000);
    const tried = signals.length;
    expect(tried).toBeGreaterThan(3);
    expect(tried).toBeLessThan(10);
    expect(new Set(states)).toEqual(new Set(['lost']));
    answer = async () => new Response(new ReadableStream({ start: (stream) => void streams.push(stream) }));
    await pass(5_000);
    expect(states.at(-1)).toBe('open');
  });

  it('gives up on a server that does not know the token', async () => {
    answer = async () => new Response('', { status: 403 });
    follow();
    await pass(20_000);
    expect(states).toEqual(['replaced']);
    expect(signals).toHaveLength(1);
  });

  it('lets go of the stream in a hidden tab, and comes back', async () => {
    follow();
    await pass();
    setVisibility('hidden');
    expect(signals[0]?.aborted).toBe(true);
    streams[0]?.error(new DOMException('aborted', 'AbortError'));
    await pass(60_000);
    expect(signals).toHaveLength(1);
    setVisibility('visible');
    await pass();
    expect(signals).toHaveLength(2);
    expect(states).not.toContain('lost');
  });
});
