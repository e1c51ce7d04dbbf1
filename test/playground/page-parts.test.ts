import { describe, expect, it } from 'vitest';
import { isSamePage, pathOf, placeOf, readPlace } from '../../playground/page/place.js';
import { widgetsAt } from '../../playground/page/widgets-at.js';
import { readRoute, routeTo, routeToPlace } from '../../playground/route.js';
import { describeLocation } from '../../src/core/project/index.js';
import type { Place } from '../../playground/page/place.js';
import type { WidgetOnPage } from '../../src/core/protocol/index.js';

function widget(location: string, changes: Partial<WidgetOnPage> = {}): WidgetOnPage {
  const { module, mode, shape, title } = describeLocation(location);
  return {
    name: location,
    location,
    locationTitle: title,
    url: 'http://127.0.0.1:5181/app/w.html',
    hostedElsewhere: false,
    shape,
    ...(module === undefined ? {} : { module }),
    ...(mode === undefined ? {} : { pageMode: mode }),
    allowedFeatures: [],
    ...changes,
  };
}

describe('the route', () => {
  it('round-trips', () => {
    expect(readRoute(routeTo(2), 3, 0)).toEqual({ widget: 2 });
    const place: Place = { kind: 'record', module: 'invoice', mode: 'details', record: 'a/b c' };
    expect(readRoute(routeToPlace(place), 3, 0)).toEqual({ place });
  });

  it.each([
    '',
    '#',
    '#widget=',
    '#widget=9',
    '#widget=-1',
    '#widget=1.5',
    '#stage',
    '#page=',
    '#page=invoice/nowhere',
    '#page=../etc',
    '#page=constructor/list',
    '#page=toString/creation',
    '#page=webtab/9',
  ])('%j is the widget that the command asked for', (hash) => {
    expect(readRoute(hash, 3, 1)).toEqual({ widget: 1 });
  });

  it('is the first widget where the location asked for has none', () => {
    expect(readRoute('', 3, -1)).toEqual({ widget: 0 });
  });
});

describe('a place', () => {
  it.each<[string, Place]>([
    ['dashboard', { kind: 'dashboard' }],
    ['settings', { kind: 'settings' }],
    ['webtab/2', { kind: 'webtab', widget: 2 }],
    ['invoice/creation', { kind: 'record', module: 'invoice', mode: 'creation' }],
    ['cm_asset/details/460%2F1', { kind: 'record', module: 'cm_asset', mode: 'details', record: '460/1' }],
  ])('%s is read as it is written', (path, place) => {
    expect(readPlace(path)).toEqual(place);
    expect(pathOf(place)).toBe(path);
  });

  it('is a record where only its module is named', () => {
    expect(readPlace('vendor')).toEqual({ kind: 'record', module: 'vendor', mode: 'details' });
  });

  it('is the same page with another record', () => {
    const invoice = { kind: 'record', module: 'invoice', mode: 'details' } as const;
    expect(isSamePage(invoice, { ...invoice, record: '1' })).toBe(true);
    expect(isSamePage(invoice, { ...invoice, mode: 'list' })).toBe(false);
  });

  it.each([
    ['invoice.details.sidebar', 'invoice/details'],
    ['vendor.creation.sidebar', 'vendor/creation'],
    ['bill.lineitem.add', 'bill/creation'],
    ['invoice.bulkaction.button', 'invoice/list'],
    ['customaction.widget', 'invoice/details'],
    ['customaction.list.widget', 'invoice/list'],
    ['application.allpages.sidebar', 'invoice/details'],
    ['background', 'invoice/details'],
    ['dashboard.widget', 'dashboard'],
    ['plugin.globalfields', 'settings'],
    ['webtab', 'webtab/7'],
  ])('a widget at %s stands at %s', (location, path) => {
    expect(pathOf(placeOf(widget(location), 7))).toBe(path);
    // Also where its manifest opens it as a modal.
    expect(pathOf(placeOf(widget(location, { shape: 'modal' }), 7))).toBe(path);
  });
});

describe('the widgets of a place', () => {
  const all = [
    'invoice.list.sidebar',
    'invoice.details.sidebar',
    'invoice.creation.sidebar',
    'invoice.details.button',
    'invoice.bulkaction.button',
    'invoice.lineitem.add',
    'contact.details.sidebar',
    'dashboard.widget',
    'application.allpages.sidebar',
    'webtab',
    'background',
    'plugin.globalfields',
    'customaction.widget',
    'customaction.list.widget',
  ].map((location) => widget(location));

  function at(path: string) {
    const groups = widgetsAt(readPlace(path) as Place, all);
    return Object.fromEntries(
      Object.entries(groups).flatMap(([group, widgets]) =>
        widgets.length === 0 ? [] : [[group, widgets.map(({ location }: WidgetOnPage) => location)]],
      ),
    );
  }
  const EVERYWHERE = { behind: ['background'] };
  const beside = (...locations: string[]) => [...locations, 'application.allpages.sidebar'];

  it.each([
    ['dashboard', { main: ['dashboard.widget'], side: beside() }],
    ['settings', { main: ['plugin.globalfields'], side: beside() }],
    ['webtab/9', { main: ['webtab'], side: beside() }],
    [
      'invoice/list',
      {
        side: beside('invoice.list.sidebar'),
        bulkButtons: ['invoice.bulkaction.button', 'customaction.list.widget'],
      },
    ],
    [
      'invoice/details/1',
      {
        side: beside('invoice.details.sidebar'),
        buttons: ['invoice.details.button', 'customaction.widget'],
      },
    ],
    ['invoice/creation', { side: beside('invoice.creation.sidebar'), lineButtons: ['invoice.lineitem.add'] }],
    ['invoice/edit/1', { side: beside('invoice.creation.sidebar'), lineButtons: ['invoice.lineitem.add'] }],
    ['vendor/details', { side: beside('contact.details.sidebar'), buttons: ['customaction.widget'] }],
    ['item/details', { side: beside(), buttons: ['customaction.widget'] }],
  ])('%s has its own, each in its group', (path, expected) => {
    expect(at(path)).toEqual({ ...EVERYWHERE, ...expected });
  });

  it('has a button for a sidebar that its manifest opens as a modal', () => {
    const modal = widget('customer.creation.sidebar', { shape: 'modal' });
    const { buttons, side } = widgetsAt(readPlace('customer/creation') as Place, [modal]);
    expect([buttons, side]).toEqual([[modal], []]);
  });
});
