import { describe, expect, it } from 'vitest';
import { readEvents } from '../support/read-events.js';
import { asSent, bootOf, memoryFiles, PAGE, serverUnderTest, WIDGET } from './server-under-test.js';

const FILES = {
  '/app/a.html': '<p>a</p>',
  '/app/b.html': '<p>b</p>',
  '/app/inner.html': '<p>in a frame</p>',
  '/app/a.css': '',
  '/app/base.css': '',
  '/app/font.woff2': '',
  '/app/a.js': '',
  '/app/part.js': '',
  '/app/worker.js': '',
  '/app/helper.js': '',
};

/** What a browser sends when it opens a page of the widget in the host page's frame. */
const FRAMED = { 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'same-site', referer: `${PAGE}/` };

/** A server whose files were asked for as a browser would, and what it then tells of a changed one. */
async function changesAfter(asked: [path: string, headers: Record<string, string>][], ...paths: string[]) {
  const { server } = serverUnderTest({ files: memoryFiles(FILES) });
  const { token } = await bootOf(server);
  const stream = await server.fetch(asSent(`${PAGE}/__zfapps/events`, { 'x-zfapps-token': token }));
  for (const [path, headers] of asked) await server.widgetFetch(asSent(WIDGET + path, headers));
  const [first = '', ...more] = paths;
  server.fileChanged(first, ...more);
  const { next, cancel } = readEvents(stream.body);
  const event = await next('file');
  await cancel();
  return event.pages?.filter((path) => path.endsWith('.html')).sort();
}

const from = (path: string, destination: string) => ({
  'sec-fetch-dest': destination,
  'sec-fetch-site': 'same-origin',
  referer: WIDGET + path,
});

const TWO_PAGES: [string, Record<string, string>][] = [
  ['/app/a.html', FRAMED],
  ['/app/b.html?theme=dark', FRAMED],
  ['/app/a.css?v=1', from('/app/a.html', 'style')],
  ['/app/base.css', from('/app/a.css', 'style')],
  ['/app/font.woff2', from('/app/base.css', 'font')],
  ['/app/a.js', from('/app/a.html', 'script')],
  ['/app/a.js', from('/app/b.html?theme=dark', 'script')],
  ['/app/part.js', from('/app/a.js?x', 'script')],
  ['/app/worker.js', from('/app/b.html', 'worker')],
  ['/app/helper.js', from('/app/worker.js', 'script')],
];

describe('a file event names the pages that a change concerns', () => {
  it.each([
    ['a page', '/app/b.html', ['/app/b.html']],
    ['a style that a style imports', '/app/base.css', ['/app/a.html']],
    ['a font of it', '/app/font.woff2', ['/app/a.html']],
    ['a module that a module of both pages imports', '/app/part.js', ['/app/a.html', '/app/b.html']],
    ['what a worker imports', '/app/helper.js', ['/app/b.html']],
    ['a file that no page uses', '/app/unused.txt', []],
    ['the whole folder', '/app', ['/app/a.html', '/app/b.html']],
  ])('%s', async (_, path, pages) => {
    expect(await changesAfter(TWO_PAGES, path)).toEqual(pages);
  });

  it('in one event for several files', async () => {
    expect(await changesAfter(TWO_PAGES, '/app/helper.js', '/app/font.woff2')).toEqual([
      '/app/a.html',
      '/app/b.html',
    ]);
  });

  it('for a file that was missing and has come', async () => {
    const asked = [...TWO_PAGES, ['/app/late.js', from('/app/b.html', 'script')]] as typeof TWO_PAGES;
    expect(await changesAfter(asked, '/app/late.js')).toEqual(['/app/b.html']);
  });

  it('the page around a frame, and the page that led to another', async () => {
    const asked = [...TWO_PAGES, ['/app/inner.html', from('/app/a.html', 'iframe')]] as typeof TWO_PAGES;
    expect(await changesAfter(asked, '/app/inner.html')).toEqual(['/app/a.html', '/app/inner.html']);
  });

  it.each([
    ['with no-referrer', { 'sec-fetch-dest': 'script', 'sec-fetch-site': 'same-origin' }],
    ['with the policy origin', { ...from('/', 'script') }],
    ['renamed by pushState', { ...from('/app/route/12', 'empty') }],
    ['whose Referer is no address', { ...from('', 'script'), referer: 'about:client' }],
    ['of another origin', { 'sec-fetch-dest': 'script', referer: 'http://127.0.0.1:9/app/a.html' }],
  ])('not where they are unknown: a page %s', async (_, headers) => {
    const asked = [...TWO_PAGES, ['/app/a.js', headers]] as typeof TWO_PAGES;
    expect(await changesAfter(asked, '/app/a.js')).toBeUndefined();
  });

  it('of browsers without Fetch Metadata too', async () => {
    const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
    const asked: typeof TWO_PAGES = [
      ['/app/a.html', { accept, referer: `${PAGE}/` }],
      ['/app/a.js', { accept: '*/*', referer: `${WIDGET}/app/a.html` }],
    ];
    expect(await changesAfter(asked, '/app/a.js')).toEqual(['/app/a.html']);
  });
});
