import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readableName } from '../../src/node/readable-name.js';
import { stateFolder } from '../../src/node/state-folder.js';
import { tempFolder } from './temp-folder.js';
import type { StatePlace } from '../../src/node/state-folder.js';

const place = (platform: StatePlace['platform'], env: StatePlace['env'] = {}): StatePlace => ({
  platform,
  env,
  home: () => '/home/maya',
});

// Paths of the machine that runs the test: `join` writes its own separators.
const slashes = (path: string) => path.replaceAll('\\', '/');

describe("a project's state is in the user's own state folder", () => {
  it.each<[string, StatePlace, string]>([
    ['Linux', place('linux'), '/home/maya/.local/state/zfapps-shim/'],
    ['Linux, by XDG_STATE_HOME', place('linux', { XDG_STATE_HOME: '/state' }), '/state/zfapps-shim/'],
    ['Linux, not by a relative one', place('linux', { XDG_STATE_HOME: 'state' }), '/home/maya/.local/state/'],
    ['Linux, not by an empty one', place('linux', { XDG_STATE_HOME: '' }), '/home/maya/.local/state/'],
    ['macOS', place('darwin'), '/home/maya/Library/Application Support/zfapps-shim/'],
    ['Windows', place('win32', { LOCALAPPDATA: 'C:/local' }), 'C:/local/zfapps-shim/'],
    ['Windows without LOCALAPPDATA', place('win32'), '/home/maya/AppData/Local/zfapps-shim/'],
  ])('%s', (_, at, expected) => {
    const folder = slashes(stateFolder('/work/my-widget', at));
    expect(folder.startsWith(expected)).toBe(true);
    expect(folder.split('/').at(-1)).toMatch(/^my-widget-[0-9a-f]{16}$/);
  });

  it('apart from that of a folder of the same name elsewhere', () => {
    expect(stateFolder('/a/widget', place('linux'))).not.toBe(stateFolder('/b/widget', place('linux')));
    expect(stateFolder('/a/widget', place('linux'))).toBe(stateFolder('/a/widget', place('linux')));
  });

  it('and naming it makes nothing', async () => {
    const home = await tempFolder();
    stateFolder('/work/my-widget', { ...place('linux'), home: () => home });
    expect(readdirSync(home)).toEqual([]);
  });
});

describe('a name for any text', () => {
  it.each([
    '',
    '..',
    '.',
    'con',
    'NUL',
    'a/b',
    'C:\\x',
    '🎈',
    '\ud83c',
    'x'.repeat(10_000),
    '__proto__',
  ])('is one that every file system takes: %j', (text) => {
    const name = readableName(text);
    expect(name).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*-[0-9a-f]{16}$/);
    expect(name.length).toBeLessThan(64);
  });

  it('tells texts apart that some file systems do not', () => {
    const names = ['key', 'KEY', 'k-e-y', '\ud83c', '\ufffd', 'é', 'e\u0301'].map((text) =>
      readableName(text).toLowerCase(),
    );
    expect(new Set(names).size).toBe(names.length);
  });
});
