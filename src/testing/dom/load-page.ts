import type { PageParser } from './page-parser.js';
import type { ScriptRunner } from './script-runner.js';
import type { WidgetWindow } from './engine.js';

/** What {@link loadPage} works with. */
export interface LoadPageOptions {
  window: WidgetWindow;
  parser: PageParser;
  runner: ScriptRunner;
  isOpen(): boolean;
  setReadyState(state: DocumentReadyState): void;
  /** Makes the document complete and fires the `load` event, once style sheets have come too. */
  complete(): Promise<void>;
}

/** Takes a page from its first character to its `load` event (HTML standard, section 13.2.7, "the end"). */
export async function loadPage(options: LoadPageOptions): Promise<void> {
  const { window, parser, runner, isOpen } = options;
  const { document } = window;
  await parser.parse();
  if (!isOpen()) return;
  options.setReadyState('interactive');
  await runner.runDeferred();
  if (!isOpen()) return;
  document.dispatchEvent(new window.Event('DOMContentLoaded', { bubbles: true }));
  await runner.settled();
  if (!isOpen()) return;
  await options.complete();
}
