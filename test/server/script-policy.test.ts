import { describe, expect, it } from 'vitest';
import { createWidgetPage } from '../../src/server/widget-page.js';
import { createHash } from 'node:crypto';

const ORIGIN = 'http://127.0.0.1:5181';
const SDK = `${ORIGIN}/__zfapps/zf_sdk.js`;
const OURS = `${SDK} ${ORIGIN}/__zfapps/sdk/`;
const VENDOR = 'https://js.zohostatic.com/zohofinance/v1/zf_sdk.js';

function widgetPage(sdkUrl = SDK) {
  return createWidgetPage({
    sdkUrl,
    hostOrigin: 'http://127.0.0.1:5180',
    prelude: 'prelude()',
    cspDomains: {},
  });
}

/** The policy in a page's own meta element, as the page is sent. */
async function meta(policy: string, sdkUrl?: string): Promise<string> {
  const { prepare } = await widgetPage(sdkUrl);
  const html = `<head><meta http-equiv=Content-Security-Policy content="${policy}"></head>`;
  const sent = Buffer.from(prepare(Buffer.from(html), 'text/html').html).toString();
  return /content="([^"]*)"/.exec(sent)?.[1] ?? '';
}

describe("a page's own policy", () => {
  // Matching as https://www.w3.org/TR/CSP3/#match-url-to-source-list has it.
  it.each([
    'https://js.zohostatic.com',
    'HTTPS://JS.ZOHOSTATIC.COM',
    'http://js.zohostatic.com',
    'http://js.zohostatic.com:80',
    'js.zohostatic.eu',
    'static.zohocdn.com',
    '*.zohostatic.com',
    'https://*.zohocdn.com.au',
    'https://js.zohostatic.com:443',
    'js.zohostatic.com:*',
    'https://js.zohostatic.com/',
    'https://js.zohostatic.com/zohofinance/',
    VENDOR,
    'https://static.zohocdn.com/zohofinance/v1.0/zf%5Fsdk.js',
    'https:',
    'http:',
    'https://*',
    '*',
  ])('%s allows the vendor’s SDK, and so ours', async (source) => {
    expect(await meta(`script-src ${source}`)).toBe(`script-src ${source} ${OURS}`);
  });

  it.each([
    "'none'",
    "'self'",
    "'unsafe-inline' 'unsafe-eval'",
    'data:',
    'https://zohostatic.com',
    'https://cdn.example.com',
    'https://js.zohostatic.com:8443',
    'ws://js.zohostatic.com',
    'https://js.zohostatic.com/zohofinance',
    'https://js.zohostatic.com/other/',
    'https://js.zohostatic.com/zohofinance/v1/zf_sdk.js/',
    'https://js.zohostatic.com.evil.example',
    '*.js.zohostatic.com',
    "https://js.zohostatic.com 'nonce-x' 'strict-dynamic'",
    'https://js.zohostatic.com/?x',
    'js.zohostatic.com%',
  ])('%s does not, and stays', async (source) => {
    expect(await meta(`script-src ${source}`)).toBe(`script-src ${source}`);
  });

  it.each([
    [
      'script-src-elem *; script-src x; default-src y',
      `script-src-elem * ${OURS}; script-src x; default-src y`,
    ],
    ['default-src y; script-src *', `default-src y; script-src * ${OURS}`],
    ["img-src z;default-src *;style-src 'self'", `img-src z; default-src * ${OURS};style-src 'self'`],
    ['script-src *; script-src x', `script-src * ${OURS}; script-src x`],
    ['script-src x; script-src *', 'script-src x; script-src *'],
    [' ; Script-Src\n*\t;', ` ; script-src * ${OURS};`.trimStart()],
    ['img-src *; script-src-attr *', 'img-src *; script-src-attr *'],
    ['', ''],
  ])('%j is changed in the directive that decides', async (policy, expected) => {
    expect(await meta(policy)).toBe(expected);
  });

  it('allows its own origin where no source could name it', async () => {
    const page = await meta('script-src https:', 'http://[::1]:5181/__zfapps/zf_sdk.js');
    expect(page).toBe("script-src https: 'self'");
  });
});

describe("a dev server's header", () => {
  const sha256 = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

  /** The hashes of the inline scripts, as they stand in a page. */
  async function hashes(): Promise<string> {
    const { prepare } = await widgetPage();
    const sent = Buffer.from(prepare(Buffer.from('<p>x'), 'text/html').html).toString();
    const texts = [...sent.matchAll(/<script[^>]*>([^<]*)<\/script>/g)].map(([, text]) => text ?? '');
    expect(texts).toHaveLength(2);
    return texts.map(sha256).reverse().join(' ');
  }

  it.each([
    ["script-src 'self'", "script-src 'self' HASHES"],
    ["default-src 'none'", 'default-src HASHES'],
    ["script-src 'self' 'unsafe-inline'", "script-src 'self' 'unsafe-inline'"],
    ["script-src 'unsafe-inline' 'nonce-x'", "script-src 'unsafe-inline' 'nonce-x' HASHES"],
    ["script-src 'unsafe-inline' 'strict-dynamic'", "script-src 'unsafe-inline' 'strict-dynamic' HASHES"],
    ["script-src 'sha256-abc='", "script-src 'sha256-abc=' HASHES"],
    ["script-src https: 'unsafe-inline'", `script-src https: 'unsafe-inline' ${OURS}`],
    ['script-src *.zohostatic.com', `script-src *.zohostatic.com ${OURS} HASHES`],
    ["img-src 'none'; frame-ancestors 'self'", "img-src 'none'; frame-ancestors 'self'"],
    ["script-src 'self', default-src https:", `script-src 'self' HASHES,default-src https: ${OURS} HASHES`],
    ['', ''],
  ])('%j lets the swap work', async (own, expected) => {
    const { policy } = await widgetPage();
    expect(policy(own)).toBe(expected.replaceAll('HASHES', await hashes()));
  });
});
