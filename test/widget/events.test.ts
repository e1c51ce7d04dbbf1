import { afterEach, describe, expect, it, vi } from 'vitest';
import { bridgedWidget } from '../support/bridged-widget.js';
import type { WidgetHostOptions } from '../../src/host/index.js';
import type { BridgedWidget } from '../support/bridged-widget.js';

let widget: BridgedWidget | undefined;
afterEach(() => {
  widget?.end();
  widget = undefined;
  vi.unstubAllGlobals();
});

async function subscriber(host?: Partial<WidgetHostOptions>) {
  widget = bridgedWidget(host);
  const { instance } = await widget.zfapps.extension.init();
  return { on: instance.on, emit: widget.bridge.emit, calls: widget.calls, zfapps: widget.zfapps };
}

/** A handler whose answer the test gives. */
function deferred() {
  let resolve: (value: unknown) => void = () => {};
  const promise = new Promise<unknown>((give) => {
    resolve = give;
  });
  return { handler: () => promise, resolve };
}

describe('a handler gets an event', () => {
  it.each([
    ['INVOICE_SAVED', 'ON_INVOICE_SAVED'],
    ['ON_INVOICE_SAVED', 'INVOICE_SAVED'],
    ['ON_CHANGE', 'ON_INVOICE_CHANGE'],
  ])('by the name %s, when %s is fired', async (subscribed, fired) => {
    const { on, emit } = await subscriber();
    const handler = vi.fn(() => 'heard');
    on(subscribed, handler);
    expect(await emit(fired, { record_id: '7' })).toEqual({ ok: true, value: ['heard'] });
    expect(handler.mock.calls).toEqual([[{ record_id: '7' }]]);
  });

  it('in order of subscription, whatever name it subscribed by', async () => {
    const { on, emit } = await subscriber();
    on('ON_CHANGE', () => 1);
    on('INVOICE_CHANGE').then(() => 2);
    on('ON_INVOICE_CHANGE', () => 3);
    expect(await emit('ON_INVOICE_CHANGE', {})).toEqual({ ok: true, value: [1, 2, 3] });
  });

  it('only if it is meant', async () => {
    const { on, emit } = await subscriber();
    const other = vi.fn();
    on('ON_ESTIMATE_CHANGE', other);
    expect(await emit('ON_INVOICE_CHANGE', {})).toEqual({ ok: true, value: [] });
    expect(other).not.toHaveBeenCalled();
  });
});

describe('a handler that comes late', () => {
  it.each([
    'ON_INVOICE_PREVIEW',
    'ON_WIDGET_OPEN',
  ])('gets the last %s once, after on() returned', async (event) => {
    const { on, emit } = await subscriber();
    await emit(event, { total: 1 });
    await emit(event, { total: 2 });
    const handler = vi.fn();
    on(event, handler);
    expect(handler).not.toHaveBeenCalled();
    await vi.waitFor(() => expect(handler.mock.calls).toEqual([[{ total: 2 }]]));
    await emit(event, { total: 3 });
    expect(handler.mock.calls).toEqual([[{ total: 2 }], [{ total: 3 }]]);
  });

  it('gets it in the form of then, and by the other name', async () => {
    const { on, emit } = await subscriber();
    await emit('ON_INVOICE_PREVIEW', { total: 2 });
    const handler = vi.fn();
    on('INVOICE_PREVIEW').then(handler);
    await vi.waitFor(() => expect(handler.mock.calls).toEqual([[{ total: 2 }]]));
  });

  it('gets nothing of events that are over, nor of other ones', async () => {
    const { on, emit } = await subscriber();
    for (const event of ['ON_INVOICE_CHANGE', 'ON_INVOICE_SAVED', 'ON_INVOICE_PRE_SAVE', 'ON_BILL_PREVIEW'])
      await emit(event, {});
    const handler = vi.fn();
    for (const name of [
      'ON_INVOICE_CHANGE',
      'ON_CHANGE',
      'INVOICE_SAVED',
      'ON_INVOICE_PRE_SAVE',
      'ON_INVOICE_PREVIEW',
    ])
      on(name, handler);
    // An answer from the host comes later than any late event.
    await emit('ANOTHER', {});
    expect(handler).not.toHaveBeenCalled();
  });

  it('and throws is told where uncaught errors are', async () => {
    const reported = vi.fn();
    vi.stubGlobal('reportError', reported);
    const { on, emit } = await subscriber();
    await emit('ON_INVOICE_PREVIEW', {});
    const broken = new Error('late and broken');
    on('ON_INVOICE_PREVIEW', () => Promise.reject(broken));
    await vi.waitFor(() => expect(reported.mock.calls).toEqual([[broken]]));
  });
});

