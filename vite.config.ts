import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { zfapps } from './src/vite/index.js';
import { BROWSER_FLAGS } from './test/support/browser.js';
import { findChromium } from './test/support/find-chromium.js';
import type { BuildEnvironmentOptions } from 'vite';

const { version, dependencies, peerDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));

const ENTRIES = [
  'index',
  'widget',
  'globals',
  'host',
  'backend',
  'backend-node',
  'connections',
  'desk',
  'sample-org',
  'server',
  'node',
  'vite',
  'testing',
  'testing-browser',
];

/** What is built: `vite build --mode lib | sdk | prelude | page`. */
const builds: Record<string, BuildEnvironmentOptions> = {
  /** The entries of the exports map and the command, as modules for Node and bundlers. */
  lib: {
    outDir: 'dist',
    emptyOutDir: false,
    target: 'es2023',
    minify: false,
    lib: {
      entry: {
        ...Object.fromEntries(ENTRIES.map((name) => [`entries/${name}`, `src/entries/${name}.ts`])),
        'cli/main': 'src/cli/main.ts',
      },
      formats: ['es'],
    },
    rollupOptions: {
      external: (id) =>
        id.startsWith('node:') ||
        [...Object.keys(dependencies), ...Object.keys(peerDependencies)].some(
          (name) => id === name || id.startsWith(`${name}/`),
        ),
      output: { chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
  /** The drop-in for the vendor's script: one classic script with everything in it. */
  sdk: {
    outDir: 'dist',
    emptyOutDir: false,
    target: 'es2022',
    lib: {
      entry: 'src/widget/zf_sdk.ts',
      formats: ['iife'],
      name: 'zfappsShim',
      fileName: () => 'zf_sdk.js',
    },
  },
  /** What runs first in every page of a widget: written into it, so one classic script too. */
  prelude: {
    outDir: 'dist',
    emptyOutDir: false,
    target: 'es2022',
    lib: {
      entry: 'src/widget/prelude.ts',
      formats: ['iife'],
      name: 'zfappsPrelude',
      fileName: () => 'prelude.js',
    },
  },
  /** The host page. */
  page: {
    outDir: 'dist/page',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
};

export default defineConfig(({ mode }) => ({
  base: mode === 'page' ? '/__zfapps/page/' : '/',
  publicDir: false,
  define: { __ZFAPPS_VERSION__: JSON.stringify(version) },
  build: builds[mode] ?? {},
  test: {
    projects: [
      project('node', 'node', '{core,server,node,testing,vite,cli,house,kit}'),
      project('dom', 'happy-dom', '{widget,host,playground,kit}'),
      kitInBrowser(),
      project('browser', 'node', 'browser', 60_000),
      project('slow', 'node', 'slow', 300_000),
      {
        extends: true,
        test: {
          name: 'types',
          include: [],
          typecheck: {
            enabled: true,
            only: true,
            include: ['test/types/**/*.test-d.ts'],
            tsconfig: 'test/types/tsconfig.json',
          },
        },
      },
    ],
  },
}));

function project(name: string, environment: 'node' | 'happy-dom', folders: string, timeout = 10_000) {
  return {
    extends: true as const,
    resolve: { alias: { 'zfapps-shim/testing': resolve('src/testing/index.ts') } },
    test: {
      name,
      environment,
      include: [`test/${folders}/**/*.test.ts`],
      testTimeout: timeout,
      hookTimeout: timeout * 2,
      // A browser that shares two cores with others needs more than a second for a page.
      ...(name === 'browser'
        ? { globalSetup: ['test/support/browser-setup.ts'], expect: { poll: { timeout: 15_000 } } }
        : {}),
    },
  };
}

/** The tests of `test/kit` once more, in a real browser, and what only a browser has. */
function kitInBrowser() {
  const driver = playwright();
  return {
    extends: true as const,
    plugins: [zfapps()],
    resolve: { alias: { 'zfapps-shim/testing': resolve('src/testing/browser/index.ts') } },
    test: {
      name: 'kit-browser',
      include: ['test/{kit,kit-browser}/**/*.test.ts'],
      testTimeout: 60_000,
      hookTimeout: 120_000,
      expect: { poll: { timeout: 15_000 } },
      browser: {
        enabled: true,
        headless: true,
        provider: {
          ...driver,
          // Only a run of this project looks for a browser, or installs one.
          providerFactory: (project: Parameters<typeof driver.providerFactory>[0]) =>
            playwright({
              launchOptions: { executablePath: findChromium(), args: BROWSER_FLAGS },
            }).providerFactory(project),
        },
        instances: [{ browser: 'chromium' as const }],
        api: { host: '127.0.0.1', port: 0 },
        screenshotFailures: false,
      },
    },
  };
}
