import { spawn } from 'node:child_process';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { afterEach, describe, expect, it } from 'vitest';
import { listening } from '../node/raw-server.js';
import { SELF_SIGNED } from '../node/self-signed.js';
import { tempFolder } from '../node/temp-folder.js';
import { COMMAND, startDev } from '../support/dev-server.js';
import { manifest, widgetPage } from '../support/temp-package.js';
import { runCommand } from './run-command.js';
import type { DevServer } from '../support/dev-server.js';

const toStop: DevServer[] = [];
afterEach(async () => {
  for (const dev of toStop.splice(0)) await dev.stop();
});

async function started(...given: Parameters<typeof startDev>): Promise<DevServer> {
  const dev = await startDev(...given);
  toStop.push(dev);
  return dev;
}

/** A dev server with these files by their path; others are missing. */
async function serving(files: Record<string, string | object>): Promise<string> {
  const server = createHttpServer(({ url = '' }, response) => {
    const found = Object.hasOwn(files, url) ? files[url] : undefined;
    if (found === undefined) response.writeHead(404).end();
    else {
      response.setHeader('Content-Type', url.endsWith('.json') ? 'application/json' : 'text/html');
      response.end(typeof found === 'string' ? found : JSON.stringify(found));
    }
  });
  return `http://127.0.0.1:${await listening(server)}`;
}

/** What the host page is told of its widgets. */
async function manifestOf({ url }: DevServer): Promise<{
  name: string;
  notes: string[];
  problems: string[];
  initialWidget: number;
  widgets: { url: string; location: string; hostedElsewhere: boolean }[];
}> {
  const html = await (await fetch(url)).text();
  const { token } = JSON.parse(/id="zfapps-boot">(.*?)<\/script>/.exec(html)?.[1] ?? '');
  return (await fetch(`${url}__zfapps/manifest`, { headers: { 'x-zfapps-token': token } })).json();
}

describe('zfapps-shim dev with the address of a dev server', () => {
  it('shows the widgets of its manifest, through the widgets’ origin', async () => {
    const dev = await started(
      await serving({
        '/plugin-manifest.json': manifest({ 'bill.details.sidebar': '/app/widget.html' }),
        '/app/widget.html': widgetPage(''),
      }),
    );
    const { widgets, notes } = await manifestOf(dev);
    expect(widgets).toMatchObject([{ url: `${dev.widgetOrigin}/app/widget.html`, hostedElsewhere: false }]);
    expect(notes).toEqual([]);
    const html = await (await fetch(widgets[0]?.url ?? '')).text();
    expect(html).toContain(`src="${dev.widgetOrigin}/__zfapps/zf_sdk.js"`);
    expect(html).not.toMatch(/<script[^>]*\ssrc="[^"]*zohostatic/);
  });

  it('without a manifest shows the page that it names, at --location, and notes that', async () => {
    const address = await serving({ '/': widgetPage(''), '/app': widgetPage('') });
    const dev = await started(`${address}/app`, '--location', 'bill.details.sidebar');
    const { widgets, notes, name } = await manifestOf(dev);
    expect(widgets).toMatchObject([{ url: `${dev.widgetOrigin}/app`, location: 'bill.details.sidebar' }]);
    expect(name).toBe(new URL(address).host);
    expect(notes).toEqual([
      expect.stringMatching(/serves no manifest .*answered with 404.* bill\.details\.sidebar/),
    ]);
    expect(dev.output()).toContain(notes[0]);
  });

  it('shows the widget of the page that it names first', async () => {
    const address = await serving({
      '/plugin-manifest.json': manifest({ 'bill.details.sidebar': '/a', 'estimate.details.sidebar': '/b' }),
    });
    expect(await manifestOf(await started(`${address}/b`))).toMatchObject({ initialWidget: 1 });
  });

  it('prints where what it shows comes from', async () => {
    const address = await serving({ '/': widgetPage('') });
    const child = spawn(process.execPath, [COMMAND, 'dev', address, '--port', '0']);
    let printed = '';
    for await (const chunk of child.stdout) {
      printed += chunk;
      if (printed.includes('Ctrl-C')) break;
    }
    child.kill('SIGINT');
    expect(printed).toMatch(/page {5}http:\/\/127\.0\.0\.1:\d+\/\n/);
    expect(printed).toMatch(new RegExp(`widgets {2}http://127\\.0\\.0\\.1:\\d+, from ${address}\\n`));
  });

  it('prints one line only with --json', async () => {
    const dev = await started(await serving({ '/': widgetPage('') }));
    const line = JSON.parse(dev.stdout());
    expect(line).toEqual({ event: 'ready', url: dev.url, widgetOrigin: dev.widgetOrigin });
  });

  it('says what is wrong with a manifest that was right, keeps the former, and takes the next', async () => {
    const right = manifest({ 'bill.details.sidebar': '/a' });
    const files: Record<string, object | string> = { '/plugin-manifest.json': right };
    const dev = await started(await serving(files));
    files['/plugin-manifest.json'] = '{ "modules"';
    const broken = await manifestOf(dev);
    expect(broken).toMatchObject({
      widgets: [{ location: 'bill.details.sidebar' }],
      problems: [expect.stringMatching(/\/plugin-manifest\.json:1:\d+ is not JSON/)],
    });
    files['/plugin-manifest.json'] = manifest({ 'estimate.details.sidebar': '/b' });
    expect(await manifestOf(dev)).toMatchObject({
      widgets: [{ location: 'estimate.details.sidebar' }],
      problems: [],
    });
  });

  it('takes the configuration of the current folder', async () => {
    const cwd = await tempFolder({ 'zfapps.config.json': '{ "mode": "sideways" }' });
    const { code, stderr } = await runCommand(['dev', await serving({ '/': '' }), '--port', '0'], cwd);
    expect(code).toBe(4);
    expect(stderr).toMatch(/zfapps\.config\.json:1:11 mode/);
  });

  it('warns of --host for the dev server too', async () => {
    const dev = await started(await serving({ '/': '' }), '--host', '0.0.0.0');
    expect(dev.output()).toMatch(/note .*everyone who reaches this address.*connections and the dev server/);
  });
});

