import { toRejection } from '../core/protocol/index.js';
import { scriptHash } from './script-hash.js';
import type { Context } from 'hono';
import type { ConnectionManager } from '../core/connections/index.js';

/**
 * Takes the provider's redirect, and answers with a page for the person who signed in.
 *
 * SECURITY: anybody can have a browser ask for it. What protects it is the `state`, which was minted for one
 * sign-in and works once. Its answer holds nothing of the address, whose code is a secret.
 */
export async function finishSignIn(
  context: Context,
  connections: ConnectionManager | undefined,
  onEnd: (ended: SignInEnd) => void = () => {},
): Promise<Response> {
  // What only looks must not use the state up.
  if (context.req.method !== 'GET') return context.body(null, 405, { Allow: 'GET' });
  const callback = new URL(context.req.url).searchParams;
  const state = callback.get('state');
  try {
    if (connections === undefined) return await page(context, 404, NONE);
    const linkName = await connections.finish(callback);
    onEnd({ state, outcome: 'connected' });
    return await page(context, 200, {
      title: 'Connected',
      text: `The connection “${linkName}” is connected. You can close this window.`,
      close: true,
    });
  } catch (error) {
    const { message } = toRejection(error);
    onEnd({ state, outcome: 'failed', message });
    return page(context, 400, { title: 'Not connected', text: message });
  }
}

/** What came of a redirect. Anybody's may come: its `state` tells whose it was. */
export type SignInEnd =
  | { state: string | null; outcome: 'connected' }
  | { state: string | null; outcome: 'failed'; message: string };

interface PageText {
  title: string;
  text: string;
  /** Whether the window closes by itself. */
  close?: boolean;
}

const NONE: PageText = { title: 'Not connected', text: 'The backend of this server has no connections.' };

const CLOSE = 'setTimeout(() => close(), 1200);';

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { display: grid; min-height: 100vh; margin: 0; place-content: center; justify-items: center; }
main { max-width: 32rem; padding: 2rem; text-align: center; }
h1 { font-size: 1.5rem; margin: 0 0 .5rem; }
p { margin: 0; overflow-wrap: anywhere; }`;

async function page(context: Context, status: 200 | 400 | 404, given: PageText): Promise<Response> {
  const { title, text, close = false } = given;
  const script = close ? `<script>${CLOSE}</script>` : '';
  const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title} · zfapps-shim</title>
<style>${STYLE}</style>
<main><h1>${title}</h1><p>${escaped(text)}</p></main>
${script}
</html>
`;
  const sources = [
    `style-src ${await scriptHash(STYLE)}`,
    ...(close ? [`script-src ${await scriptHash(CLOSE)}`] : []),
  ];
  return context.body(html, status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': `default-src 'none'; ${sources.join('; ')}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
    // The code is in the address.
    'Referrer-Policy': 'no-referrer',
  });
}

/** A provider's words may stand in it. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
