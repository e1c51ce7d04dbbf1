import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder of its own with these files; objects are written as JSON. */
export interface TempFolder {
  path: string;
  remove(): Promise<void>;
}

export async function tempFolder(
  files: Record<string, string | Uint8Array | object> = {},
): Promise<TempFolder> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'zfapps-')));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    const isRaw = typeof content === 'string' || content instanceof Uint8Array;
    await writeFile(join(path, name), isRaw ? content : JSON.stringify(content, null, 2));
  }
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** A widget page as its author writes it: the vendor's script tag, and a script of its own. */
export function widgetPage(script: string): string {
  return `<!doctype html>
<html><head><meta charset="utf-8"><script src="https://js.zohostatic.com/zohofinance/v1/zf_sdk.js"></script></head>
<body><p id="out">…</p><script>${script}</script></body></html>`;
}

/** A manifest with widgets at these locations, `{location: url}`. */
export function manifest(widgets: Record<string, string>): object {
  return {
    service: 'FINANCE',
    modules: {
      widgets: Object.entries(widgets).map(([location, url]) => ({ location, name: location, url })),
    },
  };
}
