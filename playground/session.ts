import { createWidgetHost, remoteBackend } from '../src/host/index.js';
import { CallStore } from './call-store.js';
import { followServer } from './follow-server.js';
import { loadManifest, loadRecords } from './load-page-data.js';
import { mergeManifest } from './merge-manifest.js';
import { preventedBy, recordReplacedEvent } from './page-events.js';
import { isConcerned } from './page-path.js';
import { ShownPage } from './shown-page.js';
import { WidgetFindings } from './widget-findings.js';
import type { Page } from '../src/core/page/index.js';
import type { ManifestAnswer, ServerEvent, WidgetOnPage } from '../src/core/protocol/index.js';
import type { EventAnswer, Notification, OpenWidget, WidgetHost, WidgetToOpen } from '../src/host/index.js';
import type { ServerState } from './follow-server.js';
import type { PageData } from './load-page-data.js';

/** A notification with an identity, so that two of the same words are two toasts. */
export interface Toast extends Notification {
  id: number;
}

/** A widget that notifies in a loop must not fill the tab; the call log still has every call. */
const MOST_NOTIFICATIONS = 2_000;

/** How long a page waits for its server's first word. */
const LONGEST_WAIT_MS = 2_000;

/**
 * The tab's state behind the interface: the page model, the host, the calls and the
 * notifications. Dispatches `change` when any of it but the calls has changed.
 */
export class Session extends EventTarget {
  readonly calls = new CallStore();
  readonly host: WidgetHost;
  /** Every notification of this tab, oldest first. */
  readonly notifications: Toast[] = [];
  /** What was noticed in widgets' pages. */
  readonly findings = new WidgetFindings(() => ({
    widgetOrigin: this.#data.widgetOrigin,
    cspDomains: this.#manifest.cspDomains,
  }));
  readonly #data: Pick<PageData, 'token' | 'widgetOrigin'>;
  readonly #shown: ShownPage;
  #manifest: ManifestAnswer;
  #selected = -1;
  #revision: number | undefined;
  #serverState: ServerState = 'open';
  /** The last reading of manifest and records: one after another, so that the newest answer stays. */
  #read: Promise<void> = Promise.resolve();

  constructor(data: PageData) {
    super();
    this.#data = data;
    this.#manifest = data.manifest;
    this.#shown = new ShownPage(data.records);
    this.host = createWidgetHost({
      request: remoteBackend({ token: data.token }),
      records: { get: (path) => this.page.get(path), refresh: () => this.refresh() },
      onCall: (call) => this.calls.put(call),
      onNotification: (notification) => this.notify(notification),
      onFinding: (finding, widget) => {
        this.findings.fromPage(finding, widget);
        this.#changed();
      },
      onState: (widget) => {
        if (widget.state === 'loading') this.findings.begin(widget);
        this.#changed();
      },
    });
  }

  /**
   * Follows the server from now on: changed files, manifest, configuration. Resolves once the server
   * tells, so that nothing of the first widget's load is missed; a slow one is not waited for.
   */
  follow(): Promise<void> {
    return new Promise((resolve) => {
      setTimeout(resolve, LONGEST_WAIT_MS);
      followServer({
        token: this.#data.token,
        onState: (state) => {
          this.#serverState = state;
          this.#changed();
          if (state !== 'open') resolve();
        },
        onEvent: (event) => {
          resolve();
          this.#take(event);
        },
      });
    });
  }

  get serverState(): ServerState {
    return this.#serverState;
  }

  get manifest(): ManifestAnswer {
    return this.#manifest;
  }

  /** The index of the selected widget in the manifest; -1 before the first selection. */
  get selected(): number {
    return this.#selected;
  }

  get widget(): WidgetOnPage | undefined {
    return this.#manifest.widgets[this.#selected];
  }

  /** The module of the page's record; absent where the page shows none. */
  get module(): string | undefined {
    return this.#shown.module;
  }

  get page(): Page {
    return this.#shown.model;
  }

  get organization(): Record<string, unknown> {
    return this.#shown.organization;
  }

  /** Goes to another widget: a new page, and none of the former widgets. */
  select(index: number): void {
    if (index === this.#selected) return;
    this.host.close();
    this.#selected = index;
    this.#shown.show(this.widget);
    this.#changed();
  }

  /** Re-reads the records, as `REFRESH_DATA` and the reset of an edited record do. */
  async refresh(): Promise<void> {
    this.#shown.reset(await loadRecords(this.#data.token));
    this.#changed();
  }

  /** Takes back what was edited: the record as the server has it. */
  async reset(): Promise<void> {
    await this.refresh();
    this.#announceRecord();
  }

  /** Puts another record on the page and tells the widgets. */
  replaceRecord(record: Record<string, unknown>): void {
    this.#shown.replace(record);
    this.#changed();
    this.#announceRecord();
  }

  #take(event: ServerEvent): void {
    switch (event.type) {
      case 'open': {
        const missed = this.#revision !== undefined && this.#revision !== event.revision;
        const first = this.#revision === undefined;
        this.#revision = event.revision;
        if (missed) for (const widget of this.host.widgets) widget.reload();
        if (!first) this.#takeProject(true);
        return;
      }
      case 'file':
        this.#revision = event.revision;
        for (const widget of this.host.widgets) if (isConcerned(widget, event.pages)) widget.reload();
        return;
      case 'project':
        this.#takeProject(event.records);
        return;
      case 'finding':
        this.findings.fromServer(event, this.host.widgets);
        this.#changed();
    }
  }

  #takeProject(records: boolean): void {
    this.#read = this.#read.then(() => this.#readProject(records));
  }

  /** Reads the manifest anew, and the records. Everything else of the tab stays as it is. */
  async #readProject(records: boolean): Promise<void> {
    try {
      const fresh = await loadManifest(this.#data.token);
      const merged = mergeManifest(this.#manifest, fresh, this.#selected);
      const isPolicyNew = JSON.stringify(fresh.cspDomains) !== JSON.stringify(this.#manifest.cspDomains);
      this.#manifest = merged.manifest;
      this.#selected = merged.selected;
      this.#shown.keep(this.widget);
      // A page's policy comes with it.
      if (isPolicyNew) for (const widget of this.host.widgets) widget.reload();
      if (records && this.#shown.update(await loadRecords(this.#data.token))) this.#announceRecord();
    } catch {
      // The server went away meanwhile: the page says so, and asks again when it is back.
    }
    this.#changed();
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

  /** How many problems the pages that a widget shows now have. */
  problemsOf({ name, location }: WidgetOnPage): number {
    const own = this.host.widgets.filter(
      ({ widget }) => widget.location === location && widget.widget === name,
    );
    return own.reduce((sum, widget) => sum + this.findings.of(widget).length, 0);
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

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}

function errorOf({ answer }: EventAnswer): string {
  return answer.ok ? '' : answer.error.message;
}
