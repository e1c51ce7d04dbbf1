import type { ManifestAnswer, WidgetOnPage } from '../src/core/protocol/index.js';

/**
 * Puts a manifest that was read anew in the place of the former one. Widgets that stayed as they
 * were stay the same objects, so that their frames stay too.
 *
 * @param selected the index of the selected widget in `former`
 * @returns the manifest, and the index of the selected widget in it: the first where it is gone
 */
export function mergeManifest(
  former: ManifestAnswer,
  fresh: ManifestAnswer,
  selected: number,
): { manifest: ManifestAnswer; selected: number } {
  const left = new Set(former.widgets);
  const widgets = fresh.widgets.map((widget) => {
    const same = [...left].find((one) => JSON.stringify(one) === JSON.stringify(widget));
    if (same !== undefined) left.delete(same);
    return same ?? widget;
  });
  const was = former.widgets[selected];
  const index = was === undefined ? -1 : indexOf(widgets, was);
  return { manifest: { ...fresh, widgets }, selected: Math.max(index, Math.min(selected, 0)) };
}

/** The widget itself, else the one of its place and page, else of its name, else of its page. */
function indexOf(widgets: readonly WidgetOnPage[], was: WidgetOnPage): number {
  const tests: ((widget: WidgetOnPage) => boolean)[] = [
    (widget) => widget === was,
    ({ location, url }) => location === was.location && url === was.url,
    ({ name }) => name === was.name,
    ({ url }) => url === was.url,
  ];
  for (const test of tests) {
    const index = widgets.findIndex(test);
    if (index >= 0) return index;
  }
  return -1;
}
