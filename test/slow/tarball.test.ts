import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleanEnv as env, packedProject, run } from '../support/packed-project.js';
import { recordingServer } from '../support/recording-server.js';
import { manifest, widgetPage } from '../support/temp-package.js';
import type { PackedProject } from '../support/packed-project.js';
import type { RecordingServer } from '../support/recording-server.js';

const REPOSITORY = resolve(import.meta.dirname, '../..');
const SECRET = 'planted-secret-4711';

/** The names that the documentation gives each entry. The two that only type a page have none. */
const ENTRIES: Record<string, string[]> = {
  'zfapps-shim': ['defineConfig', 'isZfappsError'],
  'zfapps-shim/widget': ['createZfapps'],
  'zfapps-shim/host': ['createWidgetHost', 'remoteBackend'],
  'zfapps-shim/backend': ['createBackend', 'fetchTransport', 'mswTransport'],
  'zfapps-shim/connections': ['apiKey', 'basic', 'bearer', 'custom'],
  'zfapps-shim/desk': ['createDesk', 'explainInvokeHash', 'invokeHash', 'verifyCallbackHash'],
  'zfapps-shim/server': ['createServer'],
  'zfapps-shim/node': ['listen', 'loadConfig', 'nodeTransport', 'sqlStore'],
  'zfapps-shim/testing': ['invoice', 'mountWidget', 'organization'],
  'zfapps-shim/vite': ['default', 'zfapps'],
  'zfapps-shim/globals': [],
};

/** The one that is made of MSW handlers, and cannot be without msw. */
const OF_MSW = 'zfapps-shim/sample-org';

let packed: PackedProject;
let project: string;

beforeAll(async () => {
  packed = await packedProject();
  project = packed.folder;
});
afterAll(() => packed?.remove());

/** Where the package was installed. */
const inside = (...path: string[]) => join(project, 'node_modules/zfapps-shim', ...path);

describe('the tarball, installed in an empty folder', () => {
  it('installs without a warning of engines or peers', () => {
    expect(packed.printed).toMatch(/added \d+ packages/);
    expect(packed.printed).not.toMatch(/EBADENGINE|Unsupported engine|ERESOLVE|peer dep|deprecated/i);
  });

  it('holds what runs, its licence and its notes, and no sources, tests or secrets', async () => {
    const files = (await readdir(inside(), { recursive: true })).map((file) => file.replaceAll('\\', '/'));
    expect(files).toEqual(
      expect.arrayContaining([
        'package.json',
        'LICENSE',
        'dist/cli/main.js',
        'dist/zf_sdk.js',
        'dist/page/index.html',
        'dist/types/entries/globals.d.ts',
      ]),
    );
    expect(
      files.filter((file) =>
        /^(?:src|test|playground|bench|node_modules)\/|\.env|\.tsbuildinfo$|\.pem$/.test(file),
      ),
    ).toEqual([]);
  });

  it.each(['zfapps-shim', 'zfapps'])('has the command %s', async (name) => {
    const { version } = JSON.parse(await readFile(inside('package.json'), 'utf8'));
    const { stdout } = await run(project, 'npx', '--no-install', name, '--version');
    expect(stdout).toBe(`${version}\n`);
    if (process.platform !== 'win32')
      expect((await stat(join(project, 'node_modules/.bin', name))).mode & 0o111).toBe(0o111);
  });

  it('lists every entry of its exports map', async () => {
    const { exports } = JSON.parse(await readFile(inside('package.json'), 'utf8'));
    const modules = Object.keys(exports).filter((path) => !/\.js(?:on)?$/.test(path));
    expect(modules.map((path) => path.replace(/^\./, 'zfapps-shim')).sort()).toEqual(
      [...Object.keys(ENTRIES), OF_MSW].sort(),
    );
  });

  it.each(
    Object.entries(ENTRIES),
  )('gives %s its documented names, with neither vite nor msw installed', async (entry, names) => {
    const script = `console.log(JSON.stringify(Object.entries(await import('${entry}')).map(([name, value]) => [name, typeof value])))`;
    const { stdout, stderr } = await run(project, process.execPath, '--input-type=module', '--eval', script);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual(expect.arrayContaining(names.map((name) => [name, 'function'])));
  });

  it('names msw where the entry that is made of its handlers is imported without it', async () => {
    const script = `await import('${OF_MSW}').catch(({ code, message }) => console.log(code, message))`;
    const { stdout } = await run(project, process.execPath, '--input-type=module', '--eval', script);
    expect(stdout).toMatch(/^ERR_MODULE_NOT_FOUND .*'msw'/);
  });

  it('gives the drop-in script by its name', async () => {
    const script = "console.log(import.meta.resolve('zfapps-shim/zf_sdk.js'))";
    const { stdout } = await run(project, process.execPath, '--input-type=module', '--eval', script);
    expect(await readFile(new URL(stdout.trim()), 'utf8')).toContain('ZFAPPS');
  });
});

