/** How long nothing more may come before a batch is handed over. Editors write a file in several steps. */
const QUIET_MS = 75;

/** How long a batch waits at most: a build that writes for seconds is to be seen meanwhile. */
const LONGEST_MS = 600;

/** Gathers items into batches. */
export interface Gatherer<Item> {
  add(item: Item): void;
  /** Drops what is gathered, and takes nothing more. */
  close(): void;
}

/** Makes a gatherer: each batch is handed over once nothing more comes. It does not hold the process open. */
export function gather<Item>(onBatch: (items: Set<Item>) => void): Gatherer<Item> {
  let items = new Set<Item>();
  let firstAt = 0;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  function handOver(): void {
    const batch = items;
    items = new Set();
    timer = undefined;
    onBatch(batch);
  }

  return {
    add(item) {
      if (closed) return;
      const now = performance.now();
      if (items.size === 0) firstAt = now;
      items.add(item);
      clearTimeout(timer);
      timer = setTimeout(handOver, Math.min(QUIET_MS, Math.max(0, firstAt + LONGEST_MS - now)));
      timer.unref();
    },
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}
