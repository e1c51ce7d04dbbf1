import { afterEach, describe, expect, it, vi } from 'vitest';
import { bridgedWidget } from '../support/bridged-widget.js';
import type { BridgedWidget } from '../support/bridged-widget.js';

let widget: BridgedWidget | undefined;
afterEach(() => widget?.end());

/** Sends a call as penpal writes it, and resolves with the reply. */
async function replyTo(methodPath: string[]): Promise<unknown> {
  widget = bridgedWidget();
  const { zfapps, port } = widget;
  await zfapps.extension.init();
  const reply = new Promise((resolve) => {
    port.addEventListener('message', ({ data }) => data.callId === 'forged' && resolve(data));
  });
  port.postMessage({
    namespace: 'penpal',
    channel: undefined,
    type: 'CALL',
    id: 'forged',
    methodPath,
    args: ['user'],
  });
  return reply;
}

describe('a call that no SDK makes', () => {
  it.each([
    [['constructor']],
    [['toString']],
    [['hasOwnProperty']],
    [['__proto__', 'constructor']],
    [['get', 'constructor']],
    [[]],
  ])('%j finds no method', async (path) => {
    expect(await replyTo(path)).toMatchObject({ isError: true, value: { penpalCode: 'METHOD_NOT_FOUND' } });
  });

  it('and one of the contract is answered: the test reads replies', async () => {
    expect(await replyTo(['get'])).toMatchObject({ value: { ok: true, value: { user: 'value' } } });
  });
});

describe('a widget that is closed', () => {
  it('hears nothing of its calls under way: in production it is gone, and tells no failure', async () => {
    widget = bridgedWidget({ records: { get: () => new Promise(() => {}) } });
    const { zfapps, bridge, port, calls } = widget;
    await zfapps.extension.init();
    const settled = vi.fn();
    zfapps.get('invoice').then(settled, settled);
    await vi.waitFor(() => expect(calls.at(-1)).toMatchObject({ method: 'get', outcome: 'pending' }));
    const heard = vi.fn();
    port.addEventListener('message', heard);
    const closed = new Promise((resolve) => port.addEventListener('close', resolve));
    bridge.destroy();
    await closed;
    expect(calls.at(-1)).toMatchObject({ method: 'get', outcome: 'dropped' });
    expect(heard).not.toHaveBeenCalled();
    expect(settled).not.toHaveBeenCalled();
  });
});
