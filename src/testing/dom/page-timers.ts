import { clearTimeout, setInterval, setTimeout } from 'node:timers';
import type { WidgetWindow } from './engine.js';
import type { RunCode } from './run-code.js';

/** What {@link addTimers} works with. */
export interface PageTimersOptions {
  /** The window as its own scripts see it: the `this` of what is called. */
  self: unknown;
  /** Runs a timer's text. */
  run: RunCode;
  name: string;
  report(thrown: unknown): void;
}

/** A display's frame, in milliseconds. */
const FRAME = 16;

/**
 * Gives a window its timers and frames (HTML standard, sections 8.6 and 8.10): with numbers, with texts,
 * and microtasks between two of them. They are Node's own: a test's fake timers are for the test.
 *
 * @returns the function that ends them all
 */
export function addTimers(window: WidgetWindow, { self, run, name, report }: PageTimersOptions): () => void {
  const timers = new Map<number, NodeJS.Timeout>();
  let frame = new Map<number, FrameRequestCallback>();
  let running = frame;
  let frameTimer: NodeJS.Timeout | undefined;
  let last = 0;
  let isOpen = true;

  function call(handler: unknown, args: unknown[]): void {
    try {
      if (typeof handler === 'function') handler.apply(self, args);
      else run(String(handler), { name, line: 0, column: 0 });
    } catch (error) {
      report(error);
    }
  }

  function set(repeats: boolean, handler: unknown, time: unknown, args: unknown[]): number {
    last += 1;
    const id = last;
    if (!isOpen) return id;
    const delay = Math.max(Number(time) || 0, 0);
    const turn = () => {
      if (!repeats) timers.delete(id);
      call(handler, args);
    };
    timers.set(id, repeats ? setInterval(turn, delay) : setTimeout(turn, delay));
    return id;
  }

  function clear(id: unknown): void {
    clearTimeout(timers.get(Number(id)));
    timers.delete(Number(id));
  }

  function runFrame(): void {
    frameTimer = undefined;
    running = frame;
    frame = new Map();
    const now = window.performance.now();
    // A callback may cancel one that comes after it.
    for (const [id, callback] of running) {
      running.delete(id);
      call(callback, [now]);
    }
  }

  Object.assign(window, {
    setTimeout: (handler: unknown, time?: unknown, ...args: unknown[]) => set(false, handler, time, args),
    setInterval: (handler: unknown, time?: unknown, ...args: unknown[]) => set(true, handler, time, args),
    clearTimeout: clear,
    clearInterval: clear,
    requestAnimationFrame(callback: FrameRequestCallback) {
      last += 1;
      if (!isOpen) return last;
      frame.set(last, callback);
      frameTimer ??= setTimeout(runFrame, FRAME);
      return last;
    },
    cancelAnimationFrame(id: unknown) {
      frame.delete(Number(id));
      running.delete(Number(id));
    },
  });

  return () => {
    isOpen = false;
    for (const timer of timers.values()) clearTimeout(timer);
    timers.clear();
    frame.clear();
    running.clear();
    clearTimeout(frameTimer);
  };
}
