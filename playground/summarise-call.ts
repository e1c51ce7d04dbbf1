import type { WidgetCall } from '../src/host/index.js';

/** How a call's outcome looks: green, amber, red, or quiet. */
export type Tone = 'good' | 'warn' | 'bad' | 'quiet';

/** One line about a call, for the log's row. */
export interface CallSummary {
  /** What was called with what, such as `GET api.example.com/v1/items`. */
  text: string;
  /** How it ended, such as `200`, `rejected`, `pending`. */
  outcome: string;
  tone: Tone;
}

const LONGEST_TEXT = 120;

/** Says in one line what a call was and how it ended. Never throws, whatever a widget sent. */
export function summariseCall(call: WidgetCall): CallSummary {
  return { text: shorten(textOf(call)), ...outcomeOf(call) };
}

function textOf({ method, args }: WidgetCall): string {
  switch (method) {
    case 'request':
      return requestText(args[0]);
    case 'set':
      return `${plainText(args[0])} = ${valueText(args[1])}`;
    case 'store':
      return `${plainText(args[0])} = ${valueText(member(args[1], 'value') ?? args[1])}`;
    case 'invoke':
      return invokeText(args[0], args[1]);
    case 'showModal':
      return plainText(member(args[0], 'url') ?? args[0]);
    case 'emit':
      return plainText(args[0]);
    default:
      return args.map(plainText).join(', ');
  }
}

function requestText(options: unknown): string {
  const key = member(options, 'api_configuration_key');
  if (typeof key === 'string') return `API configuration ${key}`;
  const method = member(options, 'method');
  const url = member(options, 'url');
  return `${typeof method === 'string' ? method.toUpperCase() : 'GET'} ${placeOf(url)}`;
}

/** Host and path: the scheme and the query stay for the row's details. */
function placeOf(url: unknown): string {
  if (typeof url !== 'string') return valueText(url);
  return url.replace(/^https?:\/\//i, '').replace(/[?#].*$/s, '');
}

function invokeText(action: unknown, payload: unknown): string {
  const name = plainText(action);
  if (payload === undefined) return name;
  if (name === 'RESIZE') {
    const sizes = [member(payload, 'width') ?? 'auto', member(payload, 'height') ?? 'auto'];
    return `RESIZE ${sizes.map(plainText).join(' × ')}`;
  }
  const message = member(payload, 'message') ?? member(payload, 'content');
  if (message === undefined) return `${name} ${plainText(payload)}`;
  return `${name} ${plainText(member(payload, 'type') ?? 'success')}: ${plainText(message)}`;
}

function outcomeOf(call: WidgetCall): Omit<CallSummary, 'text'> {
  if (call.outcome === 'pending') return { outcome: 'pending', tone: 'quiet' };
  if (call.outcome === 'dropped') return { outcome: 'dropped', tone: 'warn' };
  if (call.outcome === 'rejected') return { outcome: call.error?.code ?? 'rejected', tone: 'bad' };
  const status = call.method === 'request' ? statusOf(call.value) : undefined;
  if (status === undefined) return { outcome: 'ok', tone: 'good' };
  return { outcome: String(status), tone: status >= 500 ? 'bad' : status >= 400 ? 'warn' : 'good' };
}

/** The upstream's status in a `ZfappsResponse`; undefined where there is none. */
export function statusOf(value: unknown): number | undefined {
  const status = member(member(value, 'data'), 'status_code');
  return typeof status === 'number' ? status : undefined;
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

/** Text as it is, everything else as `valueText`. */
function plainText(value: unknown): string {
  return typeof value === 'string' ? value : valueText(value);
}

function valueText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    // A cycle or a BigInt: structured clone carries both, JSON neither.
    return String(value);
  }
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > LONGEST_TEXT ? `${line.slice(0, LONGEST_TEXT - 1)}…` : line;
}
