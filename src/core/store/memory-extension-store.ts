import { memoryRecords } from './memory-records.js';
import type { ExtensionLog, ExtensionStore } from './extension-store.js';
import type { MemoryRecords } from './memory-records.js';

/** Makes a store of extension data in the memory of this process: it ends with it. */
export function memoryExtensionStore(): ExtensionStore {
  const installations = new Map<string, Kept>();
  let lastLog = 0;

  /** To write: whoever reads of an installation that has nothing leaves nothing. */
  function keptOf(installation: string): Kept {
    const kept = installations.get(installation) ?? { records: memoryRecords(), params: new Map(), logs: [] };
    installations.set(installation, kept);
    return kept;
  }

  return {
    async putRecords(installation, records) {
      keptOf(installation).records.put(records);
    },
    async findRecords(installation, query) {
      return installations.get(installation)?.records.find(query) ?? [];
    },
    async deleteRecord(installation, key) {
      return installations.get(installation)?.records.delete(key) ?? false;
    },
    async setParams(installation, values) {
      for (const [name, value] of Object.entries(values)) keptOf(installation).params.set(name, value);
    },
    async params(installation) {
      const values: Record<string, string> = Object.create(null);
      for (const [name, value] of installations.get(installation)?.params ?? []) values[name] = value;
      return values;
    },
    async deleteParam(installation, name) {
      return installations.get(installation)?.params.delete(name) ?? false;
    },
    async addLog(installation, log, { most, since }) {
      const kept = keptOf(installation);
      kept.logs = kept.logs.filter(({ at }) => at >= since);
      if (log.reference !== undefined && groupOf(kept.logs, log).length >= most) return undefined;
      lastLog += 1;
      const added = { ...log, logId: String(FIRST_LOG_ID + lastLog) };
      kept.logs.push(added);
      return withParent(added, kept.logs);
    },
    async logs(installation, { since, from, limit }) {
      const live = installations.get(installation)?.logs.filter(({ at }) => at >= since) ?? [];
      const page = live.toReversed().slice(from, from + limit);
      return page.map((log) => withParent(log, live));
    },
    async clear(installation) {
      installations.delete(installation);
    },
  };
}

/** Ids look as the vendor's do. */
const FIRST_LOG_ID = 4_000_000_000_000;

interface Kept {
  records: MemoryRecords;
  params: Map<string, string>;
  logs: KeptLog[];
}

type KeptLog = Omit<ExtensionLog, 'parentLogId'>;

/** Those with the same reference, the oldest first. */
function groupOf(logs: readonly KeptLog[], { reference }: { reference?: string }): KeptLog[] {
  return reference === undefined ? [] : logs.filter((log) => log.reference === reference);
}

/** The parent is looked up, not kept: once it is forgotten, the next one is the parent. */
function withParent(log: KeptLog, live: readonly KeptLog[]): ExtensionLog {
  const parent = groupOf(live, log)[0]?.logId;
  return { ...log, ...(parent === undefined || parent === log.logId ? {} : { parentLogId: parent }) };
}
