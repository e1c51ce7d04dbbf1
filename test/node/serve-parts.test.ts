import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { memoryExtensionStore, memoryStore } from '../../src/core/store/index.js';
import { createPartsServing } from '../../src/node/serve-parts.js';
import { tempFolder } from './temp-folder.js';
import type { ProjectStores } from '../../src/node/project-stores.js';

it('is closed though its stores cannot be: nothing ends the process then', async () => {
  const stores: ProjectStores = {
    at: () => ({ store: memoryStore(), notes: [] }),
    tokens: () => memoryStore(),
    data: () => ({ data: memoryExtensionStore(), notes: [] }),
    ping: async () => {},
    close: async () => {
      throw new Error('The database is gone.');
    },
  };
  const parts = createPartsServing({
    folder: await tempFolder({}),
    mode: 'offline',
    notes: [],
    stores,
    onEntry: undefined,
    closedPorts: undefined,
  });
  const unheard: unknown[] = [];
  const hear = (reason: unknown) => unheard.push(reason);
  process.on('unhandledRejection', hear);
  try {
    parts.close();
    // Node tells of those that nobody hears before it goes on to the next round.
    await setImmediate();
    expect(unheard).toEqual([]);
  } finally {
    process.off('unhandledRejection', hear);
  }
});
