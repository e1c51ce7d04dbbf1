import { BOOT_ELEMENT_ID } from '../core/protocol/index.js';
import type { PageBoot } from '../core/protocol/index.js';

/**
 * Writes what the page needs to start into its HTML. `<` is escaped, so that nothing in the data can
 * end the script.
 */
export function withBoot(html: string, boot: PageBoot): string {
  const json = JSON.stringify(boot).replaceAll('<', '\\u003c');
  const script = `<script type="application/json" id="${BOOT_ELEMENT_ID}">${json}</script>`;
  return html.replace('</head>', () => `${script}</head>`);
}

/** The host page runs its own files only, frames widgets, and is framed by nobody. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    // A widget's own links count as frames of the page: refused, the frame would show an error for `mailto:`.
    'frame-src http: https: blob: data: mailto: tel: sms: callto: sip: skype: whatsapp: msteams:',
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; '),
  // Whoever opens the page gets no handle to it. With plain `same-origin`, a widget would get none to
  // the windows that it opens either, and widgets open windows (to sign in somewhere, for example).
  'Cross-Origin-Opener-Policy': 'same-origin-allow-popups',
};

/** Headers of every answer. Nothing is cached: files change while they are worked on. */
export const COMMON_HEADERS: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  // SECURITY: no page of another origin may embed what is served here, the host page's HTML with its token least of all.
  'Cross-Origin-Resource-Policy': 'same-origin',
  // A widget's endless loop froze the host page for seconds without it.
  'Origin-Agent-Cluster': '?1',
  'X-Content-Type-Options': 'nosniff',
};
