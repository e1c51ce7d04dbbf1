import { html as standard, Parser } from 'parse5';
import type { DefaultTreeAdapterMap, Token, TreeAdapter, TreeAdapterTypeMap } from 'parse5';

/** A script element that the parser has read to its end. */
export interface ParsedScript {
  element: HTMLScriptElement;
  /** Where its text begins in the page. Lines and columns count from 0. */
  line: number;
  column: number;
}

/** Builds a document from HTML, script by script. */
export interface DocumentBuilder {
  /**
   * Parses text up to its end, or to the end of a script in it.
   *
   * @returns that script
   */
  feed(text: string): ParsedScript | undefined;
  /** Puts what is known to be text into the document: otherwise it waits for what ends it. */
  flush(): void;
  /** There is no more text. */
  end(): void;
  /** Tells whether the parser, and no script, has made an element. */
  made(element: Element): boolean;
  /** Tells whether a script element has not been read to its end. */
  isReading(element: Element): boolean;
  /** How the page's doctype has it: `CSS1Compat` or `BackCompat`. */
  compatMode(): 'CSS1Compat' | 'BackCompat';
}

type Map = TreeAdapterTypeMap<
  Node,
  ParentNode & Node,
  ChildNode,
  Document,
  DocumentFragment,
  Element,
  Comment,
  Text,
  HTMLTemplateElement,
  DocumentType
>;

/**
 * Builds into a document of any DOM by the HTML standard's parser. Engines' own parsers run scripts
 * before the text that follows is known to be missing, or not at all.
 *
 * Text is cut after each `</script>`, so that the document ends there while the script runs; a cut
 * at a place that only looks like one changes nothing.
 */
export function createDocumentBuilder(document: Document): DocumentBuilder {
  const made = new WeakSet<Node>();
  const read = new WeakSet<Node>();
  let finished: Element | undefined;
  const treeAdapter = domAdapter(document, made, (element) => {
    read.add(element);
    finished = element;
  });
  const parser = new Parser<Map>({ treeAdapter, sourceCodeLocationInfo: true });
  return {
    made: (element) => made.has(element),
    isReading: (element) => made.has(element) && !read.has(element),
    compatMode: () =>
      treeAdapter.getDocumentMode(document) === standard.DOCUMENT_MODE.QUIRKS ? 'BackCompat' : 'CSS1Compat',
    feed(text) {
      parser.tokenizer.write(text, false);
      const element = finished;
      finished = undefined;
      if (element === undefined) return undefined;
      const start = treeAdapter.getNodeSourceCodeLocation(element) as
        | { startTag?: Token.Location; endLine?: number }
        | undefined;
      return {
        element: element as HTMLScriptElement,
        line: (start?.startTag?.endLine ?? 1) - 1,
        column: (start?.startTag?.endCol ?? 1) - 1,
      };
    },
    flush: () => parser.tokenizer.flushCharacters(),
    end: () => parser.tokenizer.write('', true),
  };
}

/** Cuts a page after each script, for {@link DocumentBuilder.feed}. */
export function cutAfterScripts(html: string): string[] {
  return html.split(/(?<=<\/script[^<>]*>)/i);
}

