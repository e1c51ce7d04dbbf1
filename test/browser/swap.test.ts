import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outline, serveFixtures, VENDOR, WORKS } from '../support/swap-fixtures.js';
import type { OpenFixture, SwapFixtures } from '../support/swap-fixtures.js';

const TAG = `<script src="${VENDOR}"></script>`;
/** Says what a script that stands here sees of the SDK. */
const SEE = '<script>(window.seen ??= []).push(typeof ZFAPPS)</script>';

function page(head: string, body = ''): string {
  return `<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n${head}\n</head>\n<body>\n<p>Hello</p>\n${body}\n</body>\n</html>\n`;
}

/** However an address is written, the SDK is there for the script behind its tag. */
const ADDRESSES: Record<string, string> = {
  'com-v1': 'https://js.zohostatic.com/zohofinance/v1/zf_sdk.js',
  'eu-v1': 'https://js.zohostatic.eu/zohofinance/v1/zf_sdk.js',
  'cdn-v1-0': 'https://static.zohocdn.com/zohofinance/v1.0/zf_sdk.js',
  'com-v2-0': 'https://js.zohostatic.com/zohofinance/v2.0/zf_sdk.js',
  'two-labels': 'https://js.zohostatic.com.au/zohofinance/v1/zf_sdk.js',
  'protocol-relative': '//js.zohostatic.in/zohofinance/v1/zf_sdk.js',
  http: 'http://js.zohostatic.com/zohofinance/v1/zf_sdk.js',
  'upper-case-host': 'HTTPS://JS.ZOHOSTATIC.COM/zohofinance/v1/zf_sdk.js',
  query: `${VENDOR}?v=3&amp;x=1`,
  fragment: `${VENDOR}#sdk`,
  spaces: `\n ${VENDOR} `,
  'character-references': 'https:&#x2F;&sol;js.zohostatic&period;com/zohofinance/v1/zf&#95;sdk.js',
};

/** However the page is written, the SDK is there for the script behind its tag. */
const PAGES: Record<string, string> = {
  'single-quotes': page(`<script src='${VENDOR}'></script>${SEE}`),
  unquoted: page(`<script src=${VENDOR}></script>${SEE}`),
  'capitals-and-lines': page(`<SCRIPT\n  TYPE="text/javascript"\n  SRC = "${VENDOR}"\n></SCRIPT>${SEE}`),
  'end-of-body': page('', `${TAG}\n${SEE}`),
  'after-body': `<!doctype html><html><head><title>W</title></head><body><p>x</p></body>${TAG}${SEE}</html>`,
  'after-html': `<!doctype html><html><head></head><body><p>x</p></body></html>\n${TAG}\n${SEE}\n`,
  'before-doctype': `${TAG}<!doctype html><html lang="en"><head id="late"><title>W</title></head><body>${SEE}</body></html>`,
  'in-a-table': `<!doctype html><table><tr>${TAG}<td>1</td></tr></table>${SEE}`,
  'no-tags-at-all': `${TAG}<p>Hello</p>${SEE}`,
  'text-first': `Hello ${TAG}${SEE}`,
  'no-head-tag': `<!-- a --><!doctype html><!-- b -->\n<html lang="de" class="no-js"><!-- c -->\n<title>W</title>${TAG}${SEE}<p>x`,
  'head-attributes': `<!doctype html><html lang="ja"><head data-theme="dark" id=head>\n${TAG}</head><body class=b>${SEE}`,
  'conditional-comment': `<!--[if IE]><p>old</p><![endif]--><!doctype html><html><head>${TAG}</head><body>${SEE}`,
  quirks: `<html><head>${TAG}</head><body>${SEE}</body></html>`,
  minified: `<!DOCTYPE html><html lang=en><meta charset=utf-8><title>W</title><link rel=preload as=script href=${VENDOR}><script src=${VENDOR}></script>${SEE}<div id=app></div>`,
  nonce: page(`<script nonce="r4nd0m" src="${VENDOR}"></script>${SEE}`),
  integrity: page(
    `<script integrity="sha384-oqVuAfXRKap7fdgcCY5uykM6" src="${VENDOR}" crossorigin="anonymous"></script>${SEE}`,
  ),
  preload: page(`<link rel="preload" as="script" href="${VENDOR}" crossorigin>\n${TAG}${SEE}`),
  preconnect: page(
    `<link rel="preconnect" href="https://js.zohostatic.com"><link rel=dns-prefetch href=//js.zohostatic.com>${TAG}${SEE}`,
  ),
  base: page(`<base href="/app/deep/">${TAG}${SEE}`),
  'base-elsewhere': page(`<base href="https://elsewhere.example.com/x/">${TAG}${SEE}`),
  'base-of-the-vendor': page(
    `<base href="https://js.zohostatic.com/zohofinance/"><script src="v1/zf_sdk.js"></script>${SEE}`,
  ),
  noscript: page('', `<noscript>${TAG}</noscript>${TAG}${SEE}`),
  'look-alikes': page(
    `<!-- ${TAG} -->${TAG}${SEE}`,
    `<textarea>${TAG}</textarea><template><p title='${TAG}'>${VENDOR}</p></template>
<script>window.text = '<script src="${VENDOR}"><\\/script>';</script><style>/* ${TAG} */</style>`,
  ),
};

