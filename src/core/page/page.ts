import type { PageMode } from '../project/index.js';
import type { PageRules } from '../protocol/index.js';

/** Plain data of the page: a record, the organisation, the user. */
export type PageRecord = Record<string, unknown>;

/** Options of {@link createPage}. */
export interface PageOptions {
  /** The module of the page's record, such as `invoice`. */
  module: string;
  mode: PageMode;
  record: PageRecord;
  organization: PageRecord;
  user: PageRecord;
  /** On a list page, the records that it lists. Default: the one record. */
  list?: readonly PageRecord[];
  /** What else the page shows, by name: another module's record, or a list such as `contacts`. Default nothing. */
  records?: Readonly<Record<string, unknown>>;
  /** Default: `DEFAULT_PAGE_RULES`. */
  rules?: Partial<PageRules>;
}

/** What differs between the form and the record as it was saved last. */
export interface PageChange {
  /** Such as `reference_number`, `line_items[1]` or `custom_fields[0].value`; `''` for the whole record. */
  path: string;
  /** The widget whose `set` it was; absent where the person did it. */
  by?: string;
}

/** Told of what has just changed on a page. */
export interface PageEdit {
  /** The paths below the record that were written, without those that followed from them, such as totals. */
  paths: readonly string[];
  /** Who wrote, as it was given to `set`; absent where the person did, or where the record was replaced. */
  by?: unknown;
}

/** What a page shows at one moment, for whoever draws it. Shared, not copied: never write into it. */
export interface PageView {
  readonly record: Readonly<PageRecord>;
  readonly list: readonly Readonly<PageRecord>[];
  readonly changes: readonly PageChange[];
  readonly selection: readonly string[];
}

/** Options of {@link Page.context}. */
export interface PageContext {
  organization: PageRecord;
  user: PageRecord;
  /** Default: those that the page has. Given, what they leave out is that of `DEFAULT_PAGE_RULES`. */
  rules?: Partial<PageRules> | undefined;
}

/** What a widget sees of the page that it stands on. */
export interface Page {
  readonly module: string;
  readonly mode: PageMode;
  /** A copy: changes to it do not reach the page. */
  readonly record: PageRecord;
  /** The records that the page lists; empty where it shows one. Copies. */
  readonly list: readonly PageRecord[];
  /** The identifiers of the selected records, or the indexes of the selected line items. */
  readonly selection: readonly string[];
  /** What differs since the record was put on the page or saved. */
  readonly changes: readonly PageChange[];
  /**
   * The members above at one moment: the same object, of the same objects, until something of the page changes;
   * then another one, and the former stays as it was. It is shared with the page and not frozen, so it must not
   * be written into; take `record` for a copy.
   */
  readonly view: PageView;
  /**
   * Answers `ZFAPPS.get`: a one-key object, keyed by the literal path, that holds a copy.
   *
   * @param location where the widget that asks stands: a bulk action's plural (`invoices`) is the selection
   * @throws ZfappsError `unknown_key` for a path to nothing, saying what the page has
   */
  get(path: unknown, location?: string): Record<string, unknown>;
  /**
   * Carries out `ZFAPPS.set`: writes into the form, as far as widgets may, and makes totals follow.
   *
   * @param by who asks: handed on to listeners, and its `widget.widget`, `widget` or text is the name in `changes`
   * @returns the whole entity under its name
   * @throws ZfappsError `unknown_key`, `invalid_property` or `not_settable`, saying what to do instead
   */
  set(path: unknown, value: unknown, by?: unknown): Record<string, unknown>;
  /**
   * Writes what the person typed: any member below the record, cells of line items too.
   *
   * @param path below the record, such as `line_items[0].quantity`
   */
  change(path: string, value: unknown): void;
  /**
   * Selects records of the list by their identifiers, or line items by their indexes. A selected line stays so where
   * the list of lines is written: `selection` then tells its new index, or nothing once it is gone.
   */
  select(selection: readonly string[]): void;
  /** Puts another record in the place of the page's own; nothing counts as changed then. See `rebase` for a save. */
  replaceRecord(record: PageRecord): void;
  /**
   * Takes what came back for the record that was sent to be stored. What was written meanwhile, that is what differs
   * from `sent`, stays, with its changes: member by member, and of line items line by line. Everything else is
   * `stored`, and always the identifier, the number, the times and the `line_item_id`s. Listeners are told `['']`
   * where the record is another then.
   *
   * @param stored as it came back; nothing that it says counts as changed
   * @param sent `record` as it was when it was sent
   */
  rebase(stored: PageRecord, sent: PageRecord): void;
  /**
   * Puts another organisation, user and rules in place. Record, changes and selection stay, and listeners are not
   * told; totals that are computed later go by the new organisation. A page whose record is the organisation shows
   * the new one.
   */
  context(context: PageContext): void;
  /** Follows what changes on the page. Returns the function that ends it. */
  onChange(listener: (edit: PageEdit) => void): () => void;
}
