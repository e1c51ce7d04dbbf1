import { createSaveAnswers } from './save-answers.js';
import type { SaveAnswers } from './save-answers.js';
import type { BeforeSave, BeforeSavePorts, SaveDoubt } from './save-page.js';

/**
 * Asks every widget of a page whether its record may be saved. Any handler that answers
 * `{prevent_save: true, message}` prevents it, and every message is told. Where a widget's answer will not
 * be known, or not in time, the person decides; what a slow one answers while the person thinks still counts.
 *
 * Widgets may write into the form meanwhile: read the record to store after this.
 *
 * Source: the vendor's page on PRE_SAVE knows only the prevention; the rest is chosen.
 */
export async function askBeforeSave(ports: BeforeSavePorts): Promise<BeforeSave> {
  let onPrevention = () => {};
  const prevented = new Promise<'prevented'>((resolve) => {
    onPrevention = () => resolve('prevented');
  });
  const answers = createSaveAnswers(() => onPrevention());
  const all = ports
    .ask(
      (caller, value) => answers.hear(caller, value),
      (answer) => answers.take(answer),
    )
    .then((list) => {
      answers.settle(list);
      return 'settled' as const;
    });
  const asked = ports.asked();
  if ((await orLimit(all, ports.limitMs)) === 'settled') return conclude(ports, answers);
  if (answers.preventions.length > 0) return { goesOn: false, preventions: answers.preventions };
  const doubts = [...slowOnes(answers, asked, ports.limitMs), ...answers.failed];
  if (doubts.length === 0) {
    await all;
    return conclude(ports, answers);
  }
  const settled = new AbortController();
  const decision = ports.decide(doubts, settled.signal);
  const first = await Promise.race([decision, all, prevented]);
  if (first === 'save') return { goesOn: true };
  if (first === 'cancel') return { goesOn: false, doubts };
  settled.abort();
  return conclude(ports, answers);
}

/** Goes by what is answered: nobody is silent any more, or it does not matter who is. */
async function conclude(ports: BeforeSavePorts, { preventions, failed }: SaveAnswers): Promise<BeforeSave> {
  if (preventions.length > 0) return { goesOn: false, preventions };
  if (failed.length === 0) return { goesOn: true };
  const decision = await ports.decide(failed, new AbortController().signal);
  return decision === 'save' ? { goesOn: true } : { goesOn: false, doubts: failed };
}

function slowOnes(
  answers: SaveAnswers,
  asked: Parameters<SaveAnswers['silent']>[0],
  limitMs: number,
): SaveDoubt[] {
  return answers.silent(asked).map((caller) => ({
    caller,
    kind: 'slow',
    message: `"${caller.widget}" has not answered within ${limitMs / 1_000} s.`,
  }));
}

/** Timers of more than 2³¹ ms fire at once. */
const LONGEST_MS = 2_147_483_647;

function orLimit<Value>(work: Promise<Value>, limitMs: number): Promise<Value | 'limit'> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve('limit'), Math.min(limitMs, LONGEST_MS));
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
