import { FINDING_MESSAGE, ROUTES } from '../core/protocol/index.js';
import { preludeFile, sdkFile } from '../node/index.js';
import { COMMON_HEADERS, createWidgetPage } from '../server/index.js';
import type { PageFinding } from '../core/protocol/index.js';
import type { PackageSite } from '../node/index.js';

/** What a frame of a mounted widget asks for. */
export interface FrameRequest {
  url: string;
  /** The page of the widget's own frame is asked for, not one that it frames itself. */
  isPage: boolean;
}

/** What it gets. */
export interface FrameAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/** Answers a frame of a mounted widget; undefined for what lies outside: nothing is fetched from elsewhere. */
export type AnswerFrame = (request: FrameRequest) => Promise<FrameAnswer | undefined>;

/**
 * Makes the answers for a package: its pages as the server sends them, with the prelude, our SDK and
 * production's policy.
 *
 * @param origin that of the test's page, so that the test reaches the widget's document
 */
export async function createMountAnswers(site: PackageSite, origin: string): Promise<AnswerFrame> {
  const [prelude, sdk] = await Promise.all([preludeFile(), sdkFile()]);
  const page = await createWidgetPage({
    sdkUrl: `${origin}${ROUTES.sdk}`,
    hostOrigin: origin,
    prelude,
    cspDomains: site.manifest.cspDomains,
  });

  return async ({ url, isPage }) => {
    const at = new URL(url);
    const isOwn = at.origin === origin;
    if (isOwn && at.pathname === ROUTES.cspReport) return toAnswer(204, 'text/plain', '');
    if (isOwn && at.pathname.startsWith(ROUTES.testing))
      return toAnswer(200, 'text/html', entrance(at.pathname + at.search));
    if (isOwn && (at.pathname === ROUTES.sdk || at.pathname.startsWith(ROUTES.sdkVersions)))
      return toAnswer(200, 'text/javascript; charset=utf-8', sdk);
    const file = await site.load(url);
    if (file !== undefined) {
      if (!/^text\/html\b/.test(file.type)) return toAnswer(200, file.type, file.bytes, page.headers);
      const { html, contentType } = page.prepare(file.bytes, file.type);
      return toAnswer(200, contentType, html, page.headers);
    }
    if (!isOwn) return undefined;
    return isPage
      ? toAnswer(404, 'text/html', missingPage(url, origin))
      : toAnswer(404, 'text/plain', `${at.pathname} is not in the widget package.`);
  };
}

function toAnswer(
  status: number,
  type: string,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): FrameAnswer {
  return {
    status,
    headers: { 'Content-Type': type, ...COMMON_HEADERS, ...headers },
    body: Buffer.from(body),
  };
}

/**
 * The way into a widget's page: it names the mount by its address once, so that the page itself has the
 * address that it has in production, and each of its modules only one.
 */
function entrance(path: string): string {
  const [, target = ''] = /^\/[^/]+\/[^/]+\/[^/]+(\/.*)$/s.exec(path) ?? [];
  // As in production, `document.referrer` is the origin of the host.
  return `<!doctype html><meta name="referrer" content="origin"><script>location.replace(${inScript(target)} + location.hash)</script>`;
}

/** What stands for a page that is not there: it tells the host, as the server's own findings do. */
function missingPage(url: string, origin: string): string {
  const finding: PageFinding = { kind: 'unreachable', element: 'page', url };
  const message = inScript({ type: FINDING_MESSAGE, finding });
  return `<!doctype html><script>parent.postMessage(${message}, ${inScript(origin)})</script>`;
}

/** `<` is escaped, so that nothing in the data can end the script. */
function inScript(data: unknown): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}
