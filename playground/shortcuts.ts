/** What the keys of the page do. */
export interface ShortcutActions {
  focusFilter(): void;
  reload(): void;
  toggleRecord(): void;
  toggleLog(): void;
  showHelp(): void;
  save(): void;
  /** @param index of the widget, from 0 */
  select(index: number): void;
}

/** The keys, for the list that `?` shows. */
export const SHORTCUTS: readonly { keys: string; does: string }[] = [
  { keys: '/', does: 'Filter the calls' },
  { keys: 'r', does: 'Reload the widget' },
  { keys: 'e', does: 'Edit the record, or go back to its page' },
  { keys: 'Ctrl S', does: 'Save the form or the settings; also from a field' },
  { keys: 'l', does: 'Fold or unfold the log' },
  { keys: '1 – 9', does: 'Show that widget of the list' },
  { keys: '?', does: 'Show this list' },
];

/**
 * Carries out a shortcut. Keys that are typed into a field, that come with Ctrl, Alt or Meta, or
 * that happen under an open dialog, belong to others; all but Ctrl S, or Command S.
 *
 * @returns whether the key was one
 */
export function handleShortcut(event: KeyboardEvent, actions: ShortcutActions): boolean {
  if (isSave(event)) {
    event.preventDefault();
    actions.save();
    return true;
  }
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTaken(event))
    return false;
  const action = actionOf(event.key, actions);
  if (action === undefined) return false;
  event.preventDefault();
  action();
  return true;
}

function actionOf(key: string, actions: ShortcutActions): (() => void) | undefined {
  if (/^[1-9]$/.test(key)) return () => actions.select(Number(key) - 1);
  const byKey: Record<string, () => void> = {
    '/': () => actions.focusFilter(),
    r: () => actions.reload(),
    e: () => actions.toggleRecord(),
    l: () => actions.toggleLog(),
    '?': () => actions.showHelp(),
  };
  return byKey[key];
}

/** The browser would save the page of this playground, which nobody wants. */
function isSave({ key, ctrlKey, metaKey, altKey, shiftKey, defaultPrevented }: KeyboardEvent): boolean {
  return key === 's' && ctrlKey !== metaKey && !altKey && !shiftKey && !defaultPrevented;
}

function isTaken(event: KeyboardEvent): boolean {
  const path = event.composedPath().filter((target): target is Element => target instanceof Element);
  const [inner] = path;
  return (
    inner?.closest('input, textarea, select, [contenteditable]') != null ||
    document.querySelector('dialog[open]') !== null ||
    path.some((element) => element.shadowRoot?.querySelector('dialog[open]') != null)
  );
}
