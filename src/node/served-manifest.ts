import { isSameLoopback } from '../core/protocol/index.js';
import { getLoopback, MOST_BYTES } from './loopback-get.js';
import { looksLikeJson } from './looks-like-json.js';
import { parseJson } from './read-json.js';
import { checkManifest } from './widget-package.js';
import type { Manifest, ManifestWidget } from '../core/project/index.js';
import type { LoopbackClient } from './loopback-client.js';

/** What a dev server has at `/plugin-manifest.json`, or what it has there instead. */
export type ServedManifest = { manifest: Manifest } | { none: string };

const PATH = '/plugin-manifest.json';

/**
 * Fetches the manifest of a dev server. Widgets that it places on the dev server itself get paths.
 *
 * @param patience how long that may take, in milliseconds
 * @throws PackageError where there is a manifest that is wrong, or where the answer takes too long
 * @throws the system's own error where no answer comes
 */
export async function fetchManifest(client: LoopbackClient, patience: number): Promise<ServedManifest> {
  const { server } = client;
  const { status, type, body } = await getLoopback(client, PATH, patience);
  if (status !== 200) return { none: `${PATH} is answered with ${status}` };
  if (body.byteLength > MOST_BYTES) return { none: `${PATH} is longer than any manifest` };
  if (!looksLikeJson({ type, body })) return { none: `${PATH} is no JSON` };
  const manifest = await checkManifest(() => parseJson(body, server.origin + PATH));
  const widgets = manifest.modules.widgets.map((widget) => withOwnPath(widget, server));
  return { manifest: { ...manifest, modules: { ...manifest.modules, widgets } } };
}

/** Two names of one server are two origins to a browser: the widget's pages come through ours. */
function withOwnPath(widget: ManifestWidget, server: URL): ManifestWidget {
  const url = new URL(widget.url, server);
  return isSameLoopback(url, server) ? { ...widget, url: url.pathname + url.search + url.hash } : widget;
}
