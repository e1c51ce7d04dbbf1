import { toUrl } from '../../core/protocol/index.js';
import { MissingModule } from './module-graph.js';
import { rewriteImports } from './module-transform.js';
import { scriptTypeOf } from './script-type.js';
import { checkpoint } from './checkpoint.js';
import type { LoadResource, WidgetWindow } from './engine.js';
import type { ModuleGraph } from './module-graph.js';
import type { CodePlace, RunCode } from './run-code.js';

/** What runs the scripts of one page. */
export interface ScriptRunner {
  /**
   * Takes a script that the parser has read, and runs it if nothing must be loaded first.
   *
   * @returns what the parser must wait for, and then run: a script that blocks it
   */
  parsed(element: HTMLScriptElement, place: CodePlace): ScriptJob | undefined;
  /** Takes a script that another script has put into the document, or given its text or `src`. */
  inserted(element: HTMLScriptElement): void;
  /** Takes what was copied from a script: it has run if that has. */
  copied(element: HTMLScriptElement, copy: HTMLScriptElement): void;
  /** Puts something among the deferred scripts. */
  defer(job: ScriptJob): void;
  /** Runs the deferred scripts, in their order. */
  runDeferred(): Promise<void>;
  /** Resolves once no script is on its way that the page's `load` event waits for. */
  settled(): Promise<void>;
}

/** A script that waits for its turn. */
export interface ScriptJob {
  /** Resolves once everything has come, or has not: it never rejects. */
  ready: Promise<unknown>;
  run(): void | Promise<void>;
}

/** What a {@link ScriptRunner} works with. */
export interface ScriptRunnerOptions {
  window: WidgetWindow;
  /** The page's address. */
  url: string;
  load: LoadResource;
  modules: ModuleGraph;
  /** Runs a classic script; what it throws passes. */
  run: RunCode;
  /** Told what a script threw. */
  report(thrown: unknown): void;
  /** Told of a file that does not load. */
  onUnreachable(url: string): void;
  setCurrentScript(element: HTMLScriptElement | null): void;
  /** A script that no parser made runs as soon as it can, unless it was told to keep the order. */
  keepsOrder(element: HTMLScriptElement): boolean;
  /** Which scripts have run; an engine may know it itself. */
  started?: { has(element: HTMLScriptElement): boolean; add(element: HTMLScriptElement): unknown };
  /** After the page is closed, nothing runs. */
  isOpen(): boolean;
}

/**
 * Runs scripts when the HTML standard says (section 4.12.1.1, "prepare the script element"): at once,
 * blocking the parser, after it in their order, or whenever they have come.
 */
