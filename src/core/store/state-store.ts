/**
 * Where state is kept that outlives a page: what widgets store, by key. Keys of one area know nothing of
 * those of another.
 *
 * Requirements
 * 1. Areas and keys are any text: empty, of any length, `__proto__`, slashes, halves of surrogate pairs.
 *    Texts that differ in one code unit are different.
 * 2. Values are JSON data. What is read is a copy: changing it changes nothing that is kept.
 * 3. Once `set` or `delete` has resolved, every later `get` sees it, also that of another process on the
 *    same place. Of two calls for one key the later wins, though neither was awaited.
 * 4. Errors name what failed; nothing is half written.
 * 5. A lease has one owner at a time, among all processes on the same place. It ends when it is released or
 *    its time is over, so that a process that was killed holds up nobody for long. Leases and values of the
 *    same key know nothing of each other.
 */
export interface StateStore {
  /** The value of a key; undefined where nothing is kept. */
  get(area: string, key: string): Promise<unknown>;
  /** @throws ZfappsError `invalid_options` for a value that JSON cannot hold */
  set(area: string, key: string, value: unknown): Promise<void>;
  /** Removes a key. One that is not there is no error. */
  delete(area: string, key: string): Promise<void>;
  /** The keys of an area, in the order of their code units. */
  list(area: string): Promise<string[]>;
  /**
   * Takes a lease, or prolongs one's own: `withLease` waits for one.
   *
   * @param owner a text that nobody else uses, such as a new UUID
   * @param ms how long it holds from now on, in milliseconds
   * @returns false while somebody else holds it
   */
  lease(area: string, key: string, owner: string, ms: number): Promise<boolean>;
  /** Gives back a lease. One that has run out, or is somebody else's, is left alone. */
  release(area: string, key: string, owner: string): Promise<void>;
}
