import { beforeEach, describe, expect, it } from 'vitest';
import { createLoadedFiles } from '../../src/server/loaded-files.js';
import type { LoadedFiles } from '../../src/server/loaded-files.js';

let loaded: LoadedFiles;

/** A page that loads a style, which imports another, which shows a picture; and a module that imports one. */
beforeEach(() => {
  loaded = createLoadedFiles();
  loaded.note('/app/a.html', '/app/a.html', true);
  loaded.note('/app/b.html', '/app/b.html', true);
  loaded.note('/app/a.css', '/app/a.html', true);
  loaded.note('/app/css/base.css', '/app/a.css', true);
  loaded.note('/app/img/logo.svg', '/app/css/base.css', true);
  loaded.note('/app/shared.js', '/app/a.html', true);
  loaded.note('/app/shared.js', '/app/b.html', true);
});

/** Of what a change concerns, the pages. */
function pages(...paths: string[]): string[] | undefined {
  return loaded
    .pagesOf(paths)
    ?.filter((path) => path.endsWith('.html'))
    .sort();
}

describe('a changed file concerns', () => {
  it.each([
    ['a page, itself', '/app/a.html', ['/app/a.html']],
    ['a style, its page', '/app/a.css', ['/app/a.html']],
    ['a style that a style imports, the page of that', '/app/css/base.css', ['/app/a.html']],
    ['a picture of it too', '/app/img/logo.svg', ['/app/a.html']],
    ['a module of two pages, both', '/app/shared.js', ['/app/a.html', '/app/b.html']],
    ['a file that nobody asked for, no page', '/app/other.js', []],
    ['a folder, whoever loads anything in it', '/app/css', ['/app/a.html']],
    ['a folder whose name only begins so, nobody', '/app/cs', []],
    ['a file in other letter case, the same: some disks make no difference', '/app/A.CSS', ['/app/a.html']],
  ])('%s', (_, path, expected) => {
    expect(pages(path)).toEqual(expected);
  });

  it('the pages of each, where several changed', () => {
    expect(pages('/app/a.css', '/app/b.html', '/app/none.js')).toEqual(['/app/a.html', '/app/b.html']);
  });

  it('a page that asked for it before it was there', () => {
    loaded.note('/app/late.js', '/app/b.html', false);
    expect(pages('/app/late.js')).toEqual(['/app/b.html']);
    loaded.note('/app/late.js', '/app/a.html', true);
    expect(pages('/app/late.js')).toEqual(['/app/a.html', '/app/b.html']);
  });

  it('modules that import each other in a circle, with the page of either', () => {
    loaded.note('/app/one.js', '/app/b.html', true);
    loaded.note('/app/two.js', '/app/one.js', true);
    loaded.note('/app/one.js', '/app/two.js', true);
    expect(pages('/app/two.js')).toEqual(['/app/b.html']);
  });

  it('any page, where the browser did not say who asks', () => {
    loaded.note('/app/a.css', undefined, true);
    expect(pages('/app/img/logo.svg')).toBeUndefined();
    expect(pages('/app/shared.js')).toBeDefined();
  });

  it('any page, where the asker is none that was served: a page that renamed itself', () => {
    loaded.note('/app/data.json', '/app/route/7', true);
    expect(pages('/app/data.json')).toBeUndefined();
  });

  it('any page, where the asker was asked for and is no file', () => {
    loaded.note('/', '/', false);
    loaded.note('/app/x.js', '/', true);
    expect(pages('/app/x.js')).toBeUndefined();
  });
});

describe('what is remembered has bounds', () => {
  it('of paths that are no files, those go that were not asked for the longest; no other file is the worse for it', () => {
    loaded.note('/app/wanted.js', '/app/a.html', false);
    loaded.note('/app/again.js', '/app/b.html', false);
    for (let n = 0; n < 1_000; n += 1) {
      loaded.note(`/app/x${n}.json`, '/app/a.html', false);
      loaded.note('/app/again.js', '/app/b.html', false);
    }
    expect(pages('/app/wanted.js')).toEqual([]);
    expect(pages('/app/again.js')).toEqual(['/app/b.html']);
    expect(pages('/app/x999.json')).toEqual(['/app/a.html']);
    expect(pages('/app/nobody-asked.js')).toEqual([]);
    // The files themselves are all remembered.
    expect(pages('/app/a.css')).toEqual(['/app/a.html']);
  });

  it('of files too', () => {
    for (let n = 0; n < 10_000; n += 1) loaded.note(`/app/x${n}.js`, '/app/b.html', true);
    expect(pages('/app/img/logo.svg')).toBeUndefined();
  });

  it('of the askers of one file too: then any page may have asked', () => {
    for (let n = 0; n < 100; n += 1) {
      loaded.note(`/app/p${n}.html`, `/app/p${n}.html`, true);
      loaded.note('/app/many.js', `/app/p${n}.html`, true);
    }
    expect(pages('/app/many.js')).toHaveLength(100);
    loaded.note('/app/p100.html', '/app/p100.html', true);
    loaded.note('/app/many.js', '/app/p100.html', true);
    expect(pages('/app/many.js')).toBeUndefined();
  });
});
