import { startBrowser } from '../../test/support/browser.js';
import { interleave } from '../rounds.js';
import { contenders } from './contenders/index.js';
import { servePages } from './pages.js';
import type { Frame, Page } from 'playwright-core';
import type { Rounds } from '../rounds.js';
import type { ContenderId } from './contenders/index.js';
import type { Sample, SampleSize } from './stopwatch.js';

/** Calls of one contender in one round. */
export const SIZE: SampleSize = { sequential: 500, inFlight: 10_000 };
export const ROUNDS = 11;

/** Measures every contender in one page of a real browser. */
export async function measureBridge(): Promise<Rounds<ContenderId, Sample>> {
  const pages = await servePages();
  const browser = await startBrowser('--js-flags=--expose-gc');
  try {
    const page = await browser.newPage();
    page.on('pageerror', (error) => console.error(error));
    await page.goto(pages.url);
    const ids = Object.keys(contenders) as ContenderId[];
    const frames = new Map(await Promise.all(ids.map(async (id) => [id, await frameOf(page, id)] as const)));
    return await interleave(ids, ROUNDS, async (id) => {
      const frame = frames.get(id) as Frame;
      // Otherwise each contender pays for the garbage of the one before it.
      for (const side of [page, frame]) await side.evaluate(() => globalThis.gc?.());
      return frame.evaluate((size) => window.measure(size), SIZE);
    });
  } finally {
    await browser.close();
    pages.close();
  }
}

async function frameOf(page: Page, id: ContenderId): Promise<Frame> {
  const element = await page.waitForSelector(`iframe[src*="contender=${id}&"]`);
  const frame = await element.contentFrame();
  if (frame === null) throw new Error(`The frame of ${id} has no document.`);
  await frame.waitForFunction(() => 'measure' in window && window.crossOriginIsolated);
  return frame;
}