/** The SDK comes when the browser runs such a script. */
const LATER: Record<string, string> = {
  async: page(`<script async src="${VENDOR}"></script>`),
  defer: page(`<script defer src="${VENDOR}"></script>${SEE}`, `<script defer src="see.js"></script>`),
  module: page(
    `<script type="module" src="${VENDOR}" crossorigin></script>${SEE}<script type="module" src="see.js"></script>`,
  ),
  modulepreload: page(
    `<link rel="modulepreload" href="${VENDOR}"><script type="module" src="${VENDOR}"></script>`,
  ),
};

const COPIES: Record<string, string> = {
  copies: page(`${TAG}<script>window.first = ZFAPPS</script>${TAG}`, TAG),
  versions: page(
    `${TAG}<script>window.first = ZFAPPS</script><script src="https://static.zohocdn.com/zohofinance/v1.0/zf_sdk.js"></script>`,
    `<script src="https://js.zohostatic.eu/zohofinance/v2.0/zf_sdk.js"></script>`,
  ),
};

const GLOBALS = { 'own-globals': page(`<script>window.early = Object.keys(window)</script>${TAG}`) };

/** Opened by themselves, without a host page. */
const ALONE: Record<string, string> = {
  'alone-module': page(`<script type="module" src="${VENDOR}"></script>`),
  'alone-module-hangs': page(`<script type="module" data-zfapps-standalone="hang" src="${VENDOR}"></script>`),
  'alone-import': page(`<script type="module">import '${VENDOR}';</script>`),
  'alone-loader': page(
    `<script>const s = document.createElement('script'); s.src = '${VENDOR}'; document.head.append(s)</script>`,
  ),
};

const byAddress = Object.fromEntries(
  Object.entries(ADDRESSES).map(([name, address]) => [
    name,
    page(`<script src="${address}"></script>${SEE}`),
  ]),
);

let fixtures: SwapFixtures;
let fixture: OpenFixture;
beforeAll(async () => {
  const all = { ...byAddress, ...PAGES, ...LATER, ...COPIES, ...GLOBALS, ...ALONE };
  fixtures = await serveFixtures({ ...all, 'see.js': '(window.seen ??= []).push(typeof ZFAPPS)' });
});
afterAll(() => fixtures?.close());

const seen = () => fixture.frame.evaluate(() => (window as unknown as { seen: string[] }).seen);

/** The SDK works, nobody asked the vendor, and the document is the one that the page's source says. */
async function expectSwapped(source: string): Promise<void> {
  expect(await fixture.useSdk()).toEqual(WORKS);
  expect(fixture.vendorRequests).toEqual([]);
  expect(await fixture.findings()).toEqual([]);
  expect(await outline(fixture.frame)).toEqual(await outline(fixture.frame, source));
}

