import { describe, expect, it, vi } from 'vitest';
import { createPage } from '../../src/core/page/index.js';
import { PageSaving } from '../../src/host/index.js';
import type { EmitAnswer } from '../../src/core/protocol/index.js';
import type { EmitOptions, PageSavingPorts } from '../../src/host/index.js';

/** A host with one widget, which answers an event as it is told. */
function savingWith(answer: () => Promise<EmitAnswer>, limitMs = 1_000) {
  const store = vi.fn(async (_module: string, record: Record<string, unknown>) => ({
    ...record,
    invoice_id: '9',
  }));
  const caller = { widget: 'w' };
  const emit = vi.fn(async (_event: string, _data?: unknown, { onWidget }: EmitOptions = {}) => {
    const answered = { caller, answer: await answer() };
    onWidget?.(answered);
    return [answered];
  });
  const widgets = [{ state: 'connected', widget: { widget: 'w', url: 'https://w.example/' } }];
  const host = { emit, widgets } as unknown as PageSavingPorts['host'];
  const saving = new PageSaving({
    host,
    store,
    limitMs: () => limitMs,
    onChange: () => steps.push(saving.step),
  });
  const steps: string[] = [];
  const page = createPage({
    module: 'invoice',
    mode: 'creation',
    record: { notes: 'typed' },
    organization: {},
    user: {},
  });
  return { saving, store, emit, page, steps };
}

const NOTHING: EmitAnswer = { ok: true, value: [undefined] };

describe('a save', () => {
  it('asks the widgets, stores the record, and answers what was stored', async () => {
    const { saving, store, emit, page, steps } = savingWith(async () => NOTHING);
    expect(await saving.record(page)).toEqual({
      outcome: 'saved',
      record: { notes: 'typed', invoice_id: '9' },
      recordId: '9',
      sent: { notes: 'typed' },
    });
    expect(emit.mock.calls[0]?.slice(0, 2)).toEqual(['ON_INVOICE_PRE_SAVE', { notes: 'typed' }]);
    expect(store).toHaveBeenCalledOnce();
    expect(steps).toEqual(['asking', 'storing', 'idle']);
  });

  it('stores what a handler has written into the form', async () => {
    const { saving, store, page } = savingWith(async () => {
      page.set('invoice.notes', 'written by a handler', 'w');
      return NOTHING;
    });
    await saving.record(page);
    expect(store).toHaveBeenCalledWith('invoice', { notes: 'written by a handler' });
  });

  it('answers the record as it was sent, whatever is written into the form while it is being stored', async () => {
    const { saving, store, page } = savingWith(async () => NOTHING);
    store.mockImplementationOnce(async (_module, record) => {
      page.set('invoice.notes', 'written meanwhile', 'w');
      return { ...record, invoice_id: '9' };
    });
    expect(await saving.record(page)).toMatchObject({
      record: { notes: 'typed', invoice_id: '9' },
      sent: { notes: 'typed' },
    });
    expect(page.record.notes).toBe('written meanwhile');
  });

  it('stores nothing where a widget prevents it', async () => {
    const { saving, store, page } = savingWith(async () => ({
      ok: true,
      value: [{ prevent_save: true, message: 'No tax.' }],
    }));
    expect(await saving.record(page)).toEqual({
      outcome: 'prevented',
      preventions: [{ caller: { widget: 'w' }, message: 'No tax.' }],
    });
    expect(store).not.toHaveBeenCalled();
    expect(saving.isBusy).toBe(false);
  });

  it.each([
    'save',
    'cancel',
  ] as const)('asks the person where a handler failed, who decides to %s', async (decision) => {
    const { saving, store, page } = savingWith(async () => ({
      ok: false,
      error: { code: 'handler_failed', message: 'It threw.' },
    }));
    const result = saving.record(page);
    await vi.waitFor(() => expect(saving.question).toBeDefined());
    expect(saving.question?.doubts).toMatchObject([
      { kind: 'failed', message: expect.stringContaining('It threw.') },
    ]);
    saving.question?.answer(decision);
    expect((await result).outcome).toBe(decision === 'save' ? 'saved' : 'cancelled');
    expect(store).toHaveBeenCalledTimes(decision === 'save' ? 1 : 0);
    expect(saving.question).toBeUndefined();
  });

  it('takes its question back when a slow widget answers', async () => {
    let answer = (_: EmitAnswer) => {};
    const slow = new Promise<EmitAnswer>((resolve) => {
      answer = resolve;
    });
    const { saving, page } = savingWith(() => slow, 10);
    const result = saving.record(page);
    await vi.waitFor(() => expect(saving.question?.doubts).toMatchObject([{ kind: 'slow' }]));
    answer(NOTHING);
    expect((await result).outcome).toBe('saved');
    expect(saving.question).toBeUndefined();
  });

  it('is over, and can be tried again, where the record cannot be stored', async () => {
    const { saving, store, page } = savingWith(async () => NOTHING);
    store.mockRejectedValueOnce(new Error('no server'));
    await expect(saving.record(page)).rejects.toThrow('no server');
    expect(saving.isBusy).toBe(false);
    expect((await saving.record(page)).outcome).toBe('saved');
  });

  it('of settings asks by their own event, and stores no record', async () => {
    const { saving, store, emit } = savingWith(async () => NOTHING);
    expect((await saving.settings()).outcome).toBe('saved');
    expect(emit.mock.calls[0]?.[0]).toBe('ON_SETTINGS_WIDGET_PRE_SAVE');
    expect(store).not.toHaveBeenCalled();
  });
});
