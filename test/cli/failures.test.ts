import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listening } from '../node/raw-server.js';
import { tempFolder } from '../node/temp-folder.js';
import { manifest, widgetPage } from '../support/temp-package.js';
import { runCommand } from './run-command.js';
import type { Ended } from './run-command.js';

/** The exit codes that people's scripts rely on: written out, because changing one breaks them. */
const USAGE = 2;
const FOLDER_MISSING = 3;
const INVALID = 4;
const FILE_MISSING = 5;
const PORT_IN_USE = 6;

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

const SECRET = 'planted-secret-4711';

/** A package that is right in all that a test does not change. */
const RIGHT = {
  'plugin-manifest.json': manifest({ 'invoice.details.sidebar': '/app/widget.html' }),
  'app/widget.html': widgetPage(''),
};

async function devIn(files: Record<string, string | object>, ...options: string[]): Promise<Ended> {
  const folder = await tempFolder(files);
  return runCommand(['dev', '.', '--port', '0', '--json', ...options], folder);
}

/** One plain message on stderr, no stack, nothing on stdout. */
function expectFailure(
  { code, stdout, stderr }: Ended,
  expected: number,
  ...messages: (string | RegExp)[]
): void {
  for (const message of messages) expect(stderr).toMatch(message);
  expect(code).toBe(expected);
  expect(stdout).toBe('');
  expect(stderr).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
  expect(stderr).not.toContain(SECRET);
}

describe('zfapps-shim', () => {
  it('--help names its commands on standard output', async () => {
    const { code, stdout, stderr } = await runCommand(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/Usage: zfapps-shim/);
    expect(stdout).toMatch(/dev .*\[folder \| url\]/);
  });

  it('dev --help names every option of the command', async () => {
    const { code, stdout } = await runCommand(['dev', '--help']);
    expect(code).toBe(0);
    for (const option of ['--port', '--location', '--mode', '--host', '--open', '--json'])
      expect(stdout).toContain(option);
  });

  it('--version prints the version of the package alone', async () => {
    expect(await runCommand(['--version'])).toEqual({
      code: 0,
      stdout: `${version}\n`,
      stderr: '',
    });
  });

  it('without a command shows how it is used', async () => {
    expectFailure(await runCommand([]), USAGE, 'Usage: zfapps-shim');
  });

  it.each<[string, string[], RegExp]>([
    ['an unknown command, with the nearest', ['dve'], /unknown command 'dve'[\s\S]*dev/],
    ['an unknown option, with the nearest', ['dev', '--jsno'], /unknown option '--jsno'[\s\S]*--json/],
    ['an unknown option of its own', ['--verbose'], /unknown option '--verbose'/],
    ['two folders', ['dev', 'a', 'b'], /too many arguments/],
    ['a port that is no number', ['dev', '--port', 'abc'], /--port .*'abc'.*number from 0 to 65535/],
    ['a port that is too large', ['dev', '--port', '65536'], /'65536'.*number from 0 to 65535/],
    ['a port in another notation', ['dev', '--port', '0x50'], /'0x50'.*number from 0 to 65535/],
    ['a port that is left out', ['dev', '--port'], /'--port <number>' argument missing/],
    ['a mode that is none', ['dev', '--mode', 'online'], /'online'.*offline, live/],
  ])('refuses %s', async (_, args, message) => {
    expectFailure(await runCommand(args), USAGE, message);
  });
});

describe('zfapps-shim dev, in a folder that is no widget package', () => {
  it('says that the folder does not exist', async () => {
    const home = await tempFolder();
    const ended = await runCommand(['dev', 'missing', '--json'], home);
    expectFailure(ended, FOLDER_MISSING, 'The folder missing does not exist.');
  });

  it('says that it is a file', async () => {
    const home = await tempFolder({ 'plugin-manifest.json': '{}' });
    const ended = await runCommand(['dev', 'plugin-manifest.json', '--json'], home);
    expectFailure(ended, FOLDER_MISSING, /plugin-manifest\.json is a file; name the folder/);
  });

  it('says what an empty folder lacks', async () => {
    expectFailure(await devIn({}), FILE_MISSING, 'neither plugin-manifest.json nor app/widget.html');
  });

  it('says where the manifest is broken', async () => {
    // The third line lacks its comma: what is wrong stands first on the fourth line.
    const broken = '{\n  "service": "FINANCE",\n  "locale": []\n  "modules": {}\n}\n';
    const ended = await devIn({ ...RIGHT, 'plugin-manifest.json': broken });
    expectFailure(ended, INVALID, /plugin-manifest\.json:4:3\b/);
  });

  it('says where the manifest ends too early', async () => {
    expectFailure(
      await devIn({ ...RIGHT, 'plugin-manifest.json': '{\n  "modules": {' }),
      INVALID,
      /plugin-manifest\.json:2:\d+/,
    );
  });

  it('names the path of what is wrong in the manifest, and its place', async () => {
    const wrong =
      '{\n  "modules": {\n    "widgets": [\n      { "location": "invoice.details.sidebar", "url": 7 }\n    ]\n  }\n}\n';
    const column = wrong.split('\n')[3]?.indexOf('7') ?? -1;
    const ended = await devIn({ ...RIGHT, 'plugin-manifest.json': wrong });
    expectFailure(ended, INVALID, `plugin-manifest.json:4:${column + 1} modules.widgets[0].url:`);
  });

  it('says that the manifest declares no widget', async () => {
    expectFailure(
      await devIn({ ...RIGHT, 'plugin-manifest.json': manifest({}) }),
      INVALID,
      'declares no widget',
    );
  });

  it('names each page that is missing, and the widget that wants it', async () => {
    const two = manifest({
      'invoice.details.sidebar': '/app/gone.html',
      'bill.details.sidebar': '/app/widget.html',
    });
    const ended = await devIn({ ...RIGHT, 'plugin-manifest.json': two });
    expectFailure(
      ended,
      FILE_MISSING,
      /modules\.widgets\[0\].*"\/app\/gone\.html".*app\/gone\.html does not exist/,
    );
    expect(ended.stderr).not.toContain('widgets[1]');
  });
});

