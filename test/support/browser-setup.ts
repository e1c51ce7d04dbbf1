import { findChromium } from './find-chromium.js';

/** Finds the browser, or installs it, once and before the workers start: two installations at a time fail. */
export default function setup(): void {
  findChromium();
}
