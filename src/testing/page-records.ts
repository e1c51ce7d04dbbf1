import { recordId } from '../core/page/index.js';
import type { Page, PageRecord } from '../core/page/index.js';
import type { PageAnnouncer, RecordsPort } from '../host/index.js';
import type { PageBook } from './page-book.js';

/** The page and its book, as widgets reach them. What `API` does to the page's own record shows on the page. */
export function pageRecords(page: Page, book: PageBook, announcer: PageAnnouncer): RecordsPort {
  const isForm = page.mode === 'creation' || page.mode === 'edit';
  const ownId = () => recordId(page.module, page.record);

  /** What is on an edited form stays. */
  function show(record: PageRecord): void {
    if (page.changes.length > 0) return;
    page.replaceRecord(record);
    announcer.replaced();
  }

  /** Where a list shows the record, in its row: a page replaces the one that is selected. */
  function showStored(record: PageRecord): void {
    const id = recordId(page.module, record);
    if (page.mode !== 'list') {
      if (id === ownId()) show(record);
      return;
    }
    if (id === undefined || !page.list.some((one) => recordId(page.module, one) === id)) return;
    const { selection } = page;
    page.select([id]);
    show(record);
    page.select(selection);
  }

  return {
    get: (path, { widget }) => page.get(path, widget.location),
    set: (path, value, from) => page.set(path, value, from),
    refresh() {
      if (isForm || page.changes.length === 0) return;
      const saved = book.find(page.module, ownId());
      if (saved !== undefined) page.replaceRecord(saved);
    },
    list: (module) => book.list(module),
    put(module, record) {
      const stored = book.save(module, record);
      if (module === page.module) showStored(stored);
      return stored;
    },
    remove(module, id) {
      const isShown = module === page.module && page.mode === 'details' && id === ownId();
      book.remove(module, id);
      const [next] = isShown ? book.list(module) : [];
      if (next !== undefined) show(next);
    },
  };
}
