/**
 * What runs first in every page of a widget, written into its HTML: it tells the host page what goes
 * wrong, whether or not the page ever loads the SDK.
 */
import { HOST_ORIGIN_ATTRIBUTE } from '../core/protocol/index.js';
import { reportFindings } from './report-findings.js';

const script = document.currentScript;
const hostOrigin = script?.getAttribute(HOST_ORIGIN_ATTRIBUTE);
// The page stays as its author wrote it.
script?.remove();
// A frame in the widget's own page has another parent, which would not understand.
if (typeof hostOrigin === 'string' && window.parent !== window && window.parent === window.top) {
  reportFindings(window, (message) => window.parent.postMessage(message, hostOrigin));
}
