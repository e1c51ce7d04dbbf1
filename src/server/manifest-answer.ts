import { describeLocation } from '../core/project/index.js';
import { policyNotes } from './content-policy.js';
import type { Manifest } from '../core/project/index.js';
import type { ManifestAnswer, WidgetOnPage } from '../core/protocol/index.js';
import type { ServerOptions } from './create-server.js';

/** The version that the build writes in. */
declare const __ZFAPPS_VERSION__: string;

/** Makes the host page's view of a manifest's widgets. */
function widgetsOnPage(manifest: Manifest, widgetOrigin: string): WidgetOnPage[] {
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

/** The answer of the manifest route. A location that no widget has counts as none. */
export function manifestAnswer(
  {
    name,
    mode,
    location,
    notes,
    problems,
  }: Pick<ServerOptions, 'name' | 'mode' | 'location' | 'notes' | 'problems'>,
  manifest: Manifest,
  widgetOrigin: string,
): ManifestAnswer {
  const widgets = widgetsOnPage(manifest, widgetOrigin);
  return {
    name: name ?? 'widget',
    mode: mode ?? 'live',
    initialWidget: Math.max(
      0,
      widgets.findIndex((widget) => widget.location === location),
    ),
    version: __ZFAPPS_VERSION__,
    widgets,
    notes: [...(notes ?? []), ...policyNotes(manifest.cspDomains)],
    cspDomains: manifest.cspDomains,
    problems: problems ?? [],
  };
}
