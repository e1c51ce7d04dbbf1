import { ROUTES } from '../core/protocol/index.js';
import { answeredByTest } from './answered-by-test.js';
import type { Frame, Page, Request, Route } from 'playwright-core';
import type { AnswerFrame, FrameAnswer } from './mount-answers.js';

/** A package whose frames are answered. */
export interface RoutedMount {
  id: string;
  /** The frame of the test that mounted it. */
  tester: Frame;
  answer: AnswerFrame;
}

/** What is mounted on one page of the browser. */
interface PageMounts {
  mounts: Map<string, RoutedMount>;
  route(route: Route): Promise<void>;
  isRouted: boolean;
  /** The last change of the page's routes: one follows the other. */
  changed: Promise<void>;
}

const pages = new WeakMap<Page, PageMounts>();

/** Every request, for a widget may load from anywhere; those of other frames go on untouched. */
const EVERYTHING = '**/*';

/** Answers the requests of a mount's frames in place of the network. */
export function routeMount(page: Page, mount: RoutedMount): Promise<void> {
  const own = pages.get(page) ?? createPageMounts();
  pages.set(page, own);
  // A test file that ended without closing has left them.
  for (const [id, { tester }] of own.mounts) if (tester.isDetached()) own.mounts.delete(id);
  own.mounts.set(mount.id, mount);
  return settleRoute(page, own);
}

/** Forgets a mount. With the last one the page has no route of ours. */
export async function forgetMount(page: Page, id: string): Promise<void> {
  const own = pages.get(page);
  if (own === undefined || !own.mounts.delete(id)) return;
  await settleRoute(page, own);
}

/** Has the page a route of ours exactly while something is mounted, without a gap while that changes. */
function settleRoute(page: Page, own: PageMounts): Promise<void> {
  own.changed = own.changed
    .catch(() => {})
    .then(async () => {
      const wanted = own.mounts.size > 0;
      if (wanted === own.isRouted) return;
      await (wanted ? page.route(EVERYTHING, own.route) : page.unroute(EVERYTHING, own.route));
      own.isRouted = wanted;
    });
  return own.changed;
}

function createPageMounts(): PageMounts {
  const mounts = new Map<string, RoutedMount>();
  /** Whose a frame is: it was opened by an address that names the mount. */
  const owners = new WeakMap<Frame, string>();

  /** The mount that a request belongs to: its frame's, or that of a frame around it. */
  function mountIdOf(request: Request, frame: Frame): string | undefined {
    const { pathname } = new URL(request.url());
    if (request.isNavigationRequest() && pathname.startsWith(ROUTES.testing)) {
      const [id = ''] = pathname.slice(ROUTES.testing.length).split('/');
      if (mounts.has(id)) owners.set(frame, id);
    }
    for (let at: Frame | null = frame; at !== null; at = at.parentFrame())
      if (owners.has(at)) return owners.get(at);
    return undefined;
  }

  async function route(asked: Route): Promise<void> {
    const request = asked.request();
    const frame = frameOf(request);
    const id = frame === undefined ? undefined : mountIdOf(request, frame);
    if (frame === undefined || id === undefined) return asked.fallback();
    // One that is closed meanwhile gets nothing either.
    const mount = mounts.get(id);
    const isPage = request.isNavigationRequest() && owners.has(frame);
    const answer = mount === undefined ? undefined : await answerOf(mount, request, isPage);
    // A frame that is gone takes no answer.
    await (answer === undefined ? asked.abort() : asked.fulfill(answer)).catch(() => {});
  }

  return { mounts, route, isRouted: false, changed: Promise.resolve() };
}

async function answerOf(
  mount: RoutedMount,
  request: Request,
  isPage: boolean,
): Promise<FrameAnswer | undefined> {
  return (await mount.answer({ url: request.url(), isPage })) ?? (await answeredByTest(mount, request));
}

function frameOf(request: Request): Frame | undefined {
  try {
    return request.frame();
  } catch {
    // A service worker's, or the first of a page that is about to be: none of ours.
    return undefined;
  }
}
