/**
 * Tells when Escape was pressed and the widget's page made no use of it: no listener prevented it, no input
 * method was at work, and no dialog or popover of the page's own was there to be closed by it.
 *
 * The host page cannot see it: keys that are pressed in a frame stay in it.
 */
export function onUnusedEscape(page: Window, run: () => void): void {
  // The page's tests may put a clock of their own in its place.
  const later = page.setTimeout.bind(page);
  page.addEventListener('keydown', (event) => {
    const { key, isComposing, repeat, altKey, ctrlKey, metaKey, shiftKey } = event;
    if (key !== 'Escape' || isComposing || repeat || altKey || ctrlKey || metaKey || shiftKey) return;
    if (closesByItself(page.document)) return;
    // This listener is the window's first: later ones may still prevent it.
    later(() => {
      if (!event.defaultPrevented) run();
    });
  });
}

function closesByItself(document: Document): boolean {
  try {
    return document.querySelector('dialog:modal, :popover-open') !== null;
  } catch {
    // A DOM without a browser knows neither selector, and closes nothing by itself.
    return false;
  }
}
