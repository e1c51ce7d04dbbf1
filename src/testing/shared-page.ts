import { ZfappsError } from '../core/protocol/index.js';
import { PageAnnouncer } from '../host/index.js';
import { createPageBook } from './page-book.js';
import { createPageHosts } from './page-hosts.js';
import { pageRecords } from './page-records.js';
import { createPageSave } from './page-save.js';
import type { Page, PageEdit, PageRecord, SaveResult } from '../core/page/index.js';
import type { RecordsPort, StoragePort, WidgetOnHost } from '../host/index.js';
import type { PageHosts } from './page-hosts.js';
import type { SaveOptions } from './page-save.js';

/** A page, with all that the widgets mounted on it share. */
export interface SharedPage {
  readonly page: Page;
  /** The language of its texts. */
  readonly locale: string;
  readonly hosts: PageHosts;
  readonly records: RecordsPort;
  readonly storage: StoragePort;
  /** Tells the widgets what happens on the page. */
  readonly announcer: PageAnnouncer;
  /** The modules of the mounted packages' widgets: events of theirs are no mistake. */
  readonly modules: Set<string>;
  /** Types into the form and leaves the field. Resolves once the widgets' handlers have answered. */
  change(path: string, value: unknown): Promise<void>;
  /** Saves the form, or the settings. Resolves once the widgets' handlers of SAVED have answered. */
  save(options?: SaveOptions): Promise<SaveResult>;
}

/** What a {@link SharedPage} is made of beside its page. */
export interface SharedPageOptions extends Pick<SharedPage, 'locale' | 'storage'> {
  /** The module of the page's record; absent where it shows none. */
  module: string | undefined;
  isSettings: boolean;
  /** The records of a module before anything is saved. */
  given(module: string): readonly PageRecord[];
}

const shared = new WeakMap<Page, SharedPage>();

/** What the mounts on a page share, by `{ page: first.page }`. */
export function sharedPageOf(page: Page): SharedPage {
  const found = shared.get(page);
  if (found !== undefined) return found;
  throw new ZfappsError(
    'invalid_options',
    "mountWidget's page is no widget's page; expected that of another mount: { page: first.page }.",
  );
}

/** Makes a page that mounts share. It tells them what happens on it as the playground's page does. */
export function sharePage(page: Page, options: SharedPageOptions): SharedPage {
  const { module, isSettings, locale, storage } = options;
  const hosts = createPageHosts();
  const book = createPageBook(options.given);
  let telling: Promise<unknown> = Promise.resolve();

  const modules = new Set<string>();
  const announcer = new PageAnnouncer({
    host: {
      get widgets() {
        return hosts.widgets;
      },
      emit(...event) {
        const answers = hosts.emit(...event);
        telling = answers;
        return answers;
      },
    },
    page: () => (module === undefined ? undefined : page),
    modules: () => [...modules],
  });
  const saves = createPageSave({
    host: hosts,
    store: async (ofModule, record) => book.save(ofModule, record),
  });

  page.onChange(({ paths, by }: PageEdit) => {
    if (by !== undefined) announcer.changed(by as WidgetOnHost);
    else if (paths[0] !== '') announcer.typed();
    else if (module !== undefined) book.take(module, page.record);
  });

  /** Resolves once what `tell` has told the widgets is answered. */
  async function answered(tell: () => void): Promise<void> {
    telling = Promise.resolve();
    tell();
    await telling;
  }

  /** @throws ZfappsError `not_settable` where a person finds no form */
  function checkForm(what: string): void {
    if (module !== undefined && (page.mode === 'creation' || page.mode === 'edit')) return;
    const place = module === undefined ? 'page shows no record' : `${page.mode} page has no form`;
    throw new ZfappsError(
      'not_settable',
      `There is nothing to ${what}: this ${place}. Mount the widget where there is one: { location: '${module ?? 'invoice'}.creation.sidebar' }.`,
    );
  }

  const made: SharedPage = {
    page,
    locale,
    hosts,
    storage,
    records: pageRecords(page, book, announcer),
    announcer,
    modules,
    async change(path, value) {
      checkForm('type into');
      page.change(path, value);
      await answered(() => announcer.commit());
    },
    async save(given = {}) {
      if (isSettings) return saves.run(given, (saving) => saving.settings());
      checkForm('save');
      announcer.commit();
      const saved = await saves.run(given, (saving) => saving.record(page));
      if (saved.outcome !== 'saved') return saved;
      const { sent, ...result } = saved;
      page.rebase(result.record, sent);
      // The page tells of another record, with what was written into it while this one was being stored.
      book.take(page.module, result.record);
      await answered(() => announcer.saved(page.module, result.record, result.recordId));
      return result;
    },
  };
  shared.set(page, made);
  return made;
}
