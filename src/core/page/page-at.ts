import { describeLocation } from '../project/index.js';
import { createPage } from './create-page.js';
import type { RecordsAnswer } from '../protocol/index.js';
import type { Page } from './create-page.js';

/**
 * The module of the record that stands beside a widget of this location; absent where the page shows
 * none, as a dashboard does.
 */
export function moduleShownAt(location: string): string | undefined {
  const { module, shape } = describeLocation(location);
  if (module !== undefined) return module;
  // A sidebar of every page, a custom action: they stand beside some record. A settings page has
  // none, also where its widget opens as a modal.
  return ['sidebar', 'modal', 'background'].includes(shape) ? 'invoice' : undefined;
}

/** Makes the page that a widget of this location stands on; one without a record shows the organisation's. */
export function createPageAt(
  location: string | undefined,
  { organization, user, records }: RecordsAnswer,
): Page {
  const mode = (location === undefined ? undefined : describeLocation(location).mode) ?? 'details';
  const module = location === undefined ? undefined : moduleShownAt(location);
  return module === undefined
    ? createPage({ module: 'organization', mode, record: organization, organization, user })
    : createPage({ module, mode, record: records[module] ?? {}, organization, user });
}
