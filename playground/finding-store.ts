import { explainFinding } from './findings.js';
import type { PageFinding } from '../src/core/protocol/index.js';
import type { Finding, FindingContext } from './findings.js';

/** A widget that fails in a loop must not fill the tab: the oldest go. */
const MOST_FINDINGS = 500;

interface Entry {
  /** The id of the open widget. */
  widget: number;
  finding: Finding;
}

/** Keeps what was noticed in widgets' pages, oldest first. */
export class FindingStore {
  readonly #entries = new Map<string, Entry>();

  get all(): readonly Finding[] {
    return Array.from(this.#entries.values(), ({ finding }) => finding);
  }

  /**
   * Takes a finding; one that is known already, by another way or from an earlier load, counts once more.
   *
   * @param widget the id of the open widget
   */
  add(widget: number, given: PageFinding, context: FindingContext): void {
    const finding = explainFinding(given, context);
    const key = JSON.stringify([widget, ...keyOf(given, finding)]);
    const known = this.#entries.get(key)?.finding;
    if (known === undefined) {
      this.#entries.set(key, { widget, finding });
      const [oldest] = this.#entries.keys();
      if (this.#entries.size > MOST_FINDINGS && oldest !== undefined) this.#entries.delete(oldest);
      return;
    }
    // Of a missing file, the server knows more than the page.
    if (given.kind === 'unreachable' && isServers(given))
      Object.assign(known, finding, { count: known.count });
    known.count += 1;
    known.at = finding.at;
  }

  /** What was noticed in the page of an open widget since a time, in milliseconds since the epoch. */
  since(at: number, widget: number): Finding[] {
    return [...this.#entries.values()]
      .filter((entry) => entry.widget === widget && entry.finding.at >= at)
      .map(({ finding }) => finding);
  }
}

/** Two findings of a widget with the same key are one that was noticed twice. */
function keyOf(given: PageFinding, { page, kind, message, place }: Finding): unknown[] {
  if (given.kind === 'unreachable') return [kind, given.url];
  // The page and the server see another place of it.
  return given.kind === 'csp' ? [kind, message] : [page, kind, message, place];
}

function isServers({ element }: Extract<PageFinding, { kind: 'unreachable' }>): boolean {
  return element === 'file' || element === 'page';
}
