import type { ServerResponse } from 'node:http';
import type { WidgetPage } from '../server/index.js';

/**
 * Holds an HTML answer back until it is whole and then sends it with the vendor's SDK swapped for
 * ours. Every other answer passes as it comes.
 */
export function swapResponse(response: ServerResponse, page: Pick<WidgetPage, 'prepare'>): void {
  const passOn = {
    write: response.write.bind(response) as (...args: unknown[]) => boolean,
    writeHead: response.writeHead.bind(response) as (...args: unknown[]) => ServerResponse,
    flushHeaders: response.flushHeaders.bind(response),
    end: response.end.bind(response) as (...args: unknown[]) => ServerResponse,
  };
  const held: Buffer[] = [];
  // Node itself calls writeHead once the held page is sent.
  let sent = false;
  const isHtml = () => !sent && /^text\/html\b/i.test(String(response.getHeader('content-type') ?? ''));

  function hold(chunk: unknown, encoding: unknown): void {
    if (typeof chunk === 'string')
      held.push(Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8'));
    else if (chunk instanceof Uint8Array) held.push(Buffer.from(chunk));
  }

  Object.assign(response, {
    writeHead(status: number, ...rest: unknown[]) {
      const [message] = rest;
      response.statusCode = status;
      if (typeof message === 'string') response.statusMessage = message;
      for (const [name, value] of headerPairs(rest.at(-1))) response.setHeader(name, value);
      return isHtml() ? response : passOn.writeHead(status);
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
      sent = true;
      const [chunk, encoding] = args;
      hold(chunk, encoding);
      // The entity tag is of other bytes: without it no browser keeps an unswapped copy.
      response.removeHeader('ETag');
      const done = args.findLast((argument) => typeof argument === 'function');
      // HEAD and 304 have no body, and whatever length was announced is of other bytes.
      if (held.length === 0) {
        response.removeHeader('Content-Length');
        return passOn.end(done);
      }
      const type = String(response.getHeader('content-type'));
      const { html, contentType } = page.prepare(Buffer.concat(held), type);
      response.setHeader('Content-Type', contentType);
      response.setHeader('Content-Length', html.byteLength);
      return passOn.end(html, done);
    },
  });
}

/** The headers of `writeHead` in either of its forms. */
function headerPairs(headers: unknown): [name: string, value: string | string[]][] {
  if (typeof headers !== 'object' || headers === null) return [];
  if (!Array.isArray(headers)) return Object.entries(headers).filter(([, value]) => value !== undefined);
  return headers.flatMap((name, index) => (index % 2 === 0 ? [[name, headers[index + 1]]] : []));
}
