import { html } from 'lit';
import type { TemplateResult } from 'lit';
import './callbacks-tab.js';
import './calls-tab.js';
import './console-tab.js';
import './contexts-tab.js';
import './logs-tab.js';
import './overview-tab.js';
import './params-tab.js';
import './permissions-tab.js';
import './storage-tab.js';
import type { DeskState } from '../../src/core/protocol/index.js';
import type { DeskStore } from './desk-store.js';

/** What each part of the view gets. */
type Shown = (store: DeskStore, desk: DeskState) => TemplateResult;

/** The parts of the Desk view, in the order of their tabs. */
export const DESK_TABS: readonly { id: string; title: string; show: Shown }[] = [
  {
    id: 'overview',
    title: 'Overview',
    show: (store, desk) => html`<zf-desk-overview .store=${store} .desk=${desk}></zf-desk-overview>`,
  },
  {
    id: 'storage',
    title: 'Storage',
    show: (store, desk) => html`<zf-desk-storage .store=${store} .desk=${desk}></zf-desk-storage>`,
  },
  {
    id: 'params',
    title: 'Config params',
    show: (store, desk) => html`<zf-desk-params .store=${store} .desk=${desk}></zf-desk-params>`,
  },
  {
    id: 'logs',
    title: 'Logs',
    show: (store, desk) => html`<zf-desk-logs .store=${store} .desk=${desk}></zf-desk-logs>`,
  },
  {
    id: 'permissions',
    title: 'Permissions',
    show: (store, desk) => html`<zf-desk-permissions .store=${store} .desk=${desk}></zf-desk-permissions>`,
  },
  {
    id: 'contexts',
    title: 'Contexts and tokens',
    show: (store, desk) => html`<zf-desk-contexts .store=${store} .desk=${desk}></zf-desk-contexts>`,
  },
  {
    id: 'callbacks',
    title: 'Callbacks',
    show: (store, desk) => html`<zf-desk-callbacks .store=${store} .desk=${desk}></zf-desk-callbacks>`,
  },
  {
    id: 'console',
    title: 'Invoke console',
    show: (store, desk) => html`<zf-desk-console .store=${store} .desk=${desk}></zf-desk-console>`,
  },
  {
    id: 'calls',
    title: 'Calls',
    show: (store, desk) => html`<zf-desk-calls .store=${store} .desk=${desk}></zf-desk-calls>`,
  },
];
