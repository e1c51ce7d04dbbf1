import { ZfappsError } from '../../core/protocol/index.js';
import { answerPage } from './answer-page.js';
import { checkpoint } from './checkpoint.js';
import { followEvents, prepareEvents } from './happy-dom-events.js';
import { internalsOf } from './happy-dom-internals.js';
import { mendWindow } from './happy-dom-mends.js';
import { followNavigation } from './happy-dom-navigation.js';
import { mendUpgrades } from './happy-dom-upgrades.js';
import { loadPage } from './load-page.js';
import { mendScripts } from './mend-scripts.js';
import { createPageParser } from './page-parser.js';
import { setUpPage } from './page-setup.js';
import { addTimers } from './page-timers.js';
import { createScriptRunner } from './script-runner.js';
import type { DomEngine, LoadedPage, PageToLoad, WidgetWindow } from './engine.js';

type HappyDom = typeof import('happy-dom');

/**
 * Loads happy-dom, an optional peer.
 *
 * happy-dom runs a classic script inside a function, so that its globals are lost, and reads modules by
 * patterns. Its DOM is used, and its parser and its running of scripts are not: see {@link createScriptRunner}.
 */
export async function happyDomEngine(): Promise<DomEngine> {
  const happyDom = await import('happy-dom').catch((cause: unknown) => {
    throw new ZfappsError(
      'invalid_options',
      "Widgets are mounted in happy-dom, and it could not be loaded. Install it: npm install --save-dev happy-dom (or use dom: 'jsdom').",
      { cause },
    );
  });
  prepareEvents(happyDom);
  return (page) => openPage(happyDom, page);
}

function openPage(happyDom: HappyDom, page: PageToLoad): LoadedPage {
  const happyWindow = createWindow(happyDom, page);
  const window = happyWindow as unknown as WidgetWindow;
  const { document } = window;
  // Node's: no browser has them, and an own `root` hides the element of that id.
  for (const name of ['root', 'global', 'GLOBAL', 'Buffer']) Reflect.deleteProperty(window, name);
  const internals = internalsOf(happyDom, happyWindow);
  const setup = setUpPage(window, page);
  const { run, report, modules, isOpen } = setup;
  const self = run('this', { name: page.name, line: 0, column: 0 }) as WidgetWindow;

  internals.onError(report);
  followEvents(happyDom, happyWindow, { self, run, report, name: page.name });
  followNavigation(window, (url) => {
    if (isOpen())
      globalThis.console.warn(
        `[zfapps-shim] The page goes to ${url}. Without a browser no page is left: mount that one, or test this in a browser.`,
      );
  });
  const endTimers = addTimers(window, { self, run, report, name: page.name });

  document.replaceChildren();
  const parser = createPageParser({
    document,
    html: page.html,
    name: page.name,
    onScript: (element, place) => runner.parsed(element, place),
    isOpen,
  });
  mendUpgrades(window, happyDom.PropertySymbol as Record<string, symbol>);
  mendWindow(window, self);
  const { keepsOrder } = mendScripts(window, parser, internals.allowScript);
  const runner = createScriptRunner({
    window,
    url: page.url,
    load: page.load,
    modules,
    run,
    report,
    onUnreachable: (url) => page.onFinding({ kind: 'unreachable', element: 'script', url }),
    setCurrentScript: internals.setCurrentScript,
    keepsOrder,
    isOpen,
  });
  internals.onScript((element) => {
    if (isOpen() && !parser.isReading(element)) runner.inserted(element);
  });
  internals.onCopy((element, copy) => runner.copied(element, copy));

  internals.setReadyState('loading');
  const loading = loadPage({
    window,
    parser,
    runner,
    isOpen,
    setReadyState: internals.setReadyState,
    complete() {
      const complete = new Promise<void>((resolve) =>
        window.addEventListener('load', () => void checkpoint().then(resolve), { once: true }),
      );
      internals.complete();
      return complete;
    },
  });

  return {
    window: self,
    loaded: Promise.race([loading.catch(report), setup.closed]),
    close: () =>
      setup.close(async () => {
        endTimers();
        await happyWindow.happyDOM.close();
      }),
  };
}

function createWindow(happyDom: HappyDom, page: PageToLoad) {
  return new happyDom.Window({
    url: page.url,
    console: globalThis.console,
    settings: {
      // For the handlers in attributes, such as onclick: scripts are run here.
      enableJavaScriptEvaluation: true,
      suppressInsecureJavaScriptEnvironmentWarning: true,
      handleDisabledFileLoadingAsSuccess: true,
      disableIframePageLoading: true,
      navigation: { disableMainFrameNavigation: true, disableFallbackToSetURL: true },
      fetch: {
        disableSameOriginPolicy: true,
        interceptor: {
          beforeAsyncRequest: async ({ request, window }) => {
            const { method, url, headers } = request;
            const body = new Uint8Array(await request.arrayBuffer());
            const response = await answerPage(page, {
              method,
              url,
              headers: [...headers],
              ...(body.length === 0 ? {} : { body }),
            });
            const answer = new window.Response(Buffer.from(response.body) as never, {
              status: response.status,
              statusText: response.statusText,
              headers: response.headers,
            });
            return Object.defineProperty(answer, 'url', { value: url });
          },
          beforeSyncRequest: ({ window }) => {
            throw new window.DOMException('A synchronous request has no answer here.', 'NetworkError');
          },
        },
      },
    },
  });
}
