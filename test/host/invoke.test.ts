import { afterEach, describe, expect, it } from 'vitest';
import { bridgedWidget } from '../support/bridged-widget.js';
import type { Notification, WidgetHostOptions } from '../../src/host/index.js';
import type { BridgedWidget } from '../support/bridged-widget.js';

let widget: BridgedWidget | undefined;
afterEach(() => widget?.end());

function invoker(host?: Partial<WidgetHostOptions>) {
  widget = bridgedWidget(host);
  const { zfapps, calls, frame } = widget;
  const invoke = zfapps.invoke as (action: unknown, payload?: unknown) => Promise<unknown>;
  return { invoke, calls, frame };
}

describe('RESIZE', () => {
  it.each([
    [{ width: '800px', height: '360px' }, '800px', '360px'],
    [{ width: '100%' }, '100%', ''],
    [{ height: 500 }, '', '500px'],
    [{ height: '500' }, '', '500px'],
    [{ width: 'wide', height: 'calc(1px)' }, '', ''],
    [undefined, '', ''],
  ])('%j', async (payload, width, height) => {
    const { invoke, frame } = invoker();
    await expect(invoke('RESIZE', payload)).resolves.not.toThrow();
    expect([frame.style.width, frame.style.height]).toEqual([width, height]);
  });

  it('says in the log what it ignored', async () => {
    const { invoke, calls } = invoker();
    await invoke('RESIZE', { width: 'wide' });
    expect(calls.at(-1)?.warnings).toEqual([expect.stringContaining('ignored width')]);
  });
});

describe('SHOW_NOTIFICATION and SHOW_MESSAGE', () => {
  it.each([
    ['SHOW_NOTIFICATION', { type: 'success', message: 'Saved' }, { type: 'success', message: 'Saved' }],
    [
      'SHOW_NOTIFICATION',
      { type: 'error', message: { code: 1, message: 'Inner' } },
      { type: 'error', message: 'Inner' },
    ],
    [
      'SHOW_NOTIFICATION',
      { type: 'error', message: new TypeError('What was caught') },
      { type: 'error', message: 'What was caught' },
    ],
    ['SHOW_NOTIFICATION', { type: 'loud', message: [1, 2] }, { type: 'info', message: '[1,2]' }],
    ['SHOW_NOTIFICATION', {}, { type: 'info', message: '' }],
    ['SHOW_MESSAGE', { type: 'success', content: 'Done' }, { type: 'success', message: 'Done' }],
  ])('%s %j', async (action, payload, expected) => {
    const shown: Notification[] = [];
    const { invoke } = invoker({ onNotification: (notification) => shown.push(notification) });
    await invoke(action, payload);
    expect(shown).toEqual([{ caller: { widget: 'w' }, ...expected }]);
  });

  it('warns of SHOW_MESSAGE, which is not documented', async () => {
    const { invoke, calls } = invoker();
    await invoke('SHOW_MESSAGE', { type: 'success', content: 'Done' });
    expect(calls.at(-1)?.warnings).toEqual([expect.stringContaining('SHOW_NOTIFICATION')]);
  });
});

describe('the other actions', () => {
  it('REFRESH_DATA has the record read again', async () => {
    const asked: unknown[] = [];
    const { invoke } = invoker({
      records: { get: () => ({}), refresh: (module) => void asked.push(module) },
    });
    await invoke('REFRESH_DATA', 'invoice');
    expect(asked).toEqual(['invoice']);
  });

  it.each(['RESIZED', '', undefined, 5])('%j rejects and names the known ones', async (action) => {
    const { invoke } = invoker();
    const error = await invoke(action).catch((reason: unknown) => reason);
    expect(error).toEqual({
      code: 'unknown_action',
      message: expect.stringContaining('RESIZE, SHOW_NOTIFICATION'),
    });
  });
});
