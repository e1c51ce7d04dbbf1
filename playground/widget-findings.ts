import { FindingStore } from './finding-store.js';
import { isConcerned, pageOf } from './page-path.js';
import type { ServerEvent } from '../src/core/protocol/index.js';
import type { OpenWidget, WidgetFinding } from '../src/host/index.js';
import type { Finding, FindingContext } from './findings.js';

/** What the words of a finding depend on, as it is when it is noticed. */
type Project = Pick<FindingContext, 'widgetOrigin' | 'cspDomains'>;

/** What was noticed of the open widgets, by their pages and by the server. */
export class WidgetFindings {
  readonly #store = new FindingStore();
  readonly #project: () => Project;
  /** When each widget's present page began to load. */
  readonly #loadedAt = new WeakMap<OpenWidget, number>();

  constructor(project: () => Project) {
    this.#project = project;
  }

  /** Every finding, oldest first. */
  get all(): readonly Finding[] {
    return this.#store.all;
  }

  /** What was noticed in the page that a widget shows now. */
  of(widget: OpenWidget): Finding[] {
    return this.#store.since(this.loadedAt(widget), widget.id);
  }

  /** When a widget's present page began to load, in milliseconds since the epoch. */
  loadedAt(widget: OpenWidget): number {
    return this.#loadedAt.get(widget) ?? Date.now();
  }

  /** A widget begins to load a page: what was noticed before is not of this one. */
  begin(widget: OpenWidget): void {
    this.#loadedAt.set(widget, Date.now());
  }

  /** Takes what a widget's own page noticed. */
  fromPage(finding: WidgetFinding, widget: OpenWidget): void {
    const { caller, at } = finding;
    this.#store.add(widget.id, finding, { caller, at, page: pageOf(widget), ...this.#project() });
  }

  /** Takes what the server noticed, for those of the open widgets whose pages it is about. */
  fromServer(
    { page, pages, finding }: Extract<ServerEvent, { type: 'finding' }>,
    open: readonly OpenWidget[],
  ): void {
    const isPage = finding.kind === 'unreachable' && finding.element === 'page';
    const concerned = isPage
      ? open.filter((one) => pageOf(one) === page)
      : pages === undefined
        ? open.slice(0, 1)
        : open.filter((one) => isConcerned(one, pages));
    for (const one of concerned) {
      const { widget, location } = one.widget;
      const caller = location === undefined ? { widget } : { widget, location };
      this.#store.add(one.id, finding, { caller, page, at: Date.now(), ...this.#project() });
    }
  }
}
