/** An engine that may lack something, by the name in its own package. */
export type EngineName = 'happy-dom' | 'jsdom';

/** A page, and what it has logged once it has loaded and been quiet for a moment. */
export interface ScriptCase {
  /** A behaviour. */
  name: string;
  /** By path. What has `slow` in its name is answered later than all others. */
  files: Record<string, string>;
  /** What `window.log` holds then, as JSON has it. */
  expected: unknown[];
  /** How long the page must have been quiet, in milliseconds, if it takes pauses itself. */
  settle?: number;
  /** Why an engine differs. A mark that is no longer true fails. */
  cannot?: Partial<Record<EngineName, string>>;
}

/** Where a case's page is. */
export const PAGE = '/app/widget.html';

/** The files of a case: its page from what stands in its body, and others below `/app/`. */
export function page(body: string, others: Record<string, string> = {}): Record<string, string> {
  return wholePage(
    `<!doctype html>\n<html><head><meta charset="utf-8"><title>case</title><script>window.log = [];</script></head>\n<body>${body}</body></html>`,
    others,
  );
}

/** The same for a page that is written out. */
export function wholePage(html: string, others: Record<string, string> = {}): Record<string, string> {
  return {
    [PAGE]: html,
    ...Object.fromEntries(Object.entries(others).map(([path, text]) => [`/app/${path}`, text])),
  };
}
