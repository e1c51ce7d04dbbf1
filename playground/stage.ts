import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { dashboardCards } from './dashboard-cards.js';
import { pageBar, widgetButtons } from './page-bar.js';
import { PanelSlots } from './page/panel-slots.js';
import { pathOf } from './page/place.js';
import { placeTabs } from './page/place-tabs.js';
import { saveBar } from './page/save-bar.js';
import { moduleTitle } from './modules.js';
import { routeToPlace } from './route.js';
import { recordId } from '../src/core/page/index.js';
import { widgetsAt } from './page/widgets-at.js';
import { explainAt } from './widget-panel.js';
import './page/organization-dialog.js';
import './page/record-form.js';
import './page/record-list.js';
import './page/save-question.js';
import './record-editor.js';
import './record-view.js';
import type { WidgetOnPage } from '../src/core/protocol/index.js';
import type { OpenWidget } from '../src/host/index.js';
import type { OrganizationDialog } from './page/organization-dialog.js';
import type { Place } from './page/place.js';
import type { Session } from './session.js';

/**
 * The page that the person is on, with every widget of the manifest at its place.
 *
 * In the light DOM, so that `document.querySelector('iframe[data-zfapps-widget]')` finds the
 * frames. A frame that moves in the document loads anew: the groups of panels are always there, and a
 * widget is in the group of its shape, in a slot of its own.
 */
export class Stage extends LitElement {
  static override properties = {
    session: { attribute: false },
    editing: { type: Boolean },
    previewing: { state: true },
  };

  declare session: Session;
  /** Shows the record's JSON in place of its page. */
  declare editing: boolean;
  /** Shows the form as the record's page would. */
  declare previewing: boolean;
  /** The widget that was selected last, and what it opened as. */
  #selected: WidgetOnPage | undefined;
  #modal: OpenWidget | undefined;
  #route = '';
  readonly #main = new PanelSlots();
  readonly #side = new PanelSlots();
  readonly #behind = new PanelSlots();
  readonly #refresh = () => this.requestUpdate();

  constructor() {
    super();
    this.editing = false;
    this.previewing = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.session.addEventListener('change', this.#refresh);
    this.session.desk.addEventListener('change', this.#refresh);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.session.removeEventListener('change', this.#refresh);
    this.session.desk.removeEventListener('change', this.#refresh);
  }

  /** Loads the selected widget anew; where it has no frame, the one that was opened last. */
  reload(): void {
    const { widget, widgets, host } = this.session;
    const selected = widget === undefined ? undefined : widgets.get(widget);
    (selected ?? host.widgets.at(-1))?.reload();
  }

  override render(): TemplateResult {
    const { session } = this;
    const { place, manifest } = session;
    const at = widgetsAt(place, manifest.widgets);
    const classes = ['stage', `at-${place.kind}`, at.side.length > 0 ? 'has-side' : ''];
    return html`<div class="product">
        ${placeTabs(session)}
        <button class="button plain organization" title="Organisation, language, data centre" @click=${this.#openOrganization}>
          ${organizationInWords(session)}
        </button>
      </div>
      <main class=${classes.join(' ')} id="stage" tabindex="-1" aria-label=${session.widget?.locationTitle ?? 'Page'}>
        <div class="page">
          ${pageBar(session, this.editing, this.#setEditing)} ${this.#page()}
          <div class="main-panels">${this.#main.render(session, at.main)}</div>
          ${place.kind === 'settings' && at.main.length + at.buttons.length > 0 ? saveBar(session) : nothing}
          ${manifest.widgets.length === 0 ? NO_WIDGET : place.kind === 'settings' && at.main.length + at.buttons.length === 0 ? NO_SETTINGS : nothing}
        </div>
        <div class="side" ?hidden=${at.side.length === 0}>${this.#side.render(session, at.side)}</div>
        <div class="behind">${this.#behind.render(session, at.behind)}</div>
      </main>
      <zf-save-question .question=${session.saving.question}></zf-save-question>
      <zf-organization-dialog .session=${session}></zf-organization-dialog>`;
  }

  #page(): TemplateResult | typeof nothing {
    const { session } = this;
    const { place } = session;
    if (place.kind === 'dashboard') return dashboardCards();
    if (place.kind !== 'record') return nothing;
    if (place.mode === 'list') return this.#list(place.module);
    if (place.mode === 'details' && session.standing === 'gone') return noRecord(place);
    if (
      place.mode === 'edit' &&
      session.standing === 'gone' &&
      !session.isEdited &&
      isEmpty(session.page.view.record)
    )
      return noRecord(place);
    const isForm = place.mode !== 'details';
    const isSheet = !isForm || this.previewing;
    return html`
      <div class="sheet" ?hidden=${this.editing}>${isSheet ? this.#sheet(place.module) : this.#form(place.module)}</div>
      ${this.#editor(place.module)}
      ${isForm ? saveBar(session, { preview: this.#preview, previewing: this.previewing }) : nothing}
    `;
  }

  #list(module: string): TemplateResult {
    const { session } = this;
    const { page, manifest, place } = session;
    const { view } = page;
    const { bulkButtons } = widgetsAt(place, manifest.widgets);
    return html`<zf-record-list
      .module=${module}
      .currency=${currencyOf(session)}
      .records=${view.list}
      .selection=${view.selection}
      @select=${(event: CustomEvent<string[]>) => session.selectRows(event.detail)}
    >
      ${widgetButtons(session, bulkButtons, view.selection.length === 0)}
    </zf-record-list>`;
  }

  #sheet(module: string): TemplateResult {
    const { page, place } = this.session;
    return html`<zf-record-view
      .module=${module}
      .mode=${modeOf(place)}
      .currency=${currencyOf(this.session)}
      .record=${page.view.record}
    ></zf-record-view>`;
  }

