import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { onUnusedEscape } from '../../src/widget/unused-escape.js';

/** A page's window, as far as keys go. */
function page() {
  const target = new EventTarget();
  const open = { selector: undefined as string | undefined };
  const window = Object.assign(target, {
    setTimeout: (run: () => void) => void queueMicrotask(run),
    document: {
      querySelector(selector: string) {
        if (open.selector === 'unknown') throw new SyntaxError('no such selector');
        return open.selector !== undefined && selector.includes(open.selector) ? {} : null;
      },
    },
  });
  const told = vi.fn();
  onUnusedEscape(window as unknown as Window, told);
  return { window: window as unknown as Window, told, open };
}

function press(window: Window, members: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key: 'Escape', cancelable: true, ...members });
  window.dispatchEvent(event);
  return event;
}

let parts: ReturnType<typeof page>;
beforeEach(() => {
  parts = page();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('Escape in a widget', () => {
  it('is told where the page made no use of it', async () => {
    press(parts.window);
    await Promise.resolve();
    expect(parts.told).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['another key', { key: 'Enter' }],
    ['with Shift', { shiftKey: true }],
    ['with Control', { ctrlKey: true }],
    ['with Alt', { altKey: true }],
    ['with Meta', { metaKey: true }],
    ['while an input method composes', { isComposing: true }],
    ['held down', { repeat: true }],
  ])('is not told: %s', async (_case, members) => {
    press(parts.window, members);
    await Promise.resolve();
    expect(parts.told).not.toHaveBeenCalled();
  });

  it('is not told where the page prevents it, though in a later listener', async () => {
    parts.window.addEventListener('keydown', (event) => event.preventDefault());
    expect(press(parts.window).defaultPrevented).toBe(true);
    await Promise.resolve();
    expect(parts.told).not.toHaveBeenCalled();
  });

  it.each([
    'dialog:modal',
    ':popover-open',
  ])('is not told where it closes %s of the page', async (selector) => {
    parts.open.selector = selector;
    press(parts.window);
    await Promise.resolve();
    expect(parts.told).not.toHaveBeenCalled();
  });

  it('is told where the DOM knows no such selector', async () => {
    parts.open.selector = 'unknown';
    press(parts.window);
    await Promise.resolve();
    expect(parts.told).toHaveBeenCalledTimes(1);
  });
});
