import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isVendorSdk } from '../../src/core/protocol/index.js';
import { swapPage } from '../../src/server/index.js';

const OURS = 'http://127.0.0.1:5181/__zfapps/zf_sdk.js';
const VENDOR = 'https://js.zohostatic.com/zohofinance/v1/zf_sdk.js';
const HOST = 'data-zfapps-host="http://127.0.0.1:5180"';

/** What the source address of a swapped script becomes. */
const SWAPPED = `src="${OURS}" ${HOST}`;

/** What the server sends to a page that gets no prelude. */
const SWAP = { sdkUrl: OURS, hostOrigin: 'http://127.0.0.1:5180', prelude: '' };

function swapBytes(html: Uint8Array): Uint8Array {
  return swapPage(html, 'text/html', SWAP).html;
}

function swap(html: string): string {
  return new TextDecoder().decode(swapBytes(new TextEncoder().encode(html)));
}

describe("the vendor's SDK", () => {
  it.each([
    // The addresses of the reference, and its rule: any top-level domain, `v<digits>[.<digits>]`.
    'https://js.zohostatic.com/zohofinance/v1/zf_sdk.js',
    'https://js.zohostatic.eu/zohofinance/v1/zf_sdk.js',
    'https://static.zohocdn.com/zohofinance/v1.0/zf_sdk.js',
    'https://js.zohostatic.com/zohofinance/v2.0/zf_sdk.js',
    'https://js.zohostatic.in/zohofinance/v1/zf_sdk.js',
    'https://js.zohostatic.com.au/zohofinance/v1/zf_sdk.js',
    'https://static.zohocdn.com.cn/zohofinance/v1.0/zf_sdk.js',
    'https://js.zohostatic.jp/zohofinance/v10.12/zf_sdk.js',
    'http://js.zohostatic.com/zohofinance/v1/zf_sdk.js',
    '//js.zohostatic.com/zohofinance/v1/zf_sdk.js',
    'https://js.zohostatic.com/zohofinance/v1/zf_sdk.js?v=3#x',
    'HTTPS://JS.ZohoStatic.com/zohofinance/v1/zf_sdk.js',
    '  https://js.zohostatic.com/zohofinance/v1/zf_sdk.js\n',
  ])('is at %j', (address) => {
    expect(isVendorSdk(address)).toBe(true);
    expect(swap(`<script src="${address}"></script>`)).toBe(`<script ${SWAPPED}></script>`);
  });

  it.each([
    'https://js.zohostatic.com.evil.example/zohofinance/v1/zf_sdk.js',
    'https://js.zohostatic.evil.example/zohofinance/v1/zf_sdk.js',
    'https://evil.example/zohofinance/v1/zf_sdk.js',
    'https://evil.example/js.zohostatic.com/zohofinance/v1/zf_sdk.js',
    'https://js.zohostatic.com@evil.example/zohofinance/v1/zf_sdk.js',
    'https://xjs.zohostatic.com/zohofinance/v1/zf_sdk.js',
    'https://a.js.zohostatic.com/zohofinance/v1/zf_sdk.js',
    'https://js-zohostatic.com/zohofinance/v1/zf_sdk.js',
    'https://jsxzohostatic.com/zohofinance/v1/zf_sdk.js',
    'https://zohostatic.com/zohofinance/v1/zf_sdk.js',
    'https://js.zohostatic/zohofinance/v1/zf_sdk.js',
    'https://js.zohostatic.com/evil/zohofinance/v1/zf_sdk.js',
    'https://js.zohostatic.com/zohofinance/v1/zf_sdk.js/evil.js',
    'https://js.zohostatic.com/zohofinance/v1/zf_sdk.json',
    'https://js.zohostatic.com/zohofinance/v/zf_sdk.js',
    'https://js.zohostatic.com/zohofinance/v1.0.1/zf_sdk.js',
    'https://js.zohostatic.com/zohofinance/v1/zf_sdk_min.js',
    'https://js.zohostatic.com/zohocrm/v1/zf_sdk.js',
    '/zohofinance/v1/zf_sdk.js',
    '/evil/zohofinance/v1/zf_sdk.js',
    'vendor/zf_sdk.js',
    'ftp://js.zohostatic.com/zohofinance/v1/zf_sdk.js',
    'data:text/javascript,//js.zohostatic.com/zohofinance/v1/zf_sdk.js',
    'https://[js.zohostatic.com/zohofinance/v1/zf_sdk.js',
  ])('is not at %j', (address) => {
    expect(isVendorSdk(address)).toBe(false);
    const html = `<script src="${address}"></script>`;
    expect(swap(html)).toBe(html);
  });
});

