import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { closeByEscape, closeOnChoice, closeWhenLeft } from '../menu.js';
import { modulePlural } from '../modules.js';
import { routeToPlace } from '../route.js';
import { placeOf } from './place.js';
import type { PageMode } from '../../src/core/project/index.js';
import type { ManifestAnswer } from '../../src/core/protocol/index.js';
import type { Session } from '../session.js';
import type { Place } from './place.js';

/** Modules that have a tab also where no widget stands in them. */
const USUAL = ['invoice', 'estimate', 'customer', 'item'];

/** The rest, in the order of a finance product's menu. */
const OTHERS = [
  'salesorder',
  'creditnote',
  'vendor',
  'expense',
  'bill',
  'purchaseorder',
  'project',
  'trip',
  'report',
  'advance',
];

/** The tabs of the product: dashboard, modules, the widgets' own tabs, settings. */
export function placeTabs({ manifest, place }: Session): TemplateResult {
  const own = modulesOf(manifest);
  const shown = place.kind === 'record' ? [place.module] : [];
  const tabs = [...new Set([...own, ...USUAL, ...shown])];
  const rest = OTHERS.filter((module) => !tabs.includes(module));
  const webtabs = manifest.widgets.flatMap((widget, index) => {
    const at = placeOf(widget, index);
    return at.kind === 'webtab' ? [{ at, name: widget.name }] : [];
  });
  return html`<nav class="place-tabs" aria-label="Pages">
    ${tab({ kind: 'dashboard' }, 'Dashboard', place.kind === 'dashboard')}
    ${tabs.map((module) =>
      tab(
        { kind: 'record', module, mode: modeFor(module, manifest) },
        modulePlural(module),
        place.kind === 'record' && place.module === module,
      ),
    )}
    ${webtabs.map(({ at, name }) => tab(at, name, place.kind === 'webtab' && place.widget === at.widget))}
    ${tab({ kind: 'settings' }, 'Settings', place.kind === 'settings')}
    ${
      rest.length === 0
        ? nothing
        : html`<details class="menu more" @focusout=${closeWhenLeft} @keydown=${closeByEscape} @click=${closeOnChoice}>
            <summary>More …</summary>
            <ul>
              ${rest.map(
                (module) =>
                  html`<li><a href=${routeToPlace({ kind: 'record', module, mode: 'list' })}>${modulePlural(module)}</a></li>`,
              )}
            </ul>
          </details>`
    }
  </nav>`;
}

function tab(place: Place, title: string, isHere: boolean): TemplateResult {
  return html`<a href=${routeToPlace(place)} aria-current=${isHere ? 'page' : 'false'}>${title}</a>`;
}

/** The modules in which the package has widgets, in the order of the manifest. */
function modulesOf({ widgets }: ManifestAnswer): string[] {
  const modules = widgets.map(({ module }) => (module === 'contact' ? 'customer' : module));
  return [...new Set(modules.filter((module) => module !== undefined))];
}

/** A tab leads to where the module's widgets are: else to its list, as in the product. */
function modeFor(module: string, { widgets }: ManifestAnswer): PageMode {
  const places = widgets.map(placeOf);
  const own = places.find((place) => place.kind === 'record' && place.module === module);
  return own?.kind === 'record' ? own.mode : 'list';
}

const MODE_TITLES: readonly { mode: PageMode; title: string }[] = [
  { mode: 'list', title: 'List' },
  { mode: 'details', title: 'Record' },
  { mode: 'creation', title: 'New' },
];

/** List, record, form: the pages of a module. */
export function modeTabs(place: Extract<Place, { kind: 'record' }>): TemplateResult {
  const { module } = place;
  return html`<div class="segments modes" role="group" aria-label="Page of the module">
    ${MODE_TITLES.map(
      ({ mode, title }) => html`<a
        href=${routeToPlace({ kind: 'record', module, mode })}
        aria-current=${place.mode === mode ? 'page' : 'false'}
        >${title}</a
      >`,
    )}
    ${place.mode === 'edit' ? html`<a href=${routeToPlace(place)} aria-current="page">Edit</a>` : nothing}
  </div>`;
}
