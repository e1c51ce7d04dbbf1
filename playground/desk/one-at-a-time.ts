/**
 * Makes work go on one at a time, so that the newest answer stays. A turn that has not begun serves
 * whoever asks meanwhile.
 *
 * @param work never rejects
 * @returns what asks for a turn, and resolves when it is over
 */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  return () => {
    next ??= last.then(() => {
      next = undefined;
      return work();
    });
    last = next;
    return next;
  };
}
