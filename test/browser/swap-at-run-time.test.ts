import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outline, serveFixtures, VENDOR, WORKS } from '../support/swap-fixtures.js';
import type { AddressInfo } from 'node:net';
import type { OpenFixture, SwapFixtures } from '../support/swap-fixtures.js';

function page(script: string, head = ''): string {
  return `<!doctype html><html><head><meta charset="utf-8"><title>W</title>${head}</head><body><p>Hello</p><script>${script}</script><p>Bye</p></body></html>`;
}

/** A loader: makes a script and hands it to the code. */
const loader = (code: string) =>
  page(`const url = '${VENDOR}', s = document.createElement('script'); ${code}`);

/** Every way in which a script of the page loads another. */
const LOADERS: Record<string, string> = {
  src: loader('s.src = url; document.head.appendChild(s);'),
  'protocol-relative': loader("s.src = url.replace('https:', ''); document.head.appendChild(s);"),
  'url-object': loader('s.src = new URL(url); document.body.append(s);'),
  'relative-to-a-base': page(
    "const s = document.createElement('script'); s.src = 'v1/zf_sdk.js'; document.head.append(s)",
    '<base href="https://js.zohostatic.com/zohofinance/">',
  ),
  'set-attribute': loader("s.setAttribute('src', url); document.head.append(s);"),
  'set-attribute-capitals': loader("s.setAttribute('SRC', url); document.head.append(s);"),
  'set-attribute-ns': loader("s.setAttributeNS(null, 'src', url); document.head.append(s);"),
  'set-attribute-node': loader(
    "const a = document.createAttribute('src'); a.value = url; s.setAttributeNode(a); document.head.append(s);",
  ),
  'attribute-value': loader(
    "const a = document.createAttribute('src'); s.setAttributeNode(a); a.value = url; document.head.append(s);",
  ),
  'src-after-insertion': loader('document.head.append(s); s.src = url;'),
  'attribute-after-insertion': loader("document.head.append(s); s.setAttribute('src', url);"),
  assign: loader(
    'Object.assign(s, { src: url, async: false, onload: () => { window.loaded = true } }); document.head.append(s);',
  ),
  reflect: loader("Reflect.set(s, 'src', url); document.head.append(s);"),
  'setter-of-the-prototype': loader(
    "Object.getOwnPropertyDescriptor(HTMLScriptElement.prototype, 'src').set.call(s, url); document.head.append(s);",
  ),
  'method-of-the-prototype': loader(
    "Element.prototype.setAttribute.apply(s, ['src', url]); document.head.append(s);",
  ),
  'insert-before': loader(
    's.src = url; const first = document.scripts[0]; first.parentNode.insertBefore(s, first);',
  ),
  'insert-adjacent-element': loader("s.src = url; document.body.insertAdjacentElement('beforeend', s);"),
  'clone-node': loader('s.src = url; document.head.append(s.cloneNode(true));'),
  'clone-of-a-template': page(
    "document.head.append(document.querySelector('template').content.cloneNode(true))",
    `<template><script src="${VENDOR}"></script></template>`,
  ),
  'import-node': page(
    "document.head.append(document.importNode(document.querySelector('template').content.firstChild))",
    `<template><script src="${VENDOR}"></script></template>`,
  ),
  'contextual-fragment': loader(
    `document.head.append(document.createRange().createContextualFragment('<b>x</b><script src="' + url + '"></' + 'script>'));`,
  ),
  'integrity-before': loader(
    "s.integrity = 'sha384-oqVuAfXRKap7fdgcCY5uykM6'; s.crossOrigin = 'anonymous'; s.src = url; document.head.append(s);",
  ),
  'integrity-after': loader(
    "s.src = url; s.integrity = 'sha384-oqVuAfXRKap7fdgcCY5uykM6'; s.crossOrigin = 'anonymous'; document.head.append(s);",
  ),
  'integrity-attribute-after': loader(
    "s.src = url; s.setAttribute('integrity', 'sha384-oqVuAfXRKap7fdgcCY5uykM6'); document.head.append(s);",
  ),
  module: loader("s.type = 'module'; s.src = url; document.head.append(s);"),
  'another-name': loader(
    "const x = document.createElementNS('http://www.w3.org/1999/xhtml', 'script'); x.src = url; document.head.append(x);",
  ),
  'jquery-like': loader(`
    const parsed = document.createElement('div');
    parsed.innerHTML = 'x<div><script src="' + url + '"></' + 'script></div>';
    for (const found of parsed.getElementsByTagName('script')) {
      s.src = found.src; s.charset = 'utf-8';
      s.onload = s.onerror = ({ type }) => { s.remove(); window.loaded = type === 'load'; };
    }
    document.head.appendChild(s);`),
  'once-only': loader(`
    const load = () => {
      if ([...document.scripts].some(({ src }) => src.includes('/zf_sdk.js'))) return;
      const one = document.createElement('script');
      one.src = url; document.head.append(one); window.times = (window.times ?? 0) + 1;
    };
    load(); load();`),
  preload: loader(`
    const l = document.createElement('link');
    l.rel = 'preload'; l.as = 'script'; l.integrity = 'sha384-oqVuAfXRKap7fdgcCY5uykM6'; l.href = url; document.head.append(l);
    const m = document.createElement('link');
    m.setAttribute('rel', 'modulepreload'); m.setAttribute('href', url); document.head.append(m);
    s.src = url; document.head.append(s);`),
  import: page(`import('${VENDOR}').then(() => { window.loaded = true });`),
  'import-of-another-version': page("import('https://static.zohocdn.eu/zohofinance/v2.0/zf_sdk.js?x=1#y')"),
  'import-protocol-relative': page("import('//js.zohostatic.com.au/zohofinance/v1/zf_sdk.js')"),
  'import-static': page('', `<script type="module">import '${VENDOR}'; window.loaded = true;</script>`),
  'import-in-a-file': page('', '<script type="module" src="module.js"></script>'),
  'import-behind-a-base': page(
    `import('${VENDOR}')`,
    '<base href="https://elsewhere.example.com/x/"><script type="importmap">{}</script>',
  ),
  'import-with-own-map': page(
    '',
    `<script type="importmap">
      { "imports": { "own": "./own.js", "https://js.zohostatic.com/zohofinance/v9/": "./" }, "scopes": {} }
    </script><script type="module">import 'own'; import '${VENDOR}'; import 'https://js.zohostatic.com/zohofinance/v9/own.js';</script>`,
  ),
  'import-with-an-empty-map': page(
    '',
    `<script type="importmap">{"imports":{}}</script><script type="module">import '${VENDOR}';</script>`,
  ),
};

