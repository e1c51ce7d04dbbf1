import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WidgetStatus } from '../../playground/widget-status.js';
import { HANDSHAKE_TIMEOUT_MS } from '../../src/core/protocol/index.js';
import type { Session } from '../../playground/session.js';
import type { OpenWidget } from '../../src/host/index.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
});

/** What is said of a widget whose page has not loaded the SDK in time. */
async function saidOf(location: string): Promise<string> {
  const findings = { of: () => [], loadedAt: () => 1 };
  const status = new WidgetStatus();
  status.session = Object.assign(new EventTarget(), { findings }) as unknown as Session;
  status.widget = {
    state: 'loading',
    initialized: false,
    frame: document.createElement('iframe'),
    widget: { widget: 'Tracker', location, url: 'http://127.0.0.1:5181/app/widget.html' },
  } as unknown as OpenWidget;
  document.body.append(status);
  await vi.advanceTimersByTimeAsync(HANDSHAKE_TIMEOUT_MS);
  await status.updateComplete;
  return status.renderRoot.textContent ?? '';
}

describe('a page that has not loaded the SDK', () => {
  it('is told which one to load', async () => {
    expect(await saidOf('invoice.details.sidebar')).toContain('zohofinance/v1/zf_sdk.js');
  });

  it('is told at a location of Desk that the SDK of Desk is not emulated, and what is', async () => {
    const text = await saidOf('desk.ticket.detail.rightpanel');
    expect(text).toContain('ZOHODESK');
    expect(text).toContain('the Desk view');
    expect(text).not.toContain('zf_sdk.js');
  });
});