  #form(module: string): TemplateResult {
    const { session } = this;
    const { page, manifest, place, records } = session;
    const { lineButtons } = widgetsAt(place, manifest.widgets);
    return html`<zf-record-form
      .module=${module}
      .mode=${modeOf(place)}
      .currency=${currencyOf(session)}
      .page=${page}
      .record=${page.view.record}
      .changes=${page.view.changes}
      .selection=${page.view.selection}
      .parties=${records.lists}
      @edit=${(event: CustomEvent<[path: string, value: unknown][]>) => {
        for (const [path, value] of event.detail) session.change(path, value);
      }}
      @commit=${() => session.commit()}
      @select=${(event: CustomEvent<string[]>) => session.selectRows(event.detail)}
    >
      ${widgetButtons(session, lineButtons)}
    </zf-record-form>`;
  }

  #editor(module: string): TemplateResult {
    return html`<zf-record-editor
      ?hidden=${!this.editing}
      .module=${module}
      .draftKey=${pathOf(this.session.place)}
      .record=${this.editing ? this.session.page.view.record : undefined}
      @apply=${(event: CustomEvent<Record<string, unknown>>) => this.session.replaceRecord(event.detail)}
      @reset=${() => this.session.reset().catch(this.#explain)}
    ></zf-record-editor>`;
  }

  readonly #preview = (on: boolean) => {
    this.previewing = on;
    if (on) this.session.preview();
  };

  readonly #openOrganization = () => {
    this.querySelector<OrganizationDialog>('zf-organization-dialog')?.show();
  };

  readonly #setEditing = (editing: boolean) => {
    this.editing = editing;
    this.dispatchEvent(new CustomEvent('editing', { detail: editing }));
  };

  readonly #explain = (error: unknown) => {
    this.session.notify({
      caller: { widget: 'zfapps-shim' },
      type: 'error',
      message: (error as Error).message,
    });
  };

  protected override updated(_changes: PropertyValues): void {
    const { session } = this;
    const { widget, route } = session;
    const isOtherRoute = route !== this.#route;
    if (isOtherRoute) {
      this.#route = route;
      this.previewing = false;
    }
    if (widget !== this.#selected || isOtherRoute) {
      // Still open where a changed manifest took it away.
      this.#modal?.close();
      this.#selected = widget;
      this.querySelector('zf-widget-panel[data-selected] .panel')?.scrollIntoView({ block: 'nearest' });
      // Whoever chose a modal wants to see it; the page's button opens it again.
      const opens = widget?.shape === 'modal' && !widget.hostedElsewhere && route.startsWith('#widget=');
      if (opens) selectForAction(session, widget);
      this.#modal = opens ? session.widgets.open(widget) : undefined;
    }
    for (const open of session.host.widgets) explainAt(session, open);
  }
}

/** Nobody presses the button of an action on records without having selected some. */
function selectForAction({ page, module, place, manifest }: Session, widget: WidgetOnPage): void {
  const { list, selection } = page.view;
  const isBulk = widgetsAt(place, manifest.widgets).bulkButtons.includes(widget);
  const first = list[0] === undefined ? undefined : recordId(module ?? '', list[0]);
  if (isBulk && selection.length === 0 && first !== undefined) page.select([first]);
}

function modeOf(place: Session['place']): string {
  return place.kind === 'record' ? place.mode : '';
}

function isEmpty(record: object): boolean {
  return Object.keys(record).length === 0;
}

function noRecord({ module, record }: Extract<Place, { kind: 'record' }>): TemplateResult {
  const name = moduleTitle(module).toLowerCase();
  return html`<div class="kind">
    <h2>There is no ${name} <code>${record}</code></h2>
    <p>It was removed, or saved by an earlier start of the server: saved records last as long as that.</p>
    <p><a href=${routeToPlace({ kind: 'record', module, mode: 'list' })}>See the list</a></p>
  </div>`;
}

function organizationInWords({ organization, manifest }: Session): string {
  const { name, data_center_extension: extension } = organization;
  return [name, manifest.locale, extension].filter((part) => typeof part === 'string').join(' · ');
}

function currencyOf({ organization }: Session): string {
  return typeof organization.currency_code === 'string' ? organization.currency_code : '';
}

const NO_WIDGET = html`<div class="kind">
  <h2>No widget to show yet</h2>
  <p>
    List one in <code>plugin-manifest.json</code> under <code>modules.widgets</code>, with a
    <code>location</code> such as <code>invoice.details.sidebar</code> and a <code>url</code> such as
    <code>/app/widget.html</code>.
  </p>
</div>`;

const NO_SETTINGS = html`<div class="kind">
  <h2>This extension has no settings</h2>
  <p>A widget of the location <code>plugin.globalfields</code> stands here; Save asks it before.</p>
</div>`;

customElements.define('zf-stage', Stage);
