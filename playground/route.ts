/** Reads which widget the address names: `#widget=2` is the third of the manifest. */
export function readRoute(hash: string, widgets: number, initial: number): number {
  const index = Number(new URLSearchParams(hash.replace(/^#/, '')).get('widget') ?? Number.NaN);
  if (Number.isInteger(index) && index >= 0 && index < widgets) return index;
  // -1: the location that was asked for has no widget.
  return Math.max(initial, 0);
}

/** The link to a widget, by its index in the manifest. */
export function routeTo(index: number): string {
  return `#widget=${index}`;
}
