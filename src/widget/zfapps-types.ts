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
    /** Subscribes a handler to an event such as `ON_INVOICE_PRE_SAVE`. */
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
  /** Not emulated yet: rejects with `not_emulated`. */
  set(path: string, value: unknown): Promise<ZfappsRecord>;
  /** Calls an API through the server, with the credential of a connection if one is named. */
  request(options: RequestOptions): Promise<ZfappsResponse>;
  /** Asks the page to resize the widget's frame, to show a toast, or to read its record again. */
  invoke(action: 'RESIZE', size: ResizeOptions): Promise<unknown>;
  invoke(action: 'SHOW_NOTIFICATION', notification: NotificationOptions): Promise<unknown>;
  invoke(action: 'REFRESH_DATA', module?: string): Promise<unknown>;
  /** Opens another page of the package over the host page. */
  showModal(options: { url: string }): Promise<unknown>;
  /** Closes the modal that this page is shown in. */
  closeModal(): Promise<unknown>;
  /** Not emulated yet: rejects with `not_emulated`. */
  hideWidget(): Promise<unknown>;
  /** Not emulated yet: rejects with `not_emulated`. */
  showWidget(): Promise<unknown>;
  /** Not emulated yet: rejects with `not_emulated`. */
  store(key: string, value: unknown): Promise<unknown>;
  /** Not emulated yet: rejects with `not_emulated`. */
  retrieve(key: string): Promise<ZfappsRecord>;
  /** Not emulated yet: rejects with `not_emulated`. */
  linkFiles(...args: unknown[]): Promise<unknown>;
  /** Not emulated yet: its members reject with `not_emulated`. */
  API: Record<
    'createRecord' | 'deleteRecord' | 'getAllRecords' | 'getRecord' | 'updateRecord',
    (...args: unknown[]) => Promise<unknown>
  > & {
    GLOBALFIELDS: Record<'get' | 'set', (...args: unknown[]) => Promise<unknown>>;
  };
  I18N: {
    /** Not emulated yet: returns the key. */
    getTranslatedValue(key: string): string;
  };
  /** Its members are not documented. */
  UI: Record<string, unknown>;
}
