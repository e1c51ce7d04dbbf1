import { packageFile } from './package-file.js';
import type { PackageFile } from './package-file.js';

/** Where the fonts that a style of {@link fontStyles} names are: their own host, and the package in the path. */
const FILES = 'https://fonts.gstatic.com/npm/';

/** The packages' styles that together are what an address of Google Fonts answers; undefined for another address. */
export function fontStyles(address: string): PackageFile[] | undefined {
  const { hostname, pathname, searchParams } = new URL(address);
  if (hostname !== 'fonts.googleapis.com' || !/^\/css2?$/.test(pathname)) return undefined;
  return searchParams
    .getAll('family')
    .flatMap((families) => families.split('|'))
    .map((family) => family.split(':'))
    .flatMap(([name = '', spec = '']) => {
      const paths = facesOf(spec).map((face) => `${face}.css`);
      return packageFile(packageOf(name), 'latest', paths) ?? [];
    });
}

/** Points the relative files of a package's style at addresses that {@link fontFile} reads. */
export function withFontAddresses(css: string, name: string): string {
  return css.replaceAll('url(./', `url(${FILES}${name}/`);
}

/** A font of {@link withFontAddresses}, by the path of its address. */
export function fontFile(path: string): PackageFile | undefined {
  const [, name = '', file = ''] = /^npm\/(@fontsource\/[^/]+)\/(.+)$/.exec(path) ?? [];
  return packageFile(name, 'latest', [file]);
}

function packageOf(family: string): string {
  return `@fontsource/${family.trim().toLowerCase().replaceAll(' ', '-')}`;
}

/** `400,700italic`, or since 2019 `wght@400;700` and `ital,wght@0,400;1,700`; nothing is the regular face. */
function facesOf(spec: string): string[] {
  const [axes = '', tuples] = spec.split('@');
  const faces =
    tuples === undefined ? spec.split(',').map(oldFace) : tuples.split(';').map((one) => newFace(axes, one));
  return [...new Set(faces)];
}

function oldFace(text: string): string {
  return `${/^[1-9]00/.exec(text)?.[0] ?? (text.startsWith('b') ? '700' : '400')}${/i(?:talic)?$/.test(text) ? '-italic' : ''}`;
}

function newFace(axes: string, tuple: string): string {
  const values = new Map(axes.split(',').map((axis, index) => [axis, tuple.split(',')[index]]));
  const weight = /^[1-9]00$/.exec(values.get('wght') ?? '')?.[0] ?? '400';
  return `${weight}${values.get('ital') === '1' ? '-italic' : ''}`;
}
