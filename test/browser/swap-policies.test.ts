import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveFixtures, VENDOR, WORKS } from '../support/swap-fixtures.js';
import type { OpenFixture, SwapFixtures } from '../support/swap-fixtures.js';

const TAG = `<script src="${VENDOR}"></script>`;
const LOADER = `const s = document.createElement('script'); s.src = '${VENDOR}'; document.head.append(s);`;

function page(policy: string, head: string, body = ''): string {
  return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">${head}</head><body><p>Hello</p>${body}</body></html>`;
}

const sha256 = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const OWN_MAP = '{"imports":{"./own.js":"./other.js"}}';
const IMPORT = `<script type="module" nonce="n">import '${VENDOR}';</script>`;

/** Policies that let the vendor's SDK load in production. */
const ALLOWED: Record<string, string> = {
  'host-and-nonce': page("script-src https://js.zohostatic.com 'nonce-x'", TAG),
  'host-wildcard': page("script-src 'self' *.zohostatic.com", TAG),
  'host-and-path': page(`script-src https://js.zohostatic.com/zohofinance/v1/zf_sdk.js`, TAG),
  'host-and-folder': page(`script-src https://js.zohostatic.com:443/zohofinance/`, TAG),
  scheme: page('default-src https:', TAG),
  everything: page('script-src *', TAG),
  'element-directive': page(`script-src-elem https://js.zohostatic.com; script-src 'none'`, TAG),
  'default-directive': page("DEFAULT-SRC https://js.zohostatic.com ; img-src 'none'", TAG),
  'no-script-directive': page("img-src 'none'", TAG),
  'nonce-of-the-tag': page("script-src 'nonce-x'", `<script nonce="x" src="${VENDOR}"></script>`),
  'hash-of-the-file': page(
    "script-src 'sha256-AbC='",
    `<script src="${VENDOR}" integrity="sha256-AbC=" crossorigin></script>`,
  ),
  'two-policies': page(
    'script-src https:',
    `<meta http-equiv="content-security-policy" content="script-src https://js.zohostatic.com">${TAG}`,
  ),
  'policy-behind-the-tag': `<!doctype html><html><head>${TAG}<meta http-equiv="Content-Security-Policy" content="script-src 'none'"></head><body></body></html>`,
  'policy-in-the-body': `<!doctype html><html><head></head><body><meta http-equiv="Content-Security-Policy" content="script-src 'none'">${TAG}</body></html>`,
  'policy-in-a-template': `<!doctype html><html><head><template><meta http-equiv="Content-Security-Policy" content="script-src 'none'"></template>${TAG}</head><body></body></html>`,
  'loader-by-host': page(
    "script-src https://js.zohostatic.com 'nonce-n'",
    `<script nonce="n">${LOADER}</script>`,
  ),
  'loader-strict-dynamic': page(
    "script-src 'nonce-n' 'strict-dynamic' 'self'",
    `<script nonce="n">${LOADER}</script>`,
  ),
  'trusted-types': page(
    "require-trusted-types-for 'script'; trusted-types own",
    `<script>
      const policy = trustedTypes.createPolicy('own', { createScriptURL: (address) => address });
      const s = document.createElement('script');
      s.src = policy.createScriptURL('${VENDOR}');
      document.head.append(s);
    </script>`,
  ),
  'import-by-host': page("script-src https://js.zohostatic.com 'nonce-n'", IMPORT),
  'import-by-nonce': page("script-src 'self' 'nonce-n'", IMPORT),
  'loader-by-nonce': page(
    "script-src 'self' 'nonce-n'",
    `<script nonce="n">${LOADER.replace('s.src', "s.nonce = 'n'; s.src")}</script>`,
  ),
  'import-with-own-map': page(
    "script-src 'nonce-n' https:",
    `<script type="importmap" nonce="n">${OWN_MAP}</script>${IMPORT}`,
  ),
};

/** Policies that block it in production. */
const BLOCKED: Record<string, string> = {
  'self-only': page("script-src 'self'", TAG),
  none: page("script-src 'none'", TAG),
  'another-data-centre': page("script-src https://js.zohostatic.eu 'self'", TAG),
  'another-path': page("script-src https://js.zohostatic.com/other/ 'self'", TAG),
  'another-port': page("script-src https://js.zohostatic.com:8443 'self'", TAG),
  'wrong-nonce': page("script-src 'nonce-x' 'self'", `<script nonce="y" src="${VENDOR}"></script>`),
  'one-of-two': page(
    'script-src https:',
    `<meta http-equiv="Content-Security-Policy" content="script-src 'self'">${TAG}`,
  ),
  'loader-self-only': page("script-src 'self'", '<script src="loader.js"></script>'),
  'import-self-only': page("script-src 'self'", '<script type="module" src="importer.js"></script>'),
};

/** Policies that say which inline scripts run. */
const INLINE: Record<string, string> = {
  'map-by-hash': page(
    `script-src ${sha256(OWN_MAP)} 'nonce-n' 'self'`,
    `<script type="importmap">${OWN_MAP}</script><script type="module" nonce="n" src="own.js"></script>`,
  ),
  'map-forbidden': page("script-src https: 'nonce-n'", `${TAG}${IMPORT}`),
};

let fixtures: SwapFixtures;
let fixture: OpenFixture;
beforeAll(async () => {
  fixtures = await serveFixtures({
    ...ALLOWED,
    ...BLOCKED,
    ...INLINE,
    'own.js': "import './own.js'; window.own = 'own'",
    'loader.js': LOADER,
    'importer.js': `import '${VENDOR}';`,
    'other.js': "window.other = 'other'",
  });
});
afterAll(() => fixtures?.close());

describe("a policy of the page's own", () => {
  it.each(Object.keys(ALLOWED))('%s: what it allows the vendor, it allows our SDK', async (name) => {
    fixture = await fixtures.open(name);
    expect(await fixture.useSdk()).toEqual(WORKS);
    expect(fixture.vendorRequests).toEqual([]);
    expect(await fixture.findings()).toEqual([]);
  });

  it.each(Object.keys(BLOCKED))('%s: what it blocks in production is blocked, and named', async (name) => {
    fixture = await fixtures.open(name);
    await expect
      .poll(async () => (await fixture.findings()).map(({ message }) => message).join('\n'))
      .toContain('js.zohostatic.com');
    expect((await fixture.findings()).map(({ kind }) => kind)).toContain('csp');
    expect(fixture.vendorRequests).toEqual([]);
    expect(await fixture.frame.evaluate(() => typeof window.ZFAPPS)).toBe('undefined');
  });

  it('keeps an import map that it allows by its hash', async () => {
    fixture = await fixtures.open('map-by-hash');
    await expect.poll(() => fixture.frame.evaluate(() => 'other' in window)).toBe(true);
    expect(await fixture.findings()).toEqual([]);
  });

  it('loses nothing where it forbids import maps: ours stands before it', async () => {
    fixture = await fixtures.open('map-forbidden');
    expect(await fixture.useSdk()).toEqual(WORKS);
    expect(fixture.vendorRequests).toEqual([]);
    expect(await fixture.findings()).toEqual([]);
  });
});
