/** What was stored before the first of the widgets that are mounted now. */
let before: Map<Storage, ReadonlySet<string>> | undefined;
let mounted = 0;

/**
 * A widget in a frame of the test's page shares that page's storage. What it stores goes with the last
 * widget that is mounted, so that the next test's finds nothing of it.
 *
 * @returns the function to call when the widget is closed
 */
export function followStorage(): () => void {
  before ??= new Map(
    [localStorage, sessionStorage].map((storage) => [storage, new Set(Object.keys(storage))]),
  );
  mounted += 1;
  let open = true;
  return () => {
    if (!open) return;
    open = false;
    mounted -= 1;
    if (mounted > 0 || before === undefined) return;
    for (const [storage, kept] of before)
      for (const key of Object.keys(storage)) if (!kept.has(key)) storage.removeItem(key);
    before = undefined;
  };
}
