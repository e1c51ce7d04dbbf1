import { parse } from 'parse5';
import type { DefaultTreeAdapterMap, Token } from 'parse5';

type Node = DefaultTreeAdapterMap['node'];
type Element = DefaultTreeAdapterMap['element'];

/** An element of a page with its place in the source. */
export interface PageElement {
  /** In lower case. */
  name: string;
  /** The first character of its start tag. */
  start: number;
  /** Whether it is a child of `<head>`. */
  inHead: boolean;
  /** Whether it is in a template: nothing there takes effect before a script makes a copy of it. */
  inert: boolean;
  /** The value of an attribute without its character references; undefined where it has none. */
  get(attribute: string): string | undefined;
  /** Where an attribute stands, its name and quotes included. */
  at(attribute: string): Token.Location | undefined;
  /** Where its text stands, for elements that hold nothing else. */
  text: Token.Location | undefined;
}

/** What decides how scripts are loaded. */
const NAMES = ['script', 'link', 'base', 'meta'];

/** The scripts, links, bases and meta elements of a page, in the order of the source. */
export function pageElements(source: string): PageElement[] {
  const elements: PageElement[] = [];
  // A list instead of recursion: no depth of a page overflows the stack.
  const open: [node: Node, inert: boolean][] = [[parse(source, { sourceCodeLocationInfo: true }), false]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [node, inert] = next;
    if ('tagName' in node && NAMES.includes(node.tagName)) elements.push(pageElement(node, inert));
    if ('content' in node) open.push([node.content, true]);
    if ('childNodes' in node) for (const child of node.childNodes) open.push([child, inert]);
  }
  return elements.sort((left, right) => left.start - right.start);
}

function pageElement(element: Element, inert: boolean): PageElement {
  const { tagName, attrs, parentNode, sourceCodeLocation, childNodes } = element;
  return {
    name: tagName,
    start: sourceCodeLocation?.startOffset ?? 0,
    inHead: parentNode !== null && 'tagName' in parentNode && parentNode.tagName === 'head',
    inert,
    get: (attribute) => attrs.find(({ name }) => name === attribute)?.value,
    at: (attribute) => sourceCodeLocation?.attrs?.[attribute],
    text: childNodes[0]?.sourceCodeLocation ?? undefined,
  };
}
