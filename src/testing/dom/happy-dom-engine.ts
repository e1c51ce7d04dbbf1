import { ZfappsError } from '../../core/protocol/index.js';
import { createDocumentBuilder, cutAfterScripts } from './document-builder.js';
import { internalsOf } from './happy-dom-internals.js';
import { createModuleGraph } from './module-graph.js';
import { IMPORT_FUNCTION } from './module-transform.js';
import { followRejections, reportException } from './page-errors.js';
import { answerPage } from './answer-page.js';
import { addGlobals } from './page-globals.js';
import { createPagePorts } from './page-ports.js';
import { runCode } from './run-code.js';
import { checkpoint, createScriptRunner } from './script-runner.js';
import type { DomEngine, LoadedPage, PageToLoad, WidgetWindow } from './engine.js';
import type { ScriptRunner } from './script-runner.js';

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
  return (page) => openPage(happyDom, page);
}

function openPage(happyDom: HappyDom, page: PageToLoad): LoadedPage {
  const happyWindow = new happyDom.Window({
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
            return new window.Response(Buffer.from(response.body) as never, {
              status: response.status,
              statusText: response.statusText,
              headers: response.headers,
            });
          },
          beforeSyncRequest: ({ window }) => {
            throw new window.DOMException('A synchronous request has no answer here.', 'NetworkError');
          },
        },
      },
    },
  });
  const window = happyWindow as unknown as WidgetWindow;
  const { document } = window;
  const internals = internalsOf(happyDom, happyWindow);
  const run: Parameters<typeof createModuleGraph>[1] = (code, place) => runCode(window, code, place);
  const report = (thrown: unknown) => {
    if (!closed) reportException(window, thrown, page.onFinding);
  };
  const realmPromise = runCode(window, 'Promise', {
    name: page.name,
    line: 0,
    column: 0,
  }) as PromiseConstructor;
  const unfollow = followRejections(window, realmPromise, page.onFinding);
  const ports = createPagePorts(window, report);
  const modules = createModuleGraph(page.load, run);
  const unforced = new WeakSet<Element>();
  let closed = false;

  internals.onError(report);
  addGlobals(window, ports, page);
  Object.defineProperty(window, IMPORT_FUNCTION, {
    value: (base: string, specifier: unknown) => modules.import(String(specifier), base),
  });

  document.replaceChildren();
  const builder = createDocumentBuilder(document);
  const runner: ScriptRunner = createScriptRunner({
    window,
    url: page.url,
    load: page.load,
    modules,
    run,
    report,
    onUnreachable: (url) => page.onFinding({ kind: 'unreachable', element: 'script', url }),
    setCurrentScript: internals.setCurrentScript,
    keepsOrder: (element) => unforced.has(element) && !element.hasAttribute('async'),
  });
  internals.onScript((element) => {
    if (!closed && !builder.made(element)) runner.inserted(element);
  });
  // A script that no parser made counts as async until it is told otherwise.
  Object.defineProperty(window.HTMLScriptElement.prototype, 'async', {
    configurable: true,
    get(this: HTMLScriptElement) {
      return this.hasAttribute('async') || !(unforced.has(this) || builder.made(this));
    },
    set(this: HTMLScriptElement, value: unknown) {
      unforced.add(this);
      this.toggleAttribute('async', Boolean(value));
    },
  });

  const loading = load();

  async function load(): Promise<void> {
    const write = document.write.bind(document);
    let input = cutAfterScripts(page.html);
    let blocking: Promise<void> | undefined;

    /** Parses up to the end of the next script, and begins that. */
    function step(): void {
      const script = builder.feed(input.shift() ?? '');
      if (script === undefined) return;
      const { element, line, column } = script;
      blocking = runner.parsed(element, { name: page.name, line, column });
    }

    document.write = (...texts: string[]) => {
      // What a script writes comes before the rest; a script that blocks in it makes both wait.
      const rest = input;
      input = cutAfterScripts(texts.join(''));
      while (input.length > 0 && blocking === undefined) step();
      input = [...input, ...rest];
    };
    document.writeln = (...texts: string[]) => document.write(...texts, '\n');

    internals.setReadyState('loading');
    while (input.length > 0 && !closed) {
      step();
      await checkpoint();
      while (blocking !== undefined) {
        const waited: Promise<void> = blocking;
        blocking = undefined;
        await waited;
        await checkpoint();
      }
    }
    if (closed) return;
    builder.end();
    document.write = write;
    internals.setReadyState('interactive');
    await runner.runDeferred();
    if (closed) return;
    document.dispatchEvent(new window.Event('DOMContentLoaded', { bubbles: true }));
    await runner.settled();
    if (closed) return;
    const complete = new Promise<void>((resolve) =>
      window.addEventListener('load', () => setImmediate(resolve), { once: true }),
    );
    internals.complete();
    await Promise.race([complete, ended]);
  }

  let end: () => void = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return {
    window,
    loaded: loading.catch(report),
    async close() {
      if (closed) return;
      closed = true;
      end();
      unfollow();
      ports.close();
      await happyWindow.happyDOM.close();
    },
  };
}
