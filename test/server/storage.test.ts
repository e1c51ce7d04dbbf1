import { describe, expect, it } from 'vitest';
import { ZfappsError } from '../../src/core/protocol/index.js';
import { memoryStore } from '../../src/core/store/index.js';
import { ODD_KEYS } from '../core/store/state-store-contract.js';
import { pageOf } from './shared-state.js';
import type { StateStore } from '../../src/core/store/index.js';

const organization = (id: unknown) => ({
  records: () => ({ organization: { organization_id: id }, user: {}, records: {} }),
});

describe('what a page stores', () => {
  it.each([
    null,
    false,
    0,
    '',
    'text',
    [],
    {},
    { a: [{ b: null }] },
  ])('is there for the next: %j', async (value) => {
    const page = await pageOf();
    expect(await page.store('key', value)).toEqual({ ok: true, value: {} });
    expect(await page.retrieve('key')).toEqual({ ok: true, value: { value } });
  });

  it('is told as absent by no value', async () => {
    const page = await pageOf();
    expect(await page.retrieve('key')).toEqual({ ok: true, value: {} });
  });

  it('has keys of any text', async () => {
    const page = await pageOf();
    for (const [index, key] of ODD_KEYS.entries()) await page.store(key, index);
    for (const [index, key] of ODD_KEYS.entries())
      expect(await page.retrieve(key)).toEqual({ ok: true, value: { value: index } });
  });

  it('is apart from the global fields', async () => {
    const page = await pageOf();
    await page.store('key', 1);
    await page.store('key', 2, 'globalfields');
    expect(await page.retrieve('key')).toEqual({ ok: true, value: { value: 1 } });
    expect(await page.retrieve('key', 'globalfields')).toEqual({ ok: true, value: { value: 2 } });
  });

  it('belongs to the organisation of that time', async () => {
    const store = memoryStore();
    const page = await pageOf({ store, ...organization('10234695') });
    await page.store('key', 'first');
    await page.switchTo({ organization: { organization_id: '2' } });
    expect(await page.retrieve('key')).toEqual({ ok: true, value: {} });
    await page.store('key', 'second');
    await page.switchTo({ organization: { organization_id: '10234695' } });
    expect(await page.retrieve('key')).toEqual({ ok: true, value: { value: 'first' } });
    expect(await store.get('store:10234695', 'key')).toBe('first');
    expect(await store.get('store:2', 'key')).toBe('second');
  });

  it('belongs to the same organisation whether its id is text or a number', async () => {
    const store = memoryStore();
    await (await pageOf({ store, ...organization(7) })).store('key', 1);
    expect(await (await pageOf({ store, ...organization('7') })).retrieve('key')).toEqual({
      ok: true,
      value: { value: 1 },
    });
  });

  it('outlives the server in its store', async () => {
    const store = memoryStore();
    await (await pageOf({ store })).store('key', 'value');
    expect(await (await pageOf({ store })).retrieve('key')).toEqual({ ok: true, value: { value: 'value' } });
  });

  it('goes to another store once the server is given one', async () => {
    const page = await pageOf();
    await page.store('key', 1);
    page.server.update({ store: memoryStore() });
    expect(await page.retrieve('key')).toEqual({ ok: true, value: {} });
  });
});

describe('a store that fails', () => {
  const failing = (error: unknown): StateStore => ({
    ...memoryStore(),
    get: () => Promise.reject(error),
    set: () => Promise.reject(error),
  });

  it.each([
    [
      new ZfappsError('internal', 'state/x.json cannot be written (ENOSPC).'),
      'state/x.json cannot be written (ENOSPC).',
    ],
    [new Error('disk on fire'), 'zfapps-shim failed: disk on fire'],
    ['text', 'zfapps-shim failed: text'],
  ])('says which key it could not keep or read, and why: %s', async (error, reason) => {
    const page = await pageOf({ store: failing(error) });
    expect(await page.store('my key', 1)).toEqual({
      ok: false,
      error: { code: 'internal', message: `The store could not keep "my key": ${reason}` },
    });
    expect(await page.retrieve('my key')).toEqual({
      ok: false,
      error: { code: 'internal', message: `The store could not read "my key": ${reason}` },
    });
  });
});

describe('a command that is none is refused', () => {
  it.each([
    [{}, 'expected a command: { "type": "get" | "set", "area": …, "key": … }'],
    [{ type: 'delete', area: 'store', key: 'k' }, 'expected a command'],
    [{ type: 'get', key: 'k' }, 'area: expected "store" or "globalfields"'],
    [{ type: 'get', area: 'store:2', key: 'k' }, 'area: expected "store" or "globalfields"'],
    [{ type: 'get', area: '__proto__', key: 'k' }, 'area: expected "store" or "globalfields"'],
    [{ type: 'get', area: 'store' }, 'key: expected text'],
    [{ type: 'get', area: 'store', key: 5 }, 'key: expected text'],
    [{ type: 'set', area: 'store', key: ['k'], value: 1 }, 'key: expected text'],
    [{ type: 'set', area: 'store', key: 'k' }, 'value: is missing'],
  ])('%j', async (command, message) => {
    const page = await pageOf();
    expect(await page.post('storage', command)).toMatchObject({
      ok: false,
      error: { code: 'invalid_options', message: expect.stringContaining(message) },
    });
  });
});
