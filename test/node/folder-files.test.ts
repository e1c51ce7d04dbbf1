import { link, mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderFiles } from '../../src/node/folder-files.js';
import { tempFolder } from './temp-folder.js';

const SECRET = 'TOKEN=planted-secret';

/** A package with everything that must not leave it beside what may. */
function packageFolder(): Promise<string> {
  return tempFolder({
    'plugin-manifest.json': '{}',
    'app/widget.html': '<p>hello</p>',
    'app/img/a b.png': 'png',
    'app/ü.txt': 'u',
    'app/.env': SECRET,
    'app/.git/config': SECRET,
    'app2/secret.html': SECRET,
    'application.html': SECRET,
    '.env.local': SECRET,
    '.git/config': SECRET,
    'zfapps.config.json': SECRET,
    'package.json': SECRET,
    'node_modules/x/index.js': SECRET,
    'secret.html': SECRET,
  });
}

const textOf = (file: { bytes: Uint8Array } | undefined) => new TextDecoder().decode(file?.bytes);

describe('what is served', () => {
  it.each([
    ['/plugin-manifest.json', '{}', 'application/json'],
    ['/app/widget.html', '<p>hello</p>', 'text/html'],
    ['/app/img/a b.png', 'png', 'image/png'],
    ['/app/ü.txt', 'u', 'text/plain; charset=utf-8'],
  ])('%s', async (path, text, type) => {
    const file = await folderFiles(await packageFolder())(path);
    expect(textOf(file)).toBe(text);
    expect(file?.type).toBe(type);
  });

  it('is the bytes as they are', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, value) => value);
    const file = await folderFiles(await tempFolder({ 'app/a.bin': bytes }))('/app/a.bin');
    expect([...(file?.bytes ?? [])]).toEqual([...bytes]);
  });

  it('is what the disk has now', async () => {
    const folder = await packageFolder();
    const files = folderFiles(folder);
    await files('/app/widget.html');
    await writeFile(join(folder, 'app/widget.html'), 'changed');
    expect(textOf(await files('/app/widget.html'))).toBe('changed');
  });
});

describe('attackers', () => {
  it.each([
    '/.env.local',
    '/zfapps.config.json',
    '/package.json',
    '/node_modules/x/index.js',
    '/secret.html',
    '/application.html',
    '/app2/secret.html',
    '/.git/config',
    '/app/.env',
    '/app/.git/config',
    '/app/../.env.local',
    '/app/../secret.html',
    '/app/../app/widget.html',
    '/app/./widget.html',
    '/app/img/../../secret.html',
    '/../secret.html',
    '/app/..\\secret.html',
    '/app\\..\\secret.html',
    '/app/%2e%2e/secret.html',
    '/app/..%2fsecret.html',
    '/app//widget.html',
    '//app/widget.html',
    '/app/widget.html/',
    '/app/widget.html\0.png',
    '/app/\0',
    '/app/widget.html::$DATA',
    '/app/C:/secret.html',
    '/app/widget.html.',
    '/app/widget.html ',
    '/app/ .. /secret.html',
    '/app',
    '/app/',
    '/app/img',
    '/APP/widget.html',
    '/plugin-manifest.json/',
    '/plugin-manifest.json/x',
    '/',
    '',
    'app/widget.html',
    'plugin-manifest.json',
    'xapp/widget.html',
    '/app/none.html',
    `/app/${'a'.repeat(5_000)}`,
    '/app/\ud800',
  ])('get nothing at %j', async (path) => {
    expect(await folderFiles(await packageFolder())(path)).toBeUndefined();
  });

  it.each([
    ['a file outside the folder', '../outside.html'],
    ['a secret beside app', '../.env.local'],
    ['a file beside app', '../secret.html'],
    ['a dotfile inside app', '.env'],
    ['a device', '/dev/zero'],
    ['itself', 'link.html'],
    ['nothing', 'gone.html'],
  ])('get nothing through a link to %s', async (_, target) => {
    const folder = await packageFolder();
    await symlink(target, join(folder, 'app/link.html'));
    expect(await folderFiles(folder)('/app/link.html')).toBeUndefined();
  });

  it('get nothing through a linked folder that leads out', async () => {
    const folder = await packageFolder();
    const outside = await tempFolder({ 'x.html': SECRET });
    await symlink(outside, join(folder, 'app/out'));
    await symlink('..', join(folder, 'app/up'));
    const files = folderFiles(folder);
    expect(await files('/app/out/x.html')).toBeUndefined();
    expect(await files('/app/up/secret.html')).toBeUndefined();
  });

  it.each([['outside'], ['.'], ['.git']])('get nothing where app is a link to %s', async (target) => {
    const folder = await packageFolder();
    const outside = await tempFolder({ config: SECRET, 'secret.html': SECRET });
    await rename(join(folder, 'app'), join(folder, 'was-app'));
    await symlink(target === 'outside' ? outside : target, join(folder, 'app'));
    const files = folderFiles(folder);
    expect(await files('/app/config')).toBeUndefined();
    expect(await files('/app/secret.html')).toBeUndefined();
  });

  it('get nothing by a name with a dot, though it links to a page', async () => {
    const folder = await packageFolder();
    await symlink('widget.html', join(folder, 'app/.page.html'));
    expect(await folderFiles(folder)('/app/.page.html')).toBeUndefined();
  });

  it('get nothing where the manifest is a link to a secret', async () => {
    const folder = await tempFolder({ '.env.local': SECRET });
    await symlink('.env.local', join(folder, 'plugin-manifest.json'));
    expect(await folderFiles(folder)('/plugin-manifest.json')).toBeUndefined();
  });
});

