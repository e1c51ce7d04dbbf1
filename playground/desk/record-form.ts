import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { RecordDraft } from './storage-draft.js';

/** What the form of a record is told of. */
export interface RecordFormListener {
  onType(): void;
  onSave(): void;
  onCancel(): void;
}

/** The form that adds a record to the storage, or changes one: the key of that stays. */
export function recordForm(
  draft: RecordDraft,
  { onType, onSave, onCancel }: RecordFormListener,
  { problem, isBusy }: { problem: TemplateResult | typeof nothing; isBusy: boolean },
): TemplateResult {
  const take = (name: 'key' | 'queriableValue' | 'value') => (event: Event) => {
    draft[name] = (event.target as HTMLInputElement | HTMLTextAreaElement).value;
    onType();
  };
  return html`<form
    class="card"
    aria-labelledby="form-title"
    @submit=${(event: Event) => {
      event.preventDefault();
      onSave();
    }}
  >
    <h3 id="form-title">${draft.of === undefined ? 'Add a record' : `Change ${draft.of.key}`}</h3>
    <div class="row">
      <label class="field"
        >key <input name="key" .value=${draft.key} ?readonly=${draft.of !== undefined} spellcheck="false" autocomplete="off" @input=${take('key')}
      /></label>
      <label class="field"
        >queriableValue
        <input name="queriableValue" .value=${draft.queriableValue} spellcheck="false" autocomplete="off" @input=${take('queriableValue')}
      /></label>
    </div>
    <label class="field"
      >value, a JSON object <textarea name="value" rows="8" spellcheck="false" .value=${draft.value} @input=${take('value')}></textarea>
    </label>
    ${problem}
    ${draft.of === undefined ? html`<small>A record that has this key already is replaced.</small>` : nothing}
    <div class="row">
      <button class="button primary" aria-disabled=${isBusy}>Save the record</button>
      <button class="button" type="button" @click=${onCancel}>Cancel</button>
    </div>
  </form>`;
}
