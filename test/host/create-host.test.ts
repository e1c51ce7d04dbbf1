import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHost } from '../../src/host/index.js';
import { channelStage } from './channel-stage.js';
import type { OpenWidget, WidgetCall, WidgetHost, WidgetHostOptions } from '../../src/host/index.js';
import type { ChannelFrame, ChannelStage } from './channel-stage.js';

let stage: ChannelStage;
let host: WidgetHost<ChannelFrame>;
let calls: WidgetCall[];
let states: [string, string, boolean][];

beforeEach(() => {
  stage = channelStage();
  calls = [];
  states = [];
  host = hosting();
});
afterEach(() => {
  host.close();
  stage.end();
});

function hosting(options: Partial<WidgetHostOptions<ChannelFrame>> = {}): WidgetHost<ChannelFrame> {
  return createHost<ChannelFrame>(
    {
      request: async () => ({ ok: false, error: { code: 'not_mocked', message: 'no backend here' } }),
      records: { get: (key) => ({ [String(key)]: 'value' }) },
      onCall: (call) => calls.push(call),
      onState: ({ widget, state, hidden }) => states.push([widget.widget, state, hidden]),
      ...options,
    },
    stage,
  );
}

function open(name: string): OpenWidget<ChannelFrame> {
  return host.open({
    widget: name,
    location: 'invoice.details.sidebar',
    url: `http://127.0.0.1:5181/app/${name}.html`,
  });
}

/** The calls that have ended, with what was warned of. */
function ended(method: string): WidgetCall | undefined {
  return calls.filter((call) => call.method === method && call.outcome !== 'pending').at(-1);
}

const namesOf = (widgets: readonly OpenWidget<ChannelFrame>[]) => widgets.map(({ widget }) => widget.widget);

describe('emit', () => {
  async function three() {
    const widgets = ['a', 'b', 'c'].map(open);
    for (const opened of widgets) {
      const { zfapps } = await stage.load(opened);
      const { instance } = await zfapps.extension.init();
      await instance.on('ON_INVOICE_CHANGE', () => opened.widget.widget);
    }
    return widgets as [OpenWidget<ChannelFrame>, OpenWidget<ChannelFrame>, OpenWidget<ChannelFrame>];
  }

  const answersOf = (answers: Awaited<ReturnType<WidgetHost['emit']>>) =>
    answers.map(({ caller, answer }) => [caller.widget, answer.ok && answer.value]);

  it('reaches every widget', async () => {
    await three();
    expect(answersOf(await host.emit('ON_INVOICE_CHANGE', {}))).toEqual([
      ['a', ['a']],
      ['b', ['b']],
      ['c', ['c']],
    ]);
  });

  it('reaches only one, or all except one', async () => {
    const [, b] = await three();
    expect(answersOf(await host.emit('ON_INVOICE_CHANGE', {}, { only: b }))).toEqual([['b', ['b']]]);
    expect(answersOf(await host.emit('ON_INVOICE_CHANGE', {}, { except: b }))).toEqual([
      ['a', ['a']],
      ['c', ['c']],
    ]);
    expect(answersOf(await host.emit('ON_INVOICE_CHANGE', {}, { only: b, except: b }))).toEqual([]);
  });

  it('tells whose handler answered, as each does', async () => {
    await three();
    const told: unknown[] = [];
    await host.emit(
      'ON_INVOICE_CHANGE',
      {},
      { onHandler: ({ widget }, value) => told.push([widget, value]) },
    );
    expect(told.sort()).toEqual([
      ['a', 'a'],
      ['b', 'b'],
      ['c', 'c'],
    ]);
  });

  it('answers that a page is gone which reloads meanwhile, and what was told of it stays told', async () => {
    const opened = open('a');
    const { instance } = await (await stage.load(opened)).zfapps.extension.init();
    await instance.on('ON_INVOICE_PRE_SAVE', () => 'quick');
    await instance.on('ON_INVOICE_PRE_SAVE', () => new Promise(() => {}));
    const told: unknown[] = [];
    const answers = host.emit('ON_INVOICE_PRE_SAVE', {}, { onHandler: (_caller, value) => told.push(value) });
    await vi.waitFor(() => expect(told).toEqual(['quick']));
    await stage.load(opened);
    expect((await answers).map(({ answer }) => answer)).toEqual([
      { ok: false, error: { code: 'frame_gone', message: expect.stringContaining('anew') } },
    ]);
  });
});

