import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { deskStyles } from './desk-styles.js';
import { DeskTab } from './desk-tab.js';

/** Which user has which of the extension's permissions. */
export class PermissionsTab extends DeskTab {
  /** What somebody has chosen, until the server has it. */
  readonly #wanted = new Map<string, boolean>();

  override render(): TemplateResult {
    const { permissions, users } = this.desk;
    if (permissions.length === 0)
      return html`<p class="empty">
        The extension brings no permissions. Declare them under <code>permissions</code> in <code>resources.json</code>.
      </p>`;
    return html`
      <p class="intro">What an administrator decides, and <code>myCustomPermissions</code> answers to each user.</p>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th>User</th>
              ${permissions.map(({ apiName, displayName, description }) => html`<th scope="col" title=${description}>${displayName}<br /><small>${apiName}</small></th>`)}
            </tr>
          </thead>
          <tbody>
            ${users.map(
              ({ id, name }) => html`<tr>
                <th scope="row">${name}<br /><small>${id}</small></th>
                ${permissions.map(({ apiName, displayName, users: states }) => this.#cell(id, `${displayName}, ${name}`, apiName, states[id] ?? false))}
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
    `;
  }

  #cell(user: string, label: string, apiName: string, isEnabled: boolean): TemplateResult {
    const place = `${user}/${apiName}`;
    return html`<td>
      <input
        type="checkbox"
        role="switch"
        class="switch"
        aria-label=${label}
        .checked=${live(this.#wanted.get(place) ?? isEnabled)}
        @change=${(event: Event) => {
          const { checked } = event.target as HTMLInputElement;
          void this.attempt(place, async () => {
            this.#wanted.set(place, checked);
            try {
              await this.store.send({ type: 'setPermission', user, apiName, enabled: checked });
              await this.store.read();
            } finally {
              this.#wanted.delete(place);
            }
          });
        }}
      />
      ${this.problemAt(place)}
    </td>`;
  }

  static override styles = [
    ...deskStyles,
    css`
      input.switch {
        position: relative;
        width: 34px;
        height: 20px;
        border-radius: 99px;
        background: var(--line-strong);
        appearance: none;
        cursor: pointer;
        transition: background-color 120ms;
      }

      input.switch::before {
        content: "";
        position: absolute;
        inset: 3px auto 3px 3px;
        width: 14px;
        border-radius: 50%;
        background: var(--paper);
        transition: translate 120ms;
      }

      input.switch:checked {
        background: var(--accent);
      }

      input.switch:checked::before {
        translate: 14px;
      }
    `,
  ];
}

customElements.define('zf-desk-permissions', PermissionsTab);
