/** Closes a menu of `details` when the focus goes elsewhere. */
export function closeWhenLeft(event: FocusEvent): void {
  const menu = event.currentTarget as HTMLDetailsElement;
  // Without a related target the press was on something that takes no focus, maybe in the menu.
  if (event.relatedTarget instanceof Node && !menu.contains(event.relatedTarget)) menu.open = false;
}

/** Closes a menu by Escape; the focus goes back to what opened it. */
export function closeByEscape(event: KeyboardEvent): void {
  if (event.key !== 'Escape') return;
  const menu = event.currentTarget as HTMLDetailsElement;
  menu.open = false;
  menu.querySelector('summary')?.focus();
}

/** Closes a menu of links once one is chosen. */
export function closeOnChoice(event: Event): void {
  if (event.target instanceof Element && event.target.closest('a') !== null)
    (event.currentTarget as HTMLDetailsElement).open = false;
}