describe('RESIZE', () => {
  it('is of this frame alone, and of no other widget or modal', async () => {
    const [one, other] = ['one', 'other'].map(open) as [OpenWidget<ChannelFrame>, OpenWidget<ChannelFrame>];
    const modal = host.openModal({ widget: 'm', url: 'http://127.0.0.1:5181/app/m.html' });
    const { zfapps } = await stage.load(one);
    for (const opened of [other, modal]) await stage.load(opened);
    await zfapps.invoke('RESIZE', { width: '800px', height: '360px' });
    expect([one, other, modal].map(({ frame }) => frame.style)).toEqual([
      { width: '800px', height: '360px' },
      { width: '', height: '' },
      { width: '', height: '' },
    ]);
  });
});

describe('hideWidget and showWidget', () => {
  it('hide this widget and show it again, and tell the page', async () => {
    const [one, other] = ['one', 'other'].map(open) as [OpenWidget<ChannelFrame>, OpenWidget<ChannelFrame>];
    const { zfapps } = await stage.load(one);
    await stage.load(other);
    states = [];
    expect(await zfapps.hideWidget()).toBeNull();
    expect([one.hidden, other.hidden]).toEqual([true, false]);
    expect(await zfapps.showWidget()).toBeNull();
    expect([one.hidden, other.hidden]).toEqual([false, false]);
    expect([one.frame.hidden, other.frame.hidden]).toEqual([[true, false], []]);
    expect(states.filter(([name]) => name === 'one')).toEqual([
      ['one', 'connected', true],
      ['one', 'connected', false],
    ]);
  });

  it('do nothing twice', async () => {
    const opened = open('one');
    const { zfapps } = await stage.load(opened);
    await zfapps.showWidget();
    await zfapps.hideWidget();
    await zfapps.hideWidget();
    expect(opened.frame.hidden).toEqual([true]);
  });

  it('a widget that is hidden works on, and its next page is shown', async () => {
    const opened = open('one');
    const { zfapps } = await stage.load(opened);
    await zfapps.hideWidget();
    expect(await zfapps.get('user')).toEqual({ user: 'value' });
    await stage.load(opened);
    expect(opened.hidden).toBe(false);
    expect(opened.frame.hidden).toEqual([true, false]);
  });

  it('hide no modal, and warn', async () => {
    const opened = host.openModal({ widget: 'm', url: 'http://127.0.0.1:5181/app/m.html' });
    const { zfapps } = await stage.load(opened);
    expect(await zfapps.hideWidget()).toBeNull();
    expect(opened.hidden).toBe(false);
    expect(ended('hideWidget')).toMatchObject({
      outcome: 'resolved',
      warnings: [expect.stringContaining('closeModal')],
    });
  });
});

