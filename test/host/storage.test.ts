import { afterEach, describe, expect, it } from 'vitest';
import { memoryStorage } from '../../src/host/index.js';
import { bridgedWidget } from '../support/bridged-widget.js';
import type { BridgedWidget } from '../support/bridged-widget.js';

let widget: BridgedWidget | undefined;
afterEach(() => widget?.end());

function storing(storage = memoryStorage()) {
  widget = bridgedWidget({ storage });
  const { zfapps, calls } = widget;
  return {
    store: zfapps.store as (key: unknown, given?: unknown) => Promise<Record<string, unknown>>,
    retrieve: zfapps.retrieve as (key: unknown) => Promise<Record<string, unknown>>,
    calls,
  };
}

const reasonOf = (call: Promise<unknown>) => call.then(String, (reason: unknown) => reason);

/** 64 kB of JSON: text and its two quotes. */
const LARGEST = 'x'.repeat(64 * 1024 - 2);

describe('store and retrieve', () => {
  it.each([[{ a: [1, null] }], ['text'], [''], [0], [false], [null], [[]]])('keep %j', async (value) => {
    const { store, retrieve, calls } = storing();
    expect(await store('k', { value })).toEqual({ k: value });
    expect(await retrieve('k')).toEqual({ k: value });
    expect(calls.filter(({ warnings }) => warnings !== undefined)).toEqual([]);
  });

  it('keep the last value of a key, and each key apart', async () => {
    const { store, retrieve } = storing();
    await store('a', { value: 1 });
    await store('b', { value: 2 });
    await store('a', { value: 3 });
    expect([await retrieve('a'), await retrieve('b')]).toEqual([{ a: 3 }, { b: 2 }]);
  });

  it('reach other widgets over the same port', async () => {
    const storage = memoryStorage();
    await storing(storage).store('shared', { value: 1 });
    widget?.end();
    expect(await storing(storage).retrieve('shared')).toEqual({ shared: 1 });
  });

  it.each([
    '__proto__',
    'constructor',
    'toString',
    'a.b',
    ' ',
    'k'.repeat(256),
  ])('take the key %j as it is', async (key) => {
    const { store, retrieve } = storing();
    expect(await reasonOf(retrieve(key))).toMatchObject({ code: -1 });
    const stored = await store(key, { value: { polluted: true } });
    const retrieved = await retrieve(key);
    for (const answer of [stored, retrieved]) {
      expect(Object.keys(answer)).toEqual([key]);
      expect(Object.getPrototypeOf(answer)).toBe(Object.prototype);
      expect(Object.getOwnPropertyDescriptor(answer, key)?.value).toEqual({ polluted: true });
    }
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('retrieve rejects with the number -1 where nothing is kept', async () => {
    const { retrieve, calls } = storing();
    expect(await reasonOf(retrieve('nothing'))).toEqual({
      code: -1,
      message: 'ZFAPPS.retrieve finds nothing by the key "nothing".',
    });
    expect(calls.at(-1)).toMatchObject({ method: 'retrieve', error: { code: 'not_stored' } });
  });

  it.each([
    [''],
    ['k'.repeat(257)],
    [5],
    [null],
    [undefined],
    [{ key: 'k' }],
  ])('reject the key %j, naming what is expected', async (key) => {
    const { store, retrieve } = storing();
    const expected = {
      code: 'invalid_options',
      message: expect.stringContaining('expected text of 1 to 256 characters'),
    };
    expect(await reasonOf(store(key, { value: 1 }))).toEqual(expected);
    expect(await reasonOf(retrieve(key))).toEqual(expected);
  });
});

describe('what store is given', () => {
  it.each([
    ['bare'],
    [7],
    [null],
    [[1]],
    [{ other: 1 }],
  ])('without a value, %j, is kept whole, with a warning', async (given) => {
    const { store, retrieve, calls } = storing();
    expect(await store('k', given)).toEqual({ k: given });
    expect(calls.at(-1)?.warnings).toEqual([expect.stringContaining('store(key, { value: … })')]);
    expect(await retrieve('k')).toEqual({ k: given });
  });

  it('beside its value is ignored, with a warning', async () => {
    const { store, calls } = storing();
    expect(await store('k', { value: 1, expires: 60 })).toEqual({ k: 1 });
    expect(calls.at(-1)?.warnings).toEqual([expect.stringContaining('ignored "expires"')]);
  });

  it.each([[undefined], [() => 1]])('and JSON cannot hold, %s, rejects', async (given) => {
    const { store, retrieve } = storing();
    expect(await reasonOf(store('k', given))).toMatchObject({ code: 'invalid_options' });
    expect(await reasonOf(retrieve('k'))).toMatchObject({ code: -1 });
  });

  it('and is a BigInt rejects', async () => {
    expect(await reasonOf(storing().store('k', 1n))).toEqual({
      code: 'invalid_options',
      message: expect.stringContaining('a BigInt'),
    });
  });

  it('may be 64 kB of JSON, and no byte more', async () => {
    const { store, retrieve } = storing();
    expect(await store('k', { value: LARGEST })).toEqual({ k: LARGEST });
    expect(await reasonOf(store('k', { value: `${LARGEST}x` }))).toEqual({
      code: 'invalid_options',
      message: expect.stringContaining('65537 bytes of JSON; expected at most 65536'),
    });
    expect(await retrieve('k')).toEqual({ k: LARGEST });
  });

  it('counts in bytes, not characters', async () => {
    expect(await reasonOf(storing().store('k', { value: 'é'.repeat(33_000) }))).toEqual({
      code: 'invalid_options',
      message: expect.stringContaining('66002 bytes'),
    });
  });
});

describe('memoryStorage', () => {
  it('keeps its areas apart, and what it keeps from later changes', async () => {
    const storage = memoryStorage();
    const value = { list: [1] };
    await storage.set('store', 'k', value);
    value.list.push(2);
    const kept = await storage.get('store', 'k');
    (kept?.value as typeof value).list.push(3);
    expect(await storage.get('store', 'k')).toEqual({ value: { list: [1] } });
    expect(await storage.get('globalfields', 'k')).toBeUndefined();
  });
});
