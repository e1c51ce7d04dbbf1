/**
 * What the prelude in a widget's page, or the server, noticed and the widget's author should know:
 * things that no call over the bridge would show.
 */
export type PageFinding =
  /** An exception that nobody caught, or a promise's rejection that nobody handled. */
  | {
      kind: 'error' | 'rejection';
      message: string;
      /** Where it was thrown, if the browser says. */
      source?: Place;
      stack?: string;
    }
  /** A script, a style or another file of the page that did not load. */
  | {
      kind: 'unreachable';
      /** The element's name: `script`, `link`, `img` … */
      element: string;
      /** Absolute. */
      url: string;
    }
  /** Something that a Content Security Policy blocked. */
  | {
      kind: 'csp';
      /** The effective directive, such as `connect-src`. */
      directive: string;
      /** What was blocked: a URL, or a word such as `inline` or `eval`. */
      blocked: string;
      /** The policy is the page's own, in a meta element or its server's header; not production's. */
      ownPolicy: boolean;
      source?: Place;
    };

/** A place in a file. Lines and columns count from 1. */
export interface Place {
  url: string;
  line?: number;
  column?: number;
}

/** The `type` of the message in which a widget's page posts a {@link PageFinding} to the host page. */
export const FINDING_MESSAGE = 'zfapps-finding';

/** The message itself. */
export interface FindingMessage {
  type: typeof FINDING_MESSAGE;
  finding: PageFinding;
}

/** Longest text of a finding, in characters: the prelude and the host cut what is longer. */
export const FINDING_TEXT = 4_000;

/** Reads a {@link PageFinding} from what a page posted, undefined where it is none. */
export function toFinding(given: unknown): PageFinding | undefined {
  if (!isObject(given)) return undefined;
  const source = toPlace(given.source);
  switch (given.kind) {
    case 'error':
    case 'rejection': {
      const stack = typeof given.stack === 'string' ? { stack: text(given.stack) } : {};
      return { kind: given.kind, message: text(given.message), ...source, ...stack };
    }
    case 'unreachable':
      return { kind: 'unreachable', element: text(given.element), url: text(given.url) };
    case 'csp':
      return {
        kind: 'csp',
        directive: text(given.directive),
        blocked: text(given.blocked),
        ownPolicy: given.ownPolicy === true,
        ...source,
      };
    default:
      return undefined;
  }
}

function toPlace(given: unknown): { source?: Place } {
  if (!isObject(given) || typeof given.url !== 'string') return {};
  const { line, column } = given;
  return {
    source: {
      url: text(given.url),
      ...(typeof line === 'number' && line > 0 ? { line } : {}),
      ...(typeof column === 'number' && column > 0 ? { column } : {}),
    },
  };
}

function isObject(given: unknown): given is Record<string, unknown> {
  return typeof given === 'object' && given !== null;
}

function text(given: unknown): string {
  return typeof given === 'string' ? given.slice(0, FINDING_TEXT) : '';
}
