import { FINDING_MESSAGE, FINDING_TEXT, ROUTES } from '../core/protocol/index.js';
import type { FindingMessage, PageFinding, Place } from '../core/protocol/index.js';

/** An error in a loop must not flood the host page: no more than these, */
const MOST_FINDINGS = 200;
/** and each of them again only after so many milliseconds. */
const REPEAT_AFTER = 1_000;

/** What browsers call an error, though nothing failed: a size is told one frame later. */
const NO_ERROR = /^ResizeObserver loop /;

/** Reports a page's uncaught errors, files that did not load, and violations of its policies. */
export function reportFindings(page: Window, post: (message: FindingMessage) => void): void {
  /** When each was last posted. */
  const posted = new Map<string, number>();
  // The page's tests may put a clock of their own in its place.
  const later = page.setTimeout.bind(page);

  function report(read: () => PageFinding): void {
    // What the page throws is its own: reading it may throw again, which would be an error of ours.
    try {
      const finding = read();
      // Where an error is in a loop, it may come by another way each time.
      const key = JSON.stringify({ ...finding, stack: '' });
      const now = page.performance.now();
      const last = posted.get(key);
      if (last === undefined ? posted.size >= MOST_FINDINGS : now - last < REPEAT_AFTER) return;
      posted.set(key, now);
      post({ type: FINDING_MESSAGE, finding });
    } catch {
      // The browser's console has it.
    }
  }

  /** This listener is the first: whether the page handles the error itself, its own listeners say. */
  function reportUnhandled(event: Event, read: () => PageFinding): void {
    later(() => {
      if (!event.defaultPrevented) report(read);
    });
  }

  page.addEventListener(
    'error',
    (event) => {
      const { target } = event;
      // Errors of elements do not bubble: only a capturing listener sees them.
      if (target instanceof Element) {
        const { localName } = target;
        for (const url of addressesOf(target))
          report(() => ({ kind: 'unreachable', element: localName, url: cut(url) }));
      } else if (!NO_ERROR.test(event.message)) {
        reportUnhandled(event, () => toError(event));
      }
    },
    true,
  );
  page.addEventListener('unhandledrejection', (event) =>
    reportUnhandled(event, () => ({
      kind: 'rejection',
      message: cut(describe(event.reason)),
      ...stackOf(event.reason),
    })),
  );
  page.document.addEventListener('securitypolicyviolation', (event) => {
    const { effectiveDirective, blockedURI, sourceFile, lineNumber, columnNumber, originalPolicy } = event;
    report(() => ({
      kind: 'csp',
      directive: effectiveDirective,
      blocked: cut(blockedURI),
      ownPolicy: !originalPolicy.includes(ROUTES.cspReport),
      ...(sourceFile ? { source: placeOf(sourceFile, lineNumber, columnNumber) } : {}),
    }));
  });
}

function toError({ message, filename, lineno, colno, error }: ErrorEvent): PageFinding {
  // Of a plain object, browsers only say "[object Object]".
  const isPlain = typeof error === 'object' && error !== null && !(error instanceof Error);
  return {
    kind: 'error',
    message: cut(isPlain ? describe(error) : message),
    ...stackOf(error),
    ...(filename === '' ? {} : { source: placeOf(filename, lineno, colno) }),
  };
}

/** An empty attribute asks for nothing, though the property is then the address of the page. */
function addressesOf(element: Element): string[] {
  const { src, href } = element as Partial<Record<'src' | 'href', unknown>>;
  const address = element.getAttribute('src') ? src : element.getAttribute('href') && href;
  return typeof address === 'string' && address !== '' ? [address] : [];
}

function placeOf(url: string, line: number, column: number): Place {
  return { url: cut(url), ...(line > 0 ? { line } : {}), ...(column > 0 ? { column } : {}) };
}

function stackOf(thrown: unknown): { stack?: string } {
  return thrown instanceof Error && typeof thrown.stack === 'string' ? { stack: cut(thrown.stack) } : {};
}

/** Widgets throw plain objects and text too. */
function describe(thrown: unknown): string {
  try {
    if (thrown instanceof Error) return `${thrown.name}: ${thrown.message}`;
    const message = (thrown as { message?: unknown } | null | undefined)?.message;
    if (typeof message === 'string' && message !== '') return message;
    return typeof thrown === 'string' ? thrown : (JSON.stringify(thrown) ?? String(thrown));
  } catch {
    // Circular, or a getter that throws.
    return Object.prototype.toString.call(thrown);
  }
}

function cut(text: string): string {
  return text.slice(0, FINDING_TEXT);
}
