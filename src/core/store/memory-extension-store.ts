import { toStoredText } from './stored-text.js';
import type { ExtensionLog, ExtensionStore, StorageRecord } from './extension-store.js';

/** Makes a store of extension data in the memory of this process: it ends with it. */
export function memoryExtensionStore(): ExtensionStore {
  const installations = new Map<string, Kept>();
  let lastLog = 0;

  function keptOf(installation: string): Kept {
    const kept = installations.get(installation) ?? { records: new Map(), params: new Map(), logs: [] };
    installations.set(installation, kept);
    return kept;
  }

  return {
    async putRecords(installation, records) {
      // All texts before the first write: a value that is no JSON changes nothing.
      const texts = records.map((record) => [record, toStoredText(record.value)] as const);
      const kept = keptOf(installation).records;
      for (const [{ key, queriableValue }, value] of texts) kept.set(key, { queriableValue, value });
    },
    async findRecords(installation, { key, queriableValue, from, limit }) {
      const kept = keptOf(installation).records;
      const one = key === undefined ? undefined : kept.get(key);
      const candidates: Iterable<[string, KeptRecord]> =
        key === undefined ? kept : one === undefined ? [] : [[key, one]];
      const found: StorageRecord[] = [];
      let skipped = 0;
      for (const [name, record] of candidates) {
        if (queriableValue !== undefined && record.queriableValue !== queriableValue) continue;
        if (found.length === limit) break;
        if (skipped < from) skipped += 1;
        else found.push(toRecord(name, record));
      }
      return found;
    },
    async deleteRecord(installation, key) {
      return keptOf(installation).records.delete(key);
    },
    async setParams(installation, values) {
      for (const [name, value] of Object.entries(values)) keptOf(installation).params.set(name, value);
    },
    async params(installation) {
      const values: Record<string, string> = Object.create(null);
      for (const [name, value] of keptOf(installation).params) values[name] = value;
      return values;
    },
    async deleteParam(installation, name) {
      return keptOf(installation).params.delete(name);
    },
    async addLog(installation, log, { most, since }) {
      const kept = keptOf(installation);
      kept.logs = kept.logs.filter(({ at }) => at >= since);
      const group =
        log.reference === undefined ? [] : kept.logs.filter((one) => one.reference === log.reference);
      if (group.length >= most) return undefined;
      lastLog += 1;
      const parent = group[0]?.logId;
      const added: ExtensionLog = {
        ...log,
        logId: String(FIRST_LOG_ID + lastLog),
        ...(parent === undefined ? {} : { parentLogId: parent }),
      };
      kept.logs.push(added);
      return { ...added };
    },
    async logs(installation, { since, from, limit }) {
      const live = keptOf(installation).logs.filter(({ at }) => at >= since);
      return live
        .reverse()
        .slice(from, from + limit)
        .map((log) => ({ ...log }));
    },
    async clear(installation) {
      installations.delete(installation);
    },
  };
}

/** Ids look as the vendor's do. */
const FIRST_LOG_ID = 4_000_000_000_000;

interface Kept {
  records: Map<string, KeptRecord>;
  params: Map<string, string>;
  logs: ExtensionLog[];
}

interface KeptRecord {
  queriableValue: string | undefined;
  /** JSON text. */
  value: string;
}

function toRecord(key: string, { queriableValue, value }: KeptRecord): StorageRecord {
  return { key, ...(queriableValue === undefined ? {} : { queriableValue }), value: JSON.parse(value) };
}
