import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveFixtures, VENDOR, WORKS } from '../support/swap-fixtures.js';
import type { AddressInfo } from 'node:net';
import type { OpenFixture, SwapFixtures } from '../support/swap-fixtures.js';

const TAG = `<script src="${VENDOR}"></script>`;
const META = 'http-equiv="Content-Type" content="text/html; charset=';

/** The bytes of a page: texts are ASCII, numbers are bytes. */
function bytes(...parts: (string | number[])[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part)] : part)));
}

function legacy(meta: string, text: number[]): Uint8Array {
  return bytes(`<!doctype html><html><head><meta ${meta}>${TAG}</head><body><p>`, text, '</p></body></html>');
}

/** A page in 16-bit units, with a byte order mark. */
function utf16(order: 'le' | 'be', text: string): Buffer {
  const units = Buffer.from(`\ufeff${text}`, 'utf16le');
  return order === 'le' ? units : units.swap16();
}

interface Charset {
  page: Uint8Array;
  /** As `document.characterSet` names it. */
  name: string;
  text: string;
}

const JAPANESE = `<!doctype html><html lang="ja"><head><title>表示</title>${TAG}</head><body><p>表示 😀</p></body></html>`;

/** The bytes are those of the charset's index in the Encoding standard. */
const CHARSETS: Record<string, Charset> = {
  'windows-1252': {
    // é, then the curly quotes of 0x93 and 0x94, which Latin-1 does not have.
    page: legacy('charset=windows-1252', [0x63, 0x61, 0x66, 0xe9, 0x93, 0x94]),
    name: 'windows-1252',
    text: 'café“”',
  },
  'iso-8859-1': {
    page: legacy('charset="iso-8859-1"', [0xe9]),
    name: 'windows-1252',
    text: 'é',
  },
  shift_jis: {
    // Second bytes that are a backslash and a `[` in ASCII.
    page: legacy(`${META}Shift_JIS"`, [0x95, 0x5c, 0x8e, 0xa6, 0x83, 0x5b]),
    name: 'Shift_JIS',
    text: '表示ゼ',
  },
  gbk: { page: legacy("charset='gb2312'", [0xd6, 0xd0, 0xce, 0xc4]), name: 'GBK', text: '中文' },
  'euc-kr': { page: legacy('charset=euc-kr', [0xc7, 0xd1, 0xb1, 0xdb]), name: 'EUC-KR', text: '한글' },
  'iso-2022-jp': {
    // ぜ is 24 3C: its second byte is a `<` in ASCII, before which `script` would be a tag.
    page: legacy('charset=iso-2022-jp', [
      ...[0x1b, 0x24, 0x42, 0x24, 0x3c, 0x73, 0x63, 0x72, 0x69, 0x70, 0x74, 0x1b, 0x28, 0x42],
    ]),
    name: 'ISO-2022-JP',
    text: 'ぜ黹鱸頸',
  },
  'utf-8': { page: legacy('charset=utf-8', [...Buffer.from('値 é 😀')]), name: 'UTF-8', text: '値 é 😀' },
  'utf-8-with-mark': {
    page: bytes([0xef, 0xbb, 0xbf], JAPANESE.replace('<head>', '<head><meta charset=shift_jis>')),
    name: 'UTF-8',
    text: '表示 😀',
  },
  'utf-16le': { page: utf16('le', JAPANESE), name: 'UTF-16LE', text: '表示 😀' },
  'utf-16be': { page: utf16('be', JAPANESE), name: 'UTF-16BE', text: '表示 😀' },
  'utf-16-odd': {
    page: Buffer.concat([utf16('le', JAPANESE), Buffer.of(0x41)]),
    name: 'UTF-16LE',
    text: '表示 😀',
  },
  'utf-16-in-a-meta': {
    page: legacy('charset=utf-16', [...Buffer.from('値')]),
    name: 'UTF-8',
    text: '値',
  },
  'meta-at-the-last-byte': {
    page: bytes(
      `<!doctype html><html><head><!--${'-'.repeat(900)}--><meta charset=shift_jis>${TAG}</head><body><p>`,
      [0x95, 0x5c],
      '</p></body></html>',
    ),
    name: 'Shift_JIS',
    text: '表',
  },
  'meta-late-in-the-head': {
    page: bytes(
      `<!doctype html><html><head><style>/*${'*'.repeat(5000)}*/</style><meta charset=gbk>${TAG}</head><body><p>`,
      [0xd6, 0xd0],
      '</p></body></html>',
    ),
    name: 'GBK',
    text: '中',
  },
  'meta-without-a-head-tag': {
    page: bytes(`<!doctype html><meta charset=gbk><title>W</title>${TAG}<p>`, [0xd6, 0xd0]),
    name: 'GBK',
    text: '中',
  },
};

/** Nothing says what it is: what the browser makes of it is its own affair, and stays. */
const UNDECLARED: Record<string, Uint8Array> = {
  'undeclared-western': bytes(`<!doctype html><html><head>${TAG}</head><body><p>caf`, [0xe9], '</p>'),
  'undeclared-utf-8': bytes(`<!doctype html><html><head>${TAG}</head><body><p>値の一覧です</p>`),
  'declared-as-nonsense': legacy('charset=klingon', [0xe9]),
  'declared-in-a-comment': bytes(`<!doctype html><!-- <meta charset=gbk> -->${TAG}<p>`, [0xd6, 0xd0]),
};

let fixtures: SwapFixtures;
let fixture: OpenFixture;
beforeAll(async () => {
  const pages = Object.entries(CHARSETS).map(([name, { page }]) => [name, page] as const);
  fixtures = await serveFixtures({ ...Object.fromEntries(pages), ...UNDECLARED });
});
afterAll(() => fixtures?.close());

const shown = () => ({
  name: document.characterSet,
  text: document.querySelector('p')?.textContent,
});

describe('the charset of a page', () => {
  it.each(Object.entries(CHARSETS))('%s: stays, and so does its text', async (key, { name, text }) => {
    fixture = await fixtures.open(key);
    expect(await fixture.frame.evaluate(shown)).toEqual({ name, text });
    expect(await fixture.useSdk()).toEqual(WORKS);
    expect(fixture.vendorRequests).toEqual([]);
  });

  it.each(Object.entries(UNDECLARED))('%s: is what the browser guesses without us', async (key, page) => {
    const plain = createServer((_, response) => response.setHeader('content-type', 'text/html').end(page));
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    fixture = await fixtures.open(key);
    const here = await fixture.frame.evaluate(shown);
    await fixture.tab.goto(`http://127.0.0.1:${(plain.address() as AddressInfo).port}/`);
    expect(here).toEqual(await fixture.tab.evaluate(shown));
    plain.close();
  });
});
