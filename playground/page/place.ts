import { describeLocation, isModuleName } from '../../src/core/project/index.js';
import type { PageMode } from '../../src/core/project/index.js';
import type { WidgetOnPage } from '../../src/core/protocol/index.js';

/** Where the person is in the product. */
export type Place =
  | {
      kind: 'record';
      module: string;
      mode: PageMode /** An identifier; absent: the first. */;
      record?: string;
    }
  | { kind: 'dashboard' }
  | { kind: 'settings' }
  /** The tab of one widget, by its index in the manifest. */
  | { kind: 'webtab'; widget: number };

const MODES: readonly PageMode[] = ['list', 'details', 'creation', 'edit'];

/** Where a widget of the manifest stands. */
export function placeOf({ location, module, pageMode }: WidgetOnPage, index: number): Place {
  // Of the location: a widget of any place may open as a modal.
  switch (describeLocation(location).shape) {
    case 'dashboard':
      return { kind: 'dashboard' };
    case 'settings':
      return { kind: 'settings' };
    case 'page':
      return { kind: 'webtab', widget: index };
    default:
      return { kind: 'record', module: module ?? 'invoice', mode: toMode(pageMode) ?? 'details' };
  }
}

/** Whether two places are the same page, also where they show another record. */
export function isSamePage(one: Place, other: Place): boolean {
  return pathOf(withoutRecord(one)) === pathOf(withoutRecord(other));
}

/** A place as the address has it: `invoice/details/460…`, `dashboard`, `settings`, `webtab/2`. */
export function pathOf(place: Place): string {
  if (place.kind === 'webtab') return `webtab/${place.widget}`;
  if (place.kind !== 'record') return place.kind;
  const { module, mode, record } = place;
  return [module, mode, ...(record === undefined ? [] : [encodeURIComponent(record)])].join('/');
}

/** Reads what {@link pathOf} wrote, or a person: undefined where it is no place. */
export function readPlace(path: string): Place | undefined {
  const [first = '', second = '', third] = path.split('/');
  if (first === 'dashboard' || first === 'settings') return { kind: first };
  if (first === 'webtab')
    return /^\d+$/.test(second) ? { kind: 'webtab', widget: Number(second) } : undefined;
  const mode = toMode(second === '' ? 'details' : second);
  if (mode === undefined || !isModuleName(first)) return undefined;
  return { kind: 'record', module: first, mode, ...(third ? { record: decoded(third) } : {}) };
}

function withoutRecord(place: Place): Place {
  return place.kind === 'record' ? { kind: 'record', module: place.module, mode: place.mode } : place;
}

function toMode(text: string | undefined): PageMode | undefined {
  return MODES.find((mode) => mode === text);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not percent-encoded text: no record has such an identifier.
    return text;
  }
}