export function createScriptRunner(options: ScriptRunnerOptions): ScriptRunner {
  const { window, modules } = options;
  const { started = new WeakSet<HTMLScriptElement>() } = options;
  const deferred: ScriptJob[] = [];
  const pending = new Set<Promise<void>>();
  let ordered: Promise<unknown> = Promise.resolve();

  function fire(element: HTMLScriptElement, type: 'load' | 'error'): void {
    element.dispatchEvent(new window.Event(type));
  }

  function runClassic(element: HTMLScriptElement, code: string, place: CodePlace): void {
    if (!options.isOpen()) return;
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

  /** An inline classic script runs at once, unless Vite must be loaded for an `import()` in it. */
  function runInline(element: HTMLScriptElement, code: string, place: CodePlace): ScriptJob | undefined {
    const rewritten = rewriteImports(code, options.url);
    if (typeof rewritten === 'string') {
      runClassic(element, rewritten, place);
      return undefined;
    }
    return waiting(rewritten, (ready) => runClassic(element, ready, place));
  }

  /** A job that does nothing but report where it could not be made ready. */
  function waiting<T>(promise: Promise<T>, run: (value: T) => void | Promise<void>): ScriptJob {
    let outcome: () => void | Promise<void> = () => {};
    const ready = promise.then(
      (value) => {
        outcome = () => run(value);
      },
      (error: unknown) => {
        outcome = () => options.report(error);
      },
    );
    return { ready, run: () => (options.isOpen() ? outcome() : undefined) };
  }

  function classicFile(element: HTMLScriptElement, url: string): ScriptJob {
    const loading = (async () => {
      const file = await options.load(url);
      if (file === undefined) return undefined;
      return { name: file.name, code: await rewriteImports(new TextDecoder().decode(file.bytes), url) };
    })();
    return waiting(loading, (file) => {
      if (file === undefined) return unreachable(element, url);
      runClassic(element, file.code, { name: file.name, line: 0, column: 0 });
      fire(element, 'load');
    });
  }

  function unreachable(element: HTMLScriptElement, url: string): void {
    options.onUnreachable(url);
    fire(element, 'error');
  }

  /** @param url none for the element's own text, which has no `load` event */
  function moduleScript(element: HTMLScriptElement, url: string | undefined, place: CodePlace): ScriptJob {
    const source =
      url === undefined ? { code: element.textContent ?? '', base: window.document.baseURI, place } : { url };
    const preparing = modules.prepare(source).catch((error: unknown) => ({ error }));
    return waiting(preparing, async (prepared) => {
      if ('error' in prepared) {
        if (prepared.error instanceof MissingModule) return unreachable(element, prepared.error.url);
        options.report(prepared.error);
      } else {
        // Nobody waits for a module that awaits: without that, its microtasks are enough.
        await Promise.race([prepared.run().catch(options.report), checkpoint()]);
      }
      if (url !== undefined) fire(element, 'load');
    });
  }

  /** A `src` that leads nowhere is an error, later. */
  function badSource(element: HTMLScriptElement): ScriptJob {
    return { ready: checkpoint(), run: () => fire(element, 'error') };
  }

  function hold(job: Promise<void>): void {
    const held = job.catch(options.report).finally(() => pending.delete(held));
    pending.add(held);
  }

  function prepare(element: HTMLScriptElement, place: CodePlace, isParsed: boolean): ScriptJob | undefined {
    const type = scriptTypeOf(element);
    const src = element.getAttribute('src');
    const code = element.textContent ?? '';
    if (started.has(element) || type === undefined || (src === null && code === '')) return undefined;
    if (!element.isConnected) return undefined;
    started.add(element);
    if (type === 'classic' && element.hasAttribute('nomodule')) return undefined;
    const base = window.document.baseURI;
    if (type === 'importmap') {
      try {
        modules.addImportMap(code, base);
      } catch (error) {
        options.report(error);
      }
      return undefined;
    }
    if (type === 'classic' && src === null) return runInline(element, code, place);

    const url = src !== null && src !== '' ? toUrl(src, base)?.href : undefined;
    const isBad = src !== null && url === undefined;
    const job = isBad
      ? badSource(element)
      : type === 'module'
        ? moduleScript(element, url, place)
        : classicFile(element, url ?? '');
    const isAsync = isBad || element.hasAttribute('async');
    if (isParsed && !isAsync) {
      if (type === 'classic' && !element.hasAttribute('defer')) return job;
      deferred.push(job);
    } else if (!isParsed && options.keepsOrder(element)) {
      const turn = Promise.all([ordered, job.ready]).then(() => job.run());
      ordered = turn.catch(() => {});
      hold(turn);
    } else hold(job.ready.then(() => job.run()));
    return undefined;
  }

  return {
    parsed: (element, place) => prepare(element, place, true),
    inserted(element) {
      const late = prepare(element, { name: options.url, line: 0, column: 0 }, false);
      if (late !== undefined) hold(late.ready.then(() => late.run()));
    },
    copied(element, copy) {
      if (started.has(element)) started.add(copy);
    },
    defer: (job) => void deferred.push(job),
    async runDeferred() {
      for (const job of deferred) {
        await job.ready;
        await job.run();
        await checkpoint();
      }
    },
    async settled() {
      while (pending.size > 0) await Promise.race(pending);
    },
  };
}
