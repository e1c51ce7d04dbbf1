import { cdnjsFile } from './cdnjs.js';
import { fontFile } from './google-fonts.js';
import { jqueryUi } from './jquery-ui.js';
import { anywhere, asNamed, packageFile } from './package-file.js';
import type { PackageFile } from './package-file.js';

/** Reads the path of an address of one CDN, without its leading slash. */
type CdnReader = (path: string) => PackageFile | undefined;

/** The CDNs that widgets use, by hostname. */
const CDNS: Readonly<Record<string, CdnReader>> = {
  'cdn.jsdelivr.net': (path) => (path.startsWith('npm/') ? jsdelivr(path.slice(4)) : legacyJsdelivr(path)),
  'fastly.jsdelivr.net': (path) => (path.startsWith('npm/') ? jsdelivr(path.slice(4)) : undefined),
  'unpkg.com': (path) => npmPath(path, (file) => [file]),
  'cdnjs.cloudflare.com': cdnjsFile,
  'ajax.googleapis.com': googleLibrary,
  'code.jquery.com': jqueryFile,
  'maxcdn.bootstrapcdn.com': bootstrapCdn,
  'stackpath.bootstrapcdn.com': bootstrapCdn,
  'netdna.bootstrapcdn.com': bootstrapCdn,
  'use.fontawesome.com': fontAwesomeRelease,
  'fonts.gstatic.com': fontFile,
  'cdn.syncfusion.com': syncfusion,
  'momentjs.com': (path) =>
    match(path, /^downloads\/(.+)$/, ([file]) => packageFile('moment', 'latest', anywhere(file))),
};

/** The hosts that the map knows. */
export const KNOWN_HOSTS: readonly string[] = Object.keys(CDNS);

/** Finds the npm package's file that stands for a CDN's address; undefined for an address of another kind. */
export function fromCdn(address: string): PackageFile | undefined {
  const { protocol, hostname, pathname } = new URL(address);
  const path = decoded(pathname.slice(1));
  if (!/^https?:$/.test(protocol) || !Object.hasOwn(CDNS, hostname) || path === undefined) return undefined;
  return CDNS[hostname]?.(path);
}

/** `name`, `name@version`, `name/file` and all of them, scoped or not. */
function npmPath(path: string, candidates: (file: string) => string[]): PackageFile | undefined {
  return match(path, /^((?:@[^/@]+\/)?[^/@]+)(?:@([^/]+))?(?:\/(.*))?$/, ([name, version, file]) =>
    packageFile(name, version || 'latest', file === '' ? [] : candidates(file)),
  );
}

/** jsDelivr minifies by itself what a package has no `.min` file of. */
function jsdelivr(path: string): PackageFile | undefined {
  return npmPath(path, asNamed);
}

/**
 * `jquery/3.6.0/jquery.min.js`: how addresses were before 2017. Nothing was added to them since, so `latest` is
 * the last version of then: https://github.com/jsdelivr/jsdelivr/pull/17025 and 17114.
 */
function legacyJsdelivr(path: string): PackageFile | undefined {
  return match(path, /^([^/]+)\/(latest|\d[^/]*)\/(.+)$/, ([project, version, file]) => {
    const frozen = version === 'latest' ? LEGACY_LATEST.get(project) : version;
    return frozen === undefined
      ? undefined
      : packageFile(LEGACY_NAMES.get(project) ?? project, frozen, anywhere(file));
  });
}

const LEGACY_NAMES = new Map([
  ['momentjs', 'moment'],
  ['fontawesome', 'font-awesome'],
]);
const LEGACY_LATEST = new Map([
  ['jquery', '3.2.1'],
  ['momentjs', '2.18.1'],
]);

/** `ajax/libs/jquery/3.6.0/jquery.min.js` */
function googleLibrary(path: string): PackageFile | undefined {
  return match(path, /^ajax\/libs\/([^/]+)\/([^/]+)\/(.+)$/, ([library, version, file]) => {
    switch (library) {
      case 'jqueryui':
        return jqueryUi(version, file);
      case 'angularjs':
        return packageFile('angular', version, anywhere(file));
      case 'webfont':
        return packageFile('webfontloader', version, ['webfontloader.js']);
      default:
        return packageFile(library, version, anywhere(file));
    }
  });
}

/** jQuery's own CDN. Its `latest` is 1.11.1 for ever: https://blog.jquery.com/2014/07/03/dont-use-jquery-latest-js/ */
function jqueryFile(path: string): PackageFile | undefined {
  return (
    match(path, /^ui\/([^/]+)\/(.+)$/, ([version, file]) => jqueryUi(version, file)) ??
    match(path, /^jquery-latest((?:\.min)?\.js)$/, ([end]) =>
      packageFile('jquery', '1.11.1', [`dist/jquery${end}`]),
    ) ??
    match(path, /^(jquery|jquery-migrate)-(\d[\d.]*\d)((?:\.slim)?(?:\.min)?\.js)$/, ([name, version, end]) =>
      packageFile(name, version, asNamed(`dist/${name}${end}`)),
    )
  );
}

/** `bootstrap/3.4.1/css/bootstrap.min.css`, `font-awesome/4.7.0/…`, `bootswatch/…` */
function bootstrapCdn(path: string): PackageFile | undefined {
  return match(path, /^(bootstrap|font-awesome|bootswatch)\/([^/]+)\/(.+)$/, ([name, version, file]) =>
    packageFile(name, version, anywhere(file)),
  );
}

/** `releases/v5.15.4/css/all.css` */
function fontAwesomeRelease(path: string): PackageFile | undefined {
  return match(path, /^releases\/v([^/]+)\/(.+)$/, ([version, file]) =>
    packageFile('@fortawesome/fontawesome-free', version, asNamed(file)),
  );
}

/** `ej2/20.1.58/material.css`, `ej2/20.1.58/ej2-grids/dist/…`; without a version it is the newest. */
function syncfusion(path: string): PackageFile | undefined {
  return match(path, /^ej2\/(?:(\d[^/]*)\/)?(?:(ej2-[^/]+)\/)?(.+)$/, ([version, part, file]) =>
    packageFile(`@syncfusion/${part || 'ej2'}`, version || 'latest', asNamed(file)),
  );
}

/** Hands the groups of a match on; one that took no part is empty text. */
function match(
  path: string,
  pattern: RegExp,
  read: (groups: [string, string, string]) => PackageFile | undefined,
): PackageFile | undefined {
  const found = pattern.exec(path);
  if (found === null) return undefined;
  const groups = found.slice(1).map((group) => group ?? '');
  return read(groups as [string, string, string]);
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    // Not percent-encoded text: no file has such a name.
    return undefined;
  }
}
