import { pathOf, readPlace } from './page/place.js';
import type { Place } from './page/place.js';

/** What the address names: a widget of the manifest, or a place. */
export type Route = { widget: number } | { place: Place };

/** Reads an address: `#widget=2` is the third widget of the manifest, `#page=invoice/creation` a place. */
export function readRoute(hash: string, widgets: number, initial: number): Route {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  const text = parameters.get('widget') ?? '';
  if (/^\d+$/.test(text) && Number(text) < widgets) return { widget: Number(text) };
  const place = readPlace(parameters.get('page') ?? '');
  if (place !== undefined && !(place.kind === 'webtab' && place.widget >= widgets)) return { place };
  // -1: the location that was asked for has no widget.
  return { widget: Math.max(initial, 0) };
}

/** The link to a widget, by its index in the manifest. */
export function routeTo(index: number): string {
  return `#widget=${index}`;
}

/** The link to a place. */
export function routeToPlace(place: Place): string {
  // What is percent-encoded in a path is read once more as a parameter.
  return `#page=${pathOf(place).replaceAll('%', '%25')}`;
}
