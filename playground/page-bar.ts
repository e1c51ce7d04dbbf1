import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { describeLocation } from '../src/core/project/index.js';
import { icons } from './icons.js';
import { modulePlural } from './modules.js';
import { pageEvents } from './page-events.js';
import type { Session } from './session.js';

/** The bar over a page: where it is, page or JSON, events, and the buttons that widgets add to it. */
export function pageBar(
  session: Session,
  editing: boolean,
  setEditing: (on: boolean) => void,
): TemplateResult {
  const { widget, module } = session;
  if (widget === undefined) return html``;
  // Of the location: a settings widget may open as a modal.
  const { shape } = describeLocation(widget.location);
  return html`<div class="page-bar">
    <p class="where">${module === undefined ? widget.locationTitle : modulePlural(module)}</p>
    ${module === undefined ? nothing : pageOrJson(editing, setEditing)}
    ${module === undefined && shape !== 'settings' ? nothing : eventsMenu(session)} ${widgetButtons(session)}
  </div>`;
}

function pageOrJson(editing: boolean, setEditing: (on: boolean) => void): TemplateResult {
  return html`<div class="segments" role="group" aria-label="Show the record as">
    <button aria-pressed=${!editing} @click=${() => setEditing(false)}>Page</button>
    <button aria-pressed=${editing} title="Edit the record (e)" @click=${() => setEditing(true)}>JSON</button>
  </div>`;
}

function eventsMenu(session: Session): TemplateResult {
  return html`<details class="menu" @focusout=${closeWhenLeft} @keydown=${closeByEscape}>
    <summary class="button">${icons.bolt}Send event</summary>
    <ul>
      ${pageEvents(session.module).map(
        ({ name, hint, data }) => html`<li>
          <button
            @click=${(event: Event) => {
              (event.currentTarget as Element).closest('details')?.removeAttribute('open');
              void session.emit(
                name,
                data === 'record' ? session.page.record : { record_id: recordId(session) },
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

/** The widgets that this page opens by a button: the selected one first. */
function widgetButtons(session: Session): TemplateResult[] {
  const { widget: selected } = session;
  const placeOf = (location: string) => location.split('.').slice(0, 2).join('.');
  const buttons = session.manifest.widgets.filter(
    (widget) =>
      widget.shape === 'modal' &&
      (widget === selected ||
        (selected !== undefined && placeOf(widget.location) === placeOf(selected.location))),
  );
  return buttons.map(
    (widget) => html`<button
      class="button ${widget === selected ? 'primary' : ''}"
      ?disabled=${widget.hostedElsewhere}
      title=${widget.hostedElsewhere ? `Hosted elsewhere: ${widget.url}` : widget.locationTitle}
      @click=${() => session.open(widget)}
    >
      ${widget.name}
    </button>`,
  );
}

function recordId(session: Session): unknown {
  return session.page.record[`${session.module}_id`];
}

function closeWhenLeft(event: FocusEvent): void {
  const menu = event.currentTarget as HTMLDetailsElement;
  // Without a related target the press was on something that takes no focus, maybe in the menu.
  if (event.relatedTarget instanceof Node && !menu.contains(event.relatedTarget)) menu.open = false;
}

function closeByEscape(event: KeyboardEvent): void {
  if (event.key !== 'Escape') return;
  const menu = event.currentTarget as HTMLDetailsElement;
  menu.open = false;
  menu.querySelector('summary')?.focus();
}
