import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createPage } from '../../src/core/page/index.js';
import { PageAnnouncer } from '../../src/host/index.js';
import type { Page } from '../../src/core/page/index.js';
import type { EmitOptions, OpenWidget, WidgetOnHost } from '../../src/host/index.js';

const WIDGETS = [0, 1, 2, 3].map(
  (id): WidgetOnHost => ({ id, widget: { widget: `w${id}`, url: 'https://w.example/' } }),
);
const widget = (id: number) => WIDGETS[id] as WidgetOnHost;

const emit = vi.fn(async (_event: string, _data?: unknown, _options?: EmitOptions) => []);
const host = {
  emit,
  get widgets() {
    return WIDGETS.map((one) => Object.assign(one, { state: 'connected' })) as never as OpenWidget[];
  },
};
let page: Page | undefined;
beforeEach(() => {
  emit.mockClear();
  page = undefined;
});

function announcer(module = 'invoice', mode: 'details' | 'creation' = 'details') {
  page = createPage({ module, mode, record: { total: 1 }, organization: {}, user: {} });
  return new PageAnnouncer({ host, page: () => page, modules: () => ['cm_asset'] });
}

describe('what a page tells its widgets', () => {
  it('is PREVIEW and WIDGET_OPEN upon subscription, once for each page of a widget', () => {
    const told = announcer();
    for (const name of ['ON_INVOICE_PREVIEW', 'INVOICE_PREVIEW', 'ON_WIDGET_OPEN', 'ON_INVOICE_CHANGE'])
      told.subscribed(name, widget(1));
    expect(emit.mock.calls).toEqual([
      ['ON_INVOICE_PREVIEW', { total: 1 }, { only: widget(1) }],
      ['ON_WIDGET_OPEN', {}, { only: widget(1) }],
    ]);
    told.subscribed('ON_WIDGET_OPEN', widget(2));
    told.loads(widget(1));
    told.subscribed('ON_WIDGET_OPEN', widget(1));
    expect(emit).toHaveBeenCalledTimes(4);
  });

  it('is no PREVIEW once more to a widget that subscribes again after another record was opened', () => {
    const told = announcer();
    told.opened();
    told.subscribed('ON_INVOICE_PREVIEW', widget(1));
    expect(emit).toHaveBeenCalledTimes(1);
  });

  it('is no PREVIEW on a form', () => {
    announcer('invoice', 'creation').subscribed('ON_INVOICE_PREVIEW', widget(1));
    expect(emit).not.toHaveBeenCalled();
  });

  it('is one CHANGE for a field that was typed into and left', () => {
    const told = announcer('salesorder', 'creation');
    told.commit();
    told.typed();
    told.typed();
    expect(emit).not.toHaveBeenCalled();
    told.commit();
    told.commit();
    expect(emit.mock.calls).toEqual([['ON_SALES_ORDER_CHANGE', { total: 1 }, {}]]);
  });

  it('is nothing of what was typed into the page before', () => {
    const told = announcer('invoice', 'creation');
    told.typed();
    told.begin();
    told.commit();
    expect(emit).not.toHaveBeenCalled();
  });

  it('is not told to the widget that is its cause', () => {
    announcer('invoice', 'creation').changed(widget(3));
    expect(emit.mock.calls).toEqual([['ON_INVOICE_CHANGE', { total: 1 }, { except: widget(3) }]]);
  });

  it('is a change on a form and a preview elsewhere where another record is put on the page', () => {
    announcer('invoice', 'creation').replaced();
    announcer('invoice', 'details').replaced();
    expect(emit.mock.calls.map(([name]) => name)).toEqual(['ON_INVOICE_CHANGE', 'ON_INVOICE_PREVIEW']);
  });

  it('is the identifier of what was saved', () => {
    announcer().saved('invoice', { invoice_id: '7' }, '7');
    expect(emit.mock.calls).toEqual([['ON_INVOICE_SAVED', { record_id: '7' }]]);
  });

  it('says that no page fires an event of that name', () => {
    expect(announcer().subscribed('ON_SALESORDER_CHANGE', widget(1))).toContain('ON_SALES_ORDER_CHANGE');
    expect(announcer().subscribed('ON_CM_ASSET_CHANGE', widget(1))).toBeUndefined();
  });

  it('is nothing where the page has no record', () => {
    const told = new PageAnnouncer({ host, page: () => undefined, modules: () => [] });
    told.changed();
    told.previewed();
    told.subscribed('ON_INVOICE_PREVIEW', widget(1));
    expect(emit).not.toHaveBeenCalled();
  });
});
