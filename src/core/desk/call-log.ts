import type { DeskCall } from '../protocol/index.js';

/** What is found out about a call on its way. */
export interface CallNotes {
  method: string;
  url: string;
  user?: string;
  connection?: string;
  upstreamStatus?: number;
  problem?: string;
  warnings: string[];
}

/** Keeps the latest calls, for people to look at. */
export interface CallLog {
  add(kind: DeskCall['kind'], at: number, status: number, notes: CallNotes): void;
  /** Newest first. */
  latest(): DeskCall[];
}

/** How many calls are kept. */
const KEPT = 100;

export function createCallLog(now: () => number, onCall: (call: DeskCall) => void): CallLog {
  const calls: DeskCall[] = [];
  let number = 0;
  return {
    add(kind, at, status, notes) {
      number += 1;
      const call: DeskCall = { number, kind, at, duration: now() - at, status, ...shown(notes) };
      calls.unshift(call);
      calls.length = Math.min(calls.length, KEPT);
      try {
        onCall(call);
      } catch (error) {
        // A listener's own fault does not become the caller's.
        console.error('onCall threw:', error);
      }
    },
    latest: () => [...calls],
  };
}

/** SECURITY: a caller that has proved nothing chooses these, as long as it likes. */
const LONGEST = { url: 2_000, problem: 4_000, warnings: 50 };

function shown({ url, problem, warnings, ...others }: CallNotes): CallNotes {
  return {
    ...others,
    method: others.method.slice(0, 20),
    url: withoutUserinfo(url).slice(0, LONGEST.url),
    ...(problem === undefined ? {} : { problem: problem.slice(0, LONGEST.problem) }),
    warnings: warnings.slice(0, LONGEST.warnings).map((one) => one.slice(0, LONGEST.problem)),
  };
}

function withoutUserinfo(url: string): string {
  return url.slice(0, 2 * LONGEST.url).replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#@]*@/i, '$1…@');
}
