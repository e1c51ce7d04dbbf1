import { chromium } from 'playwright-core';
import { findChromium } from './find-chromium.js';
import type { Browser } from 'playwright-core';

/** Flags for a headless browser that asks nobody on the internet for anything. */
export const BROWSER_FLAGS: string[] = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** Starts real Chromium. Whoever starts it closes it. */
export function startBrowser(...flags: string[]): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    headless: true,
    args: [...BROWSER_FLAGS, ...flags],
  });
}
