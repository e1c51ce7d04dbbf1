import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const NAMES = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'chrome'];

const MAC_AND_WINDOWS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * Finds the browser that the tests drive: `CHROMIUM_PATH`, else an installed Chrome or Chromium,
 * else Playwright's, else on Debian as root it is installed.
 *
 * @throws Error that says what to install
 */
export function findChromium(): string {
  const { CHROMIUM_PATH } = process.env;
  if (CHROMIUM_PATH !== undefined && CHROMIUM_PATH !== '') {
    if (isProgram(CHROMIUM_PATH)) return CHROMIUM_PATH;
    throw new Error(`CHROMIUM_PATH is ${CHROMIUM_PATH}, which is no program.`);
  }
  return installed() ?? playwrights() ?? installOnDebian();
}

function installed(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...MAC_AND_WINDOWS].find(
    isProgram,
  );
}

function playwrights(): string | undefined {
  const path = chromium.executablePath();
  return path !== '' && isProgram(path) ? path : undefined;
}

function installOnDebian(): string {
  const isDebian =
    existsSync('/etc/debian_version') && !readFileSync('/etc/os-release', 'utf8').includes('ID=ubuntu');
  if (!isDebian || process.getuid?.() !== 0) {
    throw new Error(
      'The browser tests need Chrome or Chromium: install one, or set CHROMIUM_PATH to its program (on Debian: apt-get install chromium; anywhere: npx playwright install chromium).',
    );
  }
  console.warn('Installing Chromium from Debian packages, about a minute …');
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = (...args: string[]) =>
    execFileSync('apt-get', args, { env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
  run('update', '-qq');
  run('install', '-y', '-qq', '--no-install-recommends', 'chromium');
  const found = installed();
  if (found === undefined)
    throw new Error('apt-get installed chromium, but no program of that name was found.');
  return found;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Not there, or not for us to run: not the one.
    return false;
  }
}
