/** How binary bodies arrive in `data.body`. */
export type BinaryBody = 'base64' | 'binary';

const TEXT_TYPES =
  /^(?:text\/.+|application\/(?:json|xml|javascript|ecmascript|x-javascript|x-www-form-urlencoded)|multipart\/form-data|.+\+(?:json|xml))$/;

/**
 * The text of a body. Text types are decoded by their charset, a byte order mark deciding over it
 * (Encoding standard, "decode"). Binary, which is every other type and bytes that are no UTF-8
 * where no type is given, becomes base64, or a string of one character per byte.
 */
export function bodyText(
  body: Uint8Array,
  contentType: string | undefined,
  binaryBody: BinaryBody = 'base64',
): string {
  const type = parseType(contentType);
  if (type === undefined) return decodeUtf8(body) ?? binaryText(body, binaryBody);
  return TEXT_TYPES.test(type.essence) ? decode(body, type.charset) : binaryText(body, binaryBody);
}

function parseType(
  contentType: string | undefined,
): { essence: string; charset: string | undefined } | undefined {
  const [essence = '', ...parameters] = (contentType ?? '').split(';');
  if (!/^\s*[^\s/]+\/[^\s/]+\s*$/.test(essence)) return undefined;
  const charset = parameters
    .map((one) => /^\s*charset\s*=\s*"?([^"\s]+)/i.exec(one)?.[1])
    .find((one) => one !== undefined);
  return { essence: essence.trim().toLowerCase(), charset };
}

function decode(body: Uint8Array, charset: string | undefined): string {
  return new TextDecoder(byteOrderMark(body) ?? knownLabel(charset) ?? 'utf-8').decode(body);
}

function byteOrderMark([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return undefined;
}

function knownLabel(charset: string | undefined): string | undefined {
  if (charset === undefined) return undefined;
  try {
    return new TextDecoder(charset).encoding;
  } catch {
    // A label that the Encoding standard does not know: read it as UTF-8, as browsers do.
    return undefined;
  }
}

function decodeUtf8(body: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    // No UTF-8: the caller treats it as binary.
    return undefined;
  }
}

function binaryText(body: Uint8Array, form: BinaryBody): string {
  const chunks: string[] = [];
  for (let start = 0; start < body.length; start += 0x8000) {
    chunks.push(String.fromCharCode(...body.subarray(start, start + 0x8000)));
  }
  const binary = chunks.join('');
  return form === 'base64' ? btoa(binary) : binary;
}
