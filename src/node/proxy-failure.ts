import { COMMON_HEADERS } from '../server/index.js';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Says why a dev server did not answer, and how to mend it. */
export function explainSilence(error: unknown, { origin, protocol, host }: URL): string {
  const code = codeOf(error);
  if (code === 'ECONNREFUSED') return `No dev server answers at ${origin}: nothing listens there. Start it.`;
  if (protocol === 'https:' && NO_TLS.test(code))
    return `The dev server at ${origin} speaks no TLS (${code}). Name it by http://${host}.`;
  if (protocol === 'http:' && NO_HTTP.test(code))
    return `What listens at ${origin} closed the connection or answered no HTTP (${code}). If it serves https, name it by https://${host}; else its own log says why.`;
  return `The dev server at ${origin} did not answer (${code}). Its own log says why.`;
}

const NO_TLS = /^(?:EPROTO$|ERR_SSL_)/;
const NO_HTTP = /^(?:HPE_|ECONNRESET$|EPIPE$)/;

/** Tells whether nobody listens, which a start of the dev server changes. */
export function isRefused(error: unknown): boolean {
  return codeOf(error) === 'ECONNREFUSED';
}

/** The first code: a name that was tried by several addresses has one for each. */
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  const { code, errors } = error as { code?: unknown; errors?: unknown[] };
  if (typeof code === 'string') return code;
  return errors?.[0] === undefined ? String(error) : codeOf(errors[0]);
}

/**
 * Answers in the dev server's place. A page asks again by itself, so that it comes as soon as the
 * server does.
 */
export function answerBadGateway(request: IncomingMessage, response: ServerResponse, reason: string): void {
  if (response.headersSent) {
    // Too late to say anything: the browser must not take what came for the whole.
    response.destroy();
    return;
  }
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  const isPage = ['document', 'iframe', 'frame'].includes(String(request.headers['sec-fetch-dest']));
  const retries = isPage && request.method === 'GET';
  response.writeHead(502, 'Bad Gateway', {
    ...COMMON_HEADERS,
    'Content-Type': isPage ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8',
  });
  response.end(isPage ? page(reason, retries) : reason);
}

function page(reason: string, retries: boolean): string {
  const text = reason.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>No answer</title>${retries ? '<meta http-equiv="refresh" content="2">' : ''}
<style>body { font: 14px/1.5 system-ui, sans-serif; margin: 2rem; color-scheme: light dark; }</style></head>
<body><h1>No answer from the dev server</h1><p>${text}</p>
<p>This page asks again every two seconds; zfapps-shim need not be started anew.</p></body></html>
`;
}