describe("a page's script tag", () => {
  it.each([
    ['single quotes', `<script src='${VENDOR}'></script>`, `<script ${SWAPPED}></script>`],
    ['no quotes', `<script src=${VENDOR}></script>`, `<script ${SWAPPED}></script>`],
    [
      'no quotes and a neighbour',
      `<script src=${VENDOR} defer></script>`,
      `<script ${SWAPPED} defer></script>`,
    ],
    ['spaces about =', `<script src = "${VENDOR}"></script>`, `<script ${SWAPPED}></script>`],
    ['capitals', `<SCRIPT SRC="${VENDOR}"></SCRIPT>`, `<SCRIPT ${SWAPPED}></SCRIPT>`],
    [
      'a line for each attribute',
      `<script\r\n\tsrc="${VENDOR}"\r\n></script>`,
      `<script\r\n\t${SWAPPED}\r\n></script>`,
    ],
    [
      'character references',
      `<script src="https:&#x2F;/js.zohostatic.com/zohofinance/v1/zf_sdk.js"></script>`,
      `<script ${SWAPPED}></script>`,
    ],
    ['no end tag', `<p>text<script src="${VENDOR}">`, `<p>text<script ${SWAPPED}>`],
    [
      'a second src, which browsers ignore',
      `<script src="${VENDOR}" src="other.js"></script>`,
      `<script ${SWAPPED} src="other.js"></script>`,
    ],
  ])('is swapped with %s', (_, html, expected) => {
    expect(swap(html)).toBe(expected);
  });

  it.each([
    'async',
    'defer',
    'type=module',
    'nonce="r4nd0m"',
    'charset="utf-8"',
    'id="sdk" data-x=\'1 "2" 3\'',
  ])('keeps %s', (attribute) => {
    expect(swap(`<script ${attribute} src="${VENDOR}"></script>`)).toBe(
      `<script ${attribute} ${SWAPPED}></script>`,
    );
    expect(swap(`<script src="${VENDOR}" ${attribute}></script>`)).toBe(
      `<script ${SWAPPED} ${attribute}></script>`,
    );
  });

  it("loses integrity and crossorigin, which speak of the vendor's file", () => {
    const before = `<script integrity="sha384-oqVuAfXRKap7fdgcCY5uykM6" src="${VENDOR}" crossorigin defer></script>`;
    expect(swap(before)).toBe(`<script  ${SWAPPED}  defer></script>`);
    expect(swap(`<script crossorigin=anonymous src='${VENDOR}' integrity=sha256-x></script>`)).toBe(
      `<script  ${SWAPPED} ></script>`,
    );
  });

  it('keeps integrity and crossorigin of other scripts', () => {
    const other = '<script src="https://cdn.example/lib.js" integrity="sha256-x" crossorigin></script>';
    expect(swap(`${other}<script src="${VENDOR}"></script>${other}`)).toBe(
      `${other}<script ${SWAPPED}></script>${other}`,
    );
  });

  it('is swapped in minified one-line HTML, at the end of the body, twice, and inside a template', () => {
    const tag = `<script src=${VENDOR}></script>`;
    const page = (script: string) =>
      `<!doctype html><title>W</title><meta charset=utf-8>${script}<div id=app><template><p>x${script}</template></div>${script}`;
    expect(swap(page(tag))).toBe(page(`<script ${SWAPPED}></script>`));
    const body = (script: string) => `<html><body><p>1 < 2\n${script}\n</body>\n</html>\n`;
    expect(swap(body(tag))).toBe(body(`<script ${SWAPPED}></script>`));
  });

  it('is swapped where it stands wrong: in a table, after the body, before the doctype', () => {
    const page = (script: string) =>
      `${script}<!doctype html><table><tr>${script}<td>1</table></body></html>${script}<frameset>`;
    expect(swap(page(`<script src="${VENDOR}"></script>`))).toBe(page(`<script ${SWAPPED}></script>`));
  });

  it('is swapped however deep it stands', () => {
    const page = (script: string) => `${'<div>'.repeat(20_000)}${script}`;
    expect(swap(page(`<script src="${VENDOR}"></script>`))).toBe(page(`<script ${SWAPPED}></script>`));
  });

  it('takes its preload along', () => {
    const link = (address: string) => `<link rel="preload" ${address} as="script">`;
    expect(swap(link(`href="${VENDOR}"`))).toBe(link(`href="${OURS}"`));
    expect(swap(`<link rel=preload as=script crossorigin href=${VENDOR} integrity="sha256-x">`)).toBe(
      `<link rel=preload as=script  href="${OURS}" >`,
    );
  });

  it('is written so that no address ends the attribute', () => {
    const html = new TextEncoder().encode(`<script src="${VENDOR}"></script>`);
    const swapped = swapPage(html, 'text/html', {
      ...SWAP,
      sdkUrl: 'http://h/?a&b"',
      hostOrigin: '"><script>',
    });
    expect(new TextDecoder().decode(swapped.html)).toBe(
      '<script src="http://h/?a&amp;b&quot;" data-zfapps-host="&quot;><script>"></script>',
    );
  });
});

