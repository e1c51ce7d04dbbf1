import { describeLocation } from '../core/project/index.js';
import type { Manifest } from '../core/project/index.js';
import type { ManifestAnswer, WidgetOnPage } from '../core/protocol/index.js';

/** Makes the host page's view of a manifest's widgets. */
export function widgetsOnPage(manifest: Manifest, widgetOrigin: string): WidgetOnPage[] {
  return manifest.modules.widgets.map((widget): WidgetOnPage => {
    const { title, shape, module, mode } = describeLocation(widget.location);
    const url = new URL(widget.url, `${widgetOrigin}/`);
    return {
      name: widget.name,
      location: widget.location,
      locationTitle: title,
      url: url.href,
      hostedElsewhere: url.origin !== widgetOrigin,
      shape: widget.widget_type === 'modal' ? 'modal' : shape,
      ...(module === undefined ? {} : { module }),
      ...(mode === undefined ? {} : { pageMode: mode }),
      allowedFeatures: widget.allowed_features ?? [],
    };
  });
}

/**
 * The index of the widget to show first: the one at the location that was asked for.
 *
 * @returns -1 where no widget stands there
 */
export function initialWidget(widgets: ManifestAnswer['widgets'], location: string | undefined): number {
  return location === undefined ? 0 : widgets.findIndex((widget) => widget.location === location);
}
