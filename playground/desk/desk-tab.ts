import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { deskStyles } from './desk-styles.js';
import type { DeskState } from '../../src/core/protocol/index.js';
import type { DeskStore } from './desk-store.js';

/** How often times such as "in 5 minutes" are written anew. */
const CLOCK_MS = 15_000;

/**
 * A part of the Desk view: it follows what is told of the extension, and carries out one command at a
 * time at each of its places, where it says what went wrong with the last one.
 */
export abstract class DeskTab extends LitElement {
  static override properties = { store: { attribute: false }, desk: { attribute: false } };

  declare store: DeskStore;
  declare desk: DeskState;
  readonly #busy = new Set<string>();
  readonly #problems = new Map<string, string>();
  #clock: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.store.addEventListener('told', this.#follow);
    this.#clock = setInterval(() => this.requestUpdate(), CLOCK_MS);
    this.refresh();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.store.removeEventListener('told', this.#follow);
    clearInterval(this.#clock);
  }

  /** Reads lists that are no part of the extension's state. */
  protected refresh(): void {}

  readonly #follow = () => this.refresh();

  /** Works at a place of this part, unless something is under way there. */
  protected async attempt(place: string, work: () => Promise<unknown>): Promise<void> {
    this.requestUpdate();
    if (this.#busy.has(place)) return;
    this.#busy.add(place);
    try {
      await work();
      this.#problems.delete(place);
    } catch (error) {
      this.#problems.set(place, (error as Error).message);
    } finally {
      this.#busy.delete(place);
      this.requestUpdate();
    }
  }

  /** Something is under way at a place. */
  protected isBusy(place: string): boolean {
    return this.#busy.has(place);
  }

  /** What is wrong at a place, where that is known before anything is sent. */
  protected refuse(place: string, problem: string): void {
    this.#problems.set(place, problem);
    this.requestUpdate();
  }

  /** Nothing is wrong at a place any more. */
  protected forgive(place: string): void {
    this.#problems.delete(place);
    this.requestUpdate();
  }

  /** What went wrong at a place. */
  protected problemAt(place: string): TemplateResult | typeof nothing {
    const problem = this.#problems.get(place);
    return problem === undefined ? nothing : html`<p class="box bad" role="alert">${problem}</p>`;
  }

  static override styles = deskStyles;
}
