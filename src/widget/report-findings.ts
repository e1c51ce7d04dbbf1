import { FINDING_MESSAGE, FINDING_TEXT, ROUTES } from '../core/protocol/index.js';
import type { FindingMessage, PageFinding, Place } from '../core/protocol/index.js';

/** An error in a loop must not flood the host page. */
const MOST_FINDINGS = 200;

/** Reports a page's uncaught errors, files that did not load, and violations of its policies. */
export function reportFindings(page: Window, post: (message: FindingMessage) => void): void {
  let count = 0;
  const report = (finding: PageFinding) => {
    count += 1;
    if (count <= MOST_FINDINGS) post({ type: FINDING_MESSAGE, finding });
  };
  page.addEventListener(
    'error',
    (event) => {
      const { target } = event;
      // Errors of elements do not bubble: only a capturing listener sees them.
      if (target instanceof Element) {
        const url = addressOf(target);
        if (url !== undefined) report({ kind: 'unreachable', element: target.localName, url });
      } else {
        const { message, filename, lineno, colno, error } = event;
        report({
          kind: 'error',
          message: cut(message),
          ...stackOf(error),
          ...(filename === '' ? {} : { source: placeOf(filename, lineno, colno) }),
        });
      }
    },
    true,
  );
  page.addEventListener('unhandledrejection', ({ reason }) =>
    report({ kind: 'rejection', message: cut(describe(reason)), ...stackOf(reason) }),
  );
  page.document.addEventListener('securitypolicyviolation', (event) => {
    const { effectiveDirective, blockedURI, sourceFile, lineNumber, columnNumber, originalPolicy } = event;
    report({
      kind: 'csp',
      directive: effectiveDirective,
      blocked: cut(blockedURI),
      ownPolicy: !originalPolicy.includes(ROUTES.cspReport),
      ...(sourceFile ? { source: placeOf(sourceFile, lineNumber, columnNumber) } : {}),
    });
  });
}

function addressOf(element: Element): string | undefined {
  const { src, href } = element as Partial<Record<'src' | 'href', unknown>>;
  const address = src || href;
  return typeof address === 'string' ? cut(address) : undefined;
}

function placeOf(url: string, line: number, column: number): Place {
  return { url: cut(url), ...(line > 0 ? { line } : {}), ...(column > 0 ? { column } : {}) };
}

function stackOf(thrown: unknown): { stack?: string } {
  return thrown instanceof Error && typeof thrown.stack === 'string' ? { stack: cut(thrown.stack) } : {};
}

/** Widgets reject with plain objects and text too. */
function describe(reason: unknown): string {
  if (reason instanceof Error) return `${reason.name}: ${reason.message}`;
  if (typeof reason === 'object' && reason !== null && 'message' in reason) return String(reason.message);
  try {
    return typeof reason === 'string' ? reason : (JSON.stringify(reason) ?? String(reason));
  } catch {
    // Circular, or a getter that throws.
    return String(reason);
  }
}

function cut(text: string): string {
  return text.slice(0, FINDING_TEXT);
}
