import { isLocalAddress } from '../src/core/protocol/index.js';
import type { PageFinding, Place } from '../src/core/protocol/index.js';
import type { Caller } from '../src/host/index.js';

/** Something that was noticed in a widget's page, in words for its author. */
export interface Finding {
  caller: Caller;
  /** The path of the page, such as `/app/widget.html`. */
  page: string;
  kind: PageFinding['kind'];
  /** One sentence or two: what happened. */
  message: string;
  /** What it means, or how to mend it. */
  hint?: string;
  /** There is no page at all: this stands in its place. */
  noPage?: true;
  /** Text to paste into `plugin-manifest.json`. */
  paste?: string;
  /** Where in the page's files, such as `/app/widget.js:12:5`. */
  place?: string;
  stack?: string;
  /** How often it was noticed. */
  count: number;
  /** Milliseconds since the epoch, of the last time. */
  at: number;
}

/** Where and when something was noticed. */
export interface FindingContext {
  caller: Caller;
  page: string;
  at: number;
  /** The origin of the widget's files. */
  widgetOrigin: string;
  /** The manifest's, as it is now. */
  cspDomains: Readonly<Record<string, readonly string[]>>;
}

/** Puts into words what a page or the server noticed. */
export function explainFinding(
  finding: PageFinding,
  { widgetOrigin, cspDomains, ...context }: FindingContext,
): Finding {
  const base = { ...context, kind: finding.kind, count: 1 };
  const place =
    'source' in finding && finding.source ? { place: placeText(finding.source, widgetOrigin) } : {};
  switch (finding.kind) {
    case 'error':
    case 'rejection': {
      const stack = finding.stack === undefined ? {} : { stack: finding.stack };
      // The label says it already.
      const message = finding.message.replace(/^Uncaught /, '');
      return { ...base, message, ...(message === MUTED ? { hint: MUTED_HINT } : {}), ...place, ...stack };
    }
    case 'unreachable':
      return { ...base, ...explainUnreachable(finding, context.page, widgetOrigin) };
    case 'csp':
      return { ...base, ...explainBlocked(finding, cspDomains), ...place };
  }
}

/** What browsers say of an error in a script of another origin (HTML standard, "muted errors"). */
const MUTED = 'Script error.';
const MUTED_HINT =
  "It is in a script of another origin, so the browser keeps the rest to itself. The browser's console says more.";

function explainUnreachable(
  { element, url }: Extract<PageFinding, { kind: 'unreachable' }>,
  page: string,
  widgetOrigin: string,
): Pick<Finding, 'message' | 'hint' | 'noPage'> {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (address?.origin !== widgetOrigin) {
    return {
      message: `${url} could not be loaded.`,
      hint: `Is this machine offline, or ${element === 'link' ? 'the address wrong, there or in what it imports' : 'the address wrong'}? The rest of the widget may still work${element === 'script' ? ', unless it needs this script' : ''}. A copy under app/ loads everywhere.`,
    };
  }
  if (element === 'page') {
    return {
      message: `${address.pathname} is not in the widget package, so there is no page to show.`,
      hint: 'Served are plugin-manifest.json and what lies under app/, as production packs it. Once the file is there, the widget is loaded.',
      noPage: true,
    };
  }
  if (element === 'file') {
    return {
      message: `${address.pathname} is not in the widget package (404).`,
      hint: `${page} asks for it. Names are case-sensitive, and only what lies under app/ is served, as production packs it.`,
    };
  }
  return {
    message: `${address.pathname} did not load.`,
    hint: `The browser does not tell the page why: it is missing, its content is not what its ${element} element needs, or what it imports did not load. The browser's console and network tab say more.`,
  };
}

function explainBlocked(
  { directive, blocked, ownPolicy }: Extract<PageFinding, { kind: 'csp' }>,
  cspDomains: FindingContext['cspDomains'],
): Pick<Finding, 'message' | 'hint' | 'paste'> {
  if (ownPolicy) {
    return {
      message: `The page's own Content Security Policy blocked ${blocked} (${directive}).`,
      hint: "The policy is in a meta element of the page, or in its own server's header. Production would heed a meta element too.",
    };
  }
  const source = URL.canParse(blocked) ? new URL(blocked).origin : blocked;
  const origin = source === 'null' ? blocked : source;
  const message = `Blocked here as it would be in production: ${directive} does not allow ${origin}.`;
  if (isLocalAddress(origin))
    return {
      message,
      hint: 'It is an address of this machine: nobody else could use the widget that needs it.',
    };
  const allowed = { ...cspDomains, [directive]: [...(cspDomains[directive] ?? []), origin] };
  return {
    message,
    hint: 'Call it through ZFAPPS.request, or allow it: this is what plugin-manifest.json would say.',
    paste: `"cspDomains": ${JSON.stringify(allowed)}`,
  };
}

function placeText({ url, line, column }: Place, widgetOrigin: string): string {
  const file = url.startsWith(`${widgetOrigin}/`) ? url.slice(widgetOrigin.length) : url;
  return [file, line, column].filter((part) => part !== undefined).join(':');
}
