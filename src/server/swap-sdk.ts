import { HOST_ORIGIN_ATTRIBUTE } from '../core/protocol/index.js';
import { escapeAttribute } from './page-source.js';
import type { Edit } from './page-source.js';
import type { SdkTag } from './sdk-tags.js';

/**
 * Points a tag that names the vendor's SDK at ours. `integrity` speaks of the vendor's bytes, and
 * `crossorigin` of the vendor's origin: both go.
 *
 * @param sdkUrl absolute, so that a `<base>` does not move it
 */
export function swapSdkTag(tag: SdkTag, sdkUrl: string, hostOrigin: string): Edit[] {
  const { element, attribute } = tag;
  const edits: Edit[] = [];
  for (const unwanted of ['integrity', 'crossorigin']) {
    const at = element.at(unwanted);
    if (at !== undefined) edits.push({ start: at.startOffset, end: at.endOffset, text: '' });
  }
  const at = element.at(attribute);
  if (at !== undefined) {
    const address = `${attribute}="${escapeAttribute(sdkUrl)}"`;
    const host = ` ${HOST_ORIGIN_ATTRIBUTE}="${escapeAttribute(hostOrigin)}"`;
    edits.push({
      start: at.startOffset,
      end: at.endOffset,
      text: element.name === 'script' ? address + host : address,
    });
  }
  return edits;
}
