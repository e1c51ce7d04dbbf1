import { MissingModule } from './module-graph.js';
import { mayImport, rewriteImports } from './module-transform.js';
import { scriptTypeOf } from './script-type.js';
import type { LoadedResource, LoadResource, WidgetWindow } from './engine.js';
import type { ModuleGraph } from './module-graph.js';
import type { CodePlace } from './run-code.js';

/** What runs the scripts of one page. */
export interface ScriptRunner {
  /**
   * Takes a script that the parser has read.
   *
   * @returns what the parser must wait for: a script that blocks it
   */
  parsed(element: HTMLScriptElement, place: CodePlace): Promise<void> | undefined;
  /** Takes a script that another script has put into the document, or given its `src`. */
  inserted(element: HTMLScriptElement): void;
  /** Runs the deferred scripts, in their order. */
  runDeferred(): Promise<void>;
  /** Resolves once no script is on its way that the page's `load` event waits for. */
  settled(): Promise<void>;
}

/** What a {@link ScriptRunner} works with. */
export interface ScriptRunnerOptions {
  window: WidgetWindow;
  /** The page's address. */
  url: string;
  load: LoadResource;
  modules: ModuleGraph;
  /** Runs a classic script; what it throws passes. */
  run(code: string, place: CodePlace): unknown;
  /** Told what a script threw. */
  report(thrown: unknown): void;
  /** Told of a file that does not load. */
  onUnreachable(url: string): void;
  setCurrentScript(element: HTMLScriptElement | null): void;
  /** A script that no parser made runs as soon as it can, unless it was told to keep the order. */
  keepsOrder(element: HTMLScriptElement): boolean;
}

/** Resolves once microtasks and what waits at the ports have had their turn, as between two scripts. */
export function checkpoint(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/**
 * Runs scripts when the HTML standard says (section 4.12.1.1, "prepare the script element"): at once,
 * blocking the parser, after it in their order, or whenever they have come.
 */
export function createScriptRunner(options: ScriptRunnerOptions): ScriptRunner {
  const { window, modules } = options;
  const started = new WeakSet<HTMLScriptElement>();
  const deferred: (() => Promise<void>)[] = [];
  const pending = new Set<Promise<void>>();
  let ordered: Promise<void> = Promise.resolve();

  function fire(element: HTMLScriptElement, type: 'load' | 'error'): void {
    element.dispatchEvent(new window.Event(type));
  }

  function runClassic(element: HTMLScriptElement, code: string, place: CodePlace): void {
    const former = window.document.currentScript as HTMLScriptElement | null;
    options.setCurrentScript(element);
    try {
      options.run(code, place);
    } catch (error) {
      options.report(error);
    } finally {
      options.setCurrentScript(former);
    }
  }

  /** An inline classic script runs at once, unless it has an `import()`, which is rewritten first. */
  function runInline(element: HTMLScriptElement, code: string, place: CodePlace): Promise<void> | undefined {
    if (!mayImport(code)) {
      runClassic(element, code, place);
      return undefined;
    }
    return rewriteImports(code, options.url).then((rewritten) => runClassic(element, rewritten, place));
  }

  /** @param run resolves with whether it could be run */
  function external(
    element: HTMLScriptElement,
    src: string,
    run: (file: LoadedResource, url: string) => Promise<boolean>,
  ) {
    const url = URL.canParse(src, window.document.baseURI) ? new URL(src, window.document.baseURI).href : src;
    const loading = src === '' ? Promise.resolve(undefined) : options.load(url);
    return async () => {
      const file = await loading;
      if (file === undefined) {
        if (src !== '') options.onUnreachable(url);
        fire(element, 'error');
        return;
      }
      fire(element, (await run(file, url)) ? 'load' : 'error');
    };
  }

  function classicFile(element: HTMLScriptElement, src: string) {
    return external(element, src, async ({ bytes, name }, url) => {
      const code = new TextDecoder().decode(bytes);
      const ready = mayImport(code) ? await rewriteImports(code, url) : code;
      runClassic(element, ready, { name, line: 0, column: 0 });
      return true;
    });
  }

  function moduleJob(element: HTMLScriptElement, src: string | null, code: string, place: CodePlace) {
    const { baseURI } = window.document;
    /** Tells whether the module came, whatever it threw then. */
    async function ran(running: Promise<unknown>): Promise<boolean> {
      try {
        await running;
      } catch (error) {
        if (error instanceof MissingModule) {
          options.onUnreachable(error.url);
          return false;
        }
        options.report(error);
      }
      return true;
    }
    if (src === null)
      return async () => fire(element, (await ran(modules.run(code, baseURI, place))) ? 'load' : 'error');
    return external(element, src, (_file, url) => ran(modules.import(url, baseURI)));
  }

  function hold(job: Promise<void>): void {
    const held = job.catch(options.report).finally(() => pending.delete(held));
    pending.add(held);
  }

  function prepare(
    element: HTMLScriptElement,
    place: CodePlace,
    isParsed: boolean,
  ): Promise<void> | undefined {
    const type = scriptTypeOf(element);
    const src = element.getAttribute('src');
    const code = element.textContent ?? '';
    if (started.has(element) || type === undefined || (src === null && code === '')) return undefined;
    started.add(element);
    if (type === 'classic' && element.hasAttribute('nomodule')) return undefined;
    if (type === 'importmap') {
      try {
        modules.addImportMap(JSON.parse(code));
      } catch (error) {
        options.report(error);
      }
      return undefined;
    }
    const isAsync = element.hasAttribute('async');
    if (type === 'classic' && src === null) return runInline(element, code, place);
    const job = type === 'module' ? moduleJob(element, src, code, place) : classicFile(element, src ?? '');
    if (isParsed && !isAsync) {
      if (type === 'classic' && !element.hasAttribute('defer')) return job();
      deferred.push(job);
    } else if (!isParsed && options.keepsOrder(element)) {
      ordered = ordered.then(job);
      hold(ordered);
    } else hold(job());
    return undefined;
  }

  return {
    parsed: (element, place) => prepare(element, place, true),
    inserted(element) {
      const late = prepare(element, { name: options.url, line: 0, column: 0 }, false);
      if (late !== undefined) hold(late);
    },
    async runDeferred() {
      for (const job of deferred) {
        await job();
        await checkpoint();
      }
    },
    async settled() {
      while (pending.size > 0) await Promise.race(pending);
    },
  };
}
