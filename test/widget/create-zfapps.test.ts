import { afterEach, describe, expect, it, vi } from 'vitest';
import { PortMessenger } from 'penpal';
import { ZfappsError } from '../../src/core/protocol/index.js';
import { createZfapps } from '../../src/widget/index.js';
import { bridgedWidget } from '../support/bridged-widget.js';
import type { WireOptions } from '../../src/core/protocol/index.js';
import type { WidgetHostOptions, WidgetOnHost } from '../../src/host/index.js';
import type { BridgedWidget } from '../support/bridged-widget.js';

let widget: BridgedWidget | undefined;
afterEach(() => {
  widget?.end();
  widget = undefined;
});

function bridged(host?: Partial<WidgetHostOptions>): BridgedWidget {
  widget = bridgedWidget(host);
  return widget;
}

function rejection(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => Promise.reject(new Error('It resolved.')),
    (error) => error,
  );
}

function circle(): object {
  const self: { self?: object } = {};
  self.self = self;
  return self;
}

describe('createZfapps', () => {
  it('has every member of the live SDK', () => {
    const { zfapps } = bridged();
    expect(Object.keys(zfapps).sort()).toEqual(
      [
        'API',
        'I18N',
        'UI',
        'closeModal',
        'extension',
        'get',
        'hideWidget',
        'invoke',
        'linkFiles',
        'request',
        'retrieve',
        'set',
        'showModal',
        'showWidget',
        'store',
      ].sort(),
    );
    expect(Object.keys(zfapps.API).sort()).toEqual([
      'GLOBALFIELDS',
      'createRecord',
      'deleteRecord',
      'getAllRecords',
      'getRecord',
      'updateRecord',
    ]);
    expect(Object.keys(zfapps.API.GLOBALFIELDS)).toEqual(['get', 'set']);
    expect(Object.keys(zfapps.extension)).toEqual(['init']);
    expect(Object.keys(zfapps.I18N)).toEqual(['getTranslatedValue']);
  });

  it('hands normalised options to the host, and rejects wrong ones before they cross', async () => {
    const seen: WireOptions[] = [];
    const { zfapps, calls } = bridged({
      request: async (options) => {
        seen.push(options);
        return {
          ok: true,
          value: {
            code: 0,
            message: 'success',
            data: { status_code: 200, status_message: 'OK', header: {}, body: '{}' },
          },
        };
      },
    });
    const reactive = new Proxy(
      {
        url: 'https://api.example.com/',
        body: new Proxy({ mode: 'raw' as const, raw: { a: undefined, b: 1 } }, {}),
      },
      {},
    );
    expect((await zfapps.request({ ...reactive, method: 'POST' })).data.body).toBe('{}');
    expect(seen).toEqual([
      { url: 'https://api.example.com/', method: 'POST', body: { mode: 'raw', raw: '{"b":1}' } },
    ]);
    const error = await rejection(zfapps.request({ method: 'GET' } as never));
    expect(error).toEqual({ code: 'invalid_options', message: expect.stringContaining('url is undefined') });
    expect(error).not.toBeInstanceOf(Error);
    expect(calls.filter(({ outcome }) => outcome === 'pending')).toHaveLength(1);
  });

  it("rejects with the host's error as a plain object", async () => {
    const { zfapps } = bridged({
      records: {
        get: () => {
          throw new ZfappsError('unknown_key', 'nothing there');
        },
      },
    });
    const error = await rejection(zfapps.get('nothing'));
    expect(error).toEqual({ code: 'unknown_key', message: 'nothing there' });
    expect(error).not.toBeInstanceOf(Error);
  });

  it('calls several handlers, also late ones, and their answers reach the page in order', async () => {
    const { zfapps, bridge } = bridged();
    const { instance } = await zfapps.extension.init();
    instance.on('ON_INVOICE_PRE_SAVE', () => 1);
    instance.on('ON_INVOICE_PRE_SAVE', async () => ({ prevent_save: true }));
    expect(await bridge.emit('ON_INVOICE_PRE_SAVE', {})).toEqual({
      ok: true,
      value: [1, { prevent_save: true }],
    });
    instance.on('ON_INVOICE_PRE_SAVE', () => () => 'a function cannot cross');
    expect(await bridge.emit('ON_INVOICE_PRE_SAVE', {})).toEqual({
      ok: true,
      value: [1, { prevent_save: true }, undefined],
    });
    expect(await bridge.emit('ON_INVOICE_SAVED', {})).toEqual({ ok: true, value: [] });
  });

  it('answers an error for a handler that throws, and reports it as uncaught', async () => {
    const reported = vi.fn();
    vi.stubGlobal('reportError', reported);
    const { zfapps, bridge } = bridged();
    const { instance } = await zfapps.extension.init();
    const broken = new Error('broken handler');
    instance.on('ON_INVOICE_PRE_SAVE', () => {
      throw broken;
    });
    expect(await bridge.emit('ON_INVOICE_PRE_SAVE', {})).toEqual({
      ok: false,
      error: { code: 'handler_failed', message: 'A handler of ON_INVOICE_PRE_SAVE threw: broken handler' },
      value: [],
    });
    expect(reported.mock.calls).toEqual([[broken]]);
    vi.unstubAllGlobals();
  });

  it('on() chains like a promise, and an await of it without a handler does not stay pending', async () => {
    const { zfapps, bridge } = bridged();
    const { instance } = await zfapps.extension.init();
    await instance
      .on('A', () => 'handler')
      .then(() => {})
      .catch(() => {})
      .finally(() => {});
    await instance
      .on('B')
      .then(() => 'late')
      .catch(() => {});
    await instance.on('C');
    expect(await bridge.emit('A', {})).toEqual({ ok: true, value: ['handler'] });
    expect(await bridge.emit('B', {})).toEqual({ ok: true, value: ['late'] });
    expect(await bridge.emit('C', {})).toEqual({ ok: true, value: [] });
  });

  it("takes a backend of one's own as the request port", async () => {
    const response = {
      code: 0,
      message: 'success',
      data: { status_code: 204, status_message: '', header: {}, body: '' },
    };
    const { zfapps } = bridged({ request: async () => response });
    expect(await zfapps.request({ url: 'https://api.example.com/' })).toEqual(response);
  });

  it('rejects a key that cannot cross as an unknown one, not as a broken bridge', async () => {
    const keys: unknown[] = [];
    const { zfapps } = bridged({ records: { get: (key) => ({ [String(keys.push(key))]: 1 }) } });
    await zfapps.get((() => 1) as never);
    expect(keys).toEqual([undefined]);
  });

  it('set hands plain data to the page and resolves with the whole record', async () => {
    const set = vi.fn((path: unknown, value: unknown, from: WidgetOnHost) => ({
      invoice: { path, value, by: from.widget.widget },
    }));
    const { zfapps, calls } = bridged({ records: { get: () => ({}), set } });
    const items = new Proxy([{ rate: 12, gone: undefined }], {});
    const answer = zfapps.set('invoice.line_items', items);
    items.push({ rate: 13, gone: undefined });
    expect(await answer).toEqual({
      invoice: { path: 'invoice.line_items', value: [{ rate: 12 }], by: 'w' },
    });
    expect(calls.at(-1)).toMatchObject({
      method: 'set',
      args: ['invoice.line_items', [{ rate: 12 }]],
      outcome: 'resolved',
    });
  });

  it.each([
    ['null', null, null],
    ['false', false, false],
    ['0', 0, 0],
    ['empty text', '', ''],
    ['undefined', undefined, undefined],
    ['a function', () => 1, undefined],
    ['a symbol', Symbol('s'), undefined],
    ['a circle', circle(), undefined],
  ])('set with %s leaves the page to judge it', async (_name, value, expected) => {
    const set = vi.fn((_path: unknown, _value: unknown) => ({}));
    const { zfapps } = bridged({ records: { get: () => ({}), set } });
    await zfapps.set('invoice.notes', value);
    expect(set.mock.calls.map(([path, given]) => [path, given])).toEqual([['invoice.notes', expected]]);
  });

  it("set rejects with the page's own error, and where the page has no form", async () => {
    const { zfapps } = bridged({
      records: {
        get: () => ({}),
        set() {
          throw new ZfappsError('not_settable', 'no form here');
        },
      },
    });
    expect(await rejection(zfapps.set('invoice.notes', 1))).toEqual({
      code: 'not_settable',
      message: 'no form here',
    });
    widget?.end();
    expect(await rejection(bridged().zfapps.set('invoice.notes', 1))).toMatchObject({ code: 'not_emulated' });
  });

  it('the page is told which widget reads', async () => {
    const from: number[] = [];
    const { zfapps } = bridged({
      records: {
        get(_key, { id }) {
          from.push(id);
          return {};
        },
      },
    });
    await zfapps.get('user');
    expect(from).toEqual([1]);
  });

  it('has calls wait that are made before the host has answered, whichever they are', async () => {
    const { zfapps, calls } = bridged({ records: { get: () => ({}), set: () => ({}) } });
    expect(calls).toEqual([]);
    const answers = [
      zfapps.set('invoice.notes', 1),
      zfapps.store('k', { value: 1 }),
      zfapps.retrieve('k'),
      zfapps.hideWidget(),
      zfapps.showWidget(),
      zfapps.closeModal(),
      zfapps.linkFiles(),
      zfapps.API.GLOBALFIELDS.set('g', 1),
    ];
    expect(await Promise.all(answers)).toEqual([{}, { k: 1 }, { k: 1 }, null, null, null, null, { g: 1 }]);
    expect(calls.filter(({ outcome }) => outcome === 'resolved').map(({ method }) => method)).toEqual([
      'set',
      'store',
      'retrieve',
      'hideWidget',
      'showWidget',
      'closeModal',
      'linkFiles',
      'API.GLOBALFIELDS.set',
    ]);
  });

  it('tells the host of Escape, which is no call of the log', async () => {
    const onEscape = vi.fn();
    widget = bridgedWidget({}, { onEscape });
    widget.escape();
    await vi.waitFor(() => expect(onEscape).toHaveBeenCalledTimes(1));
    expect(widget.calls).toEqual([]);
  });

  it('rejects calls under way, and later ones, once it is destroyed', async () => {
    const { zfapps, destroy } = bridged({ records: { get: () => new Promise(() => {}) } });
    await zfapps.extension.init();
    const underWay = rejection(zfapps.get('invoice'));
    await vi.waitFor(() => expect(widget?.calls.at(-1)).toMatchObject({ method: 'get' }));
    destroy();
    expect(await underWay).toMatchObject({ code: 'frame_gone' });
    expect(await rejection(zfapps.get('invoice'))).toMatchObject({ code: 'frame_gone' });
  });
});

