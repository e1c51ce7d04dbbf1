/** Reads which widget the address names: `#widget=2` is the third of the manifest. */
export function readRoute(hash: string, widgets: number, initial: number): number {
  const text = new URLSearchParams(hash.replace(/^#/, '')).get('widget') ?? '';
  if (/^\d+$/.test(text) && Number(text) < widgets) return Number(text);
  // -1: the location that was asked for has no widget.
  return Math.max(initial, 0);
}

/** The link to a widget, by its index in the manifest. */
export function routeTo(index: number): string {
  return `#widget=${index}`;
}
