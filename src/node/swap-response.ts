import { contentCodings } from '../core/backend/index.js';
import { decode, unknownCoding } from './content-coding.js';
import { setWidgetHeaders } from './widget-headers.js';
import type { ServerResponse } from 'node:http';
import type { WidgetPage } from '../server/index.js';

/**
 * Holds an HTML answer back until it is whole and then sends it with the vendor's SDK swapped for
 * ours. Every other answer passes as it comes. All get the headers of a widget's files.
 */
export function swapResponse(response: ServerResponse, page: WidgetPage): void {
  const passOn = {
    write: response.write.bind(response) as (...args: unknown[]) => boolean,
    writeHead: response.writeHead.bind(response) as (...args: unknown[]) => ServerResponse,
    flushHeaders: response.flushHeaders.bind(response),
    end: response.end.bind(response) as (...args: unknown[]) => ServerResponse,
  };
  let held: Buffer[] = [];
  // Node itself calls writeHead once the held page is sent.
  let sent = false;
  const isHtml = () =>
    !sent &&
    response.statusCode !== 206 && // A part of a page cannot be read as one.
    /^text\/html\b/i.test(String(response.getHeader('content-type') ?? ''));

  function hold(chunk: unknown, encoding: unknown): void {
    if (typeof chunk === 'string')
      held.push(Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8'));
    else if (chunk instanceof Uint8Array) held.push(Buffer.from(chunk));
  }

  function sendPage(bytes: Uint8Array, done: unknown): void {
    sent = true;
    setWidgetHeaders(response, page, true);
    // HEAD and 304 have no body, and whatever length was announced is of other bytes.
    if (bytes.byteLength === 0) {
      response.removeHeader('Content-Length');
      passOn.end(done);
      return;
    }
    const { html, contentType } = page.prepare(bytes, String(response.getHeader('content-type')));
    response.setHeader('Content-Type', contentType);
    response.setHeader('Content-Length', html.byteLength);
    passOn.end(html, done);
  }

  Object.assign(response, {
    writeHead(status: number, ...rest: unknown[]) {
      // Whoever says it anew has given up what is held.
      held = [];
      const [message] = rest;
      response.statusCode = status;
      if (typeof message === 'string') response.statusMessage = message;
      setHeaders(response, rest.at(-1));
      if (isHtml()) return response;
      if (!sent) setWidgetHeaders(response, page, false);
      return passOn.writeHead(status);
    },
    flushHeaders() {
      if (!isHtml()) passOn.flushHeaders();
    },
    write(chunk: unknown, ...rest: unknown[]) {
      if (!isHtml()) return passOn.write(chunk, ...rest);
      hold(chunk, rest[0]);
      return true;
    },
    end(...args: unknown[]) {
      if (!isHtml()) return passOn.end(...args);
      hold(args[0], args[1]);
      const done = args.findLast((argument) => typeof argument === 'function');
      const codings = codingsOf(response);
      const whole = Buffer.concat(held);
      if (codings.length === 0) sendPage(whole, done);
      else
        decodeWhole(whole, codings).then(
          (bytes) => sendPage(bytes, done),
          (error: unknown) => sendPage(unreadable(response, error), done),
        );
      return response;
    },
  });
}

/** Nobody was asked for a coding; some servers apply one all the same. */
function codingsOf(response: ServerResponse): string[] {
  return contentCodings([['content-encoding', String(response.getHeader('content-encoding') ?? '')]]);
}

async function decodeWhole(bytes: Buffer, codings: readonly string[]): Promise<Uint8Array> {
  const unknown = unknownCoding(codings);
  if (unknown !== undefined) throw new Error(`its Content-Encoding ${JSON.stringify(unknown)} is unknown`);
  const chunks: Buffer[] = [];
  for await (const chunk of decode(once(bytes), codings)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  if (bytes.length > 0) yield bytes;
}

function unreadable(response: ServerResponse, error: unknown): Uint8Array {
  const reason = error instanceof Error ? error.message : String(error);
  response.statusCode = 502;
  response.statusMessage = 'Bad Gateway';
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  const text = `The dev server's page cannot be read: ${reason}. Let it send pages without a Content-Encoding.`;
  return Buffer.from(text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`));
}

/** Sets the headers of `writeHead`, in either of its forms. In a list, names may repeat. */
function setHeaders(response: ServerResponse, headers: unknown): void {
  if (typeof headers !== 'object' || headers === null) return;
  if (!Array.isArray(headers)) {
    for (const [name, value] of Object.entries(headers))
      if (value !== undefined) response.setHeader(name, value);
    return;
  }
  const names = headers.filter((_, index) => index % 2 === 0);
  for (const name of names) response.removeHeader(name);
  for (const [index, name] of names.entries()) response.appendHeader(name, headers[2 * index + 1]);
}
