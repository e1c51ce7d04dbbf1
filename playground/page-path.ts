import type { OpenWidget } from '../src/host/index.js';

/** Whether a changed file is one of a widget's page, as far as the server knows. */
export function isConcerned(widget: OpenWidget, pages: readonly string[] | undefined): boolean {
  return pages === undefined || pages.includes(pageOf(widget)) || pages.includes(pathOf(widget.widget.url));
}

/** The path of the page that a widget shows: where it says that it is, else where it was sent. */
export function pageOf({ path, widget }: OpenWidget): string {
  return path === undefined ? pathOf(widget.url) : decoded(path);
}

function pathOf(url: string): string {
  return decoded(new URL(url).pathname);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // Not percent-encoded text: it stays as it is.
    return path;
  }
}
