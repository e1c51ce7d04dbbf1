/**
 * Where the data of Zoho Desk extensions is kept: their storage, config params and logs. Data of one
 * installation knows nothing of another's. What the data may be (lengths, characters, shapes) is checked
 * by who calls: a store keeps any text as it is.
 *
 * Requirements
 * 1. Ids, keys and other texts are any text: empty, long, `__proto__`, U+0000, halves of surrogate pairs. Texts
 *    that differ in one code unit are different.
 * 2. What is read is a copy.
 * 3. Once a write has resolved, every later read sees it, also that of another process on the same place, and
 *    also after `kill -9`.
 * 4. A write happens whole or not at all.
 * 5. To find by key, or by queriable value, costs no more where there are many others.
 */
export interface ExtensionStore {
  /** Adds records, or replaces those with the same key, which keep their place in the order. Of a key that comes twice the later wins. */
  putRecords(installation: string, records: readonly StorageRecord[]): Promise<void>;
  /** The records that match, in the order in which their keys were first added. */
  findRecords(installation: string, query: StorageQuery): Promise<StorageRecord[]>;
  /** @returns whether there was one */
  deleteRecord(installation: string, key: string): Promise<boolean>;
  /** Sets config params by name; those that are not named stay. */
  setParams(installation: string, values: Readonly<Record<string, string>>): Promise<void>;
  /** The values of config params that were set. Its prototype is null: a param may be called `__proto__`. */
  params(installation: string): Promise<Record<string, string>>;
  /** @returns whether it was set */
  deleteParam(installation: string, name: string): Promise<boolean>;
  /**
   * Adds a log, and forgets those from before `since`. The first of those with the same reference that are
   * not forgotten is the parent of the others; a log without a reference is a parent alone.
   *
   * @returns undefined, and adds nothing, where `most` logs have its reference already: also when several
   *   processes add at one time
   */
  addLog(
    installation: string,
    log: NewLog,
    limits: { most: number; since: number },
  ): Promise<ExtensionLog | undefined>;
  /** The logs that are not from before `since`, newest first. */
  logs(installation: string, query: { since: number; from: number; limit: number }): Promise<ExtensionLog[]>;
  /** Removes everything of an installation. */
  clear(installation: string): Promise<void>;
}

/** A record of an extension's storage: #STORAGE_DATA_OBJECT. */
export interface StorageRecord {
  key: string;
  /** A group to look records up by. Absent is not the same as empty text. */
  queriableValue?: string;
  /** A JSON object. */
  value: Readonly<Record<string, unknown>>;
}

/** Which records: those that match every member that is there. */
export interface StorageQuery {
  key?: string;
  queriableValue?: string;
  /** How many to skip. */
  from: number;
  /** How many at most. */
  limit: number;
}

/** A log to add. */
export interface NewLog {
  /** Groups logs. */
  reference?: string;
  title: string;
  description: string;
  /** When it was added, in milliseconds since the epoch. */
  at: number;
}

/** A log as it is kept. */
export interface ExtensionLog extends NewLog {
  /** Digits; a later log's is greater than an earlier's. */
  logId: string;
  /** Absent for a parent. */
  parentLogId?: string;
}
