import { describeLocation, toModalAlign, widgetShape } from '../core/project/index.js';
import { ZfappsError } from '../core/protocol/index.js';
import type { Manifest, ManifestWidget } from '../core/project/index.js';
import type { OpenWidget, ResizableFrame, WidgetHost, WidgetToOpen } from '../host/index.js';
import type { MountOptions } from './mount-options.js';

/**
 * Finds the widget to mount.
 *
 * @throws ZfappsError `invalid_options` where the manifest has none of that name or location
 */
export function chooseWidget(
  manifest: Manifest,
  { widget: name, location }: Pick<MountOptions, 'widget' | 'location'>,
): ManifestWidget {
  const { widgets } = manifest.modules;
  const named = widgets.filter((one) => name === undefined || one.name === name);
  const chosen =
    named.find((one) => one.location === location) ?? (location === undefined ? named[0] : undefined);
  if (chosen !== undefined) return chosen;
  const [only] = named;
  // A location of one's own for the one widget that is meant: where else it would stand.
  if (only !== undefined && location !== undefined && named.length === 1 && describeLocation(location).known)
    return { ...only, location };
  if (widgets.length === 0)
    throw new ZfappsError('invalid_options', 'The manifest declares no widget: add one to modules.widgets.');
  const there = widgets.map((one) => `"${one.name}" at ${one.location}`).join(', ');
  const asked = [name === undefined ? '' : `named "${name}"`, location === undefined ? '' : `at ${location}`];
  throw new ZfappsError(
    'invalid_options',
    `The package has no widget ${asked.filter((text) => text !== '').join(' ')}; it has ${there}.`,
  );
}

/** Opens a widget of the manifest as the host page does: that of a button in a modal. */
export function openChosen<Frame extends ResizableFrame>(
  host: WidgetHost<Frame>,
  chosen: ManifestWidget,
  origin: string,
): OpenWidget<Frame> {
  const { name, location, url, popup, allowed_features } = chosen;
  const align = toModalAlign(popup?.align ?? '');
  const widget: WidgetToOpen = {
    widget: name,
    location,
    url: new URL(url, origin).href,
    allowedFeatures: allowed_features ?? [],
    ...(align === undefined ? {} : { align }),
  };
  return widgetShape(chosen) === 'modal' ? host.openModal(widget) : host.open(widget);
}
