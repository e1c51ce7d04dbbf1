import type { Page } from 'playwright-core';
import type { SeenError } from './judge-errors.js';
import type { OwnCode } from './own-code.js';

/** What a page did, seen from outside of it. */
export interface PageWatch {
  /** The uncaught errors of the page and of every frame in it, and what the host page's console calls errors. */
  readonly errors: readonly SeenError[];
  /** Lines about dialogs, sockets, and files of the package that are missing. */
  readonly notes: ReadonlySet<string>;
}

/** Watches a page from its beginning: call it before the page goes anywhere. */
export function watchPage(page: Page, { pageOrigin, widgetOrigin }: OwnCode): PageWatch {
  const errors: SeenError[] = [];
  const notes = new Set<string>();
  page.context().on('weberror', (thrown) => {
    if (thrown.page() !== page) return;
    const { message, stack = '' } = thrown.error();
    const { url, line, column } = thrown.location();
    errors.push({ message, stack, place: { url, line: line + 1, column: column + 1 } });
  });
  page.on('console', (said) => {
    const { url, lineNumber, columnNumber } = said.location();
    // What a frame's console says is the widget's business. What did not load is among the missed files.
    if (said.type() !== 'error' || !url.startsWith(pageOrigin)) return;
    if (said.text().startsWith('Failed to load resource')) return;
    const place = { url, line: lineNumber + 1, column: columnNumber + 1 };
    errors.push({ message: `console.error: ${said.text()}`, stack: '', place, isConsole: true });
  });
  page.on('dialog', async (dialog) => {
    notes.add(`${dialog.type()}: ${dialog.message()}`);
    await dialog.accept();
  });
  page.on('websocket', (socket) => {
    if (new URL(socket.url()).host !== new URL(pageOrigin).host) notes.add(`a WebSocket to ${socket.url()}`);
  });
  page.on('response', (response) => {
    const { origin, pathname } = new URL(response.url());
    if (origin === widgetOrigin && response.status() >= 400)
      notes.add(`its own file ${pathname}: ${response.status()}`);
  });
  return { errors, notes };
}
