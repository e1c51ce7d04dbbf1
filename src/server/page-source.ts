/** One piece of a page's source to be written anew. */
export interface Edit {
  start: number;
  end: number;
  /** ASCII, so that every charset takes it. */
  text: string;
}

/** The source of a page, and the way back to bytes. */
export interface PageSource {
  /** A character for each byte, or for each 16-bit unit, whatever it stands for: only markup is read. */
  text: string;
  /** The bytes with these pieces written anew. Every other byte stays as it was. */
  splice(edits: readonly Edit[]): Uint8Array<ArrayBuffer>;
}

/**
 * Reads the bytes of a page as its markup. In UTF-8 and in the legacy charsets no byte of another
 * character looks like markup, so that Latin-1 will do; ISO-2022-JP is the exception.
 *
 * @param charset its name in lower case, undefined where nothing tells it
 * @param markLength the length of the byte order mark, which is no part of the text
 */
export function pageSource(bytes: Uint8Array, charset: string | undefined, markLength: number): PageSource {
  const is16 = charset === 'utf-16le' || charset === 'utf-16be';
  const width = is16 ? 2 : 1;
  const body = bytes.subarray(markLength);
  const byteAt = (index: number) => markLength + index * width;

  function encode(text: string): Uint8Array {
    const encoded = new Uint8Array(text.length * width);
    const offset = charset === 'utf-16be' ? 1 : 0;
    for (let index = 0; index < text.length; index++)
      encoded[index * width + offset] = text.charCodeAt(index);
    return encoded;
  }

  return {
    text: is16 ? decode16(body, charset) : decode8(body, charset),
    splice(edits) {
      const parts: Uint8Array[] = [];
      let from = 0;
      for (const { start, end, text } of edits.toSorted((left, right) => left.start - right.start)) {
        parts.push(bytes.subarray(from, byteAt(start)), encode(text));
        from = byteAt(end);
      }
      return joined([...parts, bytes.subarray(from)]);
    },
  };
}

/** A value for an attribute in double quotes. What no legacy byte can be is written as a reference. */
export function escapeAttribute(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replace(/[^\0-\xff]/gu, (character) => `&#${character.codePointAt(0)};`);
}

/** A last odd byte is no unit: it stays in the bytes and out of the text. */
function decode16(body: Uint8Array, charset: string): string {
  return new TextDecoder(charset, { ignoreBOM: true }).decode(body.subarray(0, body.length & ~1));
}

function decode8(body: Uint8Array, charset: string | undefined): string {
  return new TextDecoder('latin1').decode(charset === 'iso-2022-jp' ? withoutKanji(body) : body);
}

/** What follows ESC in ISO-2022-JP, and whether ASCII follows. */
const SHIFTS: Readonly<Record<string, boolean>> = {
  '(B': true,
  '(J': true,
  '(I': false,
  '$@': false,
  $B: false,
};
const ESC = 0x1b;

/** Between escape sequences ISO-2022-JP writes Japanese with the bytes of ASCII, `<` among them. */
function withoutKanji(body: Uint8Array): Uint8Array {
  const masked = Uint8Array.from(body);
  let isAscii = true;
  for (const [at, byte] of body.entries()) {
    if (byte === ESC) isAscii = SHIFTS[String.fromCharCode(...body.subarray(at + 1, at + 3))] ?? isAscii;
    else if (!isAscii) masked[at] = byte | 0x80;
  }
  return masked;
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
