import type { BackendOptions, Transport } from '../core/backend/index.js';
import type { Page } from '../core/page/index.js';
import type { DataCenter, MockHandler } from '../core/project/index.js';
import type { ForcedState, PageRules } from '../core/protocol/index.js';
import type { WidgetFinding } from '../host/index.js';
import type { OnTestFinished } from './test-runner.js';

/** Options of {@link mountWidget}. Every member is optional. */
export interface MountOptions {
  /** The widget to mount, by its name in the manifest. Default: the first one, or the first at `location`. */
  widget?: string;
  /** The location to mount it at, such as `invoice.details.sidebar`. Default: the manifest's. */
  location?: string;
  /**
   * Puts the widget on the page of another one: `{ page: first.page }`. Events then reach both, and they
   * share what is stored.
   */
  page?: Page;
  /**
   * What differs from the sample record of the page's module; on a creation page, from a draft made of it, which
   * has no identifier. Objects merge, lists are replaced.
   */
  record?: Readonly<Record<string, unknown>>;
  /**
   * The records of the page's module: a list page lists them, and `API` finds them. Each with an identifier
   * of its own. Default: the page's record, and for `API` the samples too.
   */
  list?: readonly Readonly<Record<string, unknown>>[];
  /**
   * What is selected: records of the list by their identifiers, or lines of the form by their indexes, as
   * text. Default none; where a widget acts on a selection, the first record.
   */
  selection?: readonly string[];
  /** What differs from the sample organisation. */
  organization?: Readonly<Record<string, unknown>>;
  /** What differs from the sample user. */
  user?: Readonly<Record<string, unknown>>;
  /** The organisation's language, such as `fr`. Default `en`. */
  locale?: string;
  /** The organisation's data centre. Default `com`. */
  dataCenter?: DataCenter;
  /** What `ZFAPPS.store` has kept before, by key. Default nothing. */
  store?: Readonly<Record<string, unknown>>;
  /**
   * What `ZFAPPS.set` does where documents and live widgets differ, as in `zfapps.config`. Default: it
   * writes on pages with a form, and a whole list of line items replaces the former.
   */
  parity?: Partial<PageRules>;
  /**
   * Connections by link name, as in `zfapps.config`. A link name that is not here, and one of OAuth, has a
   * stand-in, whose token is `stand-in-for-<link name>`.
   */
  connections?: BackendOptions['connections'];
  /**
   * States that connections are forced into at first, by link name, so that a widget's ways through errors
   * can be tested: `{ zoho_books: 'revoked' }`. `force` of the mounted widget changes them. Default none.
   */
  connectionStates?: Readonly<Record<string, ForcedState>>;
  /** Stored requests by key, for `api_configuration_key`. */
  apiConfigurations?: BackendOptions['apiConfigurations'];
  /** Private addresses that requests may reach, as in `zfapps.config`. Default none, as in production. */
  destinations?: BackendOptions['destinations'];
  /**
   * MSW handlers that answer this widget's requests. They win over a `setupServer` of the test, which
   * answers what they leave. Default none.
   */
  handlers?: readonly MockHandler[];
  /**
   * What carries requests instead. Default: in Node the transport that real requests take, so that
   * MSW's `setupServer` sees them, with no way out to the network.
   */
  transports?: readonly Transport[];
  /**
   * Files for addresses outside the package, as a CDN's: `{ 'https://cdn.example.com/vue.js': './node_modules/vue/dist/vue.global.js' }`.
   * A key that ends with a slash stands for all below it. Paths start from the working directory.
   */
  resources?: Readonly<Record<string, string>>;
  /** What the widget's window is made of. Default `happy-dom`. */
  dom?: 'happy-dom' | 'jsdom';
  /**
   * Takes uncaught errors, unhandled rejections and files that did not load. Default: an error fails the
   * test that mounted the widget; a missing file is a warning on the console.
   */
  onFinding?: (finding: WidgetFinding) => void;
  /**
   * The function of that name in the context of the test that mounts, which then closes the widget:
   * `test.concurrent(name, async ({ onTestFinished }) => …)`. Only concurrent tests need it.
   */
  onTestFinished?: OnTestFinished;
}
