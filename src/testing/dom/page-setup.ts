import { checkpoint } from './checkpoint.js';
import { createModuleGraph } from './module-graph.js';
import { IMPORT_FUNCTION } from './module-transform.js';
import { followRejections, reportException } from './page-errors.js';
import { addGlobals } from './page-globals.js';
import { createPagePorts } from './page-ports.js';
import { refuseNetwork } from './refuse-network.js';
import { runCode } from './run-code.js';
import type { Context } from 'node:vm';
import type { PageToLoad, WidgetWindow } from './engine.js';
import type { ModuleGraph } from './module-graph.js';
import type { RunCode } from './run-code.js';

/** What a page has in every engine. */
export interface PageSetup {
  run: RunCode;
  /** Reports an exception, as long as the page is open. */
  report(thrown: unknown): void;
  modules: ModuleGraph;
  isOpen(): boolean;
  /** Resolves when the page is closed. */
  closed: Promise<void>;
  /** Ends the page; `end` ends what the engine has. */
  close(end: () => void | Promise<void>): Promise<void>;
}

/**
 * Prepares a window before its page is read: what the engines lack, modules, ports and errors.
 *
 * @param context the window as Node's `vm` knows it, if that is another object
 */
export function setUpPage(window: WidgetWindow, page: PageToLoad, context: Context = window): PageSetup {
  const run: RunCode = (code, place) => runCode(context, code, place);
  const realmPromise = run('Promise', { name: page.name, line: 0, column: 0 }) as PromiseConstructor;
  let isOpen = true;
  let markClosed = () => {};
  const closed = new Promise<void>((resolve) => {
    markClosed = resolve;
  });
  const onFinding: PageToLoad['onFinding'] = (finding) => {
    if (isOpen) page.onFinding(finding);
  };
  const report = (thrown: unknown) => {
    if (isOpen) reportException(window, thrown, onFinding);
  };
  const ports = createPagePorts(window, context, run, report);
  const modules = createModuleGraph(window, page.load, run);
  const unfollow = followRejections(window, realmPromise, onFinding, () => isOpen);

  refuseNetwork(window, run, page.name);
  addGlobals(window, { ports, page, run, report });
  Object.defineProperty(window, IMPORT_FUNCTION, {
    value: (base: string, specifier: unknown) => modules.import(String(specifier), base),
  });

  return {
    run,
    report,
    modules,
    isOpen: () => isOpen,
    closed,
    async close(end) {
      if (!isOpen) return closed;
      isOpen = false;
      ports.close();
      await end();
      // What was rejected before is nobody's any more.
      await checkpoint();
      unfollow();
      markClosed();
    },
  };
}
