import { toRejection } from '../core/protocol/index.js';
import type { ZfappsRejection } from '../core/protocol/index.js';
import type { Generation } from './generation.js';
import type { WidgetCall } from './types.js';

/** What the widget, or the page, gets to see; an emission that failed has what other handlers answered. */
type Answer<Value> = { ok: true; value: Value } | { ok: false; error: ZfappsRejection; value?: Value };

/** What a logged piece of work answers: an answer, and what was noticed on the way. */
export type LoggedAnswer<Value> = Answer<Value> & { warnings?: readonly string[] };

/** Reports calls to the page. */
export interface CallLog {
  /** Runs a call of this generation: reports its start and its end. Never rejects. */
  run<Value>(
    call: Pick<WidgetCall, 'caller' | 'method' | 'args'>,
    generation: Generation,
    work: () => Promise<LoggedAnswer<Value>>,
  ): Promise<Answer<Value>>;
}

/** @param report told of every call twice; absent, calls only run */
export function createCallLog(report: ((call: WidgetCall) => void) | undefined): CallLog {
  if (report === undefined) {
    return { run: async (_call, generation, work) => toAnswer(await settle(generation, work)) };
  }
  let count = 0;
  return {
    async run({ caller, method, args }, generation, work) {
      count += 1;
      const started: WidgetCall = {
        id: count,
        caller,
        method,
        args,
        startedAt: Date.now(),
        outcome: 'pending',
      };
      const from = performance.now();
      report(started);
      const logged = await settle(generation, work);
      const { warnings } = logged;
      const answer = toAnswer(logged);
      const outcome = answer.ok ? 'resolved' : generation.signal.aborted ? 'dropped' : 'rejected';
      report({
        ...started,
        outcome,
        duration: performance.now() - from,
        ...(answer.ok ? {} : { error: answer.error }),
        ...('value' in answer ? { value: answer.value } : {}),
        ...(warnings === undefined || warnings.length === 0 ? {} : { warnings }),
      });
      return answer;
    },
  };
}

async function settle<Value>(
  generation: Generation,
  work: () => Promise<LoggedAnswer<Value>>,
): Promise<LoggedAnswer<Value>> {
  try {
    return await generation.orGone(work());
  } catch (thrown) {
    return { ok: false, error: toRejection(thrown) };
  }
}

/** Warnings are for the log. */
function toAnswer<Value>(logged: LoggedAnswer<Value>): Answer<Value> {
  if (logged.ok) return { ok: true, value: logged.value };
  const { error, value } = logged;
  return value === undefined ? { ok: false, error } : { ok: false, error, value };
}
