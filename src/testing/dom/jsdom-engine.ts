import { ZfappsError } from '../../core/protocol/index.js';
import { answerPage } from './answer-page.js';
import { checkpoint } from './checkpoint.js';
import { internalsOf } from './jsdom-internals.js';
import { loadPage } from './load-page.js';
import { mendScripts } from './mend-scripts.js';
import { addFetch, toNodeResponse, toUpstream } from './node-fetch.js';
import { isReporting, toFinding } from './page-errors.js';
import { createPageParser } from './page-parser.js';
import { setUpPage } from './page-setup.js';
import { addTimers } from './page-timers.js';
import { createScriptRunner } from './script-runner.js';
import type { DomEngine, LoadedPage, PageToLoad, WidgetWindow } from './engine.js';
import type { Jsdom, JsdomError } from './jsdom-types.js';

/**
 * Loads jsdom, an optional peer.
 *
 * Its DOM, its inline handlers and its timers are used, and its parser and its running of scripts are not:
 * it reads a page to its end before an external script has come, and knows no modules.
 */
export async function jsdomEngine(): Promise<DomEngine> {
  // A name that TypeScript does not look up: jsdom has no types of its own.
  const name: string = 'jsdom';
  const jsdom = (await import(name).catch((cause: unknown) => {
    throw new ZfappsError(
      'invalid_options',
      "Widgets are mounted in jsdom, and it could not be loaded. Install it: npm install --save-dev jsdom (or use dom: 'happy-dom').",
      { cause },
    );
  })) as Jsdom;
  return (page) => openPage(jsdom, page);
}

function openPage(jsdom: Jsdom, page: PageToLoad): LoadedPage {
  const resources = new Set<Promise<unknown>>();
  const dom = new jsdom.JSDOM('', {
    url: page.url,
    runScripts: 'dangerously',
    pretendToBeVisual: true,
    virtualConsole: consoleOf(jsdom, (error) => {
      if (setup.isOpen()) tell(page, error);
    }),
    resources: {
      interceptors: [
        jsdom.requestInterceptor((request, { element }) => {
          const answering = answer(page, request);
          if (element === null) return answering;
          // The load event waits for it.
          resources.add(answering);
          return answering.finally(() => resources.delete(answering));
        }),
      ],
    },
    beforeParse: holdEvents,
  });
  const { window } = dom;
  const { document } = window;
  const internals = internalsOf(window);
  const setup = setUpPage(window, page, dom.getInternalVMContext());
  const { run, report, modules, isOpen } = setup;
  const endTimers = addTimers(window, { self: window, run, report, name: page.name });
  let readyState: DocumentReadyState = 'loading';
  let currentScript: HTMLScriptElement | null = null;

  dom.reconfigure({ windowTop: window.parent });
  addFetch(window, page);
  const parser = createPageParser({
    document,
    html: page.html,
    name: page.name,
    onScript: (element, place) => runner.parsed(element, place),
    isOpen,
  });
  const { keepsOrder } = mendScripts(window, parser, internals.allowScript);
  Object.defineProperties(document, {
    readyState: { get: () => readyState },
    currentScript: { get: () => currentScript },
  });
  const runner = createScriptRunner({
    window,
    url: page.url,
    load: page.load,
    modules,
    run,
    report,
    onUnreachable: (url) => page.onFinding({ kind: 'unreachable', element: 'script', url }),
    setCurrentScript(element) {
      currentScript = element;
    },
    keepsOrder,
    isOpen,
    started: internals.started,
  });
  internals.onScript((element) => {
    if (isOpen() && !parser.isReading(element)) runner.inserted(element);
  });

  function setReadyState(state: DocumentReadyState): void {
    readyState = state;
    document.dispatchEvent(new window.Event('readystatechange'));
  }

  async function load(): Promise<void> {
    // jsdom believes to have loaded an empty page, and tells nobody: see holdEvents.
    await checkpoint();
    if (!isOpen()) return;
    document.replaceChildren();
    await loadPage({
      window,
      parser,
      runner,
      isOpen,
      setReadyState,
      async complete() {
        while (resources.size > 0) await Promise.race([...resources, setup.closed]).catch(() => {});
        await checkpoint();
        if (!isOpen()) return;
        setReadyState('complete');
        const event = new window.Event('load');
        // Where a browser says that it was: the listeners are the window's.
        Object.defineProperty(event, 'target', { value: document });
        window.dispatchEvent(event);
        await checkpoint();
      },
    });
  }

  return {
    window,
    loaded: Promise.race([load().catch(report), setup.closed]),
    close: () =>
      setup.close(() => {
        endTimers();
        window.close();
      }),
  };
}

/** The events of the empty page that jsdom begins with are nobody's. What is fired here is not trusted. */
function holdEvents(window: WidgetWindow): void {
  const hold = (event: Event) => {
    if (event.isTrusted && (event.target === window || event.target === window.document))
      event.stopImmediatePropagation();
  };
  // jsdom knows only its own reports of errors, and would tell the handlers of an error in them.
  const holdSecond = (event: Event) => {
    if (event.isTrusted && event.target === window && isReporting(window)) event.stopImmediatePropagation();
  };
  window.addEventListener('error', holdSecond, true);
  for (const target of [window, window.document])
    for (const type of ['DOMContentLoaded', 'load', 'readystatechange', 'pageshow'])
      target.addEventListener(type, hold, true);
}

function consoleOf({ VirtualConsole }: Jsdom, onError: (error: JsdomError) => void) {
  return new VirtualConsole()
    .forwardTo(globalThis.console, { jsdomErrors: 'none' })
    .on('jsdomError', onError);
}

function tell(page: PageToLoad, error: JsdomError): void {
  const element = /^Could not load (\S+):/.exec(error.message)?.[1];
  if (error.type === 'unhandled-exception') page.onFinding(toFinding('error', error.cause));
  else if (element !== undefined && error.url !== undefined)
    page.onFinding({ kind: 'unreachable', element, url: error.url });
  else if (error.type !== 'css-parsing') globalThis.console.warn(error.message);
}

/** Answers an element, or XMLHttpRequest, which then may read what another origin gives, as in happy-dom. */
async function answer(page: PageToLoad, request: Request): Promise<Response> {
  const { method, headers } = request;
  const isPreflight = method === 'OPTIONS' && headers.has('Access-Control-Request-Method');
  const response = isPreflight
    ? new Response(null, { status: 204 })
    : toNodeResponse(await answerPage(page, await toUpstream(request)));
  const allowed = {
    'Access-Control-Allow-Origin': headers.get('Origin') ?? '*',
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Allow-Methods': headers.get('Access-Control-Request-Method') ?? method,
    'Access-Control-Allow-Headers': headers.get('Access-Control-Request-Headers') ?? '*',
    'Access-Control-Expose-Headers': [...response.headers.keys()].join(', '),
  };
  for (const [name, value] of Object.entries(allowed)) response.headers.set(name, value);
  return response;
}
