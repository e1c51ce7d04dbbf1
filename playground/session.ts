import { recordId } from '../src/core/page/index.js';
import { ROUTES } from '../src/core/protocol/index.js';
import { createWidgetHost, PageAnnouncer, PageSaving, remoteBackend } from '../src/host/index.js';
import { CallStore } from './call-store.js';
import { ConnectionStore } from './connection-store.js';
import { deskPort } from './desk/desk-port.js';
import { DeskStore } from './desk/desk-store.js';
import { contextOf, loadRecords } from './load-page-data.js';
import { NotificationStore } from './notification-store.js';
import { isConcerned } from './page-path.js';
import { OpenWidgets } from './page/open-widgets.js';
import { recordsPort } from './page/records-port.js';
import { TabPage } from './page/tab-page.js';
import { Whereabouts } from './page/whereabouts.js';
import { Project } from './project.js';
import { routeTo, routeToPlace } from './route.js';
import { connectionsPort, getJson, sendRecords, serverStorage } from './server-calls.js';
import { WidgetFindings } from './widget-findings.js';
import type { Page, PageEdit, SaveResult } from '../src/core/page/index.js';
import type {
  ManifestAnswer,
  OrganizationChanges,
  RecordsAnswer,
  WidgetOnPage,
} from '../src/core/protocol/index.js';
import type {
  EventAnswer,
  Notification,
  PageSaveResult,
  WidgetHost,
  WidgetOnHost,
} from '../src/host/index.js';
import type { ServerState } from './follow-server.js';
import type { PageData } from './load-page-data.js';
import type { Toast } from './notification-store.js';
import type { Place } from './page/place.js';
import type { Route } from './route.js';

/**
 * The tab's state behind the interface: the page model, the host, the calls and the
 * notifications. Dispatches `change` when any of it but the calls has changed.
 */
export class Session extends EventTarget {
  readonly calls = new CallStore();
  readonly connections: ConnectionStore;
  readonly desk: DeskStore;
  readonly host: WidgetHost;
  readonly widgets: OpenWidgets;
  readonly #notifications = new NotificationStore();
  /** What was noticed in widgets' pages. */
  readonly findings = new WidgetFindings(() => ({
    widgetOrigin: this.#data.widgetOrigin,
    cspDomains: this.manifest.cspDomains,
  }));
  readonly saving: PageSaving;
  /** What came of the last save of this page; gone with the next edit. */
  lastSave: SaveResult | undefined;
  readonly #data: Pick<PageData, 'token' | 'widgetOrigin'>;
  readonly #tab: TabPage;
  readonly #where: Whereabouts;
  #serverState: ServerState = 'open';
  readonly #announcer: PageAnnouncer;
  readonly #project: Project;

