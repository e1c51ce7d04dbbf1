import { HOST_ORIGIN_ATTRIBUTE, SDK_ATTRIBUTE } from '../core/protocol/index.js';
import { swapSdk } from './swap-sdk.js';

/** What a page of a widget gets in place of the vendor's SDK. */
export interface PageSwap {
  /** Absolute, so that a `<base>` does not move it. */
  sdkUrl: string;
  /** The only origin that the SDK talks to. */
  hostOrigin: string;
  /** The script that runs before everything else in the page. Empty: none. */
  prelude: string;
}

/** A page as it is sent. */
export interface SwappedPage {
  html: Uint8Array;
  contentType: string;
}

/** Swaps the SDK of a page and puts the prelude into it. Every other byte stays as it was. */
export function swapPage(html: Uint8Array, contentType: string, swap: PageSwap): SwappedPage {
  const { sdkUrl, hostOrigin, prelude } = swap;
  const swapped = swapSdk(html, sdkUrl, { [HOST_ORIGIN_ATTRIBUTE]: hostOrigin });
  if (prelude === '') return { html: swapped, contentType };
  const tag = `<script ${HOST_ORIGIN_ATTRIBUTE}="${hostOrigin}" ${SDK_ATTRIBUTE}="${sdkUrl}">${prelude}</script>`;
  const text = new TextDecoder('latin1').decode(swapped);
  const at = /<head[^>]*>/i.exec(text);
  const from = at === null ? (/<!doctype[^>]*>/i.exec(text)?.[0].length ?? 0) : at.index + at[0].length;
  const parts = [swapped.slice(0, from), new TextEncoder().encode(tag), swapped.slice(from)];
  return { html: new Uint8Array(parts.flatMap((part) => [...part])), contentType };
}
