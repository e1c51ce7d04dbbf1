import { expect } from 'vitest';
import { startBrowser } from './browser.js';
import { startDev } from './dev-server.js';
import { tempFolder } from './temp-package.js';
import type { Browser, Frame, Page } from 'playwright-core';
import type { DevServer } from './dev-server.js';

/** The vendor's SDK, at the first address of the reference. */
export const VENDOR = 'https://js.zohostatic.com/zohofinance/v1/zf_sdk.js';

/** A folder of widgets, one for each page, served by the built command. */
export interface SwapFixtures {
  dev: DevServer;
  browser: Browser;
  /** Shows the widget of this name in the host page. */
  open(name: string): Promise<OpenFixture>;
  close(): Promise<void>;
}

/** A widget in its host page. No address of the vendor answers. */
export interface OpenFixture {
  tab: Page;
  frame: Frame;
  /** What was asked of the vendor's hosts. */
  vendorRequests: string[];
  /** Waits for the SDK, wherever it comes from, and uses it. */
  useSdk(): Promise<{ app: string; organization: string }>;
  /** What the host page was told of problems of this page. */
  findings(): Promise<{ kind: string; message: string }[]>;
}

/**
 * @param pages a widget each, by name; a name with a `.` is another file of the package
 */
export async function serveFixtures(pages: Record<string, string | Uint8Array>): Promise<SwapFixtures> {
  const widgets = Object.keys(pages).filter((name) => !name.includes('.'));
  const folder = await tempFolder({
    ...Object.fromEntries(
      Object.entries(pages).map(([name, page]) => [
        `app/${name.includes('.') ? name : `${name}.html`}`,
        page,
      ]),
    ),
    'plugin-manifest.json': {
      service: 'FINANCE',
      modules: {
        widgets: widgets.map((name) => ({
          location: 'invoice.details.sidebar',
          name,
          url: `/app/${name}.html`,
        })),
      },
    },
  });
  const dev = await startDev(folder.path);
  const browser = await startBrowser();
  const tab = await browser.newPage();
  return {
    dev,
    browser,
    open: (name) => openFixture(tab, dev, `/app/${name}.html`, widgets.indexOf(name)),
    async close() {
      await browser.close();
      await dev.stop();
      await folder.remove();
    },
  };
}

/**
 * Shows the widget with this place in the manifest, whose page has this path. One tab serves for many:
 * each widget has a frame of its own.
 */
export async function openFixture(
  tab: Page,
  dev: DevServer,
  path: string,
  index: number,
): Promise<OpenFixture> {
  expect(index, path).toBeGreaterThanOrEqual(0);
  const vendorRequests: string[] = [];
  await tab.unrouteAll();
  await tab.route(/zohostatic|zohocdn/i, (route) => {
    vendorRequests.push(route.request().url());
    return route.abort('namenotresolved');
  });
  await tab.goto(`${dev.url}#widget=${index}`);
  const inFrame = () => tab.frames().find((one) => one.url().startsWith(`${dev.widgetOrigin}${path}`));
  await expect.poll(inFrame).toBeDefined();
  const frame = inFrame() as Frame;
  await frame.waitForLoadState('load');
  return {
    tab,
    frame,
    vendorRequests,
    async useSdk() {
      await expect.poll(() => frame.evaluate(() => typeof window.ZFAPPS), { timeout: 10_000 }).toBe('object');
      return frame.evaluate(async () => {
        const app = await ZFAPPS.extension.init();
        const { organization } = await ZFAPPS.get('organization');
        return { app: typeof app.instance.on, organization: typeof organization.organization_id };
      });
    },
    async findings() {
      const all = await tab.evaluate(() => window.zfappsPlayground.findings());
      return all.filter((finding) => finding.page === path);
    },
  };
}

/** What {@link OpenFixture.useSdk} finds where the SDK works. */
export const WORKS = { app: 'function', organization: 'string' };

/**
 * What a document is: its mode, its doctype, its elements, attributes, texts and comments, a line each. The
 * SDK's address and what goes with it are left out, for they are what is swapped, and nonces, which browsers hide.
 *
 * @param source the page to read instead of the document that is shown
 */
export function outline(frame: Frame, source?: string): Promise<string[]> {
  return frame.evaluate((text) => {
    const lines: string[] = [];
    const isSwapped = (name: string, value: string) =>
      ['integrity', 'crossorigin', 'nonce', 'data-zfapps-host'].includes(name) || value.includes('zf_sdk.js');
    const visit = (node: Node, depth: number) => {
      const line = (said: string) => lines.push(`${' '.repeat(depth)}${said}`);
      if (node instanceof Element) {
        const attributes = [...node.attributes].filter(({ name, value }) => !isSwapped(name, value));
        line([node.localName, ...attributes.map(({ name, value }) => `${name}=${value}`)].join(' '));
      } else line(`${node.nodeName} ${node.nodeValue ?? ''}`);
      if (node instanceof HTMLTemplateElement) visit(node.content, depth + 1);
      // With scripts on, its content is text.
      if (node.nodeName !== 'NOSCRIPT') for (const child of node.childNodes) visit(child, depth + 1);
    };
    const shown = text === undefined ? document : new DOMParser().parseFromString(text, 'text/html');
    lines.push(shown.compatMode);
    visit(shown, 0);
    return lines;
  }, source);
}
