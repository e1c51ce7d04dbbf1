import { toRejection } from '../protocol/index.js';
import type { Caller, EventAnswer } from '../protocol/index.js';
import type { Prevention, SaveDoubt } from './save-page.js';

/** What is known so far of what widgets answer to PRE_SAVE. */
export interface SaveAnswers {
  /** One handler has answered. */
  hear(caller: Caller, value: unknown): void;
  /** One widget has answered. */
  take(answer: EventAnswer): void;
  /** All widgets have answered. */
  settle(answers: readonly EventAnswer[]): void;
  /** Each reason once, though it was told by its handler and again by its widget. */
  readonly preventions: readonly Prevention[];
  /** Widgets of which it will not be known what they would have said. */
  readonly failed: readonly SaveDoubt[];
  /** Those of the asked widgets that have not answered. */
  silent(asked: readonly Caller[]): Caller[];
}

export function createSaveAnswers(onPrevention: () => void): SaveAnswers {
  const preventions = new Map<string, Prevention>();
  const heard: Caller[] = [];
  let answers: readonly EventAnswer[] = [];

  function look(caller: Caller, value: unknown): void {
    const message = reasonIn(value);
    if (message === undefined) return;
    const key = JSON.stringify([keyOf(caller), message]);
    if (!preventions.has(key)) preventions.set(key, { caller, message });
    onPrevention();
  }

  function lookInto({ caller, answer }: EventAnswer): void {
    for (const value of answer.value ?? []) look(caller, value);
  }

  return {
    hear(caller, value) {
      heard.push(caller);
      look(caller, value);
    },
    take(answer) {
      answers = [...answers, answer];
      lookInto(answer);
    },
    settle(all) {
      answers = all;
      for (const answer of all) lookInto(answer);
    },
    get preventions() {
      return [...preventions.values()];
    },
    get failed() {
      return answers.flatMap((answer) => doubtOf(answer) ?? []);
    },
    silent(asked) {
      const callers = answers.map(({ caller }) => caller);
      if (callers.length > 0) return without(asked, callers);
      // Nobody tells of whole widgets. One that told of a handler may be silent in another.
      const quiet = asked.filter((one) => !heard.some((caller) => keyOf(caller) === keyOf(one)));
      return quiet.length > 0 ? quiet : [...asked];
    },
  };
}

/** Two frames may show the same widget: each answer takes one of them away. */
function without(asked: readonly Caller[], answered: readonly Caller[]): Caller[] {
  const keys = answered.map(keyOf);
  return asked.filter((caller) => {
    const index = keys.indexOf(keyOf(caller));
    if (index >= 0) keys.splice(index, 1);
    return index < 0;
  });
}

function keyOf({ widget, location }: Caller): string {
  return JSON.stringify([widget, location]);
}

/** Widgets that tell it themselves, by a toast or a dialog, leave it out. */
const NO_MESSAGE = 'It gave no message here; see its notification or dialog.';

/** The reason in a handler's answer that prevents the save; undefined where it lets it pass. */
function reasonIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { prevent_save: prevents, message } = value as { prevent_save?: unknown; message?: unknown };
  if (prevents !== true) return undefined;
  if (message === undefined || message === null || message === '') return NO_MESSAGE;
  return typeof message === 'string' ? message : jsonText(message);
}

function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    // A circle or a BigInt: it came by a structured clone, which keeps both.
    return String(value);
  }
}

function doubtOf({ caller, answer }: EventAnswer): SaveDoubt | undefined {
  if (answer.ok) return undefined;
  const { code, message } = toRejection(answer.error);
  return code === 'frame_gone'
    ? { caller, kind: 'gone', message: `"${caller.widget}" reloaded or closed before it answered.` }
    : { caller, kind: 'failed', message: `A handler of "${caller.widget}" failed: ${message}` };
}
