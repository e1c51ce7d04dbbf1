import { DEFAULT_PAGE_RULES, ZfappsError } from '../protocol/index.js';
import { listNames, namesOf } from './page-names.js';
import { parsePath, readPath } from './page-path.js';
import { checkSelection, movedSelection, selectedOf } from './page-selection.js';
import { createRecordForm } from './record-form.js';
import { invalid, refusePrototypes, settableParts } from './settable.js';
import type { Page, PageContext, PageEdit, PageOptions, PageRecord, PageView } from './page.js';
import type { FormEdit, RecordForm } from './record-form.js';
import type { Writing } from './write-record.js';

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
  const isList = mode === 'list';
  let rules = { ...DEFAULT_PAGE_RULES, ...options.rules };
  const records = copyOf({ ...options.records });
  let shared = sharedOf(options);
  const listeners = new Set<(edit: PageEdit) => void>();
  const formOf = (record: PageRecord) =>
    createRecordForm(module, copyOf(record), () => shared.organization as PageRecord);
  const own = formOf(isList && options.list?.length === 0 ? {} : options.record);
  /** The records that a list page lists, and elsewhere the one. */
  const forms = isList && options.list !== undefined ? options.list.map(formOf) : [own];
  let selection: readonly string[] = [];
  let view: PageView | undefined;

  function sharedOf({ organization, user }: PageContext): PageRecord {
    return { ...copyOf({ organization, user }), ...records };
  }

  function selectable() {
    const lines = own.record.line_items;
    const rows = isList ? forms.map(({ record }) => record) : Array.isArray(lines) ? lines : [];
    return { module, isList, rows };
  }

  function selected(): PageRecord[] {
    return selectedOf(selectable(), selection).map(([, row]) => row);
  }

  /** The form of the page: on a list, that of the first record that is selected, or else listed. */
  function form(): RecordForm {
    const [first] = isList ? selected() : [];
    return forms.find(({ record }) => record === first) ?? forms[0] ?? own;
  }

  function rootsFor(location?: string, root?: string): PageRecord {
    if (isList) {
      const list = forms.map(({ record }) => record);
      return { ...shared, ...listNames({ module, list, selected: selected(), shared }, location, root) };
    }
    const roots: PageRecord = { ...shared };
    for (const name of namesOf(module, own.record)) roots[name] = own.record;
    const lines = selected();
    if (lines.length > 0 || location?.endsWith('.lineitem.add')) roots.selected_line_items = lines;
    return roots;
  }

  function write(writing: Writing, by?: unknown): void {
    edited(form().write(writing, nameOf(by)), by);
  }

  function edited(edit: FormEdit | undefined, by?: unknown): void {
    if (edit === undefined) return;
    view = undefined;
    const { paths, origins } = edit;
    if (!isList && origins !== undefined) selection = movedSelection(selection, origins);
    tell(by === undefined ? { paths } : { paths, by });
  }

  function tell(edit: PageEdit): void {
    for (const listener of [...listeners]) listener(edit);
  }

  function viewOf(): PageView {
    const { record, changes } = form();
    const list = isList ? forms.map((one) => one.record) : [];
    return { record, list, changes, selection: selectedOf(selectable(), selection).map(([id]) => id) };
  }

  return {
    module,
    mode,
    get record() {
      return copyOf(form().record);
    },
    get list() {
      return isList ? forms.map(({ record }) => copyOf(record)) : [];
    },
    get selection() {
      return selectedOf(selectable(), selection).map(([id]) => id);
    },
    get changes() {
      return form().changes;
    },
    get view() {
      view ??= viewOf();
      return view;
    },
    get(path, location) {
      const root = parsePath(path)?.[0];
      const value = readPath(rootsFor(location, root), path);
      return { [path as string]: structuredClone(value) };
    },
    set(path, value, by) {
      const names = namesOf(module, form().record);
      const { root, below } = settableParts({ module, mode, rules, roots: rootsFor(), names }, path);
      write({ path: String(path), parts: below, value, append: rules.lineItems === 'append' }, by);
      return { [root]: copyOf(form().record) };
    },
    change(path, value) {
      const parts = parsePath(path);
      if (parts === undefined) throw invalid(path, 'this is no path, such as "line_items[0].quantity".');
      refusePrototypes(parts);
      write({ path, parts, value });
    },
    select(ids) {
      checkSelection(selectable(), ids);
      selection = [...ids];
      view = undefined;
    },
    replaceRecord(record) {
      edited(form().replace(copyOf(record)));
    },
    rebase(stored, sent) {
      const edit = form().rebase(copyOf(stored), sent);
      // Also where the record stays: less counts as changed.
      view = undefined;
      edited(edit);
    },
    context(context) {
      shared = sharedOf(context);
      if (context.rules !== undefined) rules = { ...DEFAULT_PAGE_RULES, ...context.rules };
      if (module === 'organization') own.replace(shared.organization as PageRecord);
      view = undefined;
    },
    onChange(listener) {
      const told = (edit: PageEdit) => listener(edit);
      listeners.add(told);
      return () => void listeners.delete(told);
    },
  };
}

/** The name of who wrote, as `changes` has it. */
function nameOf(by: unknown): string | undefined {
  const outer = widgetIn(by);
  const name = typeof outer === 'string' ? outer : widgetIn(outer);
  return typeof by === 'string' ? by : typeof name === 'string' ? name : undefined;
}

function widgetIn(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? (value as { widget?: unknown }).widget : undefined;
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
