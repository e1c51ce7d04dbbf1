/**
 * The drop-in for the vendor's `zf_sdk.js`: one classic script that defines `window.ZFAPPS` before
 * it returns. Loaded twice in one page, the first stays.
 */
import { createZfapps } from './create-zfapps.js';
import { showNoHostNotice } from './no-host-notice.js';
import { HOST_ORIGIN_ATTRIBUTE, messengerToParent } from './window-messenger.js';
import type { Zfapps } from './zfapps-types.js';

const page = window as unknown as { ZFAPPS?: Zfapps };

if (page.ZFAPPS === undefined) {
  const { dataset } = (document.currentScript ?? document.createElement('script')) as HTMLElement;
  const hostOrigin = document.currentScript?.getAttribute(HOST_ORIGIN_ATTRIBUTE) ?? undefined;
  page.ZFAPPS = createZfapps({
    messenger: messengerToParent(hostOrigin),
    standalone: dataset.zfappsStandalone === 'hang' ? 'hang' : 'reject',
    path: window.location.pathname,
    onNoHost: (error) => showNoHostNotice(error.message),
  }).zfapps;
}
