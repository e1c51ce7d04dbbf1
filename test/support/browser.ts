import { chromium } from 'playwright-core';
import { findChromium } from './find-chromium.js';
import type { Browser } from 'playwright-core';

/** Flags for a headless browser that asks nobody on the internet for anything. */
const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts real Chromium. Whoever starts it closes it. */
export function startBrowser(...flags: string[]): Promise<Browser> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({
    executablePath: findChromium(),
    headless: true,
    args: [...FLAGS, ...sandbox, ...flags],
  });
}
