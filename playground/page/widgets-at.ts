import { describeLocation } from '../../src/core/project/index.js';
import type { WidgetOnPage } from '../../src/core/protocol/index.js';
import type { Place } from './place.js';

/** The widgets of a place, by where they stand in it. */
export interface WidgetsAtPlace {
  /** Beside the page. */
  side: readonly WidgetOnPage[];
  /** In the page: cards of the dashboard, the web tab, the settings. */
  main: readonly WidgetOnPage[];
  /** Behind every page. */
  behind: readonly WidgetOnPage[];
  /** Opened by a button of the page. */
  buttons: readonly WidgetOnPage[];
  /** Opened by a button below the line items of a form. */
  lineButtons: readonly WidgetOnPage[];
  /** Opened by a button over the selection of a list. */
  bulkButtons: readonly WidgetOnPage[];
}

/** Finds what stands at a place, each in the order of the manifest. */
export function widgetsAt(place: Place, widgets: readonly WidgetOnPage[]): WidgetsAtPlace {
  const at = widgets.filter((widget, index) => standsAt(widget, index, place));
  const modals = at.filter(({ shape }) => shape === 'modal');
  const isLine = ({ location }: WidgetOnPage) => location.endsWith('.lineitem.add');
  const isBulk = ({ location }: WidgetOnPage) => BULK.test(location);
  return {
    side: at.filter(({ shape }) => shape === 'sidebar'),
    main: at.filter(({ shape }) => shape === 'dashboard' || shape === 'page' || shape === 'settings'),
    behind: widgets.filter(({ shape }) => shape === 'background'),
    buttons: modals.filter((widget) => !isLine(widget) && !isBulk(widget)),
    lineButtons: modals.filter(isLine),
    bulkButtons: modals.filter(isBulk),
  };
}

const BULK = /(?:^|\.)bulkaction\.button$|^customaction\.list\.widget$/;

function standsAt({ location, module, shape }: WidgetOnPage, index: number, place: Place): boolean {
  if (shape === 'background') return false;
  if (location === 'application.allpages.sidebar') return true;
  const own = describeLocation(location);
  if (own.shape === 'page') return place.kind === 'webtab' && place.widget === index;
  if (own.shape === 'dashboard' || own.shape === 'settings') return place.kind === own.shape;
  if (place.kind !== 'record') return false;
  if (module !== undefined && !isModule(module, place.module)) return false;
  // A form is a form: the vendor has no location of its own for that of a record which is there already.
  return own.mode === place.mode || (own.mode === 'creation' && place.mode === 'edit');
}

/** A customer and a vendor are contacts. */
function isModule(own: string, shown: string): boolean {
  return own === shown || (own === 'contact' && (shown === 'customer' || shown === 'vendor'));
}