describe('zfapps-shim dev, with a wrong configuration', () => {
  it('names the path in a JSON file, its place, and the nearest right key', async () => {
    const config = '{\n  "mode": "live",\n  "conections": {}\n}\n';
    const ended = await devIn({ ...RIGHT, 'zfapps.config.json': config });
    expectFailure(ended, INVALID, /zfapps\.config\.json:3:3 conections: .*connections/);
  });

  it('says where a JSON file is broken', async () => {
    const ended = await devIn({ ...RIGHT, 'zfapps.config.json': '{\n  "mode": "live",\n}\n' });
    expectFailure(ended, INVALID, /zfapps\.config\.json:[23]:\d+/);
  });

  it('names the path in a TypeScript file', async () => {
    const config = `const token: string = '${SECRET}';
export default { connections: { books: { type: 'bearer', token, hosts: ['https://x.example'] } } };`;
    const ended = await devIn({ ...RIGHT, 'zfapps.config.ts': config });
    expectFailure(ended, INVALID, /zfapps\.config\.ts\S* connections\.books\.hosts\[0\]: /);
  });

  it('names every path that is wrong, not only the first', async () => {
    const config = { mode: 'onlien', limits: { timeoutMs: 0 } };
    const ended = await devIn({ ...RIGHT, 'zfapps.config.json': config });
    expectFailure(
      ended,
      INVALID,
      /zfapps\.config\.json:2:\d+ mode: /,
      /zfapps\.config\.json:4:\d+ limits\.timeoutMs: /,
    );
  });

  it('quotes the error of a TypeScript file that throws, and its name', async () => {
    const ended = await devIn({ ...RIGHT, 'zfapps.config.ts': "throw new Error('no such vault');" });
    expectFailure(ended, INVALID, 'zfapps.config.ts', 'no such vault');
  });

  it('names a file of records that is missing', async () => {
    const ended = await devIn({ ...RIGHT, 'zfapps.config.json': { records: { invoice: './none.json' } } });
    expectFailure(ended, INVALID, 'none.json', 'records.invoice');
  });

  it('lists the locations there are where the wanted one is not among them', async () => {
    const two = manifest({
      'invoice.details.sidebar': '/app/widget.html',
      'bill.details.sidebar': '/app/widget.html',
    });
    const ended = await devIn(
      { ...RIGHT, 'plugin-manifest.json': two },
      '--location',
      'estimate.details.sidebar',
    );
    expectFailure(
      ended,
      USAGE,
      /estimate\.details\.sidebar[\s\S]*invoice\.details\.sidebar, bill\.details\.sidebar/,
    );
  });

  it('refuses a connection whose secret is not text, without quoting what it is', async () => {
    const config = { connections: { books: { type: 'bearer', token: [SECRET], hosts: ['x.example'] } } };
    const ended = await devIn({ ...RIGHT, 'zfapps.config.json': config });
    expectFailure(ended, INVALID, /connections\.books\.token/);
  });
});

describe('zfapps-shim dev, with a listener that cannot be had', () => {
  it('says which port is in use, and what to do', async () => {
    const used = await listening(createServer());
    const folder = await tempFolder(RIGHT);
    const ended = await runCommand(['dev', folder, '--json', '--port', String(used)]);
    expectFailure(ended, PORT_IN_USE, `Port ${used} of 127.0.0.1 is in use`, '--port 0');
  });

  it.each([
    '192.0.2.1',
    'no-such-name.invalid',
  ])('says that %s is no address of this machine', async (host) => {
    const ended = await devIn(RIGHT, '--host', host);
    expectFailure(ended, USAGE, `--host ${host} is no address of this machine`);
  });
});

describe('a folder', () => {
  it('may be named with spaces and letters of any script, relative or absolute', async () => {
    const home = await tempFolder({ 'mein Wídget 値/app/other.html': '' });
    for (const folder of ['mein Wídget 値', join(home, 'mein Wídget 値')]) {
      expectFailure(
        await runCommand(['dev', folder], home),
        FILE_MISSING,
        /mein Wídget 値 is no widget package/,
      );
    }
  });
});
