import { describeLocation } from '../core/project/index.js';
import type { Manifest } from '../core/project/index.js';
import type { ResizableFrame, WidgetHostOptions } from '../host/index.js';
import type { ObservedMount } from './observe-mount.js';
import type { SharedPage } from './shared-page.js';

/** What the host of a mount serves its widgets with, as far as it comes from the page. */
export function hostOptions<Frame extends ResizableFrame>(
  { records, storage, announcer, modules }: SharedPage,
  manifest: Manifest,
  listeners: ObservedMount<Frame>['listeners'],
): Omit<WidgetHostOptions<Frame>, 'request' | 'translations'> {
  const { widgets } = manifest.modules;
  for (const { location } of widgets) {
    const { module } = describeLocation(location);
    if (module !== undefined) modules.add(module);
  }
  return {
    records,
    storage,
    ...listeners,
    onSubscribe: (event, from) => announcer.subscribed(event, from),
    onState(widget) {
      if (widget.state === 'loading') announcer.loads(widget);
      listeners.onState?.(widget);
    },
  };
}
