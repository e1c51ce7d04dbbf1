import { firstScreen, widgetFrames } from './first-screen.js';
import { judgeErrors } from './judge-errors.js';
import { seenCalls } from './seen-calls.js';
import { untilInit, untilQuiet } from './settle.js';
import { watchPage } from './watch-page.js';
import type { BrowserContext, Page } from 'playwright-core';
import type { WidgetOnPage } from '../../src/core/protocol/index.js';
import type { CdnRoute } from './cdn-route.js';
import type { OwnCode } from './own-code.js';
import type { WidgetRun } from './sample-run.js';

/** How long a frame may take to load: its CDN files may have to be fetched first. */
const LOAD_MS = 120_000;

const SHOT_MS = 10_000;

/** Where a widget runs. */
export interface WidgetPlace {
  context: BrowserContext;
  cdn: CdnRoute;
  code: OwnCode;
  /** The host page with this widget selected. */
  url: string;
  /** Where the screenshot goes. */
  screenshot: string;
}

/** Shows a widget in a page of its own and reports what was seen. */
export async function runWidget(
  { name, location, shape, hostedElsewhere }: WidgetOnPage,
  { context, cdn, code, url, screenshot }: WidgetPlace,
): Promise<Omit<WidgetRun, 'package'>> {
  const page = await context.newPage();
  try {
    const watch = watchPage(page, code);
    await page.goto(url);
    await page.waitForSelector('#stage');
    const notes = hostedElsewhere ? [] : await untilShown(page, name, code.widgetOrigin);
    if (!(await untilQuiet(page, cdn))) notes.push('still busy when the screenshot was taken');
    const screen =
      shape === 'background' ? ({ drawn: 'not expected' } as const) : await firstScreen(page, name);
    // A frame in an endless loop is not drawn, and the page with it.
    const isShot = await page.screenshot({ path: screenshot, timeout: SHOT_MS }).then(
      () => true,
      () => false,
    );
    const { reasons, ...seen } = await seenCalls(page, name, location);
    return {
      widget: name,
      location,
      ...seen,
      screen: hostedElsewhere ? { drawn: false, why: 'hosted elsewhere' } : screen,
      errors: await judgeErrors(watch.errors, reasons, code),
      missed: cdn.takeMisses(),
      notes: [...notes, ...watch.notes],
      ...(isShot ? { screenshot } : {}),
    };
  } finally {
    await page.close();
  }
}

/** Waits until a widget has loaded and has had its time to start. */
async function untilShown(page: Page, name: string, origin: string): Promise<string[]> {
  const notes: string[] = [];
  await page.waitForSelector('iframe[data-zfapps-widget]', { state: 'attached' });
  for (const frame of await widgetFrames(page, name)) {
    const content = await frame.contentFrame();
    await content
      ?.waitForURL((url) => url.origin === origin, { waitUntil: 'load', timeout: LOAD_MS })
      .catch(() => notes.push('its page did not load to the end'));
  }
  await untilInit(page, name);
  return notes;
}
