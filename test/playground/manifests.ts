import { DEFAULT_PAGE_RULES } from '../../src/core/protocol/index.js';
import type { ManifestAnswer, WidgetOnPage } from '../../src/core/protocol/index.js';

/** What the server answers of a package with these widgets, and nothing else to say. */
export function manifestOf(...widgets: WidgetOnPage[]): ManifestAnswer {
  return {
    name: 'p',
    mode: 'offline',
    initialWidget: 0,
    version: '1',
    widgets,
    notes: [],
    cspDomains: {},
    problems: [],
    rules: DEFAULT_PAGE_RULES,
    preSaveMs: 20_000,
    locale: 'en',
    locales: ['en'],
  };
}

/** A sidebar of an invoice's page, named after its page. */
export function widgetOf(name: string, changes: Partial<WidgetOnPage> = {}): WidgetOnPage {
  return {
    name,
    location: 'invoice.details.sidebar',
    locationTitle: 'Invoice details, sidebar',
    url: `http://127.0.0.1:5181/app/${name}.html`,
    hostedElsewhere: false,
    shape: 'sidebar',
    allowedFeatures: [],
    ...changes,
  };
}
