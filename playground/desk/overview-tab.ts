import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { DeskTab } from './desk-tab.js';
import { copied } from './fields.js';
import { INVOKE_PATH } from './invoke-call.js';
import { userInWords } from './desk-words.js';

/** What the extension is, and what it is to call. */
export class OverviewTab extends DeskTab {
  override render(): TemplateResult {
    const { extensionName, orgId, installationId, fields, user } = this.desk;
    const url = location.origin + INVOKE_PATH;
    return html`
      <dl>
        ${fact('Extension', html`${extensionName}`)}
        ${fact('Organisation', copied(orgId, 'Copy the organisation id'))}
        ${fact('Installation', html`${copied(installationId, 'Copy the installation id')}<small><code>{{installationId}}</code> stands for it.</small>`)}
        ${fact('User of this page', html`${userInWords(this.desk, user)}`)}
        ${fact(
          'Invoke API',
          html`${copied(url, 'Copy the address of the Invoke API')}
            <small>Point the extension's server here, instead of <code>https://desk.zoho.com${INVOKE_PATH}</code>.</small>`,
        )}
      </dl>
      <h3>Fields</h3>
      ${
        fields.length === 0
          ? html`<p class="empty">The extension brings no fields. Declare them under <code>fields</code> in <code>resources.json</code>.</p>`
          : html`<div class="scroll">
              <table>
                <thead>
                  <tr><th>Field</th><th>id</th><th>apiName</th></tr>
                </thead>
                <tbody>
                  ${fields.map(
                    ({ resourceName, displayLabel, id, apiName }) => html`<tr>
                      <th scope="row">${displayLabel}<br /><small>${resourceName}</small></th>
                      <td>${copied(id, `Copy the id of ${resourceName}`)}<small><code>{{fields.${resourceName}.id}}</code></small></td>
                      <td>${copied(apiName, `Copy the apiName of ${resourceName}`)}<small><code>{{fields.${resourceName}.apiName}}</code></small></td>
                    </tr>`,
                  )}
                </tbody>
              </table>
            </div>`
      }
    `;
  }
}

function fact(label: string, value: TemplateResult): TemplateResult {
  return html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
}

customElements.define('zf-desk-overview', OverviewTab);
