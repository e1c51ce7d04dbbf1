import { toStoredText } from './stored-text.js';
import type { StateStore } from './state-store.js';

/** Makes a store in the memory of this process: it ends with it. */
export function memoryStore(): StateStore {
  const areas = new Map<string, Map<string, string>>();

  function keysOf(area: string): Map<string, string> {
    const keys = areas.get(area) ?? new Map<string, string>();
    areas.set(area, keys);
    return keys;
  }

  return {
    async get(area, key) {
      const text = areas.get(area)?.get(key);
      return text === undefined ? undefined : JSON.parse(text);
    },
    async set(area, key, value) {
      keysOf(area).set(key, toStoredText(value));
    },
    async delete(area, key) {
      areas.get(area)?.delete(key);
    },
    async list(area) {
      return [...(areas.get(area)?.keys() ?? [])].sort();
    },
  };
}