describe('an emission', () => {
  it('runs and awaits every handler, though one throws, and has what the others answered', async () => {
    vi.stubGlobal('reportError', () => {});
    const { on, emit, calls } = await subscriber();
    const slow = deferred();
    on('ON_INVOICE_PRE_SAVE', () => {
      throw new Error('first');
    });
    on('ON_INVOICE_PRE_SAVE', slow.handler);
    on('ON_INVOICE_PRE_SAVE', () => Promise.reject({ message: 'second' }));
    const last = vi.fn(() => ({ prevent_save: true, message: 'No address.' }));
    on('ON_INVOICE_PRE_SAVE', last);
    const answer = emit('ON_INVOICE_PRE_SAVE', {});
    await vi.waitFor(() => expect(last).toHaveBeenCalled());
    slow.resolve('slow');
    const expected = {
      error: { code: 'handler_failed', message: 'A handler of ON_INVOICE_PRE_SAVE threw: first' },
      value: ['slow', { prevent_save: true, message: 'No address.' }],
    };
    expect(await answer).toEqual({ ok: false, ...expected });
    expect(calls.at(-1)).toMatchObject({ method: 'emit', outcome: 'rejected', ...expected });
  });

  it('tells of each answer as it comes, before the whole answer', async () => {
    const { on, emit } = await subscriber();
    const slow = deferred();
    on('ON_INVOICE_PRE_SAVE', slow.handler);
    on('ON_INVOICE_PRE_SAVE', () => 'quick');
    const told: unknown[] = [];
    let whole = false;
    const answer = emit('ON_INVOICE_PRE_SAVE', {}, (value) => told.push(value)).then((all) => {
      whole = true;
      return all;
    });
    await vi.waitFor(() => expect(told).toEqual(['quick']));
    expect(whole).toBe(false);
    slow.resolve('slow');
    expect(await answer).toEqual({ ok: true, value: ['slow', 'quick'] });
    expect(told).toEqual(['quick', 'slow']);
  });

  it('tells of its own answers only, and of none once it is over', async () => {
    const { on, emit } = await subscriber();
    on('A', () => 'a');
    on('B', () => 'b');
    const told: unknown[] = [];
    await Promise.all([
      emit('A', {}, (value) => told.push(['A', value])),
      emit('B', {}, (value) => told.push(['B', value])),
    ]);
    expect(told.sort()).toEqual([
      ['A', 'a'],
      ['B', 'b'],
    ]);
    await emit('A', {});
    expect(told).toHaveLength(2);
  });

  it('lets its handlers use the SDK meanwhile', async () => {
    const { on, emit, zfapps } = await subscriber();
    on('ON_INVOICE_PRE_SAVE', async () => zfapps.get('invoice'));
    expect(await emit('ON_INVOICE_PRE_SAVE', {})).toEqual({ ok: true, value: [{ invoice: 'value' }] });
  });
});

describe('a subscription', () => {
  it('is told to the host in both forms, and not for a bare await', async () => {
    const names: unknown[] = [];
    const { on, emit } = await subscriber({
      onSubscribe(name, from) {
        names.push([name, from.widget.widget]);
        return undefined;
      },
    });
    on('ON_INVOICE_CHANGE', () => {});
    on('ON_INVOICE_SAVED').then(() => {});
    await on('ON_INVOICE_PREVIEW');
    await emit('ANOTHER', {});
    expect(names).toEqual([
      ['ON_INVOICE_CHANGE', 'w'],
      ['ON_INVOICE_SAVED', 'w'],
    ]);
  });

  it('stands in the call log with the warning that the page has for it, and without one it does not', async () => {
    const { on, emit, calls } = await subscriber({
      onSubscribe: (name) => (name === 'ON_INVOICE_CHNAGE' ? `No event is named ${name}.` : undefined),
    });
    on('ON_INVOICE_CHANGE', () => {});
    on('ON_INVOICE_CHNAGE', () => {});
    await emit('ANOTHER', {});
    expect(calls.filter(({ method }) => method === 'on').at(-1)).toMatchObject({
      args: ['ON_INVOICE_CHNAGE'],
      outcome: 'resolved',
      warnings: ['No event is named ON_INVOICE_CHNAGE.'],
    });
    expect(calls.filter(({ method }) => method === 'on')).toHaveLength(2);
  });

  it('works though the page fails to take note of it', async () => {
    const { on, emit } = await subscriber({
      onSubscribe() {
        throw new Error('broken page');
      },
    });
    on('A', () => 1);
    expect(await emit('A', {})).toEqual({ ok: true, value: [1] });
  });
});