/** Parse5's view of a DOM. Only what the public DOM interfaces offer is used. */
function domAdapter(
  document: Document,
  made: WeakSet<Node>,
  onScript: (element: Element) => void,
): TreeAdapter<Map> {
  const attributes = new WeakMap<Element, Token.Attribute[]>();
  /** As the page has them: a DOM may take `o:p` for a `p`. */
  const names = new WeakMap<Element, string>();
  const locations = new WeakMap<Node, Token.ElementLocation | Token.Location | null>();
  let mode: ReturnType<TreeAdapter<DefaultTreeAdapterMap>['getDocumentMode']> =
    standard.DOCUMENT_MODE.NO_QUIRKS;

  function setAttributes(element: Element, given: Token.Attribute[]): void {
    for (const { name, value, namespace, prefix } of given) {
      if (namespace === undefined || namespace === '') setAttribute(element, name, value);
      else element.setAttributeNS(namespace, prefix ? `${prefix}:${name}` : name, value);
    }
  }

  function insertText(parent: Node, text: string, before: ChildNode | null): void {
    const previous = before === null ? parent.lastChild : before.previousSibling;
    if (previous?.nodeType === 3) (previous as Text).data += text;
    else parent.insertBefore(document.createTextNode(text), before);
  }

  return {
    createDocument: () => document,
    createDocumentFragment: () => document.createDocumentFragment(),
    createElement(name, namespace, given) {
      const element =
        namespace === standard.NS.HTML
          ? createElement(document, name)
          : document.createElementNS(namespace, name);
      made.add(element);
      attributes.set(element, given);
      names.set(element, name);
      setAttributes(element, given);
      return element;
    },
    createCommentNode: (data) => document.createComment(data),
    createTextNode: (data) => document.createTextNode(data),
    appendChild: (parent, node) => void parent.appendChild(node),
    insertBefore: (parent, node, reference) => void parent.insertBefore(node, reference),
    setTemplateContent: () => {
      // The DOM has made it with the element.
    },
    getTemplateContent: (template) => template.content,
    setDocumentType(_document, name, publicId, systemId) {
      document.appendChild(document.implementation.createDocumentType(name, publicId, systemId));
    },
    setDocumentMode(_document, given) {
      mode = given;
    },
    getDocumentMode: () => mode,
    detachNode: (node) => void node.parentNode?.removeChild(node),
    insertText: (parent, text) => insertText(parent, text, null),
    insertTextBefore: (parent, text, reference) => insertText(parent, text, reference),
    adoptAttributes(element, given) {
      setAttributes(
        element,
        given.filter(({ name }) => !element.hasAttribute(name)),
      );
    },
    getFirstChild: (node) => node.firstChild,
    getChildNodes: (node) => Array.from(node.childNodes),
    getParentNode: (node) => node.parentNode,
    getAttrList: (element) => attributes.get(element) ?? [],
    getTagName: (element) => names.get(element) ?? element.localName,
    getNamespaceURI: (element) => element.namespaceURI as standard.NS,
    getTextNodeContent: (node) => node.data,
    getCommentNodeContent: (node) => node.data,
    getDocumentTypeNodeName: (node) => node.name,
    getDocumentTypeNodePublicId: (node) => node.publicId,
    getDocumentTypeNodeSystemId: (node) => node.systemId,
    isTextNode: (node): node is Text => node.nodeType === 3,
    isCommentNode: (node): node is Comment => node.nodeType === 8,
    isDocumentTypeNode: (node): node is DocumentType => node.nodeType === 10,
    isElementNode: (node): node is Element => node.nodeType === 1,
    setNodeSourceCodeLocation: (node, location) => void locations.set(node, location),
    getNodeSourceCodeLocation: (node) => locations.get(node),
    updateNodeSourceCodeLocation: (node, location) =>
      void locations.set(node, { ...locations.get(node), ...location } as Token.ElementLocation),
    onItemPop(element) {
      if (element.localName === 'script' && element.namespaceURI === standard.NS.HTML) onScript(element);
    },
  };
}

/** HTML allows names that `createElement` refuses, such as `<p"x>`: mistakes, most often. */
function createElement(document: Document, name: string): Element {
  try {
    return document.createElement(name);
  } catch {
    const template = document.createElement('template');
    template.innerHTML = `<${name}></${name}>`;
    const element = template.content.firstElementChild;
    return element === null ? document.createElement('unknown') : document.adoptNode(element);
  }
}

/** HTML allows names that `setAttribute` refuses, such as `@click` or `[class]`: templates of Vue and Angular. */
function setAttribute(element: Element, name: string, value: string): void {
  try {
    element.setAttribute(name, value);
  } catch {
    const template = element.ownerDocument.createElement('template');
    template.innerHTML = `<p ${name}="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"></p>`;
    const attribute = template.content.firstElementChild?.attributes[0];
    if (attribute !== undefined) element.setAttributeNode(attribute.cloneNode() as Attr);
  }
}
