import type { BridgeAnswer } from './bridge.js';

/** How the host page frames a widget. */
export type WidgetShape = 'sidebar' | 'modal' | 'page' | 'dashboard' | 'background' | 'settings';

/** A widget of the manifest, with all that the host page needs to show it. */
export interface WidgetOnPage {
  name: string;
  /** As the manifest has it, such as `invoice.details.sidebar`. */
  location: string;
  /** The location in words, such as `Invoice details, sidebar`. */
  locationTitle: string;
  /** Absolute: on the widget origin, or wherever else the manifest's absolute `url` points. */
  url: string;
  /** The manifest's `url` was absolute: the widget's files are not in the package. */
  hostedElsewhere: boolean;
  shape: WidgetShape;
  /** The module of the record that the widget sits on, such as `invoice`; absent on a dashboard or web tab. */
  module?: string;
  /** Where a modal stands, by the manifest's `popup.align`. Default: in the middle. */
  align?: ModalAlign;
  /** `list`, `details` or `creation`, where the location has one. */
  pageMode?: string;
  /** The manifest's `allowed_features`, for the frame's `allow` attribute. */
  allowedFeatures: readonly string[];
}

/** Where a modal stands on the page. */
export type ModalAlign = 'center' | 'left' | 'right' | 'top' | 'bottom';

/** How the page behaves where documents and life disagree, or nothing says. */
export interface PageRules {
  /** Where `set` may write: on pages with a form, or on every page. Default `forms`. */
  set: 'forms' | 'everywhere';
  /** What setting the whole list of line items does. Default `replace`. */
  lineItems: 'replace' | 'append';
}

export const DEFAULT_PAGE_RULES: Readonly<PageRules> = { set: 'forms', lineItems: 'replace' };

/** The answer of `ROUTES.manifest`. */
export interface ManifestAnswer {
  /** The widget package's name. */
  name: string;
  /** `offline`: nothing leaves this machine; `live`: requests reach their upstreams. */
  mode: 'offline' | 'live';
  /** The index in `widgets` of the one to show first. */
  initialWidget: number;
  /** The version of zfapps-shim. */
  version: string;
  widgets: readonly WidgetOnPage[];
  /** Sentences for the widget's author, such as a connection that is off for want of its secret. */
  notes: readonly string[];
  /** The manifest's `cspDomains`: sources by directive. */
  cspDomains: Readonly<Record<string, readonly string[]>>;
  /** Why a changed manifest or configuration is not in use; the former one still is. */
  problems: readonly string[];
  /** The configuration's `parity`, as far as it is the page's. */
  rules: PageRules;
  /** The configuration's `limits.preSaveMs`. */
  preSaveMs: number;
  /** The language that the page is in. */
  locale: string;
  /** The languages to switch to: the manifest's, and those that have translations. */
  locales: readonly string[];
}

/** The answer of `ROUTES.records`: complete, with a plausible default for every module. */
export interface RecordsAnswer {
  organization: Record<string, unknown>;
  user: Record<string, unknown>;
  /** The record that is shown first, by module, such as `invoice`. */
  records: Record<string, Record<string, unknown>>;
  /** Every record of a module that has more than one, that one first. */
  lists: Record<string, Record<string, unknown>[]>;
}

/** Where the organisation is, and what differs in it; members that are absent stay as they are. */
export interface OrganizationChanges {
  /** A language tag. */
  locale?: string;
  /** Such as `eu`. */
  dataCenter?: string;
  /** Members of `get('organization')`. */
  organization?: Record<string, unknown>;
  /** Members of `get('user')`. */
  user?: Record<string, unknown>;
}

/** What the host page asks of `ROUTES.records` by POST. All pages of the server see what comes of it. */
export type RecordsCommand =
  /** Stores a record; one without an identifier gets one, and a number. Answers the record as stored. */
  | { type: 'save'; module: string; record: Record<string, unknown> }
  | { type: 'remove'; module: string; id: string }
  /** Forgets what was saved: the records are those of the files and samples again. */
  | { type: 'reset' }
  /** Goes to another place: language, data centre, organisation, user. */
  | { type: 'switch'; changes: OrganizationChanges };

/** The answer to a {@link RecordsCommand}; `record` where one was saved. */
export type RecordsCommandAnswer = BridgeAnswer<{ record?: Record<string, unknown> }>;

/** What is kept by key: `store` and `retrieve`, or `API.GLOBALFIELDS`. */
export type StorageArea = 'store' | 'globalfields';

/** What the host page asks of `ROUTES.storage` by POST. */
export type StorageCommand =
  | { type: 'get'; area: StorageArea; key: string }
  | { type: 'set'; area: StorageArea; key: string; value: unknown };

/** The answer to a {@link StorageCommand}: what is kept, without `value` where nothing is. */
export type StorageAnswer = BridgeAnswer<{ value?: unknown }>;
