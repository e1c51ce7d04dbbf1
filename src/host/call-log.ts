import { toRejection } from '../core/protocol/index.js';
import type { BridgeAnswer } from '../core/protocol/index.js';
import type { Generation } from './generation.js';
import type { Caller, RequestAnswer, WidgetCall } from './types.js';

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
  let count = 0;
  return {
    async run<Value>(
      { caller, method, args }: { caller: Caller; method: string; args: readonly unknown[] },
      generation: Generation,
      work: () => Promise<LoggedAnswer<Value>>,
    ) {
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
      report?.(started);
      const { warnings, ...answer } = await settle(generation, work);
      const outcome = answer.ok ? 'resolved' : generation.signal.aborted ? 'dropped' : 'rejected';
      report?.({
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
