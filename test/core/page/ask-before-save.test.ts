import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { askBeforeSave } from '../../../src/core/page/index.js';
import type { BeforeSave, BeforeSavePorts, SaveDoubt } from '../../../src/core/page/index.js';
import type { Caller, EmitAnswer, EventAnswer } from '../../../src/core/protocol/index.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  expect(vi.getTimerCount(), 'a timer was left').toBe(0);
  vi.useRealTimers();
});

const prevent = (message?: unknown) => ({ prevent_save: true, message });
const values = (...value: unknown[]): EmitAnswer => ({ ok: true, value });
const threw = (...value: unknown[]): EmitAnswer => ({
  ok: false,
  error: { code: 'handler_failed', message: 'x is not a function' },
  value,
});
const gone: EmitAnswer = { ok: false, error: { code: 'frame_gone', message: 'The frame reloaded.' } };

/** A save whose widgets answer when the test says so. */
function save(...names: string[]) {
  const asked = names.map((widget): Caller => ({ widget, location: 'invoice.creation.sidebar' }));
  const answers = new Map<string, EmitAnswer>();
  let settle: (list: readonly EventAnswer[]) => void = () => {};
  let fail: (error: Error) => void = () => {};
  let hear: Parameters<BeforeSavePorts['ask']>[0] = () => {};
  let take: Parameters<BeforeSavePorts['ask']>[1] = () => {};
  const questions: {
    doubts: readonly SaveDoubt[];
    settled: AbortSignal;
    answer(decision: 'save' | 'cancel'): void;
  }[] = [];
  const callerOf = (name: string) => asked.find(({ widget }) => widget === name) ?? { widget: name };
  const ports: BeforeSavePorts = {
    ask: (onHandler, onWidget) =>
      new Promise((resolve, reject) => {
        [hear, take, settle, fail] = [onHandler, onWidget, resolve, reject];
      }),
    asked: () => asked,
    decide: (doubts, settled) =>
      new Promise((answer) => {
        questions.push({ doubts, settled, answer });
      }),
    limitMs: 20_000,
  };
  let result: BeforeSave | undefined;
  const done = askBeforeSave(ports).then((value) => {
    result = value;
  });
  return {
    done,
    questions,
    /** One handler of a widget has answered. */
    hear: (name: string, value: unknown) => hear(callerOf(name), value),
    /** A widget has answered. With the last of them, all have. */
    answer(name: string, answer: EmitAnswer, { tell = true } = {}) {
      answers.set(name, answer);
      if (tell) take({ caller: callerOf(name), answer });
      if (answers.size === names.length) {
        settle(names.map((one) => ({ caller: callerOf(one), answer: answers.get(one) ?? values() })));
      }
    },
    fail: (error: Error) => fail(error),
    pass: (ms: number) => vi.advanceTimersByTimeAsync(ms),
    async result() {
      await vi.advanceTimersByTimeAsync(0);
      return result;
    },
  };
}

const kinds = (doubts: readonly SaveDoubt[] = []) => doubts.map(({ caller, kind }) => [caller.widget, kind]);
const reasons = (result: BeforeSave | undefined) =>
  result !== undefined && 'preventions' in result
    ? result.preventions.map(({ caller, message }) => [caller.widget, message])
    : undefined;

