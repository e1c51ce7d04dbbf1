import { widgetPage } from './temp-package.js';
import type { Frame, FrameLocator, Page } from 'playwright-core';
import type { DevServer } from './dev-server.js';

/** A widget's page that says `ready` once `init` has answered. */
export const READY_PAGE = widgetPage(
  "ZFAPPS.extension.init().then(() => { document.getElementById('out').textContent = 'ready'; });",
);

/** What is in the first widget's frame, to find elements there and click them. */
export function inWidget(page: Page): FrameLocator {
  return page.frameLocator('iframe[data-zfapps-widget]').first();
}

/** The frame of the page's widget, once its page says `ready`. */
export async function readyFrame(page: Page, dev: Pick<DevServer, 'widgetOrigin'>): Promise<Frame> {
  await inWidget(page).locator('#out', { hasText: 'ready' }).waitFor();
  const frame = page.frames().find((one) => one.url().startsWith(dev.widgetOrigin));
  if (frame === undefined) throw new Error('The widget has no frame.');
  return frame;
}

/** Does what loads the widget's page anew, and waits for the new document to be ready. */
export async function afterReload(
  page: Page,
  dev: Pick<DevServer, 'widgetOrigin'>,
  reload: (frame: Frame) => unknown,
): Promise<Frame> {
  const former = await readyFrame(page, dev);
  await former.locator('#out').evaluate((out) => {
    out.textContent = 'former';
  });
  await reload(former);
  return readyFrame(page, dev);
}

/** Presses the host page's Reload button. */
export function pressReload(page: Page): Promise<void> {
  return page.getByRole('button', { name: 'Reload the widget' }).click();
}
