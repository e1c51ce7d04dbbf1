import { asNamed, packageFile } from './package-file.js';
import type { PackageFile } from './package-file.js';

/** jQuery UI: its themes are a package of their own, what is built is another. */
export function jqueryUi(version: string, file: string): PackageFile | undefined {
  return file.startsWith('themes/')
    ? packageFile('jquery-ui-themes', version, asNamed(file))
    : packageFile('jquery-ui-dist', version, asNamed(file));
}