const tag = (attributes = '', end = '<\\/script>') => `<script${attributes} src="${VENDOR}">${end}`;

/** Every way in which a page writes its tag. */
const WRITTEN: Record<string, string> = {
  written: page(`document.write('${tag()}'); document.write('<script>see()<\\/script>')`),
  'written-by-line': page(`document.writeln('<i>a</i>'); document.writeln('${tag()}')`),
  'written-escaped': page(
    `document.write(unescape("%3Cscript src='${VENDOR}' type='text/javascript'%3E%3C/script%3E"))`,
  ),
  'written-in-several-arguments': page(`document.write('<script src="', '${VENDOR}', '">', '<\\/script>')`),
  'written-unquoted': page(`document.write('<script src=${VENDOR} async><\\/script>')`),
  'written-in-capitals': page(`document.write('<SCRIPT SRC="${VENDOR}"><\\/SCRIPT>')`),
  'written-with-integrity': page(
    `document.write('${tag(' integrity="sha384-oqVuAfXRKap7fdgcCY5uykM6" crossorigin')}')`,
  ),
  'written-among-others': page(
    `document.write('<!-- ${VENDOR} --><p title="${VENDOR}">a &amp; b</p><P CLASS=x>${VENDOR}<br/>${tag(' data-x="1>2"')}<textarea>${VENDOR}</textarea>')`,
  ),
  'written-twice': page(`document.write('${tag()}${tag()}')`),
  'written-in-a-comment': page(
    `document.write('<!-- '); document.write('${tag()}'); document.write(' -->${tag()}')`,
  ),
  'written-in-a-script': page(
    `document.write('<script>window.text = "${VENDOR}"; document.write("<b>1</b>")<\\/script>${tag()}')`,
  ),
  'written-by-a-written-script': page(
    `document.write('<i>1</i><script>document.write(\\'<script src="${VENDOR}"><\\' + \\'/script>\\')<\\/script><i>2</i>')`,
  ),
  'written-by-a-script-behind-a-comment': page(
    `document.write('<!-- '); document.write('--><script>document.write(\\'<script src="${VENDOR}"><\\' + \\'/script>\\')<\\/script><i>2</i>')`,
  ),
  'split-before-the-end-tag': page(
    `document.write('<script src="${VENDOR}">'); document.write('<\\/script>')`,
  ),
  'split-in-the-end-tag': page(
    `document.write('<script src="${VENDOR}"></scr'); document.write('ipt><b>x</b>')`,
  ),
  'split-in-the-name': page(
    `document.write('<b>x</b><scr'); document.write('ipt src="${VENDOR}"><\\/script>')`,
  ),
  'split-in-the-address': page(
    `document.write('<script src="https://js.zoho'); document.write('static.com/zohofinance/v1/zf_sdk.js"><\\/script>')`,
  ),
  'split-at-each-character': page(
    `for (const one of '<i>a</i>${tag(' data-a=">"')}<i>b</i>') document.write(one)`,
  ),
  'split-by-line': page(
    `document.writeln('<script'); document.writeln('src="${VENDOR}"'); document.writeln('><\\/script>')`,
  ),
  'never-finished': page(
    `document.write('1 < 2 <b>x</b><scr'); window.after = () => 0;`,
    `<script src="${VENDOR}"></script>`,
  ),
  'finished-by-the-page': `<!doctype html><title>W</title><script src="${VENDOR}"></script><p>a</p><script>document.write('<script data-x="')</script>">window.finished = true</script><p>b</p>`,
  'written-by-a-file': page('', '<script src="writer.js"></script>'),
  'written-later': page(
    `addEventListener('load', () => { document.open(); document.write('<p>new</p>${tag()}<scr'); document.close(); window.reopened = true })`,
  ),
  'written-elsewhere': page(
    `const other = document.implementation.createHTMLDocument(''); other.write('<p>${VENDOR}</p>'); window.elsewhere = other.body.innerHTML;`,
    `<script src="${VENDOR}"></script>`,
  ),
};

