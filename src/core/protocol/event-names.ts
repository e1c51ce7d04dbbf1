/**
 * Tells whether a handler that was subscribed by one name is meant by an event of another: names hold
 * with and without `ON_`, and `ON_CHANGE` means the change of whatever record the page has.
 *
 * Source: live widgets subscribe `INVOICE_SAVED` beside `ON_INVOICE_CHANGE`; the vendor's pages have `ON_`.
 */
export function firesFor(subscribed: string, event: string): boolean {
  const wanted = bare(subscribed);
  const fired = bare(event);
  return wanted === fired || (wanted === 'CHANGE' && fired.endsWith('_CHANGE'));
}

/**
 * Tells whether a handler that comes late still gets an event: those that say what the page shows hold
 * for as long as it does.
 */
export function isLasting(event: string): boolean {
  return /(?:^|_)PREVIEW$|^(?:ON_)?WIDGET_OPEN$/.test(event);
}

function bare(name: string): string {
  return name.replace(/^ON_/, '');
}
