import type { WidgetCall } from '../src/host/index.js';

/** One part of an expanded call. */
export interface CallSection {
  title: string;
  /** Pretty JSON, or text where the value is no JSON. */
  text: string;
  tone?: 'bad' | 'warn';
}

const BODY_SHOWN_BELOW = '… shown below …';

/**
 * What an expanded row shows, in order: error, warnings, arguments, answer. A `data.body` that
 * holds JSON is text inside JSON and unreadable: it gets a section of its own.
 */
export function callSections(call: WidgetCall): CallSection[] {
  const sections: CallSection[] = [];
  if (call.error) sections.push({ title: `Error ${call.error.code}`, text: call.error.message, tone: 'bad' });
  if (call.outcome === 'dropped') sections.push({ title: 'Dropped', text: DROPPED, tone: 'warn' });
  for (const warning of call.warnings ?? []) sections.push({ title: 'Warning', text: warning, tone: 'warn' });
  sections.push({
    title: 'Arguments',
    text: toPrettyText(call.args.length === 1 ? call.args[0] : call.args),
  });
  if (call.outcome === 'resolved') sections.push(...answerSections(call));
  return sections;
}

const DROPPED = 'The frame was reloaded, or closed, before an answer came.';

function answerSections(call: WidgetCall): CallSection[] {
  const { value } = call;
  const body = call.method === 'request' ? jsonBodyOf(value) : undefined;
  if (body === undefined) return [{ title: 'Answer', text: toPrettyText(value) }];
  const answer = value as { data: object };
  const outline = { ...answer, data: { ...answer.data, body: BODY_SHOWN_BELOW } };
  return [
    { title: 'Answer', text: toPrettyText(outline) },
    { title: 'data.body, parsed', text: toPrettyText(body.value) },
  ];
}

function jsonBodyOf(value: unknown): { value: unknown } | undefined {
  const data = (value as { data?: { body?: unknown } } | undefined)?.data;
  if (typeof data?.body !== 'string' || !/^\s*[{[]/.test(data.body)) return undefined;
  try {
    return { value: JSON.parse(data.body) };
  } catch {
    return undefined; // Not JSON after all: shown as the text that it is.
  }
}

/** Pretty JSON of any value that crossed the bridge; what JSON can't hold is named, never lost. */
export function toPrettyText(value: unknown): string {
  if (value === undefined) return 'undefined';
  const seen: unknown[] = [];
  const text = JSON.stringify(
    value,
    function (this: unknown, _key, member: unknown) {
      while (seen.length > 0 && seen.at(-1) !== this) seen.pop();
      if (typeof member === 'bigint') return `${member}n`;
      if (typeof member !== 'object' || member === null) return member;
      if (seen.includes(member)) return '(a cycle)';
      seen.push(member);
      return member instanceof Map
        ? Object.fromEntries(member)
        : member instanceof Set
          ? [...member]
          : member;
    },
    2,
  );
  return text ?? String(value);
}

/** All of a call as JSON, for the clipboard. */
export function toCopyText(call: WidgetCall): string {
  return toPrettyText(call);
}
