import { parse } from 'parse5';
import type { DefaultTreeAdapterMap, Token } from 'parse5';

type Node = DefaultTreeAdapterMap['node'];
type Element = DefaultTreeAdapterMap['element'];

/** One piece of the source to be written anew. */
interface Edit {
  start: number;
  end: number;
  text: string;
}

/** One label after the name, or two as in `.com.au`: more labels make it a name of somebody else. */
const SDK_HOST = /^(?:js\.zohostatic|static\.zohocdn)\.(?:[a-z]{2,}|com?\.[a-z]{2})$/;
const SDK_PATH = /^\/zohofinance\/v\d+(?:\.\d+)?\/zf_sdk\.js$/;

/** Tells whether an address, as an HTML attribute has it, is the vendor's SDK. */
export function isVendorSdk(address: string): boolean {
  // Any base will do: it matters for protocol-relative addresses only.
  if (!URL.canParse(address, 'https://widget.invalid/')) return false;
  const { protocol, hostname, pathname } = new URL(address, 'https://widget.invalid/');
  return /^https?:$/.test(protocol) && SDK_HOST.test(hostname) && SDK_PATH.test(pathname);
}

/**
 * Points the vendor's SDK tags of a page at ours. Everything else keeps its bytes: the page is read
 * as Latin-1, which maps bytes to characters one to one whatever the page's charset, and the new
 * attributes are spliced in at the parser's source positions.
 *
 * @param sdkUrl absolute, so that a `<base>` does not move it
 * @param attributes further attributes of the script tag
 */
export function swapSdk(
  html: Uint8Array,
  sdkUrl: string,
  attributes: Readonly<Record<string, string>>,
): Uint8Array {
  const source = latin1(html);
  if (!source.includes('zf_sdk.js')) return html;
  const edits: Edit[] = [];
  collect(parse(source, { sourceCodeLocationInfo: true }), (element) => {
    const name = { script: 'src', link: 'href' }[element.tagName];
    const address = element.attrs.find((attribute) => attribute.name === name)?.value;
    if (name === undefined || address === undefined || !isVendorSdk(address)) return;
    const own = element.tagName === 'script' ? { [name]: sdkUrl, ...attributes } : { [name]: sdkUrl };
    edits.push(...editsOf(element, name, own));
  });
  return edits.length === 0 ? html : toBytes(splice(source, edits));
}

/** Visits every element, in any order. A list instead of recursion: no depth of a page overflows the stack. */
function collect(root: Node, visit: (element: Element) => void): void {
  const open: Node[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if ('tagName' in node) visit(node);
    if ('content' in node) open.push(node.content);
    if ('childNodes' in node) for (const child of node.childNodes) open.push(child);
  }
}

/** `integrity` speaks of the vendor's bytes, and `crossorigin` of the vendor's origin: both go. */
function editsOf(element: Element, name: string, own: Readonly<Record<string, string>>): Edit[] {
  const positions: Record<string, Token.Location> = element.sourceCodeLocation?.attrs ?? {};
  const edits: Edit[] = [];
  for (const unwanted of ['integrity', 'crossorigin']) {
    const at = positions[unwanted];
    if (at !== undefined) edits.push({ start: at.startOffset, end: at.endOffset, text: '' });
  }
  const at = positions[name];
  if (at !== undefined) {
    const text = Object.entries(own).map(([key, value]) => `${key}="${escapeAttribute(value)}"`);
    edits.push({ start: at.startOffset, end: at.endOffset, text: text.join(' ') });
  }
  return edits;
}

function escapeAttribute(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}

function splice(source: string, edits: Edit[]): string {
  let result = '';
  let from = 0;
  for (const { start, end, text } of edits.sort((left, right) => left.start - right.start)) {
    result += source.slice(from, start) + text;
    from = end;
  }
  return result + source.slice(from);
}

function latin1(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 0x8000)
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
  return parts.join('');
}

function toBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