describe('modals', () => {
  /** A widget of the page, a modal that it opened, and one that this opened. */
  async function stacked() {
    const page = open('page');
    const sdks = [await stage.load(page)];
    for (const url of ['/app/first.html', '/app/second.html']) {
      expect(await sdks.at(-1)?.zfapps.showModal({ url })).toBeNull();
      sdks.push(await stage.load(host.widgets.at(-1) as OpenWidget<ChannelFrame>));
    }
    return sdks as [
      Awaited<ReturnType<ChannelStage['load']>>,
      Awaited<ReturnType<ChannelStage['load']>>,
      Awaited<ReturnType<ChannelStage['load']>>,
    ];
  }

  const all = ['page', 'page › first.html', 'page › first.html › second.html'];

  it('stack', async () => {
    await stacked();
    expect(namesOf(host.widgets)).toEqual(all);
    expect(stage.modals.map(({ open: isOpen }) => isOpen)).toEqual([true, true]);
  });

  it('are ten at most: one more rejects, until one is closed', async () => {
    const { zfapps } = await stage.load(open('page'));
    const showModal = () => zfapps.showModal({ url: '/app/first.html' });
    for (let count = 0; count < 10; count += 1) expect(await showModal()).toBeNull();
    expect(await showModal().catch((reason: unknown) => reason)).toEqual({
      code: 'too_busy',
      message: expect.stringContaining('closeModal()'),
    });
    expect(stage.modals).toHaveLength(10);
    host.widgets.at(-1)?.close();
    expect(await showModal()).toBeNull();
    expect(stage.modals.filter(({ open: isOpen }) => isOpen)).toHaveLength(10);
  });

  it('closeModal closes the one that calls it, and leaves those below', async () => {
    const [, , second] = await stacked();
    expect(await second.zfapps.closeModal()).toBeNull();
    await vi.waitFor(() => expect(namesOf(host.widgets)).toEqual(all.slice(0, 2)));
    expect(stage.modals.map(({ open: isOpen }) => isOpen)).toEqual([true, false]);
  });

  it('closeModal closes what its page has opened over itself', async () => {
    const [, first] = await stacked();
    await first.zfapps.closeModal();
    await vi.waitFor(() => expect(namesOf(host.widgets)).toEqual(['page']));
    expect(stage.modals.map(({ open: isOpen }) => isOpen)).toEqual([false, false]);
  });

  it.each([
    'resolves',
    'rejects',
  ])('work(…).finally(closeModal) closes where the work %s', async (outcome) => {
    const [, , second] = await stacked();
    const { get, closeModal } = second.zfapps;
    const work = outcome === 'resolves' ? get('user') : Promise.reject({ message: 'no' });
    await work.finally(closeModal).catch(() => {});
    await vi.waitFor(() => expect(namesOf(host.widgets)).toEqual(all.slice(0, 2)));
  });

  it('closeModal of a page in no modal resolves and closes nothing, with a warning', async () => {
    const [page] = await stacked();
    expect(await page.zfapps.closeModal()).toBeNull();
    expect(ended('closeModal')).toMatchObject({
      outcome: 'resolved',
      warnings: [expect.stringContaining('in no modal')],
    });
    expect(namesOf(host.widgets)).toEqual(all);
  });

  it('Escape closes the one on top only, and never the page', async () => {
    const [page, first, second] = await stacked();
    page.escape();
    first.escape();
    // Their calls are in order, so these have come once an answer has.
    await Promise.all([page.zfapps.get('user'), first.zfapps.get('user')]);
    expect(namesOf(host.widgets)).toEqual(all);
    second.escape();
    await vi.waitFor(() => expect(namesOf(host.widgets)).toEqual(all.slice(0, 2)));
    first.escape();
    await vi.waitFor(() => expect(namesOf(host.widgets)).toEqual(['page']));
    expect(calls.filter(({ method }) => method === 'escape')).toEqual([]);
  });

  it('close with the page that opened them', async () => {
    await stacked();
    await stage.load(host.widgets[0] as OpenWidget<ChannelFrame>);
    expect(namesOf(host.widgets)).toEqual(['page']);
  });

  it("a widget of the manifest's own stands where it is said to, closes by closeModal, and what it opens is in the middle", async () => {
    const opened = host.openModal({ widget: 'm', url: 'http://127.0.0.1:5181/app/m.html', align: 'right' });
    const { zfapps } = await stage.load(opened);
    await zfapps.showModal({ url: '/app/first.html' });
    expect(stage.modals).toEqual([
      { title: 'm', options: { align: 'right' }, open: true },
      { title: 'm › first.html', options: {}, open: true },
    ]);
    await zfapps.closeModal();
    await vi.waitFor(() => expect(host.widgets).toEqual([]));
  });
});

describe('storage', () => {
  it('is shared by the widgets of a host without a port of its own', async () => {
    const one = await stage.load(open('one'));
    const other = await stage.load(open('other'));
    await one.zfapps.store('k', { value: 1 });
    expect(await other.zfapps.retrieve('k')).toEqual({ k: 1 });
  });
});

describe('the page is told', () => {
  it('which widget reads, writes and subscribes', async () => {
    const seen: unknown[] = [];
    host = hosting({
      records: {
        get: (key, from) => ({ [String(key)]: seen.push(['get', from]) }),
        set: (path, _value, from) => ({ [String(path)]: seen.push(['set', from]) }),
      },
      onSubscribe: (event, from) => void seen.push([event, from]) as undefined,
    });
    open('one');
    const opened = open('other');
    const { zfapps } = await stage.load(opened);
    const { instance } = await zfapps.extension.init();
    instance.on('ON_CHANGE', () => {});
    await zfapps.get('user');
    await zfapps.set('invoice.notes', 1);
    expect(seen).toEqual([
      ['ON_CHANGE', opened],
      ['get', opened],
      ['set', opened],
    ]);
  });
});

describe('translations', () => {
  it('are asked for by each page anew, and a page that waits for them holds up no other', async () => {
    const asked: (() => void)[] = [];
    let language = 'Hallo';
    host = hosting({
      translations: () =>
        new Promise((resolve) => {
          asked.push(() => resolve({ hello: language }));
        }),
    });
    const opened = open('one');
    const gone = stage.load(opened).catch((reason: unknown) => reason);
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    const next = stage.load(opened);
    await vi.waitFor(() => expect(asked).toHaveLength(2));
    language = 'Bonjour';
    asked[1]?.();
    const { zfapps } = await next;
    expect(zfapps.I18N.getTranslatedValue('hello')).toBe('Bonjour');
    // The former page's answer comes late, and changes nothing.
    asked[0]?.();
    await zfapps.get('user');
    expect([opened.state, opened.initialized]).toEqual(['connected', true]);
    expect(await gone).toMatchObject({ message: expect.any(String) });
  });
});
