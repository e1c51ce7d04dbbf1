import { swapSdk } from '../server/index.js';
import type { ServerResponse } from 'node:http';

/**
 * Holds an HTML answer back until it is whole and then sends it with the vendor's SDK swapped for
 * ours. Every other answer passes as it comes.
 */
export function swapResponse(
  response: ServerResponse,
  sdkUrl: string,
  attributes: Readonly<Record<string, string>>,
): void {
  const write = response.write.bind(response);
  const end = response.end.bind(response);
  const held: Buffer[] = [];
  const isHtml = () => /^text\/html\b/i.test(String(response.getHeader('content-type') ?? ''));

  function hold(chunk: unknown, encoding: unknown): void {
    if (typeof chunk === 'string')
      held.push(Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8'));
    else if (chunk instanceof Uint8Array) held.push(Buffer.from(chunk));
  }

  const passOn = { write, end } as {
    write: (...args: unknown[]) => boolean;
    end: (...args: unknown[]) => ServerResponse;
  };
  Object.assign(response, {
    write(chunk: unknown, ...rest: unknown[]) {
      if (!isHtml()) return passOn.write(chunk, ...rest);
      hold(chunk, rest[0]);
      return true;
    },
    end(...args: unknown[]) {
      if (!isHtml()) return passOn.end(...args);
      const [chunk, encoding] = args;
      hold(chunk, encoding);
      const html = swapSdk(Buffer.concat(held), sdkUrl, attributes);
      response.setHeader('Content-Length', html.byteLength);
      // The entity tag was of other bytes: without it no browser keeps an unswapped copy.
      response.removeHeader('ETag');
      return passOn.end(
        html,
        args.findLast((argument) => typeof argument === 'function'),
      );
    },
  });
}