describe('zfapps-shim dev ends', () => {
  it.each([
    ['http://example.com:5173', /is not this machine.*name the widget's folder, or start its dev server/],
    ['https://192.168.1.10:5000', /not this machine.*https:\/\/localhost:5000/],
    ['http://me:hunter2@localhost:5173', /holds a user name or password/],
    ['ftp://localhost/', /only http and https/],
    ['localhost:5173', /lacks its scheme/],
  ])('with 2 for %s', async (address, message) => {
    const { code, stdout, stderr } = await runCommand(['dev', address, '--port', '0']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/hunter2|^\s+at /m);
  });

  it('with 2 for a --port that is the dev server’s', async () => {
    const address = await serving({ '/': '' });
    const { code, stderr } = await runCommand(['dev', address, '--port', new URL(address).port]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/the dev server's own port/);
  });

  it('with 2 for another zfapps-shim, by either of its ports', async () => {
    const other = await started(await tempFolder({ 'app/widget.html': widgetPage('') }));
    for (const address of [other.url, other.widgetOrigin]) {
      const { code, stderr } = await runCommand(['dev', address, '--port', '0']);
      expect(code).toBe(2);
      expect(stderr).toMatch(/is zfapps-shim already/);
    }
  });

  it('with 4 for a manifest that is wrong, and names the place', async () => {
    const address = await serving({ '/plugin-manifest.json': '{\n  "modules": []\n}' });
    const { code, stderr } = await runCommand(['dev', address, '--port', '0']);
    expect(code).toBe(4);
    expect(stderr).toMatch(
      /http:\/\/127\.0\.0\.1:\d+\/plugin-manifest\.json:2:14 modules: expected an object/,
    );
  });

  it('with 7 for a dev server that speaks https, not http', async () => {
    const server = createHttpsServer(SELF_SIGNED);
    server.on('tlsClientError', () => {});
    const { code, stderr } = await runCommand([
      'dev',
      `http://127.0.0.1:${await listening(server)}`,
      '--port',
      '0',
    ]);
    expect(code).toBe(7);
    expect(stderr).toMatch(/name it by https:\/\/127\.0\.0\.1:\d+/);
  });

  it('with 7 where nothing listens for ten seconds, and says that it waits', {
    timeout: 30_000,
  }, async () => {
    const server = createHttpServer();
    const port = await listening(server);
    await new Promise((resolve) => server.close(resolve));
    const { code, stderr } = await runCommand(['dev', `http://localhost:${port}`, '--port', '0']);
    expect(code).toBe(7);
    expect(stderr.match(/waiting 10 s for the dev server/g)).toHaveLength(1);
    expect(stderr).toContain(`No dev server answers at http://localhost:${port}`);
  });
});