const FILES = {
  'module.js': `import '${VENDOR}';`,
  'own.js': "window.own = 'own'",
  'writer.js': `document.write('<script src="${VENDOR}"></script>'); document.write('<b>')`,
};

/** Pages that are served without us, to compare. */
const plain = createServer((request, response) => {
  const name = request.url?.slice(1) ?? '';
  const file = FILES[name as keyof typeof FILES];
  response.setHeader('content-type', file === undefined ? 'text/html' : 'text/javascript');
  response.end(file ?? WRITTEN[name]);
});

let fixtures: SwapFixtures;
let fixture: OpenFixture;
beforeAll(async () => {
  await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
  fixtures = await serveFixtures({ ...LOADERS, ...WRITTEN, natural: page(''), ...FILES });
});
afterAll(async () => {
  await fixtures?.close();
  plain.close();
});

const value = (name: string) =>
  fixture.frame.evaluate((key) => (window as unknown as Record<string, unknown>)[key], name);

async function expectSdk(): Promise<void> {
  expect(await fixture.useSdk()).toEqual(WORKS);
  expect(fixture.vendorRequests).toEqual([]);
}

describe('a script of the page loads the SDK', () => {
  it.each(Object.keys(LOADERS))('%s', async (name) => {
    fixture = await fixtures.open(name);
    await expectSdk();
    expect(await fixture.findings()).toEqual([]);
  });

  it.each([
    'assign',
    'jquery-like',
    'import',
    'import-static',
  ])('%s: and is told that it is there', async (name) => {
    fixture = await fixtures.open(name);
    await expect.poll(() => value('loaded')).toBe(true);
  });

  it('finds by its address that it has loaded it', async () => {
    fixture = await fixtures.open('once-only');
    await expectSdk();
    expect(await value('times')).toBe(1);
  });

  it('keeps the entries of its own import map', async () => {
    fixture = await fixtures.open('import-with-own-map');
    await expectSdk();
    expect(await value('own')).toBe('own');
  });
});

describe('a page writes its tag', () => {
  it.each(Object.keys(WRITTEN))('%s: the document is what it is without us', async (name) => {
    fixture = await fixtures.open(name);
    await expectSdk();
    if (name === 'written-later') await expect.poll(() => value('reopened')).toBe(true);
    const here = await outline(fixture.frame);
    await fixture.tab.route(/zohostatic/, (route) =>
      route.fulfill({ contentType: 'text/javascript', body: '' }),
    );
    await fixture.tab.goto(`http://127.0.0.1:${(plain.address() as AddressInfo).port}/${name}`);
    if (name === 'written-later')
      await expect.poll(() => fixture.tab.evaluate(() => 'reopened' in window)).toBe(true);
    expect(here).toEqual(await outline(fixture.tab.mainFrame()));
  });

  it('in another document, which is not ours to change', async () => {
    fixture = await fixtures.open('written-elsewhere');
    expect(await value('elsewhere')).toBe(`<p>${VENDOR}</p>`);
  });
});

