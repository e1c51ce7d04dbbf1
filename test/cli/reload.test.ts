import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { tempFolder } from '../node/temp-folder.js';
import { COMMAND, startDev } from '../support/dev-server.js';
import { readEvents } from '../support/read-events.js';
import { manifest, widgetPage } from '../support/temp-package.js';
import type { ManifestAnswer } from '../../src/core/protocol/index.js';

const SECRET = 'planted-secret-9081';

const mocks = (answer: string) => `
import { http, HttpResponse } from 'msw';
export default [http.get('https://api.example.com/', () => HttpResponse.json({ answer: '${answer}' }))];`;

const FILES = {
  'plugin-manifest.json': manifest({ 'invoice.details.sidebar': '/app/widget.html' }),
  'app/widget.html': widgetPage(''),
  'app/widget.js': 'let widget;',
  'zfapps.config.ts': `export default { mocks: './mocks.ts' };`,
  'mocks.ts': mocks('first'),
};

/** The command on a folder, with a page's way to the server. */
async function running(files: Record<string, string | object> = {}) {
  const folder = await tempFolder({ ...FILES, ...files });
  const server = await startDev(folder);
  onTestFinished(async () => void (await server.stop()));
  const html = await (await fetch(server.url)).text();
  const { token } = JSON.parse(/id="zfapps-boot">(.*?)<\/script>/.exec(html)?.[1] ?? '') as { token: string };
  const get = (path: string) =>
    fetch(`${server.url}__zfapps/${path}`, { headers: { 'x-zfapps-token': token } });
  const events = readEvents((await get('events')).body);
  // A test may have ended the server, and the stream with it.
  onTestFinished(() => events.cancel().catch(() => {}));
  await events.next('open');
  return {
    folder,
    server,
    events,
    write: (name: string, content: string | object) =>
      writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content)),
    async next(): Promise<ManifestAnswer> {
      await events.next('project');
      return (await get('manifest')).json() as Promise<ManifestAnswer>;
    },
    /** The body of what a widget's call is answered with, or its rejection. */
    async request(): Promise<{ answer?: string; code?: string }> {
      const answer = await fetch(`${server.url}__zfapps/request`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-zfapps-token': token,
          origin: new URL(server.url).origin,
        },
        body: JSON.stringify({ options: { url: 'https://api.example.com/' }, caller: { widget: 'W' } }),
      });
      const outcome = await answer.json();
      return outcome.ok ? JSON.parse(outcome.value.data.body) : outcome.error;
    },
    /** A file of the widget, as the widget's page asks for it. */
    ask: (path: string, from: string) =>
      fetch(server.widgetOrigin + path, { headers: { referer: server.widgetOrigin + from } }),
    open: (path: string) =>
      fetch(server.widgetOrigin + path, { headers: { 'sec-fetch-dest': 'iframe', referer: server.url } }),
  };
}

describe('while the command runs', () => {
  it('a changed mock answers, without a restart', async () => {
    const { write, next, request } = await running();
    expect(await request()).toEqual({ answer: 'first' });
    await write('mocks.ts', mocks('second'));
    expect((await next()).problems).toEqual([]);
    expect(await request()).toEqual({ answer: 'second' });
  });

  it('a broken configuration keeps the former in use, is printed once, and its repair too', async () => {
    const { server, write, next, request } = await running();
    await write('zfapps.config.ts', `export default {\n  mocks: './mocks.ts',\n  mod: 'live',\n};`);
    const { problems, mode } = await next();
    expect(problems).toEqual([expect.stringMatching(/zfapps\.config\.ts mod: .*did you mean "mode"\?/)]);
    expect(mode).toBe('offline');
    expect(await request()).toEqual({ answer: 'first' });
    await write('zfapps.config.ts', `export default {\n  mocks: './mocks.ts',\n  mode: 'offline',\n};`);
    expect((await next()).problems).toEqual([]);
    const lines = server
      .output()
      .split('\n')
      .filter((line) => /^ {2}(?:problem|mended) /.test(line));
    expect(lines).toEqual([
      `  problem  ${problems[0]}`,
      '  mended  The configuration is right again, and in use.',
    ]);
    // `--json` promises one line there.
    expect(server.stdout().trim().split('\n')).toHaveLength(1);
  });

  it('a changed manifest is shown', async () => {
    const { write, next } = await running();
    await write('plugin-manifest.json', manifest({ webtab: '/app/widget.html' }));
    expect((await next()).widgets).toMatchObject([{ location: 'webtab' }]);
  });

  it('a changed file reloads the pages that asked for it, and no others', async () => {
    const { events, write, open, ask } = await running({ 'app/other.html': widgetPage('') });
    await open('/app/widget.html');
    await open('/app/other.html');
    await ask('/app/widget.js', '/app/widget.html');
    await write('app/widget.js', 'let changed;');
    expect(await events.next('file')).toEqual({
      type: 'file',
      revision: 1,
      path: '/app/widget.js',
      pages: ['/app/widget.js', '/app/widget.html'],
    });
  });

  it('no secret is told of a configuration that is wrong', async () => {
    const { server, write, next } = await running();
    await write('.env.local', `RELOAD_TOKEN="${SECRET}\\nX-Split: 1"`);
    await write(
      'zfapps.config.ts',
      `export default { connections: { books: { type: 'bearer', token: { env: 'RELOAD_TOKEN' }, hosts: ['a.example'] }, other: { type: 'bearer', token: ['${SECRET}'], hosts: ['a.example'] } } };`,
    );
    const { problems } = await next();
    expect(problems.join('\n')).toContain('connections.other.token');
    expect(problems.join('\n') + server.output()).not.toContain(SECRET);
  });

  it('a folder that goes away and comes back is shown again', async () => {
    const { folder, next, request, write } = await running();
    await rename(folder, `${folder}-away`);
    expect((await next()).problems.join('\n')).toMatch(/does not exist/);
    await rename(`${folder}-away`, folder);
    let problems: readonly string[] = ['not read yet'];
    while (problems.length > 0) ({ problems } = await next());
    await write('mocks.ts', mocks('back'));
    await next();
    expect(await request()).toEqual({ answer: 'back' });
  });

  it('Ctrl-C is obeyed within a second', async () => {
    const { server } = await running();
    const from = performance.now();
    expect(await server.stop()).toBe(0);
    expect(performance.now() - from).toBeLessThan(1_000);
  });
});

it('watching holds no program open', async () => {
  const folder = await tempFolder(FILES);
  const node = pathToFileURL(join(dirname(COMMAND), '../entries/node.js')).href;
  const program = `import { createProjectServer } from '${node}'; await createProjectServer(process.argv[1]); console.log('made');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, folder]);
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk;
  });
  const [code] = await once(child, 'close');
  expect({ code, printed }).toEqual({ code: 0, printed: 'made\n' });
});
