import { ZfappsError } from '../protocol/index.js';
import { readPath } from './page-path.js';
import type { PageMode } from '../project/index.js';

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
  /** What else the page shows, by name: another module's record, or a list such as `contacts`. Default nothing. */
  records?: Readonly<Record<string, unknown>>;
}

/** What a widget sees of the page that it stands on. */
export interface Page {
  readonly module: string;
  readonly mode: PageMode;
  /** A copy: changes to it do not reach the page. */
  readonly record: PageRecord;
  /**
   * Answers `ZFAPPS.get`: a one-key object, keyed by the literal path, that holds a copy.
   *
   * @throws ZfappsError `unknown_key` for a path to nothing, saying what the page has
   */
  get(path: unknown): Record<string, unknown>;
  /** Puts another record in the place of the page's own. */
  replaceRecord(record: PageRecord): void;
}

/**
 * Makes the model of a page.
 *
 * The record answers to its module's name; `customer` and `vendor` also to `contact`, and a
 * `contact` to whichever it is. On a list page the plural (`invoices`) is the list of it.
 *
 * @example
 * const page = createPage({ module: 'invoice', mode: 'details', record: { total: 12 }, organization: {}, user: {} });
 * page.get('invoice.total'); // { 'invoice.total': 12 }
 */
export function createPage(options: PageOptions): Page {
  const { module, mode } = options;
  const shared = copyOf({ organization: options.organization, user: options.user, ...options.records });
  let record = copyOf(options.record);
  return {
    module,
    mode,
    get record() {
      return copyOf(record);
    },
    get(path) {
      const roots = { ...shared, ...ownNames(module, mode, record, shared) };
      const value = readPath(roots, path);
      return { [path as string]: structuredClone(value) };
    },
    replaceRecord(replacement) {
      record = copyOf(replacement);
    },
  };
}

/** The names under which a page's record is found. */
function ownNames(module: string, mode: PageMode, record: PageRecord, shared: PageRecord): PageRecord {
  const alias = aliasOf(module, record);
  const names: PageRecord = { [module]: record };
  if (alias !== undefined) names[alias] = record;
  if (mode !== 'list') return names;
  for (const name of Object.keys(names)) {
    const plural = `${name}s`;
    if (!Object.hasOwn(shared, plural)) names[plural] = [record];
  }
  return names;
}

function aliasOf(module: string, record: PageRecord): string | undefined {
  if (module === 'customer' || module === 'vendor') return 'contact';
  if (module !== 'contact') return undefined;
  return record.contact_type === 'vendor' ? 'vendor' : 'customer';
}

function copyOf(value: PageRecord): PageRecord {
  try {
    return structuredClone(value);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `The page's data holds something that cannot be copied to a widget (${reason}); use what JSON can hold.`;
    throw new ZfappsError('invalid_config', message, { cause });
  }
}
