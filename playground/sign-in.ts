import type { ConnectionOutcome } from './connection-store.js';

/**
 * What comes of {@link signIn}: the provider's page is open; the browser opened no window, so that a
 * link must be clicked; or nobody has to sign in.
 */
export type SignInResult = { note?: string } & (
  | { outcome: 'opened' | 'done' }
  | { outcome: 'blocked'; url: string }
);

/** A window of its own, beside the page: as wide as sign-in pages are made for. */
const WINDOW = 'popup,width=560,height=740';

/**
 * Opens the provider's page in a window. To be called in the click itself: browsers block a window that
 * is opened later, so it is opened empty, and goes to the page once the server has named it.
 *
 * @param connect has the server begin the sign-in
 * @throws what `connect` throws, and an Error where the server names no web page
 */
export async function signIn(connect: () => Promise<ConnectionOutcome>): Promise<SignInResult> {
  // `noopener` would give no handle, and the window could not be led to its page.
  const popup = window.open('about:blank', '_blank', WINDOW);
  // SECURITY: the provider's page gets no handle to this one, which could lead it elsewhere.
  if (popup !== null) popup.opener = null;
  try {
    const { url, note } = await connect();
    const said = note === undefined ? {} : { note };
    if (url === undefined) {
      popup?.close();
      return { outcome: 'done', ...said };
    }
    const page = toWebPage(url);
    if (popup === null || popup.closed) return { outcome: 'blocked', url: page, ...said };
    popup.location.href = page;
    return { outcome: 'opened', ...said };
  } catch (error) {
    popup?.close();
    throw error;
  }
}

/** SECURITY: an address such as `javascript:` would run in the empty window, which is of this page's origin. */
function toWebPage(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol === 'https:' || parsed?.protocol === 'http:') return parsed.href;
  throw new Error(`The page to sign in at must begin with https:// or http://; this one is "${url}".`);
}