describe("the vendor's script tag", () => {
  const static_ = { ...byAddress, ...PAGES };

  it.each(Object.keys(static_))('%s: ZFAPPS is there for the script behind it', async (name) => {
    fixture = await fixtures.open(name);
    await expectSwapped(static_[name] ?? '');
    expect(await seen()).toEqual(['object']);
  });

  it.each([
    ['async', undefined],
    ['defer', ['undefined', 'object']],
    ['module', ['undefined', 'object']],
    ['modulepreload', undefined],
  ])('%s: ZFAPPS comes in its turn', async (name, order) => {
    fixture = await fixtures.open(name);
    await expectSwapped(LATER[name] ?? '');
    expect(await seen()).toEqual(order);
  });

  it.each(Object.keys(COPIES))('%s: of several copies the first stays', async (name) => {
    fixture = await fixtures.open(name);
    await expectSwapped(COPIES[name] ?? '');
    expect(
      await fixture.frame.evaluate(() => (window as unknown as { first: unknown }).first === window.ZFAPPS),
    ).toBe(true);
  });

  it('keeps its nonce, and the values of attributes that only look like a tag', async () => {
    fixture = await fixtures.open('nonce');
    expect(await fixture.frame.evaluate(() => document.querySelector('script')?.nonce)).toBe('r4nd0m');
    fixture = await fixtures.open('look-alikes');
    expect(await fixture.frame.evaluate(() => (window as unknown as { text: string }).text)).toBe(TAG);
    expect(await fixture.frame.evaluate(() => document.querySelector('textarea')?.value)).toBe(TAG);
  });
});

describe('the page', () => {
  it('gets no global but ZFAPPS', async () => {
    fixture = await fixtures.open('own-globals');
    await fixture.useSdk();
    const added = await fixture.frame.evaluate(() => {
      const bare = document.createElement('iframe');
      document.body.append(bare);
      const natural = new Set(Object.getOwnPropertyNames(bare.contentWindow ?? {}));
      return Object.getOwnPropertyNames(window).filter((name) => !natural.has(name));
    });
    expect(added.sort()).toEqual(['0', 'ZFAPPS', 'early']);
  });

  it('has no script of ours in it when its first one runs', async () => {
    fixture = await fixtures.open('own-globals');
    const scripts = await fixture.frame.evaluate(() =>
      [...document.scripts].map(({ src, type }) => [new URL(src, 'x:/').pathname, type]),
    );
    expect(scripts).toEqual([
      ['/', ''],
      ['/__zfapps/zf_sdk.js', ''],
    ]);
  });
});

describe('without a host page', () => {
  it.each([
    ['alone-module', 'no_host'],
    ['alone-module-hangs', 'pending'],
    ['alone-import', 'no_host'],
    ['alone-loader', 'no_host'],
  ])('%s: init says so or hangs, as the tag has it', async (name, expected) => {
    const tab = await fixtures.browser.newPage();
    await tab.goto(`${fixtures.dev.widgetOrigin}/app/${name}.html`);
    await tab.locator('zfapps-notice').waitFor();
    const settled = await tab.evaluate(async () => {
      let said = 'pending';
      ZFAPPS.extension.init().then(
        () => {
          said = 'connected';
        },
        ({ code }) => {
          said = code;
        },
      );
      // Whatever is settled already says so before the next task.
      await new Promise((next) => setTimeout(next));
      return said;
    });
    expect(settled).toBe(expected);
    await tab.close();
  });
});

describe('the built prelude', () => {
  it('ends no script element and needs no charset', async () => {
    const text = await readFile(resolve(import.meta.dirname, '../../dist/prelude.js'), 'utf8');
    expect(text.length).toBeGreaterThan(1_000);
    expect(text).not.toMatch(/<\/script|<!--/i);
    expect(text).toMatch(/^[\t\n\x20-\x7e]+$/);
  });
});
