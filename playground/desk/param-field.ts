import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { ParamInfo } from '../../src/core/protocol/index.js';

/** How a config param is filled in. */
export type ParamInput = 'password' | 'text' | 'number' | 'flag' | 'one' | 'one-of-few' | 'many';

/** The field that a portal shows for a config param. A choice without options is a text. */
export function inputOf({ type, secure, options }: ParamInfo): ParamInput {
  if (secure) return 'password';
  if (options.length === 0)
    return type === 'switch' || type === 'checkbox' ? 'flag' : type === 'number' ? 'number' : 'text';
  if (type === 'picklist') return 'one';
  if (type === 'multiselect' || type === 'checkbox') return 'many';
  return type === 'radio' || type === 'switch' ? 'one-of-few' : type === 'number' ? 'number' : 'text';
}

/** What is chosen of many: texts with commas between them. */
export function chosenOf(value: string): string[] {
  return value
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** The value with one choice more, or less; in the order of the options. */
export function withChoice(
  value: string,
  option: string,
  isChosen: boolean,
  options: readonly string[],
): string {
  const chosen = new Set(chosenOf(value));
  if (isChosen) chosen.add(option);
  else chosen.delete(option);
  return options.filter((one) => chosen.has(one)).join(',');
}

/**
 * The field of a config param. SECURITY: a secure one is never filled in: its value is not known here.
 *
 * @param value what it shows
 * @param type takes what somebody types or chooses
 */
export function paramField(info: ParamInfo, value: string, type: (value: string) => void): TemplateResult {
  const { name, displayName, description, options, mandatory } = info;
  const told = description === '' ? nothing : 'description';
  const take = (event: Event) => type((event.target as HTMLInputElement | HTMLSelectElement).value);
  const input = inputOf(info);
  switch (input) {
    case 'flag':
      return html`<input
        id="value"
        type="checkbox"
        role=${info.type === 'switch' ? 'switch' : nothing}
        aria-describedby=${told}
        .checked=${live(value === 'true')}
        @change=${(event: Event) => type(String((event.target as HTMLInputElement).checked))}
      />`;
    case 'one':
      return html`<select id="value" aria-describedby=${told} ?required=${mandatory} @change=${take}>
        ${options.includes(value) ? nothing : html`<option value=${value} .selected=${true}>${value === '' ? '(nothing chosen)' : value}</option>`}
        ${options.map((option) => html`<option value=${option} .selected=${option === value}>${option}</option>`)}
      </select>`;
    case 'one-of-few':
    case 'many':
      return html`<div class="row choices" role=${input === 'many' ? 'group' : 'radiogroup'} aria-label=${displayName} aria-describedby=${told}>
        ${options.map(
          (option) => html`<label
            ><input
              type=${input === 'many' ? 'checkbox' : 'radio'}
              name=${name}
              .checked=${live(input === 'many' ? chosenOf(value).includes(option) : option === value)}
              @change=${(event: Event) =>
                type(
                  input === 'many'
                    ? withChoice(value, option, (event.target as HTMLInputElement).checked, options)
                    : option,
                )}
            />
            ${option}</label
          >`,
        )}
      </div>`;
    default:
      return html`<input
        id="value"
        type=${input === 'password' ? 'password' : 'text'}
        inputmode=${input === 'number' ? 'decimal' : nothing}
        placeholder=${input === 'password' ? info.value : nothing}
        aria-describedby=${told}
        ?required=${mandatory}
        autocomplete=${input === 'password' ? 'new-password' : 'off'}
        spellcheck="false"
        .value=${live(value)}
        @input=${take}
      />`;
  }
}
