import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ZfappsError } from '../../src/core/protocol/index.js';
import { createReload } from '../../src/node/reload-project.js';
import type { ServerChanges } from '../../src/server/index.js';
import type { LoadConfigResult, ProjectNotice } from '../../src/node/index.js';
import type { ReloadOptions } from '../../src/node/reload-project.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A loaded configuration that says no more than which it is. */
function configuration(name: string, files: string[] = []): LoadConfigResult {
  return {
    notes: [name],
    files: { configuration: new Set(files), records: new Set() },
    readRecords: async () => ({}),
  } as unknown as LoadConfigResult;
}

/** A reload over parts that a test gives, and what came of it. */
function reloading(options: Partial<ReloadOptions> = {}) {
  const updates: ServerChanges[] = [];
  const notices: ProjectNotice[] = [];
  const followed: string[][] = [];
  const reload = createReload({
    parts: {
      widgets: { folder: '/p', name: 'p', manifest: {} as never },
      configuration: configuration('first', ['/p/a']),
    },
    readWidgets: async () => ({ folder: '/p', name: 'p', manifest: {} as never }),
    missingPages: async () => [],
    loadConfiguration: async () => configuration('next', ['/p/b']),
    serve: (parts) => ({ notes: parts.configuration.notes }),
    update: (changes) => updates.push(changes),
    follow: ({ configuration }) => followed.push([...configuration]),
    onNotice: (notice) => notices.push(notice),
    ...options,
  });
  return { reload, updates, notices, followed };
}

describe('a reload', () => {
  it('takes together what changes while it is at work', async () => {
    const loads: (() => void)[] = [];
    const { reload, updates } = reloading({
      loadConfiguration: () =>
        new Promise((resolve) => {
          loads.push(() => resolve(configuration(`load ${loads.length}`)));
        }),
    });
    const done = reload.take({ configuration: true });
    await vi.advanceTimersByTimeAsync(0);
    for (let n = 0; n < 10; n += 1) void reload.take({ configuration: true });
    loads[0]?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(loads).toHaveLength(2);
    loads[1]?.();
    await done;
    expect(updates).toEqual([{ notes: ['load 1'] }, { notes: ['load 2'] }]);
  });

  it('does not wait for ever for a configuration that never ends', async () => {
    const first = new Promise<LoadConfigResult>(() => {});
    const loads = [first, Promise.resolve(configuration('mended'))];
    const { reload, updates, notices } = reloading({ loadConfiguration: () => loads.shift() ?? first });
    void reload.take({ configuration: true });
    await vi.advanceTimersByTimeAsync(9_000);
    expect(notices).toEqual([]);
    const done = reload.take({ configuration: true });
    await vi.advanceTimersByTimeAsync(1_000);
    await done;
    expect(notices).toEqual([
      { kind: 'problem', message: expect.stringContaining('has not loaded within 10 s') },
      { kind: 'mended', message: expect.stringContaining('configuration is right again') },
    ]);
    expect(updates.at(-1)).toEqual({ notes: ['mended'], problems: [] });
  });

  it('follows the files of both configurations while the later one is wrong', async () => {
    let isWrong = true;
    const { reload, followed } = reloading({
      async loadConfiguration({ onFile }) {
        onFile?.('/p/b', 'configuration');
        if (isWrong) throw new ZfappsError('invalid_config', 'wrong');
        return configuration('next', ['/p/b']);
      },
    });
    await reload.take({ configuration: true });
    isWrong = false;
    await reload.take({ configuration: true });
    expect(followed).toEqual([['/p/a', '/p/b'], ['/p/b']]);
  });

  it('goes on after a fault that is nobody’s to mend', async () => {
    const { reload, updates, notices } = reloading({
      loadConfiguration: async () => {
        throw new TypeError('a fault');
      },
      missingPages: vi.fn().mockRejectedValueOnce(new TypeError('another')).mockResolvedValue(['gone']),
    });
    await reload.take({ files: ['/app/x.js'] });
    await reload.take({ configuration: true });
    expect(notices).toEqual([
      { kind: 'problem', message: 'zfapps-shim failed: another' },
      { kind: 'problem', message: 'zfapps-shim failed: a fault' },
      { kind: 'problem', message: 'gone' },
    ]);
    expect(updates).toEqual([{ problems: ['zfapps-shim failed: a fault', 'gone'] }]);
  });

  it('tells a problem once, however often it is met', async () => {
    const { reload, updates, notices } = reloading({
      loadConfiguration: async () => {
        throw new ZfappsError('invalid_config', 'wrong');
      },
    });
    for (let n = 0; n < 3; n += 1) await reload.take({ configuration: true });
    expect(notices).toEqual([{ kind: 'problem', message: 'wrong' }]);
    expect(updates).toEqual([{ problems: ['wrong'] }]);
  });

  it('tells nothing where nothing is another', async () => {
    const { reload, updates } = reloading();
    await reload.take({ manifest: true, files: ['/app/x.js'] });
    expect(updates).toEqual([]);
  });
});