describe('widgets that answer in time', () => {
  it('let the save go on', async () => {
    const one = save('A', 'B');
    expect(await one.result()).toBeUndefined();
    one.answer('A', values(undefined, null, false, { prevent_save: false }, { prevent_save: 'yes' }, 'no'));
    one.answer('B', values());
    expect(await one.result()).toEqual({ goesOn: true });
    expect(one.questions).toEqual([]);
  });

  it('are all waited for, and any of them prevents', async () => {
    const one = save('A', 'B', 'C');
    one.answer('B', values(undefined, prevent('No stock')));
    expect(await one.result()).toBeUndefined();
    one.answer('A', values({}));
    one.answer('C', values());
    expect(reasons(await one.result())).toEqual([['B', 'No stock']]);
  });

  it('prevent with every message, each told once', async () => {
    const one = save('A', 'B');
    one.hear('B', prevent('No stock'));
    one.hear('A', undefined);
    one.answer('A', values(undefined, prevent('Tax missing'), prevent('Date missing')));
    one.answer('B', values(prevent('No stock')));
    expect(reasons(await one.result())).toEqual([
      ['B', 'No stock'],
      ['A', 'Tax missing'],
      ['A', 'Date missing'],
    ]);
  });

  it('count where only the whole answer tells', async () => {
    const one = save('A', 'B');
    one.answer('A', values(prevent('No')), { tell: false });
    one.answer('B', values(prevent('No')), { tell: false });
    expect(reasons(await one.result())).toEqual([
      ['A', 'No'],
      ['B', 'No'],
    ]);
  });

  it.each([
    [undefined, 'It gave no message here; see its notification or dialog.'],
    [null, 'It gave no message here; see its notification or dialog.'],
    ['', 'It gave no message here; see its notification or dialog.'],
    [{ a: [1] }, '{"a":[1]}'],
    [7, '7'],
    [7n, '7'],
  ])('prevent with the message %o as %s', async (message, text) => {
    const one = save('A');
    one.answer('A', values(prevent(message)));
    expect(reasons(await one.result())).toEqual([['A', text]]);
  });
});

describe('widgets that fail', () => {
  it.each([
    ['save', { goesOn: true }],
    ['cancel', { goesOn: false }],
  ] as const)('leave it to the person, who says %s', async (decision, outcome) => {
    const one = save('A', 'B', 'C');
    one.answer('A', threw());
    one.answer('B', gone);
    expect(one.questions).toHaveLength(0);
    one.answer('C', values());
    await one.result();
    expect(one.questions).toHaveLength(1);
    expect(kinds(one.questions[0]?.doubts)).toEqual([
      ['A', 'failed'],
      ['B', 'gone'],
    ]);
    expect(one.questions[0]?.doubts[0]?.message).toBe('A handler of "A" failed: x is not a function');
    expect(one.questions[0]?.doubts[1]?.message).toBe('"B" reloaded or closed before it answered.');
    expect(await one.result()).toBeUndefined();
    one.questions[0]?.answer(decision);
    const result = await one.result();
    expect(result).toMatchObject(outcome);
    if (decision === 'cancel') expect(result).toEqual({ goesOn: false, doubts: one.questions[0]?.doubts });
  });

  it('still prevent by another handler', async () => {
    const one = save('A');
    one.answer('A', threw(prevent('No stock')));
    expect(reasons(await one.result())).toEqual([['A', 'No stock']]);
    expect(one.questions).toEqual([]);
  });

  it('do not hide what others prevent', async () => {
    const one = save('A', 'B');
    one.answer('A', gone);
    one.answer('B', values(prevent('No stock')));
    expect(reasons(await one.result())).toEqual([['B', 'No stock']]);
  });
});

