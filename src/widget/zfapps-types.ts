import type { RequestOptions, ZfappsResponse } from '../core/protocol/index.js';

/**
 * A record as the product gives it. Its members differ by module and organisation, so they are
 * left open.
 */
// biome-ignore lint/suspicious/noExplicitAny: records have no fixed shape, and widgets read them as they come
export type ZfappsRecord = Record<string, any>;

/** The organisation that the page belongs to. */
export interface Organization extends ZfappsRecord {
  organization_id: string;
  name: string;
  currency_code: string;
  language_code: string;
  /** With its leading dot, such as `.com`. */
  data_center_extension: string;
  /** Without a slash at its end, such as `https://www.zohoapis.com/books/v3`. */
  api_root_endpoint: string;
}

/** The user who looks at the page. */
export interface User extends ZfappsRecord {
  user_id: string;
  name: string;
  email: string;
}

/** What `get` resolves with: one member, named by the key that was asked for. */
export type GetResult<Key extends string> = Key extends 'organization'
  ? { organization: Organization }
  : Key extends 'user'
    ? { user: User }
    : // biome-ignore lint/suspicious/noExplicitAny: see ZfappsRecord
      { [Name in Key]: any };

/** Handles an event; what it returns, or resolves with, goes back to the page. */
// biome-ignore lint/suspicious/noExplicitAny: the data of an event differs by event
export type EventHandler = (data: any) => unknown;

/**
 * What `on` returns: `await instance.on(name, handler)` settles at once; in
 * `instance.on(name).then(handler)` the callback of `then` is the handler.
 */
export interface Subscription {
  then(onEvent?: EventHandler | null, onRejected?: ((reason: unknown) => unknown) | null): Promise<unknown>;
  catch(onRejected?: ((reason: unknown) => unknown) | null): Promise<unknown>;
  finally(onSettled?: (() => void) | null): Promise<unknown>;
}

/** What `init` resolves with. */
export interface App {
  instance: {
    /**
     * Subscribes a handler to an event such as `ON_INVOICE_PRE_SAVE`. Names hold with and without `ON_`, and
     * `ON_CHANGE` is the change of whatever record the page has. The page waits for what a PRE_SAVE handler
     * resolves with: `{prevent_save: true, message}` keeps it from saving. A handler that comes late still gets
     * what the page shows: PREVIEW and WIDGET_OPEN.
     */
    on(event: string, handler?: EventHandler): Subscription;
  };
}

/** The size of a widget's frame: `'800px'`, `'100%'`, or a number of pixels. */
export interface ResizeOptions {
  width?: string | number;
  height?: string | number;
}

/** A toast. */
export interface NotificationOptions {
  type: 'success' | 'error';
  message: string;
}

/** What `store` keeps: anything that JSON holds, up to 64 kB of it. */
export interface StoredValue {
  value: unknown;
}

/** A record of a module (singular or plural, such as `invoice`), by its identifier. */
export interface RecordAddress {
  module: string;
  id: string | number;
}

/** `ZFAPPS.API`. The vendor documents no shapes: these are zfapps-shim's own, and every call says so in the log. */
export interface ZfappsApi {
  /** Stores a new record. Resolves `{invoice: <the record as stored>}`. */
  createRecord(options: { module: string; data: ZfappsRecord }): Promise<ZfappsRecord>;
  /** Resolves `{invoice: <the record>}`; rejects with `unknown_record`. */
  getRecord(options: RecordAddress): Promise<ZfappsRecord>;
  /** Resolves `{invoices: [<record>, …]}`. */
  getAllRecords(options: { module: string }): Promise<ZfappsRecord>;
  /** Replaces members of a record. Resolves `{invoice: <the record as stored>}`. */
  updateRecord(options: RecordAddress & { data: ZfappsRecord }): Promise<ZfappsRecord>;
  /** Removes a record. Resolves `{invoice: <the record as it was>}`. */
  deleteRecord(options: RecordAddress): Promise<ZfappsRecord>;
  GLOBALFIELDS: {
    /** Resolves `{[name]: value}`; rejects with `not_stored`. */
    get(name: string | { name: string }): Promise<ZfappsRecord>;
    /** Keeps a value. Resolves `{[name]: value}`. */
    set(name: string, value: unknown): Promise<ZfappsRecord>;
    set(field: { name: string; value: unknown }): Promise<ZfappsRecord>;
  };
}

/**
 * The SDK that widgets see as the global `ZFAPPS`. Every promise rejects with a plain
 * `{code, message}`.
 *
 * Source: the vendor's "ZFAPPS JS SDK" pages; `docs/parity.md` has a row for each fact.
 */
export interface Zfapps {
  extension: {
    /** Connects the widget with its page. Idempotent; calls made earlier wait for it. */
    init(): Promise<App>;
  };
  /** Reads the organisation, the user, the page's record, or a path such as `invoice.line_items[0].rate`. */
  get<Key extends string>(key: Key): Promise<GetResult<Key>>;
  /**
   * Writes into the page's form, at a path such as `invoice.reference_number`, `invoice.custom_fields.3.value` or
   * `invoice.line_items`. Resolves with the whole record: `{invoice: {…}}`.
   */
  set(path: string, value: unknown): Promise<ZfappsRecord>;
  /** Calls an API through the server, with the credential of a connection if one is named. */
  request(options: RequestOptions): Promise<ZfappsResponse>;
  /** Asks the page to resize the widget's frame, to show a toast, or to read its record again. */
  invoke(action: 'RESIZE', size: ResizeOptions): Promise<unknown>;
  invoke(action: 'SHOW_NOTIFICATION', notification: NotificationOptions): Promise<unknown>;
  invoke(action: 'REFRESH_DATA', module?: string): Promise<unknown>;
  /** Opens another page of the package over the host page. */
  showModal(options: { url: string }): Promise<unknown>;
  /** Closes the modal that this page is shown in; elsewhere does nothing. */
  closeModal(): Promise<unknown>;
  /** Hides this widget's frame; its page runs on. */
  hideWidget(): Promise<unknown>;
  /** Shows it again. */
  showWidget(): Promise<unknown>;
  /** Keeps a value by a key, for all pages of the organisation. Resolves `{[key]: value}`. */
  store(key: string, stored: StoredValue): Promise<ZfappsRecord>;
  /** Resolves `{[key]: value}`; where nothing is kept, rejects with `{code: -1, message}`: a number, here alone. */
  retrieve(key: string): Promise<ZfappsRecord>;
  /** Not documented by the vendor: resolves null and does nothing. */
  linkFiles(...args: unknown[]): Promise<unknown>;
  API: ZfappsApi;
  I18N: {
    /**
     * The text of `app/translations/<locale>.json` by its key, such as `invoice.title`. Without a translation, and
     * before `init` has resolved, the key itself.
     */
    getTranslatedValue(key: string): string;
  };
  /** Its members are not documented: it has none. */
  UI: Record<string, unknown>;
}
