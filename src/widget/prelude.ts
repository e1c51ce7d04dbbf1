/**
 * What runs first in every page of a widget, written into its HTML: it swaps the vendor's SDK where a
 * script of the page loads it, and tells the host page what goes wrong, whether or not the page ever
 * loads the SDK.
 */
import { DEV_SERVER_ATTRIBUTE, HOST_ORIGIN_ATTRIBUTE, SDK_ATTRIBUTE } from '../core/protocol/index.js';
import { leaveHostOrigin } from './host-origin.js';
import { keepOwnSockets } from './own-sockets.js';
import { reportFindings } from './report-findings.js';
import { swapAtRunTime } from './swap-at-run-time.js';

const script = document.currentScript;
const hostOrigin = script?.getAttribute(HOST_ORIGIN_ATTRIBUTE);
const sdkUrl = script?.getAttribute(SDK_ATTRIBUTE);
const devServer = script?.getAttribute(DEV_SERVER_ATTRIBUTE);
// The page stays as its author wrote it: nothing but our import map stands before this script.
script?.previousElementSibling?.remove();
script?.remove();

if (typeof hostOrigin === 'string') {
  leaveHostOrigin(window, hostOrigin);
  if (isInHost()) reportFindings(window, (message) => window.parent.postMessage(message, hostOrigin));
}
if (typeof sdkUrl === 'string') swapAtRunTime(window, sdkUrl);
if (typeof devServer === 'string') keepOwnSockets(window, devServer);

/** A frame in the widget's own page has another parent, which would not understand. */
function isInHost(): boolean {
  if (window.parent === window) return false;
  // A test runner frames the host page too. Its origin is the widget's, so that the frame shows itself.
  return window.parent === window.top || window.frameElement?.hasAttribute('data-zfapps-widget') === true;
}
