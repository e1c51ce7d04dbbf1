import { describe, expect, it } from 'vitest';
import { filterCalls, NO_FILTER } from '../../playground/filter-calls.js';
import { aCall, aResponse } from './calls.js';

const calls = [
  aCall({ id: 1, method: 'get', args: ['organization'] }),
  aCall({
    id: 2,
    method: 'request',
    args: [{ url: 'https://api.example.com/v1' }],
    value: aResponse(200, '{"city":"Pune"}'),
  }),
  aCall({ id: 3, method: 'request', args: [{ url: 'https://api.example.com/v2' }], value: aResponse(404) }),
  aCall({ id: 4, outcome: 'rejected', error: { code: 'unknown_key', message: 'Nothing at "bill".' } }),
  aCall({ id: 5, outcome: 'pending', caller: { widget: 'Reminder' } }),
  aCall({ id: 6, outcome: 'dropped' }),
];
const idsOf = (filter: Partial<typeof NO_FILTER>) =>
  filterCalls(calls, { ...NO_FILTER, ...filter }).map(({ id }) => id);

describe('filtering calls', () => {
  it('lets everything through at first', () => {
    expect(idsOf({})).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('by widget', () => {
    expect(idsOf({ widget: 'Reminder' })).toEqual([5]);
  });

  it('by outcome: an upstream 404 resolves and still counts as failed', () => {
    expect(idsOf({ outcome: 'failed' })).toEqual([3, 4, 6]);
    expect(idsOf({ outcome: 'resolved' })).toEqual([1, 2]);
    expect(idsOf({ outcome: 'pending' })).toEqual([5]);
  });

  it('by text in arguments, answers and errors, in any letter case', () => {
    expect(idsOf({ text: 'EXAMPLE.com' })).toEqual([2, 3]);
    expect(idsOf({ text: 'pune' })).toEqual([2]);
    expect(idsOf({ text: 'nothing at' })).toEqual([4]);
  });

  it('by several words, all of which must occur', () => {
    expect(idsOf({ text: 'request 404' })).toEqual([3]);
  });

  it('finds a call again by its end, not only by its beginning', () => {
    const begun = aCall({ id: 9, outcome: 'pending' });
    expect(filterCalls([begun], { ...NO_FILTER, text: 'lagos' })).toEqual([]);
    const ended = { ...begun, outcome: 'resolved' as const, value: { city: 'Lagos' } };
    expect(filterCalls([ended], { ...NO_FILTER, text: 'lagos' })).toEqual([ended]);
  });
});