describe('left as it is', () => {
  it.each([
    ['a comment', `<!-- <script src="${VENDOR}"></script> -->`],
    ['a conditional comment', `<!--[if IE]><script src="${VENDOR}"></script><![endif]-->`],
    ['a string of a script', `<script>const tag = '<script src="${VENDOR}"><\\/script>';</script>`],
    ['text', `<p>${VENDOR}</p><textarea><script src="${VENDOR}"></script></textarea>`],
    ['the title', `<title><script src="${VENDOR}"></script></title>`],
    ['a style', `<style>/* <script src="${VENDOR}"></script> */</style>`],
    [
      'noscript, which no browser with scripts reads',
      `<noscript><script src="${VENDOR}"></script></noscript>`,
    ],
    ['another element', `<a href="${VENDOR}">SDK</a><img src="${VENDOR}"><iframe src="${VENDOR}"></iframe>`],
    ['another attribute', `<script data-src="${VENDOR}" src="own.js" title='src="${VENDOR}"'></script>`],
    ['an attribute of another element', `<p title='<script src="${VENDOR}"></script>'>x</p>`],
    ["a page's own copy", '<script src="lib/zf_sdk.js"></script>'],
  ])('is %s', (_, html) => {
    expect(swap(html)).toBe(html);
    // The same beside a tag that is swapped: the page was parsed, and only that tag changed.
    expect(swap(`<script src="${VENDOR}"></script>${html}`)).toBe(`<script ${SWAPPED}></script>${html}`);
  });
});

describe('every other byte', () => {
  const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
  const around = (before: Uint8Array, address: string, after: Uint8Array) =>
    Buffer.concat([before, Buffer.from(`<script ${address}></script>`), after]);

  it.each([
    ['Latin-1', latin1('<meta charset=iso-8859-1><p>caf\xe9 \xff\xa0\x80</p>')],
    // 表 is 95 5C and ソ 83 5C: second bytes that are a backslash in ASCII.
    [
      'Shift_JIS',
      Uint8Array.of(
        ...latin1('<meta charset=shift_jis><p title="'),
        0x95,
        0x5c,
        0x83,
        0x5c,
        ...latin1('">'),
        0x83,
        0x7c,
      ),
    ],
    [
      'UTF-8 with a byte order mark',
      Uint8Array.of(0xef, 0xbb, 0xbf, ...new TextEncoder().encode('<!doctype html><p>値 é 😀</p>')),
    ],
    ['broken UTF-8 and NUL', Uint8Array.of(...latin1('<p>'), 0xc3, 0x28, 0x00, 0xf0, 0x9f)],
    ['all three line ends', latin1('<p>a\r\nb\rc\n\r\n\r</p>')],
  ])('stays, in %s', (_, bytes) => {
    const swapped = swapBytes(around(bytes, `src="${VENDOR}"`, bytes));
    expect(Buffer.from(swapped)).toEqual(around(bytes, SWAPPED, bytes));
  });

  it('stays, in a page larger than one call can take arguments', () => {
    const long = new Uint8Array(200_000).fill(0xe9);
    const swapped = swapBytes(around(long, `src="${VENDOR}"`, long));
    expect(Buffer.compare(swapped, around(long, SWAPPED, long))).toBe(0);
  });

  it('stays, whatever the bytes before and after (2,000 cases)', () => {
    // Bytes that open no markup, so that the tag is a tag, and are no mark of 16-bit units; line ends
    // and NULs are among them.
    const bytes = fc
      .uint8Array({ maxLength: 40 })
      .map((list) => list.filter((byte) => byte !== 0x3c && byte < 0xfe));
    fc.assert(
      fc.property(bytes, bytes, (before, after) => {
        const swapped = swapBytes(around(before, `src="${VENDOR}"`, after));
        expect(Buffer.compare(swapped, around(before, SWAPPED, after))).toBe(0);
      }),
      { numRuns: 2_000 },
    );
  });

  it('stays in 16-bit units too, whatever they are (500 cases)', () => {
    const units = fc.string({ unit: fc.integer({ max: 0xffff }).map((code) => String.fromCharCode(code)) });
    const text = units.map((list) => list.replaceAll(/[<\ufffd]/g, ''));
    const encoded = (before: string, address: string, after: string) =>
      Buffer.from(`\ufeff${before}<script ${address}></script>${after}`, 'utf16le');
    fc.assert(
      fc.property(text, text, fc.boolean(), (before, after, bigEndian) => {
        const order = (bytes: Buffer) => (bigEndian ? bytes.swap16() : bytes);
        const swapped = swapBytes(order(encoded(before, `src="${VENDOR}"`, after)));
        expect(Buffer.compare(swapped, order(encoded(before, SWAPPED, after)))).toBe(0);
      }),
      { numRuns: 500 },
    );
  });
});
