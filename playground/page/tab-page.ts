import { createPageFor } from '../../src/core/page/index.js';
import { isSamePage, pathOf } from './place.js';
import type { Page, PageEdit } from '../../src/core/page/index.js';
import type { PageRules, RecordsAnswer } from '../../src/core/protocol/index.js';
import type { Place } from './place.js';

/** The page of this tab: made of the server's records, or of what the person put there. */
export class TabPage {
  #records: RecordsAnswer;
  #rules: PageRules;
  #place: Place = { kind: 'dashboard' };
  #model: Page | undefined;
  /** The record is one that the person pasted. */
  #replaced = false;
  #unfollow = () => {};
  /** Forms that the person left without saving, by the path of their place: they are as they were on return. */
  readonly #left = new Map<string, { model: Page; replaced: boolean; context: string }>();
  readonly #onEdit: (edit: PageEdit) => void;

  constructor(records: RecordsAnswer, rules: PageRules, onEdit: (edit: PageEdit) => void) {
    this.#records = records;
    this.#rules = rules;
    this.#onEdit = onEdit;
  }

  get place(): Place {
    return this.#place;
  }

  get records(): RecordsAnswer {
    return this.#records;
  }

  /** The module of the page's record; absent where the page shows none. */
  get module(): string | undefined {
    return this.#place.kind === 'record' ? this.#place.module : undefined;
  }

  get model(): Page {
    return this.#model ?? this.#make();
  }

  /** There is something on the page that the server does not have. */
  get isEdited(): boolean {
    return this.#replaced || this.model.changes.length > 0;
  }

  /** Goes to another place: with the record that the server has, or the form as the person left it. */
  show(place: Place): void {
    this.#leave();
    this.#place = place;
    const left = this.#left.get(pathOf(place));
    this.#make();
    if (left === undefined) return;
    if (left.context !== this.#context()) {
      this.replace(left.model.record);
      return;
    }
    this.#unfollow();
    this.#model = left.model;
    this.#replaced = left.replaced;
    this.#follow(left.model);
  }

  #leave(): void {
    const path = pathOf(this.#place);
    const { model } = this;
    const isForm = model.mode === 'creation' || model.mode === 'edit';
    if (isForm && this.isEdited)
      this.#left.set(path, { model, replaced: this.#replaced, context: this.#context() });
    else this.#left.delete(path);
  }

  /** Puts another record on the page. */
  replace(record: Record<string, unknown>): void {
    this.#replaced = true;
    this.model.replaceRecord(record);
  }

  /** The form's record was saved: nothing of it counts as edited, and its place has its identifier. */
  saved(record: Record<string, unknown>, id: string): void {
    this.#left.delete(pathOf(this.#place));
    if (this.#place.kind === 'record') this.#place = { ...this.#place, record: id };
    this.#replaced = false;
    this.#unfollow();
    this.model.replaceRecord(record);
    this.#follow(this.model);
  }

  /** Takes the records that the server has now; what was put on the page or typed goes. */
  reset(records: RecordsAnswer): void {
    this.#left.delete(pathOf(this.#place));
    this.#records = records;
    this.#make();
  }

  /**
   * Takes the records and the rules that the server has now; what the person did on the page stays.
   *
   * @returns whether the page shows another record than before
   */
  update(records: RecordsAnswer, rules: PageRules = this.#rules): boolean {
    const former = this.#source();
    const isSameContext = this.#context() === contextOf(records, rules);
    this.#records = records;
    this.#rules = rules;
    if (this.#model === undefined) return false;
    const { selection, record } = this.#model;
    const source = this.#source();
    // What this tab has saved comes back from the server.
    const isSame = source === former || source === JSON.stringify(record);
    if (isSame && isSameContext) return false;
    const edited = this.isEdited;
    if (edited && isSameContext) return false;
    this.#make();
    if (edited) this.replace(record);
    this.#select(selection);
    return !isSame && !edited;
  }

  /** What the page is made of, to tell whether it is another. */
  #source(): string {
    const { lists, records } = this.#records;
    if (this.#place.kind !== 'record') return '';
    const { module, mode, record } = this.#place;
    if (mode === 'list') return JSON.stringify(lists[module] ?? records[module]);
    if (mode === 'creation' && record === undefined) return JSON.stringify(records[module]);
    return JSON.stringify(this.#create().record);
  }

  #context(): string {
    return contextOf(this.#records, this.#rules);
  }

  #create(): Page {
    const place = this.#place;
    const isRecord = place.kind === 'record';
    // A form that was saved stays the form, of a record that is there.
    const isSaved = isRecord && place.mode === 'creation' && place.record !== undefined;
    return createPageFor({
      module: this.module,
      mode: !isRecord ? 'details' : isSaved ? 'edit' : place.mode,
      recordId: isRecord ? place.record : undefined,
      answer: this.#records,
      rules: this.#rules,
    });
  }

  #make(): Page {
    this.#unfollow();
    const model = this.#create();
    this.#model = model;
    this.#replaced = false;
    this.#follow(model);
    return model;
  }

  #follow(model: Page): void {
    this.#unfollow = model.onChange(this.#onEdit);
  }

  #select(selection: readonly string[]): void {
    try {
      if (selection.length > 0) this.model.select(selection);
    } catch {
      // What was selected is gone.
    }
  }

  /** Whether the page is that of another place, whichever its record. */
  isAt(place: Place): boolean {
    return isSamePage(this.#place, place);
  }
}

function contextOf({ organization, user }: RecordsAnswer, rules: PageRules): string {
  return JSON.stringify([organization, user, rules]);
}
