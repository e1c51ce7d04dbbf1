/**
 * Types the global `ZFAPPS` of a widget. Name it once, for example at the top of a script:
 *
 * `/// <reference types="zfapps-shim/globals" />`
 */
import type { Zfapps } from '../widget/index.js';

declare global {
  /** The SDK of Zoho Finance widgets. */
  const ZFAPPS: Zfapps;
  interface Window {
    ZFAPPS: Zfapps;
  }
}
