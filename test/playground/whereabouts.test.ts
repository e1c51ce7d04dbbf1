import { describe, expect, it } from 'vitest';
import { Whereabouts } from '../../playground/page/whereabouts.js';
import { manifestOf as manifest, widgetOf } from './manifests.js';

const widget = (name: string, module: string, pageMode: string) =>
  widgetOf(name, { location: `${module}.${pageMode}.sidebar`, module, pageMode });

const details = widget('details', 'invoice', 'details');
const form = widget('form', 'bill', 'creation');

describe('where the person is', () => {
  it('is the place of the widget that was chosen, by its address', () => {
    const where = new Whereabouts(manifest(details, form));
    expect(where.select(1)).toEqual({ kind: 'record', module: 'bill', mode: 'creation' });
    expect([where.widget, where.route]).toEqual([form, '#widget=1']);
    expect(where.select(7)).toBeUndefined();
  });

  it('has the first widget of a place that was chosen, whichever its record, or none', () => {
    const where = new Whereabouts(manifest(details, form));
    where.go({ kind: 'record', module: 'invoice', mode: 'details', record: '7' });
    expect([where.widget, where.route]).toEqual([details, '#page=invoice/details/7']);
    where.go({ kind: 'settings' });
    expect([where.selected, where.route]).toEqual([-1, '#page=settings']);
  });

  it('follows the widget where the manifest moves it in its list, without going anywhere', () => {
    const where = new Whereabouts(manifest(details, form));
    where.select(1);
    expect(where.take(manifest(form, details))).toBeUndefined();
    expect([where.selected, where.route]).toEqual([0, '#widget=0']);
  });

  it('goes where the manifest puts the widget', () => {
    const where = new Whereabouts(manifest(details, form));
    where.select(1);
    const elsewhere = { ...form, location: 'bill.details.sidebar', pageMode: 'details' };
    expect(where.take(manifest(details, elsewhere))).toEqual({
      kind: 'record',
      module: 'bill',
      mode: 'details',
    });
  });

  it('stays at a place without widgets, whatever the manifest says', () => {
    const where = new Whereabouts(manifest(details));
    where.go({ kind: 'dashboard' });
    expect(where.take(manifest(form))).toBeUndefined();
    expect(where.route).toBe('#page=dashboard');
  });
});
