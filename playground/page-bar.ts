import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { moduleEvents, recordId } from '../src/core/page/index.js';
import { hasDeskView } from './desk/desk-words.js';
import { icons } from './icons.js';
import { closeByEscape, closeWhenLeft } from './menu.js';
import { modeTabs } from './page/place-tabs.js';
import { widgetsAt } from './page/widgets-at.js';
import { routeToPlace } from './route.js';
import type { WidgetOnPage } from '../src/core/protocol/index.js';
import type { Session } from './session.js';

/** The bar over a page: which page of the module, page or JSON, events, and the buttons that widgets add to it. */
export function pageBar(
  session: Session,
  editing: boolean,
  setEditing: (on: boolean) => void,
): TemplateResult {
  const { place, manifest } = session;
  const isRecord = place.kind === 'record';
  return html`<div class="page-bar">
    ${isRecord ? modeTabs(place) : html`<p class="where">${TITLES[place.kind]}</p>`}
    <span class="gap"></span>
    ${isRecord && place.mode !== 'list' ? pageOrJson(editing, setEditing) : nothing}
    ${isRecord || place.kind === 'settings' ? eventsMenu(session) : nothing}
    ${isRecord && place.mode === 'details' ? editLink(session) : nothing}
    ${hasDeskView(session.desk.answer) ? DESK : nothing}
    ${widgetButtons(session, widgetsAt(place, manifest.widgets).buttons)}
  </div>`;
}

/** Whoever holds the view hears of it. */
const DESK = html`<button
  class="button"
  aria-haspopup="dialog"
  title="The Desk extension: its data, contexts, callbacks, and the Invoke API"
  @click=${({ currentTarget }: Event) => currentTarget?.dispatchEvent(new Event('desk', { bubbles: true }))}
>
  Desk
</button>`;

const TITLES = { dashboard: 'Dashboard', settings: 'Extension settings', webtab: 'Web tab' } as const;

function pageOrJson(editing: boolean, setEditing: (on: boolean) => void): TemplateResult {
  return html`<div class="segments" role="group" aria-label="Show the record as">
    <button aria-pressed=${!editing} @click=${() => setEditing(false)}>Page</button>
    <button aria-pressed=${editing} title="Edit the record (e)" @click=${() => setEditing(true)}>JSON</button>
  </div>`;
}

/** To the form of the record that is shown. */
function editLink({ module = '', page }: Session): TemplateResult {
  const record = recordId(module, page.view.record);
  const place = { kind: 'record', module, mode: 'edit' } as const;
  return html`<a class="button" href=${routeToPlace(record === undefined ? place : { ...place, record })}>Edit</a>`;
}

function eventsMenu(session: Session): TemplateResult {
  const { module, page } = session;
  return html`<details class="menu" @focusout=${closeWhenLeft} @keydown=${closeByEscape}>
    <summary class="button">${icons.bolt}Send event</summary>
    <ul>
      ${moduleEvents(module, page.view.record).map(
        ({ name, hint, data }) => html`<li>
          <button
            @click=${(event: Event) => {
              (event.currentTarget as Element).closest('details')?.removeAttribute('open');
              const { record } = session.page;
              void session.emit(
                name,
                // A settings page has no record.
                module === undefined
                  ? {}
                  : data === 'record'
                    ? record
                    : { record_id: recordId(module, record) },
              );
            }}
          >
            <code>${name}</code><small>${hint}</small>
          </button>
        </li>`,
      )}
    </ul>
  </details>`;
}

/** The buttons of widgets that open over the page. */
export function widgetButtons(
  session: Session,
  widgets: readonly WidgetOnPage[],
  disabled = false,
): TemplateResult[] {
  return widgets.map(
    (widget) => html`<button
      class="button ${widget === session.widget ? 'primary' : ''}"
      ?disabled=${disabled || widget.hostedElsewhere}
      title=${widget.hostedElsewhere ? `Hosted elsewhere: ${widget.url}` : widget.locationTitle}
      @click=${() => session.widgets.open(widget)}
    >
      ${widget.name}
    </button>`,
  );
}
