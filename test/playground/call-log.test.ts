import { afterEach, expect, it } from 'vitest';
import { CallLog } from '../../playground/call-log.js';
import { CallStore } from '../../playground/call-store.js';
import { aCall, aResponse } from './calls.js';
import type { CallRow } from '../../playground/call-row.js';

afterEach(() => document.body.replaceChildren());

async function show(store: CallStore, mostRows = 500): Promise<CallLog> {
  const log = new CallLog();
  log.store = store;
  log.mostRows = mostRows;
  document.body.append(log);
  await log.updateComplete;
  return log;
}

const aStore = () => new CallStore({ schedule: (run) => run() });
const find = <Found extends Element>(log: CallLog, selector: string) =>
  log.renderRoot.querySelector<Found>(selector) as Found;
const rowsOf = (log: CallLog) => [...log.renderRoot.querySelectorAll<CallRow>('zf-call-row')];

async function type(log: CallLog, text: string): Promise<void> {
  const field = find<HTMLInputElement>(log, 'input');
  field.value = text;
  field.dispatchEvent(new Event('input'));
  await log.updateComplete;
}

it('says kindly that nothing was called yet', async () => {
  const log = await show(aStore());
  expect(find(log, '.empty').textContent).toContain('Nothing was called yet');
});

it('shows calls as they come, oldest first', async () => {
  const store = aStore();
  const log = await show(store);
  store.put(aCall({ id: 1, args: ['organization'] }));
  store.put(aCall({ id: 2, args: ['invoice'] }));
  await log.updateComplete;
  expect(rowsOf(log).map((row) => row.call.args[0])).toEqual(['organization', 'invoice']);
});

it('shows what a call came to', async () => {
  const store = aStore();
  const log = await show(store);
  store.put(aCall({ id: 1, method: 'request', args: [{ url: 'https://a.example/x' }], outcome: 'pending' }));
  await log.updateComplete;
  const [row] = rowsOf(log);
  await row?.updateComplete;
  expect(row?.renderRoot.textContent).toContain('pending');
  store.put(
    aCall({ id: 1, method: 'request', args: [{ url: 'https://a.example/x' }], value: aResponse(418) }),
  );
  await log.updateComplete;
  await row?.updateComplete;
  expect(rowsOf(log)).toEqual([row]);
  expect(row?.renderRoot.textContent).toContain('GET a.example/x');
  expect(row?.renderRoot.textContent).toContain('418');
});

it('filters by text, and shows all again', async () => {
  const store = aStore();
  for (const [index, key] of ['organization', 'invoice', 'user'].entries())
    store.put(aCall({ id: index, args: [key] }));
  const log = await show(store);
  await type(log, 'invo');
  expect(rowsOf(log).map((row) => row.call.args[0])).toEqual(['invoice']);
  expect(find(log, '.chip').textContent).toBe('1 of 3');
  await type(log, 'nothing like this');
  expect(rowsOf(log)).toEqual([]);
  find<HTMLButtonElement>(log, '.empty button').click();
  await log.updateComplete;
  expect(rowsOf(log)).toHaveLength(3);
});

it('filters by outcome', async () => {
  const store = aStore();
  store.put(aCall({ id: 1 }));
  store.put(aCall({ id: 2, outcome: 'rejected', error: { code: 'unknown_key', message: 'No.' } }));
  const log = await show(store);
  const select = log.renderRoot.querySelectorAll('select')[1] as HTMLSelectElement;
  select.value = 'failed';
  select.dispatchEvent(new Event('change'));
  await log.updateComplete;
  expect(rowsOf(log).map((row) => row.call.id)).toEqual([2]);
});

it('renders the newest of thousands, and finds an older one by a filter', async () => {
  const store = aStore();
  for (let id = 1; id <= 1_520; id += 1) store.put(aCall({ id, args: [`key${id}x`] }));
  const log = await show(store, 20);
  expect(rowsOf(log)).toHaveLength(20);
  expect(rowsOf(log)[0]?.call.id).toBe(1_501);
  expect(find(log, '.older').textContent).toContain('1,500 older');
  await type(log, 'key7x');
  expect(rowsOf(log).map((row) => row.call.id)).toEqual([7]);
});

it('clears', async () => {
  const store = aStore();
  store.put(aCall());
  const log = await show(store);
  [...log.renderRoot.querySelectorAll('button')].find((button) => button.textContent === 'Clear')?.click();
  await log.updateComplete;
  expect(rowsOf(log)).toEqual([]);
  expect(store.calls).toEqual([]);
});

it('opens a row with arguments, answer and error', async () => {
  const store = aStore();
  store.put(
    aCall({
      outcome: 'rejected',
      error: { code: 'unknown_key', message: 'Nothing at "bill".' },
      args: ['bill'],
    }),
  );
  const log = await show(store);
  const [row] = rowsOf(log);
  await row?.updateComplete;
  const line = row?.renderRoot.querySelector('button');
  expect(line?.getAttribute('aria-expanded')).toBe('false');
  line?.click();
  await row?.updateComplete;
  expect(line?.getAttribute('aria-expanded')).toBe('true');
  const headings = [...(row?.renderRoot.querySelectorAll('h3') ?? [])].map((heading) => heading.textContent);
  expect(headings).toEqual(['Error unknown_key', 'Arguments']);
});

it('changes its height by the arrow keys of its handle', async () => {
  const log = await show(aStore());
  const handle = find<HTMLElement>(log, '[role=separator]');
  const before = log.height;
  handle.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', cancelable: true }));
  await log.updateComplete;
  expect(log.height).toBeGreaterThan(before);
  expect(handle.getAttribute('aria-valuenow')).toBe(String(log.height));
});
