import { manifest, tempFolder } from './temp-package.js';
import type { Frame, Page } from 'playwright-core';
import type { TempFolder } from './temp-package.js';

/** What a probe widget's page has on its window, to be steered from a test. */
declare global {
  interface Window {
    /** The events that it got, oldest first. */
    seen: { event: string; data: unknown }[];
    /** Called by its PRE_SAVE handlers; what it returns is their answer. */
    onPreSave: (event: string, data: unknown) => unknown;
  }
}

/** A widget that does nothing by itself: it notes the events that it gets, and answers PRE_SAVE as it is told. */
const PROBE = `<!doctype html>
<html><head><meta charset="utf-8"><script src="https://js.zohostatic.com/zohofinance/v1/zf_sdk.js"></script></head>
<body><p id="out">…</p><script>
  window.seen = [];
  window.onPreSave = () => undefined;
  ZFAPPS.extension.init().then(({ instance }) => {
    for (const event of ['ON_WIDGET_OPEN', 'ON_INVOICE_PREVIEW', 'ON_INVOICE_CHANGE', 'ON_INVOICE_SAVED', 'ON_CUSTOMER_CHANGE'])
      instance.on(event, (data) => { window.seen.push({ event, data }); });
    for (const event of ['ON_INVOICE_PRE_SAVE', 'ON_SETTINGS_WIDGET_PRE_SAVE'])
      instance.on(event, (data) => window.onPreSave(event, data));
    document.body.dataset.ready = 'yes';
  });
</script></body></html>`;

/** A package of probe widgets, `{location: name}`; each page is `/app/<name>.html`. */
export function probePackage(
  widgets: Record<string, string>,
  files: Record<string, string | object> = {},
): Promise<TempFolder> {
  const pages = Object.values(widgets).map((name) => [`app/${name}.html`, PROBE] as const);
  const urls = Object.entries(widgets).map(([location, name]) => [location, `/app/${name}.html`] as const);
  return tempFolder({
    'plugin-manifest.json': manifest(Object.fromEntries(urls)),
    ...Object.fromEntries(pages),
    ...files,
  });
}

/** The frame of a probe widget, once it has subscribed. */
export async function probe(page: Page, name: string): Promise<Frame> {
  await page
    .frameLocator(`iframe[src$="/app/${name}.html"]`)
    .locator('body[data-ready]')
    .waitFor({ state: 'attached' });
  const frame = page.frames().find((one) => one.url().endsWith(`/app/${name}.html`));
  if (frame === undefined) throw new Error(`The widget "${name}" has no frame.`);
  return frame;
}

/** The events of a name that a probe widget got. */
export function seenBy(frame: Frame, event: string): Promise<unknown[]> {
  return frame.evaluate(
    (name) => window.seen.filter((one) => one.event === name).map(({ data }) => data),
    event,
  );
}
