/** A file of an npm package, as a CDN's address names it. */
export interface PackageFile {
  name: string;
  /** Exact, a range such as `3` or `^2.1`, or a tag such as `latest`. */
  version: string;
  /** Where in the package the file may be, likeliest first. Empty: the package's own entry. */
  paths: readonly string[];
}

/** SECURITY: names and versions come from a stranger's HTML and reach a command line. Neither can begin with a dash. */
const NAME = /^(?:@[a-z0-9][a-z0-9._-]*\/)?[a-z0-9][a-z0-9._-]*$/;
const VERSION = /^(?:[\^~]?\d+(?:\.\d+){0,2}(?:-[0-9A-Za-z][0-9A-Za-z.-]*)?|[a-z][a-z0-9-]*)$/;

/** Makes a {@link PackageFile}; undefined where the name or the version is none of npm's. */
export function packageFile(
  name: string,
  version: string,
  paths: readonly string[],
): PackageFile | undefined {
  if (name.length > 214 || !NAME.test(name) || version.length > 64 || !VERSION.test(version))
    return undefined;
  return { name, version, paths };
}

/** The file as it is named, and the one that a CDN would have minified. */
export function asNamed(path: string): string[] {
  const plain = path.replace(/\.min\.(js|css)$/, '.$1');
  return plain === path ? [path] : [path, plain];
}

/** Folders in which packages keep what CDNs show at their root. */
const BUILT = ['', 'dist/', 'min/', 'build/', 'lib/', 'umd/', 'dist/umd/'];

/** Every place where a package may keep a file that a CDN has at its root. */
export function anywhere(path: string): string[] {
  const kind = /\.(js|css)$/.exec(path)?.[1];
  const folders = kind === undefined ? BUILT : [...BUILT, `${kind}/`, `dist/${kind}/`];
  return asNamed(path).flatMap((one) => folders.map((folder) => `${folder}${one}`));
}
