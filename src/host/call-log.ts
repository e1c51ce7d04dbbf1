import { toRejection } from '../core/protocol/index.js';
import type { BridgeAnswer } from '../core/protocol/index.js';
import type { Generation } from './generation.js';
import type { RequestAnswer, WidgetCall } from './types.js';

/** What a logged piece of work answers: a bridge answer, and what was noticed on the way. */
export type LoggedAnswer<Value> = BridgeAnswer<Value> & Pick<RequestAnswer, 'warnings'>;

/** Reports calls to the page. */
export interface CallLog {
  /** Runs a call of this generation: reports its start and its end. Never rejects. */
  run<Value>(
    call: Pick<WidgetCall, 'caller' | 'method' | 'args'>,
    generation: Generation,
    work: () => Promise<LoggedAnswer<Value>>,
  ): Promise<BridgeAnswer<Value>>;
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
        ...(answer.ok ? { value: answer.value } : { error: answer.error }),
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

/** What the widget gets to see: warnings are for the log. */
function toAnswer<Value>(logged: LoggedAnswer<Value>): BridgeAnswer<Value> {
  return logged.ok ? { ok: true, value: logged.value } : { ok: false, error: logged.error };
}
