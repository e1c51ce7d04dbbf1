/**
 * The drop-in for the vendor's `zf_sdk.js`: one classic script that defines `window.ZFAPPS` before
 * it returns. Loaded twice in one page, the first stays.
 */
import { HOST_ORIGIN_ATTRIBUTE } from '../core/protocol/index.js';
import { createZfapps } from './create-zfapps.js';
import { hostOriginLeft } from './host-origin.js';
import { showNoHostNotice } from './no-host-notice.js';
import { onUnusedEscape } from './unused-escape.js';
import { applyTheme } from './theme.js';
import { messengerToParent, STANDALONE_ATTRIBUTE } from './window-messenger.js';
import type { Zfapps } from './zfapps-types.js';

const page = window as unknown as { ZFAPPS?: Zfapps };

if (page.ZFAPPS === undefined) {
  // A module has no current script; its tag, if it has one, may say what to do without a host.
  const script = document.currentScript ?? document.querySelector(`script[${STANDALONE_ATTRIBUTE}]`);
  const sdk = createZfapps({
    messenger: messengerToParent(script?.getAttribute(HOST_ORIGIN_ATTRIBUTE) ?? hostOriginLeft(window)),
    standalone: script?.getAttribute(STANDALONE_ATTRIBUTE) === 'hang' ? 'hang' : 'reject',
    path: window.location.pathname,
    onNoHost: (error) => showNoHostNotice(error.message),
  });
  window.addEventListener('pagehide', ({ persisted }) => {
    // A page that the browser keeps may come back as it was.
    if (!persisted) sdk.leave();
  });
  onUnusedEscape(window, sdk.escape);
  applyTheme(document);
  page.ZFAPPS = sdk.zfapps;
}
