import type { PageElement } from './page-elements.js';

/** How far browsers look for a meta element, wherever it stands. */
const SCANNED = 1024;

const MARKS: readonly [charset: string, ...bytes: number[]][] = [
  ['utf-8', 0xef, 0xbb, 0xbf],
  ['utf-16le', 0xff, 0xfe],
  ['utf-16be', 0xfe, 0xff],
];

/** The byte order mark that a page begins with. It wins over everything else that names a charset. */
export function byteOrderMark(bytes: Uint8Array): { charset?: string; length: number } {
  for (const [charset, ...mark] of MARKS)
    if (mark.every((byte, index) => bytes[index] === byte)) return { charset, length: mark.length };
  return { length: 0 };
}

/** The charset of a Content-Type; undefined where it names none, or none that there is. */
export function transportCharset(contentType: string): string | undefined {
  const [, quoted, bare] = PARAMETER.exec(contentType) ?? [];
  return charsetOf(quoted ?? bare);
}

const PARAMETER = /;\s*charset\s*=\s*(?:"([^"]*)"?|([^;]*))/i;

/** A Content-Type that names this charset, and no other. */
export function withCharset(contentType: string, charset: string): string {
  return `${contentType.replace(PARAMETER, '')}; charset=${charset}`;
}

/**
 * The charset that the first such meta element of a page declares. As browsers have it, that one
 * counts which stands in the first 1,024 bytes, or in the head however late.
 *
 * @see https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding
 */
export function metaCharset(elements: readonly PageElement[]): string | undefined {
  for (const element of elements) {
    if (element.name !== 'meta' || !(element.inHead || element.start < SCANNED)) continue;
    const charset = charsetOf(element.get('charset') ?? contentCharset(element));
    // A page whose meta element could be read is no UTF-16, and no charset of somebody's own.
    if (charset?.startsWith('utf-16')) return 'utf-8';
    if (charset !== undefined) return charset === 'x-user-defined' ? 'windows-1252' : charset;
  }
  return undefined;
}

/** `<meta http-equiv=content-type content="text/html; charset=…">` */
function contentCharset(element: PageElement): string | undefined {
  if (element.get('http-equiv')?.toLowerCase() !== 'content-type') return undefined;
  const found = /charset\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;"'][^\s;]*))/i.exec(element.get('content') ?? '');
  return found?.[1] ?? found?.[2] ?? found?.[3];
}

/** The name of the charset that goes by this label, undefined where there is none. */
function charsetOf(label: string | undefined): string | undefined {
  const trimmed = label?.replace(/^[\t\n\f\r ]+|[\t\n\f\r ]+$/g, '').toLowerCase();
  if (trimmed === undefined || trimmed === 'x-user-defined') return trimmed;
  try {
    return new TextDecoder(trimmed).encoding;
  } catch {
    // No charset's label, or one of the few that this runtime lacks: then the browser decides alone.
    return undefined;
  }
}
