import { isOwn, throwingPlace } from './own-code.js';
import type { Page } from 'playwright-core';
import type { OwnCode, ScriptPlace } from './own-code.js';
import type { UncaughtError } from './sample-run.js';

/** What a page did, seen from outside of it. */
export interface PageWatch {
  /** The uncaught errors so far, of the page and of every frame in it. */
  errors(): Promise<UncaughtError[]>;
  /** Lines about dialogs that were shown and files of the package that are missing. */
  notes(): string[];
}

/** An error as the browser reports it. */
interface SeenError {
  message: string;
  stack: string;
  place: ScriptPlace;
}

/** Watches a page from its beginning: call it before the page goes anywhere. */
export function watchPage(page: Page, code: OwnCode): PageWatch {
  const seen: SeenError[] = [];
  const notes = new Set<string>();
  page.context().on('weberror', (thrown) => {
    if (thrown.page() !== page) return;
    const { message, stack = '' } = thrown.error();
    const { url, line, column } = thrown.location();
    seen.push({ message, stack, place: { url, line: line + 1, column: column + 1 } });
  });
  page.on('console', (said) => {
    const { url, lineNumber, columnNumber } = said.location();
    // Of the widget's frames, these are its own business. What did not load is among the missed files.
    const isHostPages = said.type() === 'error' && url.startsWith(code.pageOrigin);
    if (!isHostPages || said.text().startsWith('Failed to load resource')) return;
    const place = { url, line: lineNumber + 1, column: columnNumber + 1 };
    seen.push({ message: `console.error: ${said.text()}`, stack: '', place });
  });
  page.on('dialog', async (dialog) => {
    notes.add(`${dialog.type()}: ${dialog.message()}`);
    await dialog.accept();
  });
  page.on('response', (response) => {
    const { origin, pathname } = new URL(response.url());
    if (origin === code.widgetOrigin && response.status() >= 400)
      notes.add(`its own file ${pathname}: ${response.status()}`);
  });
  return {
    errors: () => Promise.all(seen.map((error) => judged(error, code))),
    notes: () => [...notes],
  };
}

async function judged({ message, stack, place: seenAt }: SeenError, code: OwnCode): Promise<UncaughtError> {
  const place = throwingPlace(stack, seenAt);
  if (place === undefined) return { message, place: '', ours: false };
  const path = place.url.replace(code.widgetOrigin, '').replace(code.pageOrigin, 'host page ');
  return { message, place: `${path}:${place.line}:${place.column}`, ours: await isOwn(place, code) };
}
