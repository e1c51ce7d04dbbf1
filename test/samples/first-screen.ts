import { within } from './deadline.js';
import { measureScreen } from './measure-screen.js';
import type { ElementHandle, Page } from 'playwright-core';
import type { Screen } from './sample-run.js';

/** A box of 20 by 20 pixels is the least that counts as something drawn where there is no text. */
const LEAST_PIXELS = 400;

/** How long a frame may take to say what it shows: one in an endless loop never does. */
const ANSWER_MS = 5_000;

/** The frames of a widget: its own, and those of modals that it opened. */
export async function widgetFrames(
  page: Page,
  widget: string,
): Promise<ElementHandle<HTMLElement | SVGElement>[]> {
  const frames = await page.$$('iframe[data-zfapps-widget]');
  const names = await Promise.all(frames.map((frame) => frame.getAttribute('data-zfapps-widget')));
  return frames.filter((_, index) => names[index] === widget || names[index]?.startsWith(`${widget} › `));
}

/** Decides whether a widget shows something: in its own frame, or in a modal that it opened. */
export async function firstScreen(page: Page, widget: string): Promise<Screen> {
  const frames = await widgetFrames(page, widget);
  if (frames.length === 0) return { drawn: false, why: 'no frame' };
  let why = '';
  for (const frame of frames) {
    const hidden = await frame.evaluate((element) => {
      const { width, height } = element.getBoundingClientRect();
      return (
        width * height < 100 || !element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })
      );
    });
    const content = hidden ? null : await frame.contentFrame();
    if (content === null) {
      why ||= 'the frame is hidden';
      continue;
    }
    const screen = await within(ANSWER_MS, content.evaluate(measureScreen), '').catch(() => undefined);
    if (screen === undefined) why = 'its page does not answer';
    else if (screen.characters === 0 && screen.pixels < LEAST_PIXELS) why = 'nothing drawn';
    else return { drawn: true, characters: screen.characters };
  }
  return { drawn: false, why };
}
