import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { implicitManifest, parseManifest } from '../core/project/index.js';
import { isVendorSdk } from '../core/protocol/index.js';
import { findServedFile, loadWidgetPackage, mediaType, sdkFile } from '../node/index.js';
import type { Manifest } from '../core/project/index.js';
import type { LoadedResource, LoadResource } from './dom/engine.js';
import type { WidgetSource } from './mount-options.js';

/** The origin of a mounted widget's page. Nobody can have it (RFC 6761, section 6.2). */
export const WIDGET_ORIGIN = 'https://widget.test';

/** What a widget is mounted from. */
export interface PackageSite {
  manifest: Manifest;
  /** Finds the package's files, the SDK at the vendor's addresses, and the test's `resources`. */
  load: LoadResource;
}

/**
 * Opens a widget package for a mount.
 *
 * @param source a folder, from the working directory, or the page itself
 * @throws PackageError where the folder is no widget package
 */
export async function openPackage(
  source: string | WidgetSource,
  resources: Readonly<Record<string, string>>,
): Promise<PackageSite> {
  const own = typeof source === 'string' ? await folderPackage(source) : memoryPackage(source);
  return {
    manifest: own.manifest,
    async load(url) {
      if (!URL.canParse(url)) return undefined;
      const mapped = resourceFile(url, resources);
      if (mapped !== undefined) return readResource(mapped);
      if (isVendorSdk(url)) return { bytes: await sdkFile(), type: 'text/javascript', name: 'zf_sdk.js' };
      const { origin, pathname } = new URL(url);
      return origin === WIDGET_ORIGIN ? own.find(decoded(pathname)) : undefined;
    },
  };
}

interface OwnFiles {
  manifest: Manifest;
  find(path: string): Promise<LoadedResource | undefined>;
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

function memoryPackage({ html, files = {}, manifest }: WidgetSource): OwnFiles {
  const checked = manifest === undefined ? implicitManifest() : parseManifest(manifest);
  const page = new URL(checked.modules.widgets[0]?.url ?? '/app/widget.html', WIDGET_ORIGIN).pathname;
  const all: Record<string, string> = { [page]: html, ...files };
  return {
    manifest: checked,
    async find(path) {
      const text = Object.hasOwn(all, path) ? all[path] : undefined;
      if (text === undefined) return undefined;
      return {
        bytes: new TextEncoder().encode(text),
        type: mediaType(path),
        name: `${WIDGET_ORIGIN}${path}`,
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

async function readResource(file: string, type = mediaType(file)): Promise<LoadedResource | undefined> {
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
