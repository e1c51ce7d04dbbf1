import { parseManifest } from '../core/project/index.js';
import { ROUTES, ZfappsError } from '../core/protocol/index.js';
import { readLoopbackUrl } from './loopback.js';
import { createLoopbackClient } from './loopback-client.js';
import { getLoopback } from './loopback-get.js';
import { explainSilence, isRefused } from './proxy-failure.js';
import { fetchManifest } from './served-manifest.js';
import { PackageError } from './widget-package.js';
import type { Manifest } from '../core/project/index.js';
import type { LoopbackClient } from './loopback-client.js';
import type { WidgetPackage } from './widget-package.js';

/** A widget package that a dev server of this machine serves. Its folder, for the configuration, is the current one. */
export interface ServedPackage extends WidgetPackage {
  /** The way to the dev server. */
  client: LoopbackClient;
  /** The location of the page that the address names. */
  location: string | undefined;
  /** Sentences for the widget's author. */
  notes: string[];
  /**
   * Fetches the manifest as it is now; from a server that stays silent, the one that it sent last.
   *
   * @throws PackageError where it is wrong
   */
  readManifest(): Promise<Manifest>;
}

/** Options of {@link loadServedPackage}. */
export interface ServedPackageOptions {
  /** The location of the page that the address names. Default: the manifest's, else `invoice.details.sidebar`. */
  location?: string | undefined;
  /** Told once, in a sentence, that nothing answers yet. */
  onWaiting?: ((sentence: string) => void) | undefined;
  /** How long to wait for a dev server that is starting, in milliseconds. Default 10 s. */
  startMs?: number;
  /** How long an answer may take, in milliseconds. Default 60 s: a bundler that builds answers nothing meanwhile. */
  answerMs?: number;
}

const PAUSE_MS = 400;

/** How long a manifest that was there already may take: a host page waits for it. */
const AGAIN_MS = 5_000;

/**
 * Loads the manifest of what a dev server serves, waiting a little for a server that is starting. A
 * server without a manifest has one widget: the page that the address names.
 *
 * @throws ZfappsError `invalid_options` where the address is not one of this machine
 * @throws PackageError where the server stays silent, or its manifest is wrong
 */
export async function loadServedPackage(
  address: string,
  { location, onWaiting, startMs = 10_000, answerMs = 60_000 }: ServedPackageOptions = {},
): Promise<ServedPackage> {
  const url = readLoopbackUrl(address);
  const client = createLoopbackClient(new URL(url.origin));
  try {
    const first = await whenStarted(() => fetchManifest(client, answerMs), { url, onWaiting, startMs });
    await refuseOurselves(client, answerMs);
    const read = describe(first, url, location);
    let last = read.manifest;
    return {
      client,
      folder: process.cwd(),
      name: url.host,
      ...read,
      async readManifest() {
        try {
          last = describe(await fetchManifest(client, AGAIN_MS), url, location).manifest;
        } catch (error) {
          // Its pages say in their frames that there is no answer.
          if (error instanceof PackageError && error.problem !== 'server_silent') throw error;
        }
        return last;
      },
    };
  } catch (error) {
    client.close();
    return rethrow(url)(error);
  }
}

/** Tries until the server listens. */
async function whenStarted<Value>(
  work: () => Promise<Value>,
  { url, onWaiting, startMs }: { url: URL } & Required<Pick<ServedPackageOptions, 'onWaiting' | 'startMs'>>,
): Promise<Value> {
  const until = performance.now() + startMs;
  for (let tries = 0; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isRefused(error) || performance.now() + PAUSE_MS > until) throw error;
      if (tries === 0)
        onWaiting?.(
          `Nothing listens at ${url.origin} yet; waiting ${startMs / 1_000} s for the dev server to start.`,
        );
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

/** What is left has no sentence of its own yet. */
function rethrow(url: URL): (error: unknown) => never {
  return (error) => {
    throw error instanceof ZfappsError
      ? error
      : new PackageError('server_silent', explainSilence(error, url), { cause: error });
  };
}

/**
 * SECURITY: through us, a widget would read the host page of another zfapps-shim, and its token. And
 * pages whose SDK is swapped already talk to that one.
 */
async function refuseOurselves(client: LoopbackClient, patience: number): Promise<void> {
  const { status, type, body } = await getLoopback(client, ROUTES.sdk, patience);
  const text = new TextDecoder().decode(body);
  const isSdk = status === 200 && /javascript/i.test(type) && text.includes('ZFAPPS');
  if (!isSdk && !text.startsWith('zfapps-shim has nothing at')) return;
  throw new ZfappsError(
    'invalid_options',
    `${client.server.origin} is zfapps-shim already, by itself or as a plugin of Vite: open the page that it printed. To show its widgets here, name the folder, or the dev server without the plugin.`,
  );
}

/** What is shown of what was fetched. */
function describe(
  fetched: Awaited<ReturnType<typeof fetchManifest>>,
  url: URL,
  given: string | undefined,
): Pick<ServedPackage, 'manifest' | 'location' | 'notes'> {
  const page = url.pathname + url.search + url.hash;
  if ('none' in fetched) {
    const { location, manifest } = alone(page, given);
    return {
      manifest,
      location,
      notes: [
        `${url.origin} serves no manifest (${fetched.none}), so ${page} is shown at ${location}. --location names another, and a plugin-manifest.json at its root all of them.`,
      ],
    };
  }
  const { manifest } = fetched;
  if (page === '/') return { manifest, location: given, notes: [] };
  const { widgets } = manifest.modules;
  const named = widgets.find((widget) => new URL(widget.url, url).pathname === url.pathname);
  if (named !== undefined) return { manifest, location: given ?? named.location, notes: [] };
  const { location, manifest: own } = alone(page, given);
  return {
    manifest: {
      ...manifest,
      modules: { ...manifest.modules, widgets: [...own.modules.widgets, ...widgets] },
    },
    location,
    notes: [
      `No widget of plugin-manifest.json has the url ${page}: it is shown at ${location}, beside those that do.`,
    ],
  };
}

function alone(page: string, location = 'invoice.details.sidebar'): { location: string; manifest: Manifest } {
  return { location, manifest: parseManifest({ modules: { widgets: [{ location, url: page }] } }) };
}
