import { mswTransport } from '../core/backend/index.js';
import { describeValue, ZfappsError } from '../core/protocol/index.js';
import { openPackage } from '../node/index.js';
import { createHost } from '../host/index.js';
import { checkMountOptions } from './check-options.js';
import { chooseWidget, openChosen } from './choose-widget.js';
import { happyDomEngine } from './dom/happy-dom-engine.js';
import { jsdomEngine } from './dom/jsdom-engine.js';
import { hostOptions } from './host-options.js';
import { interceptedTransport } from './intercepted-transport.js';
import { observeMount } from './observe-mount.js';
import { pageFetch } from './page-fetch.js';
import { packageTranslations } from './read-translations.js';
import { sharedPageOf } from './shared-page.js';
import { testBackend } from './test-backend.js';
import { createTestPage } from './test-page.js';
import { windowStage } from './window-stage.js';
import type { MountSource, PackageSite } from '../node/index.js';
import type { DomEngine } from './dom/engine.js';
import type { MountedWidget } from './mounted-widget.js';
import type { MountOptions } from './mount-options.js';
import type { WindowFrame } from './window-stage.js';

/** The origin of a mounted widget's page. Nobody can have it (RFC 6761, section 6.2). */
const WIDGET_ORIGIN = 'https://widget.test';

/**
 * Mounts a widget in a window of its own, without a browser: its page with all its scripts, joined by the
 * real bridge to a real host and the real request pipeline. Nothing is fetched from elsewhere.
 *
 * It resolves once the page has loaded and, if it has loaded the SDK, is connected: what it does in
 * `extension.init().then(…)` while it loads is done.
 *
 * This is no sandbox: a widget's code can reach all that the test can.
 *
 * @param source the folder of the widget package, or the page itself
 * @throws ZfappsError with what to mend
 * @example
 * const widget = await mountWidget('./my-widget', {
 *   record: { invoice_number: 'INV-7', balance: 120 },
 *   handlers: [http.get('https://www.zohoapis.com/books/v3/invoices', () => HttpResponse.json({ invoices: [] }))],
 * });
 * await widget.settled();
 * expect(widget.document.body.textContent).toContain('INV-7');
 */
export async function mountWidget(
  source: string | MountSource,
  options: MountOptions = {},
): Promise<MountedWidget<WindowFrame>> {
  checkMountOptions(source, options);
  // At once, while the test that calls is surely the present one.
  const observed = observeMount<WindowFrame>(options);
  const [site, engine] = await Promise.all([
    openPackage(source, WIDGET_ORIGIN, options.resources ?? {}),
    engineOf(options.dom),
  ]);
  const { manifest } = site;
  const chosen = chooseWidget(manifest, options);
  const transports = options.transports ?? [interceptedTransport()];
  const stage = windowStage({
    engine,
    load: site.load,
    fetch: pageFetch(manifest, [mswTransport(options.handlers ?? []), ...transports]),
  });
  const shared =
    options.page === undefined
      ? createTestPage(chosen.location, manifest, options)
      : sharedPageOf(options.page);
  const translations = packageTranslations((path) => textAt(site, path), shared.locale, manifest);
  const host = createHost<WindowFrame>(
    {
      request: testBackend(options, { manifest, transports, page: shared.page, ...observed }),
      translations,
      ...hostOptions(shared, manifest, observed.listeners),
    },
    stage,
  );
  return observed.mounted({
    host,
    shared,
    open: () => openChosen(host, chosen, WIDGET_ORIGIN),
    loaded: ({ frame }) => frame.loaded,
    windowOf: ({ frame }) => frame.window,
    translations,
    closed: () => stage.closed(),
  });
}

async function textAt(site: PackageSite, path: string): Promise<string | undefined> {
  const file = await site.load(WIDGET_ORIGIN + path);
  return file === undefined ? undefined : new TextDecoder().decode(file.bytes);
}

/** Loads the DOM engine that is asked for, and no other. */
async function engineOf(dom: MountOptions['dom'] = 'happy-dom'): Promise<DomEngine> {
  switch (dom) {
    case 'happy-dom':
      return happyDomEngine();
    case 'jsdom':
      return jsdomEngine();
    default:
      throw new ZfappsError(
        'invalid_options',
        `mountWidget's dom is ${describeValue(dom)}; expected 'happy-dom' or 'jsdom'.`,
      );
  }
}
