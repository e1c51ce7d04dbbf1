import { describe, expect, it } from 'vitest';
import { summariseCall } from '../../playground/summarise-call.js';
import { aCall, aResponse } from './calls.js';

describe('the line of a call', () => {
  it('shows a request as method, host and path, without scheme and query', () => {
    const call = aCall({
      method: 'request',
      args: [{ url: 'https://api.example.com/v1/items?page=2#x', method: 'GET' }],
    });
    expect(summariseCall(call).text).toBe('GET api.example.com/v1/items');
  });

  it('shows a request without a method as GET', () => {
    expect(summariseCall(aCall({ method: 'request', args: [{ url: 'http://a.example/' }] })).text).toBe(
      'GET a.example/',
    );
  });

  it('names the key of an API configuration', () => {
    const call = aCall({
      method: 'request',
      args: [{ api_configuration_key: 'get_item', url: 'https://ignored.example' }],
    });
    expect(summariseCall(call).text).toBe('API configuration get_item');
  });

  it.each([
    ['get', ['invoice.total'], 'invoice.total'],
    ['set', ['invoice.reference_number', 'A-1'], 'invoice.reference_number = "A-1"'],
    ['store', ['seen', { value: 3 }], 'seen = 3'],
    ['invoke', ['RESIZE', { width: '360px', height: 400 }], 'RESIZE 360px × 400'],
    ['invoke', ['RESIZE', { height: '90%' }], 'RESIZE auto × 90%'],
    ['invoke', ['SHOW_NOTIFICATION', { type: 'error', message: 'No' }], 'SHOW_NOTIFICATION error: No'],
    ['invoke', ['REFRESH_DATA', 'invoice'], 'REFRESH_DATA invoice'],
    ['showModal', [{ url: '/app/modal.html' }], '/app/modal.html'],
    ['closeModal', [], ''],
    ['emit', ['ON_INVOICE_SAVED', { record_id: '1' }], 'ON_INVOICE_SAVED'],
  ])('%s %j', (method, args, text) => {
    expect(summariseCall(aCall({ method, args })).text).toBe(text);
  });

  it('survives what JSON cannot hold', () => {
    const cycle: unknown[] = [];
    cycle.push(cycle);
    expect(summariseCall(aCall({ method: 'get', args: [10n] })).text).toBe('10');
    expect(summariseCall(aCall({ method: 'set', args: ['a', cycle] })).text).toMatch(/^a = /);
    expect(summariseCall(aCall({ method: 'request', args: [] })).text).toBe('GET undefined');
  });

  it('is one line of at most 120 characters', () => {
    const { text } = summariseCall(aCall({ method: 'get', args: [`a\n${'b'.repeat(300)}`] }));
    expect(text).toHaveLength(120);
    expect(text).toMatch(/^a b+…$/);
  });
});

describe('the outcome of a call', () => {
  it.each([
    [200, 'good'],
    [302, 'good'],
    [404, 'warn'],
    [503, 'bad'],
  ] as const)('a request that resolved with %i is %s', (status, tone) => {
    const call = aCall({ method: 'request', value: aResponse(status) });
    expect(summariseCall(call)).toMatchObject({ outcome: String(status), tone });
  });

  it('shows the code of a rejection', () => {
    const call = aCall({ outcome: 'rejected', error: { code: 'not_mocked', message: 'Nothing answers.' } });
    expect(summariseCall(call)).toMatchObject({ outcome: 'not_mocked', tone: 'bad' });
  });

  it.each([
    ['pending', 'quiet'],
    ['dropped', 'warn'],
  ] as const)('says %s', (outcome, tone) => {
    expect(summariseCall(aCall({ outcome }))).toMatchObject({ outcome, tone });
  });
});
