import { createPage } from '../src/core/page/index.js';
import { createWidgetHost, remoteBackend } from '../src/host/index.js';
import { CallStore } from './call-store.js';
import { explainFinding, findingKey } from './findings.js';
import { loadRecords } from './load-page-data.js';
import { preventedBy, recordReplacedEvent } from './page-events.js';
import type { Page } from '../src/core/page/index.js';
import type { ManifestAnswer, PageFinding, WidgetOnPage } from '../src/core/protocol/index.js';
import type { EventAnswer, Notification, OpenWidget, WidgetHost, WidgetToOpen } from '../src/host/index.js';
import type { Finding, FindingContext } from './findings.js';
import type { PageData } from './load-page-data.js';

/** A notification with an identity, so that two of the same words are two toasts. */
export interface Toast extends Notification {
  id: number;
}

/** A widget that notifies in a loop must not fill the tab; the call log still has every call. */
const MOST_NOTIFICATIONS = 2_000;

/** So must one that fails in a loop. */
const MOST_FINDINGS = 500;

/**
 * The tab's state behind the interface: the page model, the host, the calls and the
 * notifications. Dispatches `change` when any of it but the calls has changed.
 */
export class Session extends EventTarget {
  readonly manifest: ManifestAnswer;
  readonly calls = new CallStore();
  readonly host: WidgetHost;
  /** Every notification of this tab, oldest first. */
  readonly notifications: Toast[] = [];
  /** What was noticed in widgets' pages, oldest first. */
  readonly findings: Finding[] = [];
  readonly #data: PageData;
  #selected = -1;
  #page: Page | undefined;

  constructor(data: PageData) {
    super();
    this.#data = data;
    this.manifest = data.manifest;
    this.host = createWidgetHost({
      request: remoteBackend({ token: data.token }),
      records: { get: (path) => this.page.get(path), refresh: () => this.refresh() },
      onCall: (call) => this.calls.put(call),
      onNotification: (notification) => this.notify(notification),
      onFinding: (finding, { widget, path }) =>
        this.find(finding, { ...finding, page: path ?? pathOf(widget.url) }),
      onState: () => this.#changed(),
    });
  }

  /** The index of the selected widget in the manifest; -1 before the first selection. */
  get selected(): number {
    return this.#selected;
  }

  get widget(): WidgetOnPage | undefined {
    return this.manifest.widgets[this.#selected];
  }

  /** The module of the page's record; absent where the page shows none. */
  get module(): string | undefined {
    const { widget } = this;
    if (widget === undefined || widget.module !== undefined) return widget?.module;
    // A sidebar of every page, a custom action: they stand beside some record.
    return ['sidebar', 'modal', 'background'].includes(widget.shape) ? 'invoice' : undefined;
  }

  get page(): Page {
    this.#page ??= this.#createPage();
    return this.#page;
  }

  get organization(): Record<string, unknown> {
    return this.#data.records.organization;
  }

  /** Goes to another widget: a new page, and none of the former widgets. */
  select(index: number): void {
    if (index === this.#selected) return;
    this.host.close();
    this.#selected = index;
    this.#page = undefined;
    this.#changed();
  }

  /** Re-reads the records, as `REFRESH_DATA` and the reset of an edited record do. */
  async refresh(): Promise<void> {
    const page = this.page;
    this.#data.records = await loadRecords(this.#data.token);
    const { module } = this;
    const record = module === undefined ? undefined : this.#data.records.records[module];
    // The person may have gone to another widget meanwhile.
    if (record !== undefined && page === this.#page) page.replaceRecord(record);
    this.#changed();
  }

  /** Takes back what was edited: the record as the server has it. */
  async reset(): Promise<void> {
    await this.refresh();
    this.#announceRecord();
  }

  /** Puts another record on the page and tells the widgets. */
  replaceRecord(record: Record<string, unknown>): void {
    this.page.replaceRecord(record);
    this.#changed();
    this.#announceRecord();
  }

  #announceRecord(): void {
    const { module, page } = this;
    if (module !== undefined) void this.host.emit(recordReplacedEvent(module, page.mode), page.record);
  }

  /** Sends an event to the widgets, and says in words what came of it. */
  async emit(event: string, data: unknown): Promise<EventAnswer[]> {
    const answers = await this.host.emit(event, data);
    if (!event.endsWith('_PRE_SAVE')) return answers;
    const caller = { widget: 'Save' };
    const failed = answers.find(({ answer }) => !answer.ok);
    const prevented = preventedBy(answers.flatMap(({ answer }) => (answer.ok ? answer.value : [])));
    if (prevented !== undefined)
      this.notify({ caller, type: 'error', message: `The save was prevented. ${prevented}` });
    else if (failed) this.notify({ caller, type: 'error', message: `A handler failed: ${errorOf(failed)}` });
    else this.notify({ caller, type: 'info', message: 'No handler prevents the save.' });
    return answers;
  }

  notify(notification: Notification): void {
    if (this.notifications.length >= MOST_NOTIFICATIONS) return;
    this.notifications.push({ ...notification, id: this.notifications.length + 1 });
    this.#changed();
  }

  /** Takes a finding; one that is known already, by another way or from an earlier load, counts once more. */
  find(given: PageFinding, context: Omit<FindingContext, 'widgetOrigin'>): void {
    const { caller, page, at } = context;
    const finding = explainFinding(given, { caller, page, at, widgetOrigin: this.#data.widgetOrigin });
    const known = this.findings.find((one) => findingKey(one) === findingKey(finding));
    if (known !== undefined) known.count += 1;
    else if (this.findings.length < MOST_FINDINGS) this.findings.push(finding);
    this.#changed();
  }

  /** Opens a widget of the manifest in its place, or in a modal. */
  open(widget: WidgetOnPage, container?: Element): OpenWidget {
    const toOpen: WidgetToOpen = {
      widget: widget.name,
      location: widget.location,
      url: widget.url,
      allowedFeatures: widget.allowedFeatures,
    };
    return container === undefined ? this.host.openModal(toOpen) : this.host.open(toOpen, container);
  }

  #createPage(): Page {
    const { organization, user, records } = this.#data.records;
    const { module } = this;
    const mode = (this.widget?.pageMode ?? 'details') as Page['mode'];
    // A page without a record of its own shows the organisation's.
    if (module === undefined) {
      return createPage({ module: 'organization', mode, record: organization, organization, user });
    }
    return createPage({ module, mode, record: records[module] ?? {}, organization, user });
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}

function errorOf({ answer }: EventAnswer): string {
  return answer.ok ? '' : answer.error.message;
}

function pathOf(url: string): string {
  return new URL(url).pathname;
}
