import { mergeManifest } from '../merge-manifest.js';
import { routeTo, routeToPlace } from '../route.js';
import { isSamePage, placeOf } from './place.js';
import type { ManifestAnswer, WidgetOnPage } from '../../src/core/protocol/index.js';
import type { Place } from './place.js';

/** What the person chose, a widget or a place, and its address; through any number of manifests. */
export class Whereabouts {
  #manifest: ManifestAnswer;
  #selected = -1;
  #route = '';

  constructor(manifest: ManifestAnswer) {
    this.#manifest = manifest;
  }

  get manifest(): ManifestAnswer {
    return this.#manifest;
  }

  /** The index of the selected widget in the manifest; -1 where the place has none. */
  get selected(): number {
    return this.#selected;
  }

  get widget(): WidgetOnPage | undefined {
    return this.#manifest.widgets[this.#selected];
  }

  /** The address of what is shown. */
  get route(): string {
    return this.#route;
  }

  /**
   * Chooses a widget.
   *
   * @returns its place; undefined where the manifest has no such widget
   */
  select(index: number): Place | undefined {
    this.#selected = index;
    this.#route = routeTo(index);
    return this.widget && placeOf(this.widget, index);
  }

  /** Chooses a place; the first widget that stands there is the selected one. */
  go(place: Place): void {
    this.#route = routeToPlace(place);
    this.#selected = this.#manifest.widgets.findIndex((widget, index) =>
      isSamePage(placeOf(widget, index), place),
    );
  }

  /** The place has another address now; the person has not moved. */
  moved(place: Place): void {
    this.#route = routeToPlace(place);
  }

  /**
   * Takes a manifest that was read anew.
   *
   * @returns the place to go to, where the selected widget is another or elsewhere now
   */
  take(fresh: ManifestAnswer): Place | undefined {
    const former = this.widget && placeOf(this.widget, this.#selected);
    const { manifest, selected } = mergeManifest(this.#manifest, fresh, this.#selected);
    this.#manifest = manifest;
    this.#selected = selected;
    const { widget } = this;
    if (former === undefined || widget === undefined) return undefined;
    if (this.#route.startsWith('#widget=')) this.#route = routeTo(selected);
    const place = placeOf(widget, selected);
    return isSamePage(place, former) ? undefined : place;
  }
}
