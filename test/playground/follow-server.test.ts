import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followServer } from '../../playground/follow-server.js';
import type { ServerState } from '../../playground/follow-server.js';
import type { ServerEvent } from '../../src/core/protocol/index.js';

/** What of an `EventSource` the page uses; the test plays its server. */
class Source extends EventTarget {
  isClosed = false;
  readonly url: string;

  constructor(url: string) {
    super();
    this.url = url;
    sources.push(this);
  }

  close(): void {
    this.isClosed = true;
  }

  send(event: ServerEvent): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(event) }));
  }
}

let sources: Source[];
let status: number | undefined;
let end: (() => void) | undefined;
let events: ServerEvent[];
let states: ServerState[];

beforeEach(() => {
  vi.useFakeTimers();
  [sources, events, states, status] = [[], [], [], undefined];
  vi.stubGlobal('EventSource', Source);
  vi.stubGlobal('fetch', async () => {
    if (status === undefined) throw new TypeError('Failed to fetch');
    return new Response('', { status });
  });
  end = followServer({
    token: 't',
    onEvent: (event) => void events.push(event),
    onState: (state) => void states.push(state),
  });
});
afterEach(() => {
  end?.();
  setVisibility('visible');
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function setVisibility(state: 'visible' | 'hidden'): void {
  Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
}

const pass = (milliseconds = 0) => vi.advanceTimersByTimeAsync(milliseconds);

describe('following the server', () => {
  it('hands over events, with the token in the address', () => {
    expect(sources[0]?.url).toBe('/__zfapps/events?token=t');
    sources[0]?.dispatchEvent(new Event('open'));
    sources[0]?.send({ type: 'project', records: true });
    expect(events).toEqual([{ type: 'project', records: true }]);
    expect(states).toEqual(['open']);
  });

  it('tries again when the server is gone, and notices when it is back', async () => {
    sources[0]?.dispatchEvent(new Event('error'));
    await pass(1_000);
    expect(states).toEqual(['lost']);
    expect(sources).toHaveLength(2);
    sources[1]?.dispatchEvent(new Event('open'));
    expect(states).toEqual(['lost', 'open']);
  });

  it('gives up on a server that does not know the token', async () => {
    status = 403;
    sources[0]?.dispatchEvent(new Event('error'));
    await pass(20_000);
    expect(states).toEqual(['replaced']);
    expect(sources).toHaveLength(1);
  });

  it('lets go of the stream in a hidden tab, and comes back', async () => {
    setVisibility('hidden');
    expect(sources[0]?.isClosed).toBe(true);
    await pass(60_000);
    expect(sources).toHaveLength(1);
    setVisibility('visible');
    expect(sources).toHaveLength(2);
    expect(states).not.toContain('lost');
  });
});
