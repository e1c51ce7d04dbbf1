import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { implicitManifest, parseManifest } from '../core/project/index.js';
import { isVendorSdk, toUrl } from '../core/protocol/index.js';
import { findServedFile } from './folder-files.js';
import { mediaType } from './media-types.js';
import { sdkFile } from './page-files.js';
import { loadWidgetPackage } from './widget-package.js';
import type { Manifest } from '../core/project/index.js';

/** A widget without a folder: its page, and what that loads. */
export interface MountSource {
  /** The page, as a file would hold it; the vendor's tag for `zf_sdk.js` gets ours. */
  html: string;
  /** Classic scripts to run at the end of the page, in this order. Default none. */
  scripts?: readonly string[];
  /** Files of the package by their path, such as `{ '/app/widget.js': '…' }`. Default none. */
  files?: Readonly<Record<string, string>>;
  /** A `plugin-manifest.json`, as an object. Default: one widget beside an invoice. */
  manifest?: Readonly<Record<string, unknown>>;
}

/** A file for a widget's page. */
export interface SiteFile {
  bytes: Uint8Array;
  /** The media type, such as `text/css`. */
  type: string;
  /** Where it came from, for stack traces: a path, or the address. */
  name: string;
}

/** What a widget is mounted from. */
export interface PackageSite {
  manifest: Manifest;
  /**
   * Finds what an address leads to: a file of the package, the SDK at the vendor's addresses, one of the
   * test's `resources`. It never rejects.
   */
  load(url: string): Promise<SiteFile | undefined>;
}

/**
 * Opens a widget package for a mount.
 *
 * @param source a folder, from the working directory, or the page itself
 * @param origin where its page seems to be served
 * @throws PackageError where the folder is no widget package
 */
export async function openPackage(
  source: string | MountSource,
  origin: string,
  resources: Readonly<Record<string, string>>,
): Promise<PackageSite> {
  const own = typeof source === 'string' ? await folderPackage(source) : memoryPackage(source, origin);
  return {
    manifest: own.manifest,
    async load(url) {
      const at = toUrl(url);
      if (at === undefined) return undefined;
      const mapped = resourceFile(url, resources);
      if (mapped !== undefined) return readResource(mapped);
      if (isVendorSdk(url)) return { bytes: await sdkFile(), type: 'text/javascript', name: 'zf_sdk.js' };
      return at.origin === origin ? own.find(decoded(at.pathname)) : undefined;
    },
  };
}

interface OwnFiles {
  manifest: Manifest;
  find(path: string): Promise<SiteFile | undefined>;
}

async function folderPackage(folder: string): Promise<OwnFiles> {
  const { folder: home, manifest } = await loadWidgetPackage(folder, { filesElsewhere: true });
  return {
    manifest,
    async find(path) {
      const file = await findServedFile(home, path);
      return file === undefined ? undefined : readResource(file, mediaType(path));
    },
  };
}

function memoryPackage({ html, scripts = [], files = {}, manifest }: MountSource, origin: string): OwnFiles {
  const checked = manifest === undefined ? implicitManifest() : parseManifest(manifest);
  const page = new URL(checked.modules.widgets[0]?.url ?? '/app/widget.html', origin).pathname;
  const all: Record<string, string> = {};
  const tags = scripts.map((text, index) => {
    const path = `/app/script-${index + 1}.js`;
    all[path] = text;
    return `<script src="${path}"></script>`;
  });
  all[page] = html + tags.join('');
  for (const [path, text] of Object.entries(files)) all[path.startsWith('/') ? path : `/${path}`] = text;
  return {
    manifest: checked,
    async find(path) {
      const text = Object.hasOwn(all, path) ? all[path] : undefined;
      if (text === undefined) return undefined;
      return {
        bytes: new TextEncoder().encode(text),
        type: mediaType(path),
        name: `${origin}${path}`,
      };
    },
  };
}

/** The file behind an address, by a test's `resources`: the longest key that fits. */
function resourceFile(url: string, resources: Readonly<Record<string, string>>): string | undefined {
  const key = Object.keys(resources)
    .filter((one) => url === one || (one.endsWith('/') && url.startsWith(one)))
    .sort((a, b) => b.length - a.length)[0];
  if (key === undefined) return undefined;
  const target = resources[key] ?? '';
  return resolve(key.endsWith('/') ? `${target}/${url.slice(key.length).replace(/[?#].*$/s, '')}` : target);
}

async function readResource(file: string, type = mediaType(file)): Promise<SiteFile | undefined> {
  try {
    return { bytes: await readFile(file), type, name: file };
  } catch {
    // Not there: the page sees what it would see of a server.
    return undefined;
  }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // Not percent-encoded text: no file has such a name.
    return path;
  }
}
