import { DEV_SERVER_ATTRIBUTE, HOST_ORIGIN_ATTRIBUTE, SDK_ATTRIBUTE } from '../core/protocol/index.js';
import { importMap, mergedImports, ownImportMap } from './import-map.js';
import { byteOrderMark, metaCharset, transportCharset, withCharset } from './page-charset.js';
import { pageElements } from './page-elements.js';
import { pagePolicies } from './page-policies.js';
import { escapeAttribute, pageSource } from './page-source.js';
import { preludePlace } from './prelude-place.js';
import { sdkTags } from './sdk-tags.js';
import { swapSdkTag } from './swap-sdk.js';
import type { PageElement } from './page-elements.js';
import type { PagePolicies } from './page-policies.js';
import type { Edit, PageSource } from './page-source.js';

/** What a page of a widget gets in place of the vendor's SDK. */
export interface PageSwap {
  /** Absolute, so that a `<base>` does not move it. */
  sdkUrl: string;
  /** The only origin that the SDK talks to. */
  hostOrigin: string;
  /** The script that runs before everything else in the page. Empty: none, and no import map. */
  prelude: string;
  /** The origin of the dev server that the page comes from. Absent where there is none beside us. */
  devServer?: string;
}

/** A page as it is sent. */
export interface SwappedPage {
  html: Uint8Array<ArrayBuffer>;
  contentType: string;
}

/**
 * Swaps the SDK of a page and puts the prelude into it. The page is parsed, and what changes is
 * spliced in at the parser's source positions: every other byte stays as it was, in any charset.
 *
 * A tag that the page's own policy blocks in production keeps the vendor's address, so that the
 * browser blocks it here too and names it.
 */
export function swapPage(html: Uint8Array, contentType: string, swap: PageSwap): SwappedPage {
  const { source, elements, declared } = readPage(html, contentType);
  const tags = sdkTags(elements);
  const policies = pagePolicies(elements, tags, swap.sdkUrl);
  const edits = [
    ...tags.filter(policies.allowSdk).flatMap((tag) => swapSdkTag(tag, swap.sdkUrl, swap.hostOrigin)),
    ...policies.edits,
    ...(swap.prelude === '' ? [] : preludeEdits(source.text, elements, policies, swap)),
  ];
  return {
    html: source.splice(edits),
    // The prelude may move a meta element out of the bytes that browsers scan for it.
    contentType: declared === undefined ? contentType : withCharset(contentType, declared),
  };
}

interface ReadPage {
  source: PageSource;
  elements: PageElement[];
  /** The charset, where only the page's text tells it. */
  declared?: string;
}

function readPage(html: Uint8Array, contentType: string): ReadPage {
  const mark = byteOrderMark(html);
  const told = mark.charset ?? transportCharset(contentType);
  const source = pageSource(html, told, mark.length);
  const elements = pageElements(source.text);
  if (told !== undefined) return { source, elements };
  const declared = metaCharset(elements);
  if (declared === undefined) return { source, elements };
  // The one charset in which text can look like markup to who does not know it.
  if (declared !== 'iso-2022-jp') return { source, elements, declared };
  const again = pageSource(html, declared, mark.length);
  return { source: again, elements: pageElements(again.text), declared };
}

/** The prelude, and the import map that it takes out of the page again. */
function preludeEdits(
  source: string,
  elements: readonly PageElement[],
  policies: PagePolicies,
  { sdkUrl, hostOrigin, prelude, devServer }: PageSwap,
): Edit[] {
  const place = preludePlace(source);
  if (place === undefined) return [];
  const host = [
    `${HOST_ORIGIN_ATTRIBUTE}="${escapeAttribute(hostOrigin)}"`,
    ...(devServer === undefined ? [] : [`${DEV_SERVER_ATTRIBUTE}="${escapeAttribute(devServer)}"`]),
  ].join(' ');
  const insert = (text: string): Edit => ({ start: place, end: place, text });
  if (policies.allowOursOnly) return [insert(`<script ${host}>${prelude}</script>`)];

  const script = `<script ${host} ${SDK_ATTRIBUTE}="${escapeAttribute(sdkUrl)}">${prelude}</script>`;
  const own = ownImportMap(elements);
  if (own !== undefined) {
    // A map that a policy allows by its hash stays what it is.
    if (!policies.allowChanged(own)) return [insert(script)];
    const merged = mergedImports(source, own, sdkUrl);
    if (merged !== undefined) return [insert(script), merged];
  }
  return [insert(`<script type="importmap">${importMap(sdkUrl)}</script>${script}`)];
}