describe('links that stay', () => {
  it('serves a link inside app by the type of its own name', async () => {
    const folder = await packageFolder();
    await symlink('widget.html', join(folder, 'app/page.txt'));
    const file = await folderFiles(folder)('/app/page.txt');
    expect(textOf(file)).toBe('<p>hello</p>');
    expect(file?.type).toBe('text/plain; charset=utf-8');
  });

  it('serves app as a link to a folder of the package', async () => {
    const folder = await tempFolder({ 'dist/widget.html': 'built' });
    await symlink('dist', join(folder, 'app'));
    const files = folderFiles(folder);
    expect(textOf(await files('/app/widget.html'))).toBe('built');
    expect(await files('/dist/widget.html')).toBeUndefined();
  });

  it('serves a folder that is itself reached by a link', async () => {
    const folder = await packageFolder();
    const parent = await tempFolder();
    await symlink(folder, join(parent, 'linked'));
    expect(textOf(await folderFiles(join(parent, 'linked'))('/app/widget.html'))).toBe('<p>hello</p>');
  });

  it('serves a second name of a file', async () => {
    const folder = await packageFolder();
    await mkdir(join(folder, 'app/deep'));
    await link(join(folder, 'app/widget.html'), join(folder, 'app/deep/again.html'));
    expect(textOf(await folderFiles(folder)('/app/deep/again.html'))).toBe('<p>hello</p>');
  });
});

describe('media types', () => {
  it.each([
    ['html', 'text/html'],
    ['HTML', 'text/html'],
    ['js', 'text/javascript; charset=utf-8'],
    ['mjs', 'text/javascript; charset=utf-8'],
    ['css', 'text/css; charset=utf-8'],
    ['json', 'application/json'],
    ['svg', 'image/svg+xml'],
    ['png', 'image/png'],
    ['jpg', 'image/jpeg'],
    ['jpeg', 'image/jpeg'],
    ['gif', 'image/gif'],
    ['webp', 'image/webp'],
    ['ico', 'image/x-icon'],
    ['woff', 'font/woff'],
    ['woff2', 'font/woff2'],
    ['ttf', 'font/ttf'],
    ['eot', 'application/vnd.ms-fontobject'],
    ['webm', 'video/webm'],
    ['mp3', 'audio/mpeg'],
    ['mp4', 'video/mp4'],
    ['txt', 'text/plain; charset=utf-8'],
    ['md', 'text/markdown; charset=utf-8'],
    ['xml', 'application/xml'],
    ['map', 'application/json'],
    ['wasm', 'application/wasm'],
    ['dre', 'application/octet-stream'],
    ['constructor', 'application/octet-stream'],
  ])('.%s', async (extension, type) => {
    const file = await folderFiles(await tempFolder({ [`app/x.${extension}`]: 'x' }))(`/app/x.${extension}`);
    expect(file?.type).toBe(type);
  });

  it('of a name without an extension', async () => {
    expect((await folderFiles(await tempFolder({ 'app/LICENSE': 'x' }))('/app/LICENSE'))?.type).toBe(
      'application/octet-stream',
    );
  });
});
