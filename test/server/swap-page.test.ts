import fc from 'fast-check';
import { parse, serialize } from 'parse5';
import { describe, expect, it } from 'vitest';
import { swapPage } from '../../src/server/index.js';
import type { DefaultTreeAdapterMap } from 'parse5';

const SWAP = {
  sdkUrl: 'http://127.0.0.1:5181/__zfapps/zf_sdk.js',
  hostOrigin: 'http://127.0.0.1:5180',
  prelude: 'prelude()',
};
const MAP = /<script type="importmap">[^<]*<\/script>/;
const SCRIPT =
  '<script data-zfapps-host="http://127.0.0.1:5180" data-zfapps-sdk="http://127.0.0.1:5181/__zfapps/zf_sdk.js">prelude()</script>';

const latin1 = (text: string) => Buffer.from(text, 'latin1');

function swap(html: string, contentType = 'text/html'): string {
  return Buffer.from(swapPage(latin1(html), contentType, SWAP).html).toString('latin1');
}

/** The page with our import map as `MAP` and our script as `PRELUDE`. */
function marked(html: string): string {
  return swap(html).replace(MAP, 'MAP').replace(SCRIPT, 'PRELUDE');
}

describe('the prelude', () => {
  it.each([
    ['first in the head', '<!doctype html><html lang="en"><head>|<title>x</title></head></html>'],
    ['behind the attributes of the head', '<html><head data-x="a > b"\n id=h>|\n<title>x</title>'],
    ['first in a head without anything before it', '<head>|<title>x</title>'],
    ['in the head in capitals', '<!DOCTYPE HTML><HTML><HEAD PROFILE=x>|<TITLE>x</TITLE>'],
    [
      'behind comments and the doctype',
      '<!-- a --><!doctype html>\n<!-- b -->\n<html lang=de>\n<!-- c -->\n|<title>x</title>',
    ],
    ['before the first element where no head tag is', '<!doctype html>|<title>x</title><p>y'],
    ['before the body', '<!doctype html><html>|<body class=b>'],
    ['before a frameset', '<html>|<frameset><frame src=a.html></frameset>'],
    ['before the first text', '<!doctype html>\r\n \t|text<head><title>x</title>'],
    ['before a script that stands too early', '|<script src=a.js></script><!doctype html><head></head>'],
    ['behind end tags that mean nothing there', '</p></div><!-- c -->|<p>x'],
    ['before end tags that do', '<html>|</body>'],
    ['behind a comment that is no element', '<?xml version="1.0"?><![CDATA[x]]>|<p>'],
    ['behind what only looks like a head', '<!-- <head> --><html title="<head>">|<header>x</header>'],
  ])('stands %s', (_, html) => {
    expect(marked(html.replace('|', ''))).toBe(html.replace('|', 'MAPPRELUDE'));
  });

  it.each([
    '',
    ' \n',
    '<!doctype html>',
    '<!-- only',
    '<html>',
    '<!doctype html><p',
    '</p>',
  ])('is not in %j: nothing there could run', (html) => {
    expect(swap(html)).toBe(html);
  });

  it('is left out where there is none, and the import map with it', () => {
    const { html } = swapPage(latin1('<p>x'), 'text/html', { ...SWAP, prelude: '' });
    expect(Buffer.from(html).toString()).toBe('<p>x');
  });
});

describe('the import map', () => {
  const mapOf = (html: string, at = 0) =>
    JSON.parse([...html.matchAll(/<script type="?importmap"?[^>]*>([^<]*)<\/script>/gi)][at]?.[1] ?? '');

  it('leads every data centre’s address to ours, with the version', () => {
    const { imports } = mapOf(swap('<p>x'));
    for (const folder of [
      'https://js.zohostatic.com/zohofinance/',
      'https://static.zohocdn.com/zohofinance/',
      'https://js.zohostatic.com.au/zohofinance/',
      'http://js.zohostatic.eu/zohofinance/',
    ])
      expect(imports[folder]).toBe('http://127.0.0.1:5181/__zfapps/sdk/');
  });

  it.each([
    ['with imports', '{ "imports": { "a": "./a.js" } }'],
    ['with imports of no entry', '{"imports":{}}'],
    ['without imports', '{"scopes": {"/x/": {"b": "./b.js"}}}'],
    ['with nothing', ' {} '],
    ['in other bytes', '{"imports":{"caf\xe9":"./\xff.js"},"integrity":{}}'],
  ])('goes into the page’s own, %s', (_, json) => {
    const swapped = swap(`<head><script type=IMPORTMAP>${json}</script></head>`);
    expect(marked(`<head><script type=importmap>${json}</script></head>`)).toMatch(/^<head>PRELUDE<script/);
    const [merged, own] = [mapOf(swapped), JSON.parse(json)];
    expect(merged.imports['https://js.zohostatic.com/zohofinance/']).toMatch(/\/__zfapps\/sdk\/$/);
    expect(merged.imports).toMatchObject(own.imports ?? {});
    expect({ ...merged, imports: own.imports }).toEqual({ ...own, imports: own.imports });
  });

  it('gives way to an entry of the page’s own', () => {
    const json = '{"imports":{"https://js.zohostatic.com/zohofinance/":"/own/"}}';
    const { imports } = mapOf(swap(`<script type=importmap>${json}</script>`));
    expect(imports['https://js.zohostatic.com/zohofinance/']).toBe('/own/');
  });

  it.each([
    ['no JSON', '<script type=importmap>{"imports":</script>'],
    ['no object', '<script type=importmap>[]</script>'],
    ['imports that are no object', '<script type=importmap>{"imports":[]}</script>'],
    ['empty', '<script type=importmap></script>'],
    ['elsewhere', '<script type=importmap src=map.json></script>'],
    ['in a template', '<template><script type=importmap>{}</script></template>'],
    ['in a comment', '<!-- <script type=importmap>{}</script> --><p>x'],
  ])('stands by itself where the page’s own is %s', (_, html) => {
    expect(marked(html)).toBe(
      html.startsWith('<!--') ? html.replace('<p>', 'MAPPRELUDE<p>') : `MAPPRELUDE${html}`,
    );
  });
});

