import { resolve } from 'node:path';
import { answer, toRejection, ZfappsError } from '../core/protocol/index.js';
import { openPackage } from '../node/index.js';
import { createMountAnswers } from './mount-answers.js';
import { forgetMount, routeMount } from './mount-routes.js';
import type { Frame, Page } from 'playwright-core';
import type { ResolvedConfig } from 'vite';
import type { MountCommands, MountRequest, OpenedMount } from '../node/index.js';

/** What Vitest hands to a command; the page only with the Playwright provider. */
export interface CommandContext {
  provider: { name: string };
  project: { config: { root: string }; vite: { config: ResolvedConfig } };
  page: Page;
  /** The frame that the test runs in. */
  frame(): Promise<Frame>;
}

type Commands = {
  [Name in keyof MountCommands]: (
    context: CommandContext,
    ...args: Parameters<MountCommands[Name]>
  ) => ReturnType<MountCommands[Name]>;
};

/** The commands by which `mountWidget` in Vitest's browser mode reaches a widget package on disk. */
export const browserCommands: Commands = {
  // Vitest keeps the message of what a command throws, and not its code.
  zfappsOpen: (context, request) => answer(() => open(context, request), toRejection),
  zfappsClose: ({ page }, id) => forgetMount(page, id),
};

async function open(context: CommandContext, request: MountRequest): Promise<OpenedMount> {
  const { provider, project, page } = context;
  if (provider.name !== 'playwright')
    throw new ZfappsError(
      'invalid_options',
      `mountWidget shows a widget in a real browser with the Playwright provider only, and Vitest's is "${provider.name}": another one cannot answer for the vendor's addresses. In the Vitest config: browser: { provider: playwright(), … }, from @vitest/browser-playwright.`,
    );
  const { root } = project.config;
  const source = typeof request.source === 'string' ? resolve(root, request.source) : request.source;
  const resources = Object.fromEntries(
    Object.entries(request.resources).map(([url, file]) => [url, resolve(root, file)]),
  );
  // SECURITY: a page in the browser asks, and what Vite would not serve to it is not served here either.
  for (const path of [...(typeof source === 'string' ? [source] : []), ...Object.values(resources)])
    await checkAllowed(path, project.vite.config);
  const tester = await context.frame();
  const { origin } = new URL(tester.url());
  const site = await openPackage(source, origin, resources);
  const id = crypto.randomUUID();
  await routeMount(page, { id, tester, answer: await createMountAnswers(site, origin) });
  return { id, manifest: site.manifest };
}

async function checkAllowed(path: string, config: ResolvedConfig): Promise<void> {
  // The command line has this file too, and needs no Vite.
  const { isFileLoadingAllowed } = await import('vite');
  if (isFileLoadingAllowed(config, path.replaceAll('\\', '/'))) return;
  throw new ZfappsError(
    'invalid_options',
    `mountWidget may not read ${path}: it is outside of what Vite serves. Allow its folder in the Vitest config: server: { fs: { allow: ['.', '…'] } }`,
  );
}
