import { parseRecord } from '../parse-record.js';
import type { DeskCommand, DeskRecord } from '../../src/core/protocol/index.js';

/** A record as somebody types it. */
export interface RecordDraft {
  key: string;
  queriableValue: string;
  /** JSON. */
  value: string;
  /** The record that is changed; undefined for a new one. */
  of: DeskRecord | undefined;
}

/** What the storage view shows, and what is typed there. */
export interface StorageDraft {
  /** What is typed into the filter. */
  key: string;
  queriableValue: string;
  from: number;
  limit: number;
  /** Undefined where nobody adds or changes a record. */
  record: RecordDraft | undefined;
}

export const EMPTY_STORAGE: Readonly<StorageDraft> = {
  key: '',
  queriableValue: '',
  from: 0,
  limit: 20,
  record: undefined,
};

/** The command that reads a page, and one record more, which tells whether there is another page. An empty filter is none. */
export function pageCommand({ key, queriableValue, from, limit }: Readonly<StorageDraft>) {
  return {
    type: 'storage',
    ...(key === '' ? {} : { key }),
    ...(queriableValue === '' ? {} : { queriableValue }),
    from,
    limit: limit + 1,
  } as const satisfies DeskCommand;
}

/** A draft of a record that is to be changed, or of a new one. */
export function toDraft(of?: DeskRecord): RecordDraft {
  const { key = '', queriableValue = '', value = {} } = of ?? {};
  return { key, queriableValue, value: JSON.stringify(value, null, 2), of };
}

/** The record that a draft means, or what is wrong with it. */
export function toRecord({
  key,
  queriableValue,
  value,
  of,
}: RecordDraft): { record: DeskRecord } | { problem: string } {
  if (key === '') return { problem: 'The key is empty: it names the record.' };
  const parsed = parseRecord(value, '');
  if (!parsed.ok) return { problem: `The value is not right. ${parsed.message}` };
  const isAbsent = queriableValue === '' && of?.queriableValue === undefined;
  return { record: { key, ...(isAbsent ? {} : { queriableValue }), value: parsed.record } };
}
