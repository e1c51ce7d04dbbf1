import type { DeskResults } from '../../src/core/protocol/index.js';
import type { DeskStore } from './desk-store.js';

/** What a pause in typing is, in milliseconds. */
const PAUSE_MS = 120;

/**
 * The text that is hashed for a payload, its HASH, and why another HASH is not that one: asked for
 * anew whenever the payload is another, after a pause. `changed` is called when an answer is there.
 */
export class HashCheck {
  readonly #store: DeskStore;
  readonly #changed: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = '';
  signed: DeskResults['sign'] | undefined;
  /** Undefined where nothing is to be explained. */
  explained: DeskResults['explain'] | undefined;
  problem: string | undefined;

  constructor(store: DeskStore, changed: () => void) {
    this.#store = store;
    this.#changed = changed;
  }

  /** @param hash what somebody's own code has made; empty for none */
  follow(payload: Record<string, string>, hash: string): void {
    const asked = JSON.stringify([payload, hash]);
    if (asked === this.#asked) return;
    this.#asked = asked;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(asked, payload, hash), PAUSE_MS);
  }

  /** What is asked for is forgotten: the next payload is another one, even if it is the same. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#asked = '';
  }

  async #ask(asked: string, payload: Record<string, string>, hash: string): Promise<void> {
    try {
      const [signed, explained] = await Promise.all([
        this.#store.send({ type: 'sign', payload }),
        hash === '' ? undefined : this.#store.send({ type: 'explain', payload, hash }),
      ]);
      // Something else has been typed meanwhile: its answer comes.
      if (asked !== this.#asked) return;
      this.signed = signed;
      this.explained = explained;
      this.problem = undefined;
    } catch (error) {
      if (asked !== this.#asked) return;
      this.problem = (error as Error).message;
    }
    this.#changed();
  }
}