  constructor(data: PageData) {
    super();
    this.#data = data;
    this.connections = new ConnectionStore(connectionsPort(data.token));
    this.desk = new DeskStore(deskPort(data.token));
    this.#where = new Whereabouts(data.manifest);
    this.#tab = new TabPage(data.records, data.manifest.rules, (edit) => this.#follow(edit));
    this.#project = new Project(data.token, {
      onRead: (manifest, records) => this.#take(manifest, records ?? this.records),
      onFiles: (pages) => {
        for (const widget of this.host.widgets) if (isConcerned(widget, pages)) widget.reload();
      },
      onFinding: (event) => {
        this.findings.fromServer(event, this.host.widgets);
        this.#changed();
      },
      onConnections: (cause) => void this.connections.read(cause),
      onDesk: (cause) => this.desk.follow(cause),
      onState: (state) => {
        this.#serverState = state;
        this.#changed();
      },
    });
    this.host = createWidgetHost({
      request: remoteBackend({ token: data.token }),
      records: recordsPort({
        page: () => this.page,
        records: () => this.records,
        refresh: () => this.refresh(),
        send: (command) => sendRecords(data.token, command),
        reread: () => this.#project.read(true),
      }),
      storage: serverStorage(data.token),
      translations: () => getJson(ROUTES.translations, data.token),
      onSubscribe: (event, from) => this.#announcer.subscribed(event, from),
      onCall: (call) => this.calls.put(call),
      onNotification: (notification) => this.notify(notification),
      onFinding: (finding, widget) => {
        this.findings.fromPage(finding, widget);
        this.#changed();
      },
      onState: (widget) => {
        if (widget.state === 'loading') {
          this.findings.begin(widget);
          this.#announcer.loads(widget);
        }
        this.#changed();
      },
    });
    this.widgets = new OpenWidgets(this.host);
    this.#announcer = new PageAnnouncer({
      host: this.host,
      page: () => (this.module === undefined ? undefined : this.page),
      modules: () => this.manifest.widgets.flatMap(({ module }) => module ?? []),
    });
    this.saving = new PageSaving({
      host: this.host,
      store: async (module, record) => {
        const stored = await sendRecords(data.token, { type: 'save', module, record });
        return stored.record ?? record;
      },
      limitMs: () => this.manifest.preSaveMs,
      onChange: () => this.#changed(),
    });
  }

  /** Follows the server from now on. Resolves once it tells, so that nothing of the first widget's load is missed. */
  follow(): Promise<void> {
    return this.#project.follow();
  }

  get serverState(): ServerState {
    return this.#serverState;
  }

  get manifest(): ManifestAnswer {
    return this.#where.manifest;
  }

  /** The index of the selected widget in the manifest; -1 where the place has none. */
  get selected(): number {
    return this.#where.selected;
  }

  get widget(): WidgetOnPage | undefined {
    return this.#where.widget;
  }

  get place(): Place {
    return this.#tab.place;
  }

  /** The address of what is shown. */
  get route(): string {
    return this.#where.route;
  }

  /** The module of the page's record; absent where the page shows none. */
  get module(): string | undefined {
    return this.#tab.module;
  }

  get page(): Page {
    return this.#tab.model;
  }

  /** There is something on the page that was not saved. */
  get isEdited(): boolean {
    return this.#tab.isEdited;
  }

  get records(): RecordsAnswer {
    return this.#tab.records;
  }

  get organization(): Record<string, unknown> {
    return this.#tab.records.organization;
  }

  /** There is something in this tab that was not saved, on the page or on a form that was left. */
  get isUnsaved(): boolean {
    return this.#tab.isUnsaved;
  }

  /** How the form's record stands with the server. */
  get standing(): TabPage['standing'] {
    return this.#tab.standing;
  }

  /** Goes where an address leads, but for a page that is being saved: `route` then stays. */
  follows(route: Route): void {
    if ('place' in route) this.go(route.place);
    else this.select(route.widget);
  }

  /** A widget that is asked about a save must see the page that is saved, and no other. */
  #mayLeave(): boolean {
    if (!this.saving.isBusy) return true;
    this.notify({
      caller: SAVE,
      type: 'info',
      message: 'This page is being saved. Go on once that is done.',
    });
    return false;
  }

  /** Goes to the place of a widget. */
  select(index: number): void {
    if (routeTo(index) === this.route || !this.#mayLeave()) return;
    this.#show(this.#where.select(index) ?? this.place);
  }

  /** Goes to a place; the first widget there is the selected one. */
  go(place: Place): void {
    if (routeToPlace(place) === this.route || !this.#mayLeave()) return;
    this.#where.go(place);
    this.#show(place);
  }

  #show(place: Place): void {
    const before = this.#shownRecord();
    this.widgets.closeModals();
    this.lastSave = undefined;
    if (!this.#tab.isAt(place)) {
      this.#announcer.begin();
      this.#tab.show(place);
    }
    this.#changed();
    if (this.#shownRecord() === before) return;
    // Once the widgets of the former page are gone.
    const { model } = this.#tab;
    setTimeout(() => void (model === this.page && this.#announcer.opened()));
  }

  /** Which record is on the page, to tell whether another one was opened. */
  #shownRecord(): string {
    const { module, page } = this;
    return JSON.stringify([module, page.mode, recordId(module ?? '', page.view.record)]);
  }

  /** Re-reads the records, as `REFRESH_DATA` does. What is on an edited form stays. */
  async refresh(): Promise<void> {
    const records = await loadRecords(this.#data.token);
    if (this.#tab.isForm && this.#tab.isEdited) this.#tab.update(records);
    else this.#tab.reset(records);
    this.#changed();
  }

  /** Takes back what was edited: the record as the server has it. */
  async reset(): Promise<void> {
    if (!this.#mayLeave()) return;
    this.#tab.reset(await loadRecords(this.#data.token));
    this.lastSave = undefined;
    this.#announcer.replaced();
    this.#changed();
  }

  /** What was not saved goes; the form is left, so no widget is told. */
  giveUp(): void {
    this.#tab.reset(this.records);
    this.lastSave = undefined;
    this.#changed();
  }

  /** Puts another record on the page and tells the widgets. */
  replaceRecord(record: Record<string, unknown>): void {
    this.#tab.replace(record);
    this.#announcer.replaced();
  }

  /** Takes what the person types; widgets see it at once. */
  change(path: string, value: unknown): void {
    this.page.change(path, value);
  }

  /** The person has left the field: widgets are told of what was typed. */
  commit(): void {
    this.#announcer.commit();
  }

  /** Selects records of the list, or lines of the form. */
  selectRows(ids: readonly string[]): void {
    this.page.select(ids);
    this.#changed();
  }

  /** Shows the form as the record's page would, and tells the widgets. */
  preview(): void {
    this.commit();
    this.#announcer.previewed();
  }

  /** The page has something to save: a form, or settings. */
  get canSave(): boolean {
    return this.place.kind === 'settings' || this.#tab.isForm;
  }

  /** Asks the widgets, and stores the record; `lastSave` has what came of it. */
  async save(): Promise<SaveResult | undefined> {
    if (this.saving.isBusy) return undefined;
    this.commit();
    const { module, page } = this;
    const isSettings = this.place.kind === 'settings';
    if (!this.canSave)
      throw new Error('There is no form to save: go to a page such as "invoice/creation" first.');
    this.lastSave = undefined;
    let result: SaveResult | PageSaveResult;
    try {
      result = await (isSettings ? this.saving.settings() : this.saving.record(page));
    } catch (error) {
      this.notify({ caller: SAVE, type: 'error', message: `Not saved. ${(error as Error).message}` });
      this.#takeWaiting();
      return undefined;
    }
    this.lastSave = result;
    if (isOfRecord(result) && module !== undefined) {
      const { record, sent, recordId: id } = result;
      this.#tab.saved(record, sent, id);
      this.#where.moved(this.place);
      this.#announcer.saved(module, record, id);
    }
    this.#takeWaiting();
    this.#changed();
    return result;
  }

  /** Goes to another language, data centre, organisation or user: with all tabs. */
  async switchTo(changes: OrganizationChanges): Promise<void> {
    await sendRecords(this.#data.token, { type: 'switch', changes });
  }

  /** Forgets what was saved: files and samples again, in all tabs. */
  async forgetSaved(): Promise<void> {
    await sendRecords(this.#data.token, { type: 'reset' });
  }

  /** The page was written into. */
  #follow({ paths, by }: PageEdit): void {
    this.lastSave = undefined;
    if (by !== undefined) this.#announcer.changed(by as WidgetOnHost);
    else if (paths[0] !== '') this.#announcer.typed();
    this.#changed();
  }

  /** What the server told of while this page was being saved. */
  #waiting: [ManifestAnswer, RecordsAnswer] | undefined;

  #takeWaiting(): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting !== undefined) this.#take(...waiting);
  }

  /** Takes what the server has now. Everything else of the tab stays as it is. */
  #take(fresh: ManifestAnswer, records: RecordsAnswer): void {
    if (this.saving.isBusy) {
      this.#waiting = [fresh, records];
      return;
    }
    const former = this.manifest;
    const place = this.#where.take(fresh);
    if (place !== undefined) this.#show(place);
    const isElsewhere = contextOf(this.records) !== contextOf(records);
    if (this.#tab.update(records, fresh.rules)) this.#announcer.replaced();
    // A page's policy comes with it, and production loads its pages anew for another organisation or user.
    const isPolicyNew = JSON.stringify(fresh.cspDomains) !== JSON.stringify(former.cspDomains);
    if (isPolicyNew || isElsewhere || fresh.locale !== former.locale)
      for (const widget of this.host.widgets) widget.reload();
    this.#changed();
  }

  /** Sends an event to the widgets. */
  emit(event: string, data: unknown): Promise<EventAnswer[]> {
    return this.host.emit(event, data);
  }

  /** Every notification of this tab, oldest first. */
  get notifications(): readonly Toast[] {
    return this.#notifications.all;
  }

  notify(notification: Notification): void {
    if (this.#notifications.add(notification)) this.#changed();
  }

  /** How many problems the pages that a widget shows now have. */
  problemsOf({ name, location }: WidgetOnPage): number {
    const own = this.host.widgets.filter(
      ({ widget }) => widget.location === location && widget.widget === name,
    );
    return own.reduce((sum, widget) => sum + this.findings.of(widget).length, 0);
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}

const SAVE = { widget: 'Save' };

/** A record was stored; settings are their widgets' own affair. */
function isOfRecord(
  result: SaveResult | PageSaveResult,
): result is Extract<PageSaveResult, { outcome: 'saved' }> {
  return result.outcome === 'saved' && 'sent' in result;
}
