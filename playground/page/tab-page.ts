import { createPageFor, findRecord, recordId } from '../../src/core/page/index.js';
import { pathOf } from './place.js';
import type { Page, PageEdit, PageRecord } from '../../src/core/page/index.js';
import type { PageRules, RecordsAnswer } from '../../src/core/protocol/index.js';
import type { Place } from './place.js';

/** A form as the person left it. */
interface LeftForm {
  model: Page;
  replaced: boolean;
  source: string;
}

/** The page of this tab: made of the server's records, or of what the person put there. */
export class TabPage {
  #records: RecordsAnswer;
  #rules: PageRules;
  #place: Place = { kind: 'dashboard' };
  #model: Page | undefined;
  /** What the model was made of, at the server. */
  #source = '';
  /** The record is one that the person pasted. */
  #replaced = false;
  #unfollow = () => {};
  /** Forms that the person left without saving, by the path of their place: they are as they were on return. */
  readonly #left = new Map<string, LeftForm>();
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
    return this.#replaced || this.model.view.changes.length > 0;
  }

  /** There is something in this tab that the server does not have: on the page, or on a form that was left. */
  get isUnsaved(): boolean {
    return (this.isForm && this.isEdited) || this.#left.size > 0;
  }

  get isForm(): boolean {
    return this.#place.kind === 'record' && (this.#place.mode === 'creation' || this.#place.mode === 'edit');
  }

  /**
   * How the form stands with the server: `stale` where its record was saved elsewhere since the person began,
   * `gone` where there is no such record (any more).
   */
  get standing(): 'fresh' | 'stale' | 'gone' {
    const place = this.#place;
    if (place.kind !== 'record' || place.record === undefined || place.mode === 'list') return 'fresh';
    if (findRecord(this.#records, place.module, place.record) === undefined) return 'gone';
    return this.isForm && this.isEdited && this.#sourceNow() !== this.#source ? 'stale' : 'fresh';
  }

  /** Whether a place is shown already, its record too. */
  isAt(place: Place): boolean {
    return this.#model !== undefined && pathOf(this.#place) === pathOf(place);
  }

  /** Goes to another place: with the record that the server has, or the form as the person left it. */
  show(place: Place): void {
    this.#leave();
    this.#place = place;
    const left = this.#left.get(pathOf(place));
    this.#left.delete(pathOf(place));
    if (left === undefined) this.#make();
    else {
      left.model.context(this.#context());
      this.#use(left.model, left.source);
      this.#replaced = left.replaced;
    }
  }

  #leave(): void {
    if (this.#model !== undefined && this.isForm && this.isEdited)
      this.#left.set(pathOf(this.#place), {
        model: this.#model,
        replaced: this.#replaced,
        source: this.#source,
      });
  }

  /** Puts another record on the page. */
  replace(record: PageRecord): void {
    this.#replaced = true;
    this.model.replaceRecord(record);
  }

  /** The form's record was saved: what was written meanwhile stays, and its place is that of the record. */
  saved(stored: PageRecord, sent: PageRecord, id: string): void {
    if (this.#place.kind === 'record') this.#place = { ...this.#place, mode: 'edit', record: id };
    this.#replaced = false;
    this.#source = JSON.stringify(stored);
    this.#unfollow();
    this.model.rebase(stored, sent);
    this.#follow(this.model);
  }

  /** Takes the records that the server has now; what was put on the page or typed goes. */
  reset(records: RecordsAnswer): void {
    this.#records = records;
    const { selection } = this.model.view;
    this.#make();
    this.#select(selection);
  }

  /**
   * Takes the records and the rules that the server has now; what the person did on the page stays.
   *
   * @returns whether the page shows another record than before
   */
  update(records: RecordsAnswer, rules: PageRules = this.#rules): boolean {
    this.#records = records;
    this.#rules = rules;
    if (this.#model === undefined) return false;
    this.#model.context(this.#context());
    const source = this.#sourceNow();
    if (source === this.#source || (this.isForm && this.isEdited)) return false;
    // A record that is gone stays on its form: the person may save it anew.
    if (this.isForm && this.standing === 'gone') return false;
    const isPasted = this.#replaced;
    // What this tab has saved comes back from the server.
    const isOwn = source === JSON.stringify(this.#model.view.record);
    this.#source = source;
    if (isOwn || isPasted) return false;
    const { selection } = this.#model.view;
    this.#make();
    this.#select(selection);
    return true;
  }

  /** What a page of this place is made of at the server, to tell whether it is another. */
  #sourceNow(): string {
    if (this.#place.kind !== 'record') return '';
    const { module, mode, record } = this.#place;
    const { lists, records } = this.#records;
    const own = Object.hasOwn(records, module) ? records[module] : undefined;
    const list = Object.hasOwn(lists, module) ? lists[module] : undefined;
    const made =
      mode === 'list'
        ? (list ?? [own])
        : record === undefined
          ? own
          : findRecord(this.#records, module, record);
    return JSON.stringify(made) ?? '';
  }

  #context() {
    const { organization, user } = this.#records;
    return { organization, user, rules: this.#rules };
  }

  #make(): Page {
    const place = this.#place;
    const isRecord = place.kind === 'record';
    const model = createPageFor({
      module: this.module,
      mode: isRecord ? place.mode : 'details',
      recordId: isRecord ? place.record : undefined,
      answer: this.#records,
      rules: this.#rules,
    });
    this.#replaced = false;
    this.#use(model, this.#sourceNow());
    return model;
  }

  #use(model: Page, source: string): void {
    this.#unfollow();
    this.#model = model;
    this.#source = source;
    this.#follow(model);
  }

  #follow(model: Page): void {
    this.#unfollow = model.onChange(this.#onEdit);
  }

  /** Selects again what was selected, as far as it is still there. */
  #select(selection: readonly string[]): void {
    const { model, module } = this;
    if (model.mode !== 'list' || module === undefined) return;
    const there = model.view.list.map((record) => recordId(module, record));
    model.select(selection.filter((id) => there.includes(id)));
  }
}
