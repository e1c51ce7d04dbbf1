import { BOOT_ELEMENT_ID, ROUTES } from '../src/core/protocol/index.js';
import { getJson } from './server-calls.js';
import type { ManifestAnswer, PageBoot, RecordsAnswer } from '../src/core/protocol/index.js';

/** What the page is made of. */
export interface PageData {
  token: string;
  widgetOrigin: string;
  manifest: ManifestAnswer;
  records: RecordsAnswer;
}

/**
 * Reads what the server wrote into the page, and fetches the rest.
 *
 * @throws Error with a message for the widget's author
 */
export async function loadPageData(from: Document): Promise<PageData> {
  const { token, widgetOrigin } = readBoot(from);
  const [manifest, records] = await Promise.all([loadManifest(token), loadRecords(token)]);
  return { token, widgetOrigin, manifest, records };
}

/** Fetches what the manifest says, as it is now. */
export function loadManifest(token: string): Promise<ManifestAnswer> {
  return getJson(ROUTES.manifest, token);
}

/** Fetches the organisation, the user and the records anew. */
export function loadRecords(token: string): Promise<RecordsAnswer> {
  return getJson(ROUTES.records, token);
}

/** Whose records they are, to tell whether that has changed. */
export function contextOf({ organization, user }: RecordsAnswer): string {
  return JSON.stringify([organization, user]);
}

function readBoot(from: Document): PageBoot {
  const text = from.getElementById(BOOT_ELEMENT_ID)?.textContent;
  if (!text) throw new Error('This page was not served by zfapps-shim: its token is missing.');
  return JSON.parse(text) as PageBoot;
}
