import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { exactTime, fromNow, inWords } from './connection-words.js';
import './copy-button.js';
import type { ConnectionInfo } from '../src/core/protocol/index.js';

/** What a connection may do and until when, and what is amiss with it. */
export function connectionFacts(info: ConnectionInfo, now: number): TemplateResult {
  const { hosts, scopes, missingScopes, redirectUri, expiresAt, declared } = info;
  const facts = [
    hosts.length > 0 && fact('Hosts', list(hosts)),
    scopes.length > 0 && fact('Scopes', list(scopes)),
    expiresAt !== undefined && fact('Token', tokenEnd(info, expiresAt, now)),
    redirectUri !== undefined && fact('Redirect URI', toRegister(redirectUri)),
  ].filter((one) => one !== false);
  return html`
    ${facts.length > 0 ? html`<dl>${facts}</dl>` : nothing}
    ${
      missingScopes.length > 0
        ? html`<p class="box warn">The manifest declares ${inWords(missingScopes)}, which this connection lacks.</p>`
        : nothing
    }
    ${declared ? nothing : html`<p class="box warn">Not declared in the manifest's <code>usedConnections</code>.</p>`}
  `;
}

function fact(label: string, value: TemplateResult): TemplateResult {
  return html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
}

function list(values: readonly string[]): TemplateResult {
  return html`<ul>${values.map((value) => html`<li><code>${value}</code></li>`)}</ul>`;
}

function tokenEnd({ state }: ConnectionInfo, at: number, now: number): TemplateResult {
  const time = html`<time datetime=${new Date(at).toISOString()}>${exactTime(at)}</time>`;
  if (at <= now) return html`ended ${fromNow(at, now)} <small>${time}</small>`;
  return html`ends ${fromNow(at, now)}${state === 'connected' ? ', renewed before' : ''} <small>${time}</small>`;
}

function toRegister(uri: string): TemplateResult {
  return html`<span class="uri"><code>${uri}</code><zf-copy-button .text=${uri} label="Copy the redirect URI"></zf-copy-button></span>
    <small>Register it at the provider, to be let back here.</small>`;
}
