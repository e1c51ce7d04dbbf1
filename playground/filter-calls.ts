import { statusOf, summariseCall } from './summarise-call.js';
import type { WidgetCall } from '../src/host/index.js';

/** What the log shows. Empty text means: everything. */
export interface CallFilter {
  widget: string;
  /** `failed` joins rejected and dropped calls and upstream statuses from 400. */
  outcome: '' | 'pending' | 'resolved' | 'failed';
  text: string;
}

export const NO_FILTER: CallFilter = { widget: '', outcome: '', text: '' };

/** The calls that a filter lets through, in their order. Words of the text must all occur. */
export function filterCalls(calls: readonly WidgetCall[], filter: CallFilter): WidgetCall[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return calls.filter(
    (call) =>
      (filter.widget === '' || call.caller.widget === filter.widget) &&
      hasOutcome(call, filter.outcome) &&
      words.every((word) => haystackOf(call).includes(word)),
  );
}

function hasOutcome(call: WidgetCall, outcome: CallFilter['outcome']): boolean {
  if (outcome === '') return true;
  if (outcome === 'pending') return call.outcome === 'pending';
  return hasFailed(call) ? outcome === 'failed' : outcome === call.outcome;
}

function hasFailed(call: WidgetCall): boolean {
  if (call.outcome === 'rejected' || call.outcome === 'dropped') return true;
  return call.outcome === 'resolved' && call.method === 'request' && (statusOf(call.value) ?? 0) >= 400;
}

/** Enough of an answer to search in; a file of megabytes isn't what people search the log for. */
const SEARCHED_CHARACTERS = 20_000;

/** By call object: a call that ends is another object (see `CallStore`). */
const haystacks = new WeakMap<WidgetCall, string>();

function haystackOf(call: WidgetCall): string {
  let haystack = haystacks.get(call);
  if (haystack === undefined) {
    const { text, outcome } = summariseCall(call);
    const parts = [
      call.method,
      text,
      outcome,
      call.caller.widget,
      call.error?.message,
      ...(call.warnings ?? []),
    ];
    haystack = [...parts, searchText(call.args), searchText(call.value)].join('\n').toLowerCase();
    haystacks.set(call, haystack);
  }
  return haystack;
}

function searchText(value: unknown): string {
  try {
    return (JSON.stringify(value) ?? '').slice(0, SEARCHED_CHARACTERS);
  } catch {
    return ''; // A cycle or a BigInt: the summary is still searched.
  }
}
