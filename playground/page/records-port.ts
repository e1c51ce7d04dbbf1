import type { Page } from '../../src/core/page/index.js';
import type { RecordsAnswer, RecordsCommand } from '../../src/core/protocol/index.js';
import type { RecordsPort } from '../../src/host/index.js';

/** What a {@link recordsPort} needs of its tab. */
export interface RecordsPortOptions {
  page(): Page;
  /** What the server had, as this tab read it last. */
  records(): RecordsAnswer;
  refresh(): Promise<void>;
  send(command: RecordsCommand): Promise<{ record?: Record<string, unknown> }>;
  /** Reads what the server has now. */
  reread(): Promise<void>;
}

/** The page of this tab, and the records that all tabs share, as widgets reach them. */
export function recordsPort({ page, records, refresh, send, reread }: RecordsPortOptions): RecordsPort {
  return {
    get: (path, { widget }) => page().get(path, widget.location),
    set: (path, value, from) => page().set(path, value, from),
    refresh,
    list(module) {
      const answer = records();
      const { [module]: record } = answer.records;
      return answer.lists[module] ?? (record === undefined ? [] : [record]);
    },
    async put(module, record) {
      const stored = await send({ type: 'save', module, record });
      await reread();
      return stored.record ?? record;
    },
    async remove(module, id) {
      await send({ type: 'remove', module, id });
      await reread();
    },
  };
}
