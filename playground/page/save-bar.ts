import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { recordId } from '../../src/core/page/index.js';
import { moduleTitle } from '../modules.js';
import { routeToPlace } from '../route.js';
import type { Session } from '../session.js';

/** How a form is previewed; absent where there is nothing to preview, as on a settings page. */
export interface Previewing {
  preview(on: boolean): void;
  previewing: boolean;
}

/** Save, Preview, Cancel. */
export function saveBar(session: Session, form?: Previewing): TemplateResult {
  const { saving, page, isEdited } = session;
  const changes = form === undefined ? 0 : page.view.changes.length;
  return html`<footer class="save-bar">
    ${standingNotice(session)} ${saveNotice(session)}
    <button class="button primary" aria-disabled=${saving.isBusy} @click=${() => void session.save()}>Save</button>
    ${
      form === undefined
        ? nothing
        : html`<button
              class="button"
              aria-pressed=${form.previewing}
              @click=${() => form.preview(!form.previewing)}
            >
              ${form.previewing ? 'Back to the form' : 'Preview'}
            </button>
            <button class="button plain" aria-disabled=${saving.isBusy} @click=${() => cancel(session)}>Cancel</button>`
    }
    <span class="progress" role="status">${saving.isBusy ? STEPS[saving.step] : isEdited && changes > 0 ? unsaved(changes) : ''}</span>
  </footer>`;
}

const STEPS = { idle: '', asking: 'Asking the widgets …', storing: 'Saving …' };

function unsaved(count: number): string {
  return count === 1 ? '1 change is not saved' : `${count} changes are not saved`;
}

/** What was not saved goes; of a record that is there, its page is shown. */
function cancel(session: Session): void {
  if (session.saving.isBusy) return;
  const { place } = session;
  session.giveUp();
  if (place.kind !== 'record') return;
  location.hash =
    place.mode === 'edit' || place.record !== undefined
      ? routeToPlace({ ...place, mode: 'details' })
      : routeToPlace({ kind: 'record', module: place.module, mode: 'list' });
}

/** What happened to the form's record elsewhere. */
function standingNotice(session: Session): TemplateResult | typeof nothing {
  switch (session.standing) {
    case 'stale':
      return html`<div class="save-notice" role="status">
        <p>This record was saved elsewhere meanwhile. Save puts what is here in its place.</p>
        <button class="button" @click=${() => void session.reset()}>Take what was saved</button>
      </div>`;
    case 'gone':
      return html`<div class="save-notice" role="status">
        <p>This record was removed elsewhere. Save stores it anew.</p>
      </div>`;
    default:
      return nothing;
  }
}

/** What came of the last save. */
function saveNotice(session: Session): TemplateResult | typeof nothing {
  const { lastSave: result, module } = session;
  switch (result?.outcome) {
    case 'saved':
      return html`<div class="save-notice good" role="status">
        <p>
          ${module === undefined ? 'The settings are saved.' : html`Saved as <strong>${nameOf(session)}</strong>.`}
        </p>
        ${module === undefined ? nothing : html`<a class="button" href=${toRecord(session)}>Open it</a>`}
      </div>`;
    case 'prevented':
      return html`<div class="save-notice bad" role="alert">
        <p><strong>Not saved.</strong> ${result.preventions.length === 1 ? 'A widget prevents it:' : 'Widgets prevent it:'}</p>
        <ul>
          ${result.preventions.map(
            ({ caller, message }) => html`<li>${message} <small>${caller.widget}</small></li>`,
          )}
        </ul>
      </div>`;
    case 'cancelled':
      return html`<div class="save-notice" role="status"><p>Not saved. Everything on the form is as it was.</p></div>`;
    default:
      return nothing;
  }
}

function nameOf({ page, module = '' }: Session): string {
  const { record } = page.view;
  const names = [
    `${module}_number`,
    `${module}_name`,
    'name',
    'contact_name',
    'report_name',
    'business_purpose',
  ];
  const name = names.map((member) => record[member]).find((text) => typeof text === 'string' && text !== '');
  return String(name ?? moduleTitle(module));
}

function toRecord({ page, module = '' }: Session): string {
  const record = recordId(module, page.view.record);
  const place = { kind: 'record', module, mode: 'details' } as const;
  return routeToPlace(record === undefined ? place : { ...place, record });
}