describe('its types, in a TypeScript project', () => {
  /** A widget's own script, which names nothing but the global. */
  const WIDGET = `/// <reference types="zfapps-shim/globals" />
const options = { url: 'https://api.example/', method: 'POST' } as const;
export const status: Promise<number> = ZFAPPS.request({ ...options, url_query: [{ key: 'page', value: 1 }] }).then(
  ({ data }) => data.status_code,
);
`;
  const ENTRIES_USED = `import { defineConfig } from 'zfapps-shim';
import { createBackend } from 'zfapps-shim/backend';
import { bearer } from 'zfapps-shim/connections';
import { createDesk } from 'zfapps-shim/desk';
import { createWidgetHost } from 'zfapps-shim/host';
import { listen, sqlStore } from 'zfapps-shim/node';
import { createServer } from 'zfapps-shim/server';
import { createZfapps } from 'zfapps-shim/widget';
export { bearer, createBackend, createDesk, createServer, createWidgetHost, createZfapps, listen, sqlStore };
export default defineConfig({ mode: 'live' });
`;
  /** Lines with one error each, and what its message names. */
  const WRONG: [line: string, names: RegExp][] = [
    ["ZFAPPS.request({ ...options, methd: 'GET' });", /'methd' does not exist/],
    ['ZFAPPS.request({ ...options, url_query: { page: 1 } });', /page|url_query|not assignable/],
    ["ZFAPPS.request({ url: 'https://api.example/', method: 'GET/PUT' });", /"GET\/PUT"/],
    ['ZFAPPS.get(7);', /number/],
  ];

  async function compile(source: string, ...flags: string[]): Promise<string> {
    await writeFile(join(project, 'script.ts'), source);
    const tsc = join(REPOSITORY, 'node_modules/typescript/bin/tsc');
    const always = ['--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2023,dom', '--pretty', 'false'];
    return run(project, process.execPath, tsc, ...always, ...flags, 'script.ts').then(
      ({ stdout }) => stdout,
      (error: { stdout: string }) => error.stdout,
    );
  }

  it.each([
    ['Node’s way to find modules', ['--module', 'nodenext']],
    ['a bundler’s', ['--module', 'esnext', '--moduleResolution', 'bundler']],
  ])('know ZFAPPS by %s, with every declaration checked and nothing else installed', async (_, flags) => {
    expect(await compile(WIDGET, '--types', '', ...flags)).toBe('');
  });

  it('are errors where a widget writes a wrong option, each in its line and nowhere else', async () => {
    const printed = await compile(
      WIDGET + WRONG.map(([line]) => line).join('\n'),
      '--types',
      '',
      '--module',
      'nodenext',
    );
    const errors = printed.split('\n').filter((line) => /error TS/.test(line));
    const first = WIDGET.split('\n').length;
    expect(errors.map((error) => /^script\.ts\((\d+),/.exec(error)?.[1])).toEqual(
      WRONG.map((_, index) => String(first + index)),
    );
    for (const [index, [, names]] of WRONG.entries()) expect(errors[index]).toMatch(names);
  });

  it('know every entry, as projects compile that skip the declarations of what they do not use', async () => {
    const nodeTypes = ['--types', 'node', '--typeRoots', join(REPOSITORY, 'node_modules/@types')];
    expect(await compile(ENTRIES_USED, '--module', 'nodenext', '--skipLibCheck', ...nodeTypes)).toBe('');
  });
});

describe('its command, on a widget', () => {
  let upstream: RecordingServer;
  let server: ReturnType<typeof spawn>;
  let ready: { event: string; url: string; widgetOrigin: string };
  let printed = '';

  beforeAll(async () => {
    upstream = await recordingServer();
    const files = {
      'plugin-manifest.json': manifest({ 'invoice.details.sidebar': '/app/widget.html' }),
      'app/widget.html': widgetPage(''),
      'zfapps.config.ts': `import { defineConfig } from 'zfapps-shim';
export default defineConfig({
  mode: 'live',
  destinations: { private: ['127.0.0.1:${upstream.port}'] },
  connections: { books: { type: 'bearer', token: process.env.TARBALL_TOKEN, hosts: ['127.0.0.1'] } },
});`,
      '.env.local': `TARBALL_TOKEN=${SECRET}\n`,
    };
    for (const [name, content] of Object.entries(files)) {
      const file = join(project, 'widget', name);
      await mkdir(resolve(file, '..'), { recursive: true });
      await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
    }
    // A process group of its own, so that Ctrl-C reaches all of it as from a terminal.
    server = spawn('npx', ['--no-install', 'zfapps-shim', 'dev', 'widget', '--json', '--port', '0'], {
      cwd: project,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    ready = await new Promise((found, reject) => {
      let line = '';
      server.stderr?.on('data', (chunk) => {
        printed += chunk;
      });
      server.stdout?.on('data', (chunk) => {
        line += chunk;
        printed += chunk;
        if (line.includes('\n')) found(JSON.parse(line));
      });
      server.once('exit', () => reject(new Error(`zfapps-shim dev ended early:\n${printed}`)));
    });
  });
  afterAll(async () => {
    if (server?.pid !== undefined && server.exitCode === null && server.signalCode === null)
      process.kill(-server.pid, 'SIGKILL');
    await upstream?.close();
  });

  it('shows the host page with its scripts, and the widget with its SDK', async () => {
    expect(ready.event).toBe('ready');
    const html = await (await fetch(ready.url)).text();
    const assets = [...html.matchAll(/(?:src|href)="(\/__zfapps\/page\/assets\/[^"]+)"/g)].map(
      ([, path]) => path,
    );
    expect(assets.length).toBeGreaterThan(0);
    for (const path of assets) expect((await fetch(new URL(path ?? '', ready.url))).status).toBe(200);
    const page = await (await fetch(`${ready.widgetOrigin}/app/widget.html`)).text();
    expect(page).toContain(`src="${ready.widgetOrigin}/__zfapps/zf_sdk.js"`);
    const sdk = await fetch(`${ready.widgetOrigin}/__zfapps/zf_sdk.js`);
    expect(await sdk.text()).toBe(await readFile(inside('dist/zf_sdk.js'), 'utf8'));
  });

  it('makes a request as the page does, with the credential that it keeps', async () => {
    const html = await (await fetch(ready.url)).text();
    const { token } = JSON.parse(/id="zfapps-boot">(.*?)<\/script>/.exec(html)?.[1] ?? '');
    const { origin } = new URL(ready.url);
    const response = await fetch(`${origin}/__zfapps/request`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-zfapps-token': token, origin },
      body: JSON.stringify({
        options: { url: `${upstream.origin}/items`, connection_link_name: 'books' },
        caller: { widget: 'W' },
      }),
    });
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({
      ok: true,
      value: { code: 0, data: { status_code: 200, body: '{}' } },
    });
    expect(upstream.requests.map(({ target, headers }) => [target, headers.authorization])).toEqual([
      ['/items', `Bearer ${SECRET}`],
    ]);
    expect(html + text + printed).not.toContain(SECRET);
  });

  it('ends at Ctrl-C and gives its ports back', async () => {
    const ended = once(server, 'exit');
    const since = performance.now();
    process.kill(-(server.pid ?? Number.NaN), 'SIGINT');
    await ended;
    expect(performance.now() - since).toBeLessThan(2_000);
    for (const origin of [ready.url, ready.widgetOrigin]) await expect(fetch(origin)).rejects.toThrow();
  });
});