describe('every page', () => {
  const pieces = fc.constantFrom(
    '<!doctype html>',
    '<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01//EN">',
    '<html>',
    '<html lang="en" class=x>',
    '<head>',
    '<head id="h" data-x=">">',
    '</head>',
    '<body class=b>',
    '</body>',
    '</html>',
    '</br>',
    '</p>',
    '<!-- c -->',
    '<!--',
    '-->',
    '<!-',
    '<?pi?>',
    '<title>t</title>',
    '<meta charset=utf-8>',
    '<base href=/x/>',
    '<link rel=stylesheet href=a.css>',
    '<script>a < b</script>',
    '<script src="a.js" async>',
    '</script>',
    '<style>p{}</style>',
    '<noscript><p>n</p></noscript>',
    '<template><p>t',
    '</template>',
    '<table><tr><td>',
    '<frameset>',
    '<svg><title>s</title><p>',
    '<select><option>',
    '<textarea>\n',
    '<plaintext>',
    '<p title="a',
    '">',
    '<b><p></b>',
    'text',
    ' ',
    '\n',
    '\r\n',
    '\r',
    '\0',
    '&lt;',
    '&',
    '<',
    '\xe9\xff\x80',
  );
  const pages = fc.array(fc.oneof(pieces, pieces, fc.string({ maxLength: 5 })), { maxLength: 14 });

  it('keeps its bytes and its tree, but for what is inserted (2,000 cases)', () => {
    fc.assert(
      fc.property(pages, (list) => {
        const html = latin1(list.join('')).toString('latin1');
        const swapped = swap(html);
        expect(swapped.replace(MAP, '').replace(SCRIPT, '')).toBe(html);
        const before = parse(html);
        const after = parse(swapped);
        if (swapped !== html) withoutOurs(after);
        expect(serialize(after)).toBe(serialize(before));
        expect(after.mode).toBe(before.mode);
      }),
      { numRuns: 2_000 },
    );
  });

  it('keeps its 16-bit units, whatever they are (500 cases)', () => {
    const units = fc.array(fc.oneof(pieces, fc.constantFrom('\ud83d\ude00', '\ud83d', '値', '\ufeff')), {
      maxLength: 10,
    });
    fc.assert(
      fc.property(units, fc.boolean(), fc.boolean(), (list, bigEndian, odd) => {
        const order = (bytes: Buffer) => (bigEndian ? bytes.swap16() : bytes);
        const bytes = Buffer.concat([
          order(Buffer.from(`\ufeff${list.join('')}`, 'utf16le')),
          Buffer.from(odd ? '<' : ''),
        ]);
        const { html } = swapPage(bytes, 'text/html', SWAP);
        const text = order(Buffer.from(html.slice(0, html.length & ~1))).toString('utf16le');
        expect(text.replace(MAP, '').replace(SCRIPT, '')).toBe(`\ufeff${list.join('')}`);
        expect(html.length % 2).toBe(odd ? 1 : 0);
      }),
      { numRuns: 500 },
    );
  });
});

/** Takes our two scripts out of a tree, as the prelude does. They are the first in the head. */
function withoutOurs(document: DefaultTreeAdapterMap['document']): void {
  const root = document.childNodes.find((node) => node.nodeName === 'html');
  const head = (root as DefaultTreeAdapterMap['element']).childNodes.find((node) => node.nodeName === 'head');
  const children = (head as DefaultTreeAdapterMap['element']).childNodes;
  expect(children.splice(0, 2).map(({ nodeName }) => nodeName)).toEqual(['script', 'script']);
}