describe('widgets that are silent', () => {
  it('are doubted after the limit, with those that failed', async () => {
    const one = save('A', 'B', 'C');
    one.answer('A', values());
    one.answer('C', threw());
    await one.pass(19_999);
    expect(one.questions).toHaveLength(0);
    await one.pass(1);
    expect(kinds(one.questions[0]?.doubts)).toEqual([
      ['B', 'slow'],
      ['C', 'failed'],
    ]);
    expect(one.questions[0]?.doubts[0]?.message).toBe('"B" has not answered within 20 s.');
    one.questions[0]?.answer('cancel');
    expect(await one.result()).toEqual({ goesOn: false, doubts: one.questions[0]?.doubts });
  });

  it.each([
    ['save', { goesOn: true }],
    ['cancel', { goesOn: false, doubts: [{ kind: 'slow' }] }],
  ] as const)('for ever: the person says %s', async (decision, outcome) => {
    const one = save('A');
    await one.pass(20_000);
    one.questions[0]?.answer(decision);
    expect(await one.result()).toMatchObject(outcome);
    expect(one.questions[0]?.settled.aborted).toBe(false);
  });

  it('are the ones of two frames of one widget that have not answered', async () => {
    const one = save('A', 'A');
    one.answer('A', values());
    await one.pass(20_000);
    expect(kinds(one.questions[0]?.doubts)).toEqual([['A', 'slow']]);
    one.questions[0]?.answer('save');
    await one.done;
  });

  it('are told from the others by their handlers, where nobody tells of whole widgets', async () => {
    const one = save('A', 'B');
    one.hear('A', undefined);
    await one.pass(20_000);
    expect(kinds(one.questions[0]?.doubts)).toEqual([['B', 'slow']]);
    one.questions[0]?.answer('save');
    await one.done;
  });

  it('are all doubted, where each told of a handler and some other handler hangs', async () => {
    const one = save('A', 'B');
    one.hear('A', undefined);
    one.hear('B', undefined);
    await one.pass(20_000);
    expect(kinds(one.questions[0]?.doubts)).toEqual([
      ['A', 'slow'],
      ['B', 'slow'],
    ]);
    one.questions[0]?.answer('save');
    await one.done;
  });

  it('do not matter where another prevents: nobody is asked', async () => {
    const one = save('A', 'B');
    one.hear('A', prevent('No stock'));
    await one.pass(19_999);
    expect(await one.result()).toBeUndefined();
    await one.pass(1);
    expect(reasons(await one.result())).toEqual([['A', 'No stock']]);
    expect(one.questions).toEqual([]);
  });
});

describe('widgets that answer while the person thinks', () => {
  async function asking(...names: string[]) {
    const one = save(...names);
    await one.pass(20_000);
    expect(one.questions).toHaveLength(1);
    return one;
  }

  it('take the question away: the save goes on', async () => {
    const one = await asking('A');
    one.answer('A', values());
    expect(await one.result()).toEqual({ goesOn: true });
    expect(one.questions[0]?.settled.aborted).toBe(true);
    one.questions[0]?.answer('cancel');
    expect(await one.result()).toEqual({ goesOn: true });
  });

  it('may prevent it', async () => {
    const one = await asking('A', 'B');
    one.answer('A', values(prevent('No stock')));
    expect(reasons(await one.result())).toEqual([['A', 'No stock']]);
    expect(one.questions[0]?.settled.aborted).toBe(true);
    expect(one.questions).toHaveLength(1);
  });

  it('may fail: the person is asked anew, of those only', async () => {
    const one = await asking('A', 'B');
    one.answer('A', values());
    expect(one.questions[0]?.settled.aborted).toBe(false);
    one.answer('B', gone);
    await one.result();
    expect(one.questions[0]?.settled.aborted).toBe(true);
    expect(kinds(one.questions[1]?.doubts)).toEqual([['B', 'gone']]);
    one.questions[1]?.answer('save');
    expect(await one.result()).toEqual({ goesOn: true });
  });

  it('are too late once the person has said to save', async () => {
    const one = await asking('A');
    one.questions[0]?.answer('save');
    expect(await one.result()).toEqual({ goesOn: true });
    one.hear('A', prevent('No stock'));
    one.answer('A', values(prevent('No stock')));
    expect(await one.result()).toEqual({ goesOn: true });
  });
});

describe('a page that cannot ask', () => {
  it('says so', async () => {
    const one = save('A');
    one.fail(new Error('closed'));
    await expect(one.done).rejects.toThrow('closed');
  });

  it('says so also after the limit', async () => {
    const one = save('A');
    const outcome = expect(one.done).rejects.toThrow('closed');
    await one.pass(20_000);
    one.fail(new Error('closed'));
    await outcome;
  });

  it('after the person’s word says nothing any more', async () => {
    const one = save('A');
    await one.pass(20_000);
    one.questions[0]?.answer('save');
    expect(await one.result()).toEqual({ goesOn: true });
    one.fail(new Error('closed'));
    expect(await one.result()).toEqual({ goesOn: true });
  });
});
