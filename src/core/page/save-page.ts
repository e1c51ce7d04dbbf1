import type { Caller, EventAnswer } from '../protocol/index.js';
import type { PageRecord } from './page.js';

/** Why it is not known whether a widget would have prevented the save. */
export interface SaveDoubt {
  caller: Caller;
  /** `failed`: a handler threw; `slow`: it has not answered in time; `gone`: its page reloaded or closed. */
  kind: 'failed' | 'slow' | 'gone';
  /** A sentence for the person. */
  message: string;
}

/** A widget that prevents the save, and why. */
export interface Prevention {
  caller: Caller;
  message: string;
}

/** What came of a save. */
export type SaveResult =
  | { outcome: 'saved'; record: PageRecord; recordId: string }
  | { outcome: 'prevented'; preventions: readonly Prevention[] }
  /** The person decided not to save, because of doubts. */
  | { outcome: 'cancelled'; doubts: readonly SaveDoubt[] };

/** What {@link askBeforeSave} needs. */
export interface BeforeSavePorts {
  /**
   * Hands the event to every widget; tells each handler's answer at once, and resolves with all of them.
   *
   * @param onWidget where it is told each widget's answer as that comes, the doubts name just those widgets
   *   that are silent; otherwise also those that told only some of their handlers, if no other is
   */
  ask(
    onHandler: (caller: Caller, value: unknown) => void,
    onWidget: (answer: EventAnswer) => void,
  ): Promise<readonly EventAnswer[]>;
  /** The widgets that are asked: of one that is silent, only this tells who it is. */
  asked(): readonly Caller[];
  /**
   * Asks the person whether to save in spite of doubts.
   *
   * @param settled aborts once every widget has answered after all, or one prevents the save: the question is
   *   then void, and what it answers is not used
   */
  decide(doubts: readonly SaveDoubt[], settled: AbortSignal): Promise<'save' | 'cancel'>;
  /** How long handlers may take until the person is asked, in milliseconds. */
  limitMs: number;
}

/** Whether a save may go on. */
export type BeforeSave =
  | { goesOn: true }
  | { goesOn: false; preventions: readonly Prevention[] }
  | { goesOn: false; doubts: readonly SaveDoubt[] };
