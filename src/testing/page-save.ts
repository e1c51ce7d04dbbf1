import { DEFAULT_LIMITS, describeValue, ZfappsError } from '../core/protocol/index.js';
import { PageSaving } from '../host/index.js';
import type { SaveDoubt, SaveResult } from '../core/page/index.js';
import type { PageSavingPorts, SaveQuestion } from '../host/index.js';

/** Whether the person saves in spite of doubts. */
export type SaveDecision = 'save' | 'cancel';

/** Options of `save`. Every member is optional. */
export interface SaveOptions {
  /**
   * What the person answers where it is not known whether a widget would have prevented the save: its
   * handler threw, has not answered in time, or its page was reloaded or closed. Default `cancel`.
   */
  onDoubts?: SaveDecision | ((doubts: readonly SaveDoubt[]) => SaveDecision | Promise<SaveDecision>);
  /** How long handlers may take until the person is asked, in milliseconds. Default 20,000. */
  limitMs?: number;
}

/** The saves of a test's page. */
export interface PageSave {
  /**
   * Runs one save.
   *
   * @throws ZfappsError `too_busy` while another is under way, `invalid_options`; and what `onDoubts` throws
   */
  run<Result extends SaveResult>(
    options: SaveOptions,
    work: (saving: PageSaving) => Promise<Result>,
  ): Promise<Result>;
}

export function createPageSave(ports: Pick<PageSavingPorts, 'host' | 'store'>): PageSave {
  let options: SaveOptions = {};
  let asked: SaveQuestion | undefined;
  let failures: unknown[] = [];
  const saving = new PageSaving({
    ...ports,
    limitMs: () => options.limitMs ?? DEFAULT_LIMITS.preSaveMs,
    onChange() {
      const { question } = saving;
      if (question === undefined || question === asked) return;
      asked = question;
      void decide(question);
    },
  });

  async function decide(question: SaveQuestion): Promise<void> {
    // Of this save: what is decided too late is no matter of the next.
    const own = failures;
    let decision: SaveDecision = 'cancel';
    try {
      const { onDoubts = 'cancel' } = options;
      decision = checkDecision(typeof onDoubts === 'function' ? await onDoubts(question.doubts) : onDoubts);
    } catch (error) {
      own.push(error);
    }
    // Without effect where a widget that answered after all has settled it.
    question.answer(decision);
  }

  return {
    async run(given, work) {
      if (saving.isBusy)
        throw new ZfappsError('too_busy', 'The page is being saved: await the first save before the next.');
      checkOptions(given);
      options = given;
      failures = [];
      const result = await work(saving);
      const [failure] = failures;
      if (failure !== undefined) throw failure;
      return result;
    },
  };
}

function checkOptions({ onDoubts, limitMs, ...rest }: SaveOptions): void {
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined)
    throw wrong(`save has no option ${describeValue(unknown)}; its options are onDoubts, limitMs`);
  if (onDoubts !== undefined && typeof onDoubts !== 'function') checkDecision(onDoubts);
  if (limitMs !== undefined && !(typeof limitMs === 'number' && limitMs >= 0))
    throw wrong(`save's limitMs is ${describeValue(limitMs)}; expected milliseconds`);
}

function checkDecision(given: unknown): SaveDecision {
  if (given === 'save' || given === 'cancel') return given;
  throw wrong(
    `save's onDoubts is ${describeValue(given)}; expected 'save', 'cancel', or a function that answers one of them`,
  );
}

function wrong(sentence: string): ZfappsError {
  return new ZfappsError('invalid_options', `${sentence}.`);
}
