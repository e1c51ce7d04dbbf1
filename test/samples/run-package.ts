import { join } from 'node:path';
import { BOOT_ELEMENT_ID, ROUTES, TOKEN_HEADER } from '../../src/core/protocol/index.js';
import { startDev } from '../support/dev-server.js';
import { routeCdns } from './cdn-route.js';
import { within } from './deadline.js';
import { runWidget } from './run-widget.js';
import type { Browser, BrowserContext } from 'playwright-core';
import type { ManifestAnswer } from '../../src/core/protocol/index.js';
import type { DevServer } from '../support/dev-server.js';
import type { PackageStore } from './cdn/package-store.js';
import type { FoundPackage } from './find-packages.js';
import type { OwnCode } from './own-code.js';
import type { SampleRow } from './sample-run.js';

const START_MS = 60_000;
const WIDGET_MS = 180_000;

/** What every package shares. */
export interface SampleTools {
  browser: Browser;
  store: PackageStore;
  /** The folder of the screenshots. */
  out: string;
}

/** Runs every widget of a package. Never rejects: what goes wrong is a row. */
export async function runPackage(found: FoundPackage, tools: SampleTools): Promise<SampleRow[]> {
  let dev: DevServer;
  try {
    dev = await within(
      START_MS,
      startDev(found.folder, '--mode', 'offline'),
      'dev is not ready after a minute',
    );
  } catch (error) {
    return [{ package: found.name, failure: refusal(error) }];
  }
  const context = await tools.browser.newContext({
    viewport: { width: 1400, height: 900 },
    acceptDownloads: false,
    // Their requests could not be answered from here.
    serviceWorkers: 'block',
  });
  try {
    return await runWidgets(found, dev, context, tools);
  } catch (error) {
    return [{ package: found.name, failure: messageOf(error) }];
  } finally {
    await context.close();
    await dev.stop();
  }
}

async function runWidgets(
  { name }: FoundPackage,
  dev: DevServer,
  context: BrowserContext,
  { store, out }: SampleTools,
): Promise<SampleRow[]> {
  const code = ownCode(dev);
  const { widgets } = await manifestOf(dev);
  const cdn = await routeCdns(context, [code.pageOrigin, code.widgetOrigin], store);
  const rows: SampleRow[] = [];
  for (const [index, widget] of widgets.entries()) {
    const screenshot = join(out, `${fileName(name)}${widgets.length > 1 ? `-${index + 1}` : ''}.png`);
    const url = `${dev.url}#widget=${index}`;
    try {
      const run = runWidget(widget, { context, cdn, code, url, screenshot });
      rows.push({ package: name, ...(await within(WIDGET_MS, run, 'not done after three minutes')) });
    } catch (error) {
      rows.push({ package: name, failure: `${widget.name} at ${widget.location}: ${messageOf(error)}` });
    }
  }
  return rows;
}

/** What the host page is told of the package's widgets: it asks with the token that its HTML has. */
async function manifestOf({ url }: DevServer): Promise<ManifestAnswer> {
  const html = await (await fetch(url)).text();
  const boot = html.slice(html.indexOf(`id="${BOOT_ELEMENT_ID}"`));
  const { token } = JSON.parse(boot.slice(boot.indexOf('>') + 1, boot.indexOf('</script>')));
  const answer = await fetch(new URL(ROUTES.manifest, url), { headers: { [TOKEN_HEADER]: token } });
  return answer.json();
}

function ownCode({ url, widgetOrigin }: DevServer): OwnCode {
  return {
    pageOrigin: new URL(url).origin,
    widgetOrigin,
    htmlOf: (page) =>
      fetch(page).then(
        (response) => response.text(),
        () => undefined,
      ),
  };
}

/** What the command said, without the frame of the helper that started it. */
function refusal(error: unknown): string {
  return messageOf(error)
    .replace(/^zfapps-shim dev ended early:\s*/, '')
    .replace(/^zfapps-shim: /, '')
    .trim();
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function fileName(name: string): string {
  return name.replace(/[^\w.-]+/g, '-');
}
