import { describe, expect, it } from 'vitest';
import { callSections, toCopyText, toPrettyText } from '../../playground/call-sections.js';
import { aCall, aResponse } from './calls.js';

const titles = (call: Parameters<typeof callSections>[0]) => callSections(call).map(({ title }) => title);

describe('the sections of a call', () => {
  it('parses a JSON body into a section of its own', () => {
    const call = aCall({
      method: 'request',
      args: [{ url: 'https://a.example' }],
      value: aResponse(200, '{"items":[1]}'),
    });
    expect(titles(call)).toEqual(['Arguments', 'Answer', 'data.body, parsed']);
    const [, answer, body] = callSections(call);
    expect(JSON.parse(body?.text ?? '')).toEqual({ items: [1] });
    expect(answer?.text).not.toContain('items');
    expect(answer?.text).toContain('"status_code": 200');
  });

  it.each(['plain text', '{"cut":', ''])('leaves the body %j where it is', (body) => {
    const call = aCall({ method: 'request', value: aResponse(200, body) });
    expect(titles(call)).toEqual(['Arguments', 'Answer']);
    expect(JSON.parse(callSections(call)[1]?.text ?? '').data.body).toBe(body);
  });

  it('begins with the error and the warnings', () => {
    const call = aCall({
      outcome: 'rejected',
      error: { code: 'connection_off', message: 'Its secret is missing.' },
      warnings: ['The header Host was dropped.'],
    });
    expect(callSections(call).slice(0, 2)).toEqual([
      { title: 'Error connection_off', text: 'Its secret is missing.', tone: 'bad' },
      { title: 'Warning', text: 'The header Host was dropped.', tone: 'warn' },
    ]);
    expect(titles(call)).not.toContain('Answer');
  });

  it('shows no answer of a pending call', () => {
    expect(titles(aCall({ outcome: 'pending' }))).toEqual(['Arguments']);
  });
});

describe('pretty text', () => {
  it('names a cycle, keeps an object that only occurs twice, and writes a BigInt', () => {
    const shared = { a: 1 };
    const value: Record<string, unknown> = { first: shared, second: shared, big: 5n };
    value.self = value;
    expect(JSON.parse(toPrettyText(value))).toEqual({
      first: { a: 1 },
      second: { a: 1 },
      big: '5n',
      self: '(a cycle)',
    });
  });

  it('writes what is not there', () => {
    expect(toPrettyText(undefined)).toBe('undefined');
  });

  it('copies the whole call', () => {
    const call = aCall({ value: { organization: {} } });
    expect(JSON.parse(toCopyText(call))).toEqual(call);
  });
});
