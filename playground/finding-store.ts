import { explainFinding, findingKey } from './findings.js';
import type { PageFinding } from '../src/core/protocol/index.js';
import type { Finding, FindingContext } from './findings.js';

/** A widget that fails in a loop must not fill the tab. */
const MOST_FINDINGS = 500;

/** Keeps what was noticed in widgets' pages, oldest first. */
export class FindingStore {
  readonly #findings: Finding[] = [];

  get all(): readonly Finding[] {
    return this.#findings;
  }

  /** Takes a finding; one that is known already, by another way or from an earlier load, counts once more. */
  add(given: PageFinding, context: FindingContext): void {
    const finding = explainFinding(given, context);
    const known = this.#findings.find((one) => findingKey(one) === findingKey(finding));
    if (known !== undefined) Object.assign(known, { count: known.count + 1, at: finding.at });
    else if (this.#findings.length < MOST_FINDINGS) this.#findings.push(finding);
  }

  /** What was noticed of a widget since a time, in milliseconds since the epoch. */
  since(at: number, widget: string): Finding[] {
    return this.#findings.filter((finding) => finding.caller.widget === widget && finding.at >= at);
  }
}
