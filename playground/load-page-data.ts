import { BOOT_ELEMENT_ID, ROUTES, TOKEN_HEADER } from '../src/core/protocol/index.js';
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
  return fetchJson<ManifestAnswer>(ROUTES.manifest, token);
}

/** Fetches the organisation, the user and the records anew. */
export function loadRecords(token: string): Promise<RecordsAnswer> {
  return fetchJson<RecordsAnswer>(ROUTES.records, token);
}

function readBoot(from: Document): PageBoot {
  const text = from.getElementById(BOOT_ELEMENT_ID)?.textContent;
  if (!text) throw new Error('This page was not served by zfapps-shim: its token is missing.');
  return JSON.parse(text) as PageBoot;
}

async function fetchJson<Answer>(route: string, token: string): Promise<Answer> {
  const response = await fetch(route, { headers: { [TOKEN_HEADER]: token } }).catch((cause: unknown) => {
    throw new Error('The zfapps-shim server does not answer. Start it again, then reload this page.', {
      cause,
    });
  });
  const answer = (await response.json().catch(() => undefined)) as
    | { error?: { message?: string } }
    | undefined;
  if (response.ok && answer !== undefined) return answer as Answer;
  const reason = answer?.error?.message ?? 'Its terminal says more.';
  throw new Error(`The zfapps-shim server answered ${response.status} to ${route}. ${reason}`);
}
