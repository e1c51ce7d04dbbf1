import { toStoredText } from './stored-text.js';
import type { StateStore } from './state-store.js';

/** Makes a store in the memory of this process: it ends with it. */
export function memoryStore(): StateStore {
  const areas = new Map<string, Map<string, string>>();
  const leases = new Map<string, Map<string, Lease>>();

  return {
    async get(area, key) {
      const text = areas.get(area)?.get(key);
      return text === undefined ? undefined : JSON.parse(text);
    },
    async set(area, key, value) {
      keysOf(areas, area).set(key, toStoredText(value));
    },
    async delete(area, key) {
      areas.get(area)?.delete(key);
    },
    async list(area) {
      return [...(areas.get(area)?.keys() ?? [])].sort();
    },
    async lease(area, key, owner, ms) {
      const held = leases.get(area)?.get(key);
      if (held !== undefined && held.owner !== owner && held.until > Date.now()) return false;
      keysOf(leases, area).set(key, { owner, until: Date.now() + ms });
      return true;
    },
    async release(area, key, owner) {
      const held = leases.get(area);
      if (held?.get(key)?.owner === owner) held.delete(key);
    },
  };
}

interface Lease {
  owner: string;
  until: number;
}

function keysOf<Kept>(areas: Map<string, Map<string, Kept>>, area: string): Map<string, Kept> {
  const keys = areas.get(area) ?? new Map<string, Kept>();
  areas.set(area, keys);
  return keys;
}
