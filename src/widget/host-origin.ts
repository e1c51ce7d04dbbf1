/** By this symbol the prelude leaves the host's origin to the SDK, which as a module knows no tag of its own. */
const KEY = Symbol.for('zfapps-shim');

type Page = { [KEY]?: string };

/** Leaves the host's origin where the SDK finds it and nothing else comes across it. */
export function leaveHostOrigin(page: object, origin: string): void {
  Object.defineProperty(page, KEY, { value: origin });
}

/** The host's origin as the prelude left it; undefined in a page without one. */
export function hostOriginLeft(page: object): string | undefined {
  return (page as Page)[KEY];
}