describe('what is patched', () => {
  it('looks as it does without us, and throws the same', async () => {
    fixture = await fixtures.open('natural');
    const differences = await fixture.frame.evaluate(() => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const bare = frame.contentWindow as Window & typeof globalThis;
      const found: string[] = [];

      function thrown(call: () => unknown): string {
        try {
          return `returned ${call()}`;
        } catch (error) {
          return String(error);
        }
      }
      function same(what: string, ours: unknown, natural: unknown): void {
        if (JSON.stringify(ours) !== JSON.stringify(natural))
          found.push(`${what}: ${JSON.stringify(ours)}, not ${JSON.stringify(natural)}`);
      }
      /** What can be seen of a function. */
      function looks(fn: unknown): unknown {
        if (typeof fn !== 'function') return typeof fn;
        return {
          own: Reflect.ownKeys(fn).map(String).sort(),
          name: fn.name,
          length: fn.length,
          native: /^function \w*(?: \w+)?\(\) \{ \[native code\] \}$/.test(
            Function.prototype.toString.call(fn),
          ),
          prototype:
            Object.getPrototypeOf(fn) === Function.prototype ||
            Object.getPrototypeOf(fn) ===
              (bare as unknown as { Function: FunctionConstructor }).Function.prototype,
          constructs: thrown(() => Reflect.construct(fn, [])),
          onNothing: thrown(() => Reflect.apply(fn, {}, ['a', 'b'])),
        };
      }

      for (const name of [
        'HTMLScriptElement',
        'HTMLLinkElement',
        'Element',
        'Attr',
        'Range',
        'Document',
      ] as const) {
        const ours = window[name].prototype;
        const natural = bare[name].prototype;
        same(name, Reflect.ownKeys(ours).map(String), Reflect.ownKeys(natural).map(String));
        for (const key of Object.getOwnPropertyNames(natural)) {
          const mine = Object.getOwnPropertyDescriptor(ours, key) ?? {};
          const theirs = Object.getOwnPropertyDescriptor(natural, key) ?? {};
          same(
            `${name}.${key}`,
            [mine.enumerable, mine.configurable, mine.writable],
            [theirs.enumerable, theirs.configurable, theirs.writable],
          );
          if (key === 'constructor') continue;
          for (const part of ['get', 'set', 'value'] as const)
            same(`${name}.${key} ${part}`, looks(mine[part]), looks(theirs[part]));
        }
      }
      const attempts: ((page: Window & typeof globalThis) => unknown)[] = [
        ({ document: d }) =>
          d.createElement('script').setAttribute(...(['src'] as unknown as [string, string])),
        ({ document: d }) => d.createElement('script').setAttribute('1 2', 'x'),
        ({ document: d }) => d.createElement('script').setAttribute('src', Symbol('s') as never),
        ({ document: d }) => {
          d.createElement('script').src = Symbol('s') as never;
        },
        ({ document: d }) => {
          d.createElement('script').src = {
            toString() {
              throw new Error('own');
            },
          } as never;
        },
        ({ document: d }) => d.createElement('script').setAttributeNode('x' as never),
        ({ document: d }) => d.createElement('script').setAttributeNS('a', 'xml:b', 'c'),
        ({ document: d }) => d.createElement('script').setAttributeNS(null, '', 'c'),
        ({ document: d }) => d.createRange().createContextualFragment(...([] as unknown as [string])),
        ({ document: d }) => d.write(Symbol('s') as never),
        ({ document: d }) => {
          const s = d.createElement('script');
          s.src = 'own.js';
          return `${s.outerHTML} ${new URL(s.src).pathname}`;
        },
        ({ document: d }) => {
          const s = d.createElement('script');
          s.integrity = 'sha256-x';
          s.src = '/own.js';
          return s.outerHTML;
        },
        ({ document: d }) => {
          const l = d.createElement('link');
          l.href = null as never;
          l.setAttribute('href', undefined as never);
          return l.outerHTML;
        },
        ({ document: d }) => {
          const a = d.createAttribute('src');
          a.value = 5 as never;
          return a.value;
        },
      ];
      for (const [index, attempt] of attempts.entries())
        same(
          `attempt ${index}`,
          thrown(() => attempt(window)),
          thrown(() => attempt(bare)),
        );
      return found;
    });
    expect(differences).toEqual([]);
  });

  it('leaves alone what is somebody else’s', async () => {
    fixture = await fixtures.open('natural');
    const kept = await fixture.frame.evaluate((vendor) => {
      const image = document.createElement('img');
      image.setAttribute('data-src', vendor);
      const anchor = document.createElement('a');
      anchor.href = vendor;
      anchor.setAttribute('href', vendor);
      const script = document.createElement('script');
      script.setAttribute('data-src', vendor);
      script.title = vendor;
      script.src = vendor.replace('zf_sdk', 'other');
      return [image.dataset.src, anchor.href, script.dataset.src, script.title, script.src];
    }, VENDOR);
    expect(kept).toEqual([VENDOR, VENDOR, VENDOR, VENDOR, VENDOR.replace('zf_sdk', 'other')]);
  });
});
