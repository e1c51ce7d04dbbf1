import {
  createPageAt,
  defaultOrganization,
  defaultRecord,
  defaultUser,
  mergeRecord,
  moduleShownAt,
} from '../core/page/index.js';
import { describeLocation } from '../core/project/index.js';
import type { Page } from '../core/page/index.js';
import type { Manifest, ManifestWidget } from '../core/project/index.js';
import type { EventAnswer, RecordsPort, WidgetToOpen } from '../host/index.js';
import type { MountOptions } from './mount-options.js';
import { ZfappsError } from '../core/protocol/index.js';

/** What hands events to the widgets of one mount. */
type Emitter = (event: string, data: unknown) => Promise<EventAnswer[]>;

/** The mounts on each page: an event reaches them all. */
const emitters = new WeakMap<Page, Set<Emitter>>();

/** Makes the page that a mounted widget stands on: samples, with what the test says differs. */
export function createTestPage(location: string, { service }: Manifest, options: MountOptions): Page {
  const { dataCenter, locale } = options;
  const place = {
    service,
    ...(dataCenter === undefined ? {} : { dataCenter }),
    ...(locale === undefined ? {} : { locale }),
  };
  const module = moduleShownAt(location);
  return createPageAt(location, {
    organization: mergeRecord(defaultOrganization({}, place), options.organization),
    user: mergeRecord(defaultUser(), options.user),
    records: module === undefined ? {} : { [module]: mergeRecord(defaultRecord(module), options.record) },
  });
}

/** What `ZFAPPS.get` reads. There is nothing behind a test's page, so REFRESH_DATA finds it as it is. */
export function recordsOf(page: Page): RecordsPort {
  return { get: (key) => page.get(key), refresh: () => {} };
}

/** Puts a mount on a page. Returns the function that takes it off. */
export function join(page: Page, emitter: Emitter): () => void {
  const own = emitters.get(page) ?? new Set();
  emitters.set(page, own.add(emitter));
  return () => own.delete(emitter);
}

/** Hands an event to every widget on a page. */
export async function emitOn(page: Page, event: string, data: unknown): Promise<EventAnswer[]> {
  const answers = await Promise.all(Array.from(emitters.get(page) ?? [], (emit) => emit(event, data)));
  return answers.flat();
}

/**
 * Finds the widget to mount.
 *
 * @throws ZfappsError `invalid_options` where the manifest has none of that name or location
 */
export function chooseWidget(
  manifest: Manifest,
  { widget: name, location }: Pick<MountOptions, 'widget' | 'location'>,
): ManifestWidget {
  const { widgets } = manifest.modules;
  const named = widgets.filter((one) => name === undefined || one.name === name);
  const chosen =
    named.find((one) => one.location === location) ?? (location === undefined ? named[0] : undefined);
  if (chosen !== undefined) return chosen;
  const [only] = named;
  // A location of one's own for the one widget that is meant: where else it would stand.
  if (only !== undefined && location !== undefined && named.length === 1 && describeLocation(location).known)
    return { ...only, location };
  if (widgets.length === 0)
    throw new ZfappsError('invalid_options', 'The manifest declares no widget: add one to modules.widgets.');
  const there = widgets.map((one) => `"${one.name}" at ${one.location}`).join(', ');
  const asked = [name === undefined ? '' : `named "${name}"`, location === undefined ? '' : `at ${location}`];
  throw new ZfappsError(
    'invalid_options',
    `The package has no widget ${asked.filter((text) => text !== '').join(' ')}; it has ${there}.`,
  );
}

/** A widget of the manifest, as a host opens it. */
export function toOpen(
  { name, location, url, allowed_features }: ManifestWidget,
  origin: string,
): WidgetToOpen {
  return {
    widget: name,
    location,
    url: new URL(url, origin).href,
    allowedFeatures: allowed_features ?? [],
  };
}
