import { isJson } from '../protocol/index.js';
import type { WireBody, WireEntry } from '../protocol/index.js';

/** A body's bytes and the Content-Type that goes with them. */
export interface EncodedBody {
  bytes: Uint8Array;
  contentType: string;
  /** True where the type belongs to the mode and replaces one that the widget set. */
  decidesType: boolean;
}

const encoder = new TextEncoder();

/** Encodes the part that `mode` names. */
export function encodeBody(body: WireBody): EncodedBody {
  switch (body.mode) {
    case 'urlencoded': {
      const pairs = new URLSearchParams(body.urlencoded.map(({ key, value }) => [key, value]));
      return {
        bytes: encoder.encode(pairs.toString()),
        contentType: 'application/x-www-form-urlencoded',
        decidesType: true,
      };
    }
    case 'formdata': {
      const boundary = `zfapps-${crypto.randomUUID()}`;
      return {
        bytes: encoder.encode(multipart(body.formdata, boundary)),
        contentType: `multipart/form-data; boundary=${boundary}`,
        decidesType: true,
      };
    }
    case 'raw':
      return { bytes: encoder.encode(body.raw), contentType: rawType(body.raw), decidesType: false };
  }
}

/**
 * RFC 7578, with names escaped as the HTML standard does. Written out here because the platform's
 * own `FormData` encoder turns every line break of a value into CRLF.
 */
function multipart(entries: readonly WireEntry[], boundary: string): string {
  const parts = entries.map(
    ({ key, value }) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${escapeName(key)}"\r\n\r\n${value}\r\n`,
  );
  return `${parts.join('')}--${boundary}--\r\n`;
}

function escapeName(name: string): string {
  return name.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22');
}

function rawType(text: string): string {
  return (text.startsWith('{') || text.startsWith('[')) && isJson(text)
    ? 'application/json'
    : 'text/plain;charset=UTF-8';
}
