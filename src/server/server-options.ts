import type { Backend } from '../core/backend/index.js';
import type { PageRules, RecordsAnswer } from '../core/protocol/index.js';
import type { StateStore } from '../core/store/index.js';
import type { Addresses } from './access.js';
import type { DeskOrOff } from './desk-route.js';
import type { FileSource } from './file-source.js';
import type { TranslationSource } from './translations.js';
import type { WidgetPage, WidgetPageSource } from './widget-page.js';

/** Options of `createServer`. All but the backend and the files have a default. */
export interface ServerOptions {
  backend: Backend;
  /** The widget package's files, by URL path: `folderFiles(folder)` of `zfapps-shim/node`. */
  files: FileSource;
  /** The host page's files, `/index.html` and `/assets/…`: `pageFiles` of `zfapps-shim/node`. Default: no page. */
  pageFiles?: FileSource;
  /** The SDK that stands in for the vendor's: `sdkFile` of `zfapps-shim/node`. Default: none. */
  sdk?: () => Promise<Uint8Array>;
  /** The script that runs first in every page of the widget: `preludeFile` of `zfapps-shim/node`. Default: none. */
  prelude?: () => Promise<string>;
  /** `plugin-manifest.json`, parsed. Default: one widget, `/app/widget.html`. */
  manifest?: unknown;
  /** The widget package's name. Default `widget`. */
  name?: string;
  /** What the page says of requests. Default `live`. */
  mode?: 'offline' | 'live';
  /** What widgets see on the page. Default: a sample organisation and sample records for each module. */
  records?: () => GivenRecords | Promise<GivenRecords>;
  /** Where what widgets store is kept: `fileStore({ folder })` of `zfapps-shim/node`. Default: in memory. */
  store?: StateStore;
  /** The package's texts by language. Default: the files of `app/translations/` among `files`. */
  translations?: TranslationSource;
  /** The language that pages are in, as a language tag. Default `en`. */
  locale?: string;
  /** How the page behaves where documents and life disagree. Default: as live widgets have seen it. */
  rules?: PageRules;
  /** How long handlers of PRE_SAVE may take until the person is asked, in milliseconds. Default 20 s. */
  preSaveMs?: number;
  /** The location whose widget is shown first. Default: the manifest's first. */
  location?: string;
  /** Sentences for the widget's author. Default: none. */
  notes?: readonly string[];
  /** Why a changed manifest or configuration is not in use. Default: none. */
  problems?: readonly string[];
  /** The emulated Zoho Desk, or why there is none: `createDesk(…)` of `zfapps-shim/desk`. Default: none. */
  desk?: DeskOrOff;
  /** Longest body of a call, in bytes. Default 20 MB: twice the default of `limits.requestBytes`. */
  callBytes?: number;
  /** Where the server is reached, if that is known already; `listen()` says it otherwise. */
  addresses?: Addresses;
}

/** What pages show as it is given: `lists` may be left out where no module has more than one record. */
export type GivenRecords = Omit<RecordsAnswer, 'lists'> & Partial<Pick<RecordsAnswer, 'lists'>>;

/** What may change while a server runs. */
export type ServerChanges = Partial<
  Pick<
    ServerOptions,
    | 'backend'
    | 'manifest'
    | 'mode'
    | 'records'
    | 'store'
    | 'locale'
    | 'rules'
    | 'preSaveMs'
    | 'location'
    | 'notes'
    | 'problems'
    | 'callBytes'
    | 'desk'
  >
>;

/** The HTTP face of zfapps-shim: two origins, one for the host page and one for the widget's files. */
export interface Server {
  /** Answers on the host page's origin. */
  fetch(request: Request): Promise<Response>;
  /** Answers on the widget's origin. */
  widgetFetch(request: Request): Promise<Response>;
  /** Tells whether a URL of the page's origin is one of Desk's, and there is an extension to answer it. */
  isForDesk(url: URL): boolean;
  /** How a page of the widget is answered where somebody else serves the widget's files. */
  widgetPage(url: URL, source?: WidgetPageSource): Promise<WidgetPage>;
  /** Takes a changed manifest, configuration or backend, and tells the open host pages. */
  update(changes: ServerChanges): void;
  /**
   * Tells the open host pages that files of the package changed, in one event; they reload the widgets
   * that use them. A folder stands for all that is in it. Translations concern every page, whoever
   * asked for them: the event then has the path of one of them, and another event says that the
   * manifest's answer may differ.
   */
  fileChanged(path: string, ...more: string[]): void;
  /** Tells the server where it listens. Until then every request is refused. */
  listensAt(addresses: Addresses): void;
  /** Where it listens; undefined until that is known. */
  readonly addresses: Addresses | undefined;
}