describe('without a host', () => {
  it('leaves no rejection unhandled of what the SDK tells by itself', async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { zfapps, escape: pressEscape } = createZfapps({ messenger: new ZfappsError('no_host', 'alone') });
    pressEscape();
    void zfapps.UI.theme;
    const init = await rejection(zfapps.extension.init());
    await new Promise((resolve) => setTimeout(resolve));
    process.off('unhandledRejection', unhandled);
    vi.restoreAllMocks();
    expect(init).toMatchObject({ code: 'no_host' });
    expect(unhandled).not.toHaveBeenCalled();
  });

  it('rejects every call with the reason, and shows it once', async () => {
    const shown: ZfappsError[] = [];
    const { zfapps } = createZfapps({
      messenger: new ZfappsError('no_host', 'alone'),
      onNoHost: (error) => shown.push(error),
    });
    expect(await rejection(zfapps.extension.init())).toEqual({ code: 'no_host', message: 'alone' });
    for (const call of [
      zfapps.get('user'),
      zfapps.set('invoice.notes', 1),
      zfapps.store('k', { value: 1 }),
      zfapps.retrieve('k'),
      zfapps.hideWidget(),
      zfapps.linkFiles(),
      zfapps.API.getRecord({ module: 'invoice', id: '1' }),
    ])
      expect(await rejection(call)).toEqual({ code: 'no_host', message: 'alone' });
    expect(zfapps.I18N.getTranslatedValue('a.b')).toBe('a.b');
    expect(shown).toHaveLength(1);
  });

  it('rejects when nobody answers in time', async () => {
    const { port1, port2 } = new MessageChannel();
    const { zfapps } = createZfapps({ messenger: new PortMessenger({ port: port1 }), timeout: 20 });
    expect(await rejection(zfapps.extension.init())).toMatchObject({ code: 'no_host' });
    port1.close();
    port2.close();
  });

  it('hangs where that is asked for, as the real SDK does', async () => {
    const { zfapps } = createZfapps({ messenger: new ZfappsError('no_host', 'alone'), standalone: 'hang' });
    const settled = vi.fn();
    zfapps.extension.init().then(settled, settled);
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    expect(settled).not.toHaveBeenCalled();
  });
});
