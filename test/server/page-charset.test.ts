import { describe, expect, it } from 'vitest';
import { swapPage } from '../../src/server/index.js';

const SWAP = { sdkUrl: 'http://h/__zfapps/zf_sdk.js', hostOrigin: 'http://h', prelude: 'p()' };
const VENDOR = 'https://js.zohostatic.com/zohofinance/v1/zf_sdk.js';
const HTML = '<head><meta charset=shift_jis></head>';

function typeOf(html: string | Uint8Array, contentType = 'text/html'): string {
  return swapPage(typeof html === 'string' ? Buffer.from(html, 'latin1') : html, contentType, SWAP)
    .contentType;
}

describe('the Content-Type of a page', () => {
  it.each([
    // Names and labels of https://encoding.spec.whatwg.org/#names-and-labels.
    ['<meta charset=shift_jis>', 'shift_jis'],
    ['<META CHARSET=" SJIS\n">', 'shift_jis'],
    ['<meta charset=gb2312>', 'gbk'],
    ['<meta charset=latin1>', 'windows-1252'],
    ['<meta http-equiv=Content-Type content="text/html; charset=EUC-KR">', 'euc-kr'],
    [`<meta content='x; charset = "big5" ' http-equiv="content-type">`, 'big5'],
    ['<meta charset=utf-16>', 'utf-8'],
    ['<meta charset=x-user-defined>', 'windows-1252'],
    ['<meta charset=klingon><meta charset=koi8-r>', 'koi8-r'],
    ['<!-- <meta charset=gbk> --><script>"<meta charset=gbk>"</script><meta charset=euc-jp>', 'euc-jp'],
    [`<style>${'*'.repeat(3000)}</style><meta charset=gbk>`, 'gbk'],
    ['<p>x<meta charset=gbk>', 'gbk'],
  ])('names what %s declares', (html, charset) => {
    expect(typeOf(html)).toBe(`text/html; charset=${charset}`);
  });

  it.each([
    ['nothing', '<p>x'],
    ['no charset that there is', '<meta charset=klingon>'],
    ['a content that is no Content-Type', '<meta name=x content="charset=gbk">'],
    ['it in a comment', '<!-- <meta charset=gbk> -->'],
    ['it late in the body', `<body>${'*'.repeat(1024)}<meta charset=gbk>`],
    ['it nowhere but for a script', '<noscript><meta charset=gbk></noscript>'],
  ])('stays where the page declares %s', (_, html) => {
    expect(typeOf(html)).toBe('text/html');
    expect(typeOf(html, 'text/html;x=1')).toBe('text/html;x=1');
  });

  it.each([
    'text/html; charset=utf-8',
    'text/html;charset="GBK"',
    'text/html; x=1; CHARSET = euc-jp ; y=2',
    'text/html; charset=utf-8; charset=gbk',
  ])('%s wins over what the page declares, and stays', (contentType) => {
    expect(typeOf(HTML, contentType)).toBe(contentType);
  });

  it.each([
    ['text/html; charset=klingon', 'text/html; charset=shift_jis'],
    ['text/html; charset=', 'text/html; charset=shift_jis'],
    ['text/html; charset=klingon; x=1', 'text/html; x=1; charset=shift_jis'],
  ])('%s names none, so that the page’s own counts', (contentType, expected) => {
    expect(typeOf(HTML, contentType)).toBe(expected);
  });

  it('stays where a byte order mark wins over all of them', () => {
    const mark = Buffer.from([0xef, 0xbb, 0xbf]);
    const page = Buffer.concat([mark, Buffer.from(HTML)]);
    expect(typeOf(page)).toBe('text/html');
    expect(typeOf(page, 'text/html; charset=gbk')).toBe('text/html; charset=gbk');
    expect(swapPage(page, 'text/html', SWAP).html.subarray(0, 9)).toEqual(
      Uint8Array.from([...mark, ...Buffer.from('<head>')]),
    );
  });
});

describe('a charset that only the Content-Type names', () => {
  it('is what the page is read in: UTF-16 without a mark', () => {
    const units = (text: string) => Buffer.from(text, 'utf16le');
    const { html } = swapPage(units(`<p>値<script src="${VENDOR}"></script>`), 'text/html; charset=utf-16', {
      ...SWAP,
      prelude: '',
    });
    expect(Buffer.from(html)).toEqual(
      units(`<p>値<script src="${SWAP.sdkUrl}" data-zfapps-host="http://h"></script>`),
    );
  });

  it('is what the page is read in: ISO-2022-JP, whose letters look like markup', () => {
    const kanji = (text: string) => `\x1b$B${text}\x1b(B`;
    const tag = `<script src="${VENDOR}"></script>`;
    // In double bytes, `<!` and `--` are letters: no comment begins.
    const page = `<p>${kanji('<!--')}${tag}${kanji('-->"')}`;
    const swapped = (contentType: string, meta = '') =>
      Buffer.from(
        swapPage(Buffer.from(`${meta}${page}`), contentType, { ...SWAP, prelude: '' }).html,
      ).toString();
    expect(swapped('text/html; charset=iso-2022-jp')).not.toContain(VENDOR);
    expect(swapped('text/html', '<meta charset=csISO2022JP>')).not.toContain(VENDOR);
    expect(swapped('text/html; charset=utf-8')).toContain(VENDOR);
    expect(swapped('text/html; charset=iso-2022-jp')).toContain(kanji('-->"'));
  });
});
