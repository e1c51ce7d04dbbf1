import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bridgedWidget } from '../support/bridged-widget.js';
import { undocumentedUi } from '../../src/widget/undocumented-ui.js';
import type { BridgedWidget } from '../support/bridged-widget.js';

let warned: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterEach(() => {
  warned.mockRestore();
});

describe('ZFAPPS.UI', () => {
  it('has no members, and says so once of each that is read', () => {
    const read: string[] = [];
    const ui = undocumentedUi((name) => read.push(name));
    expect([ui.openPopup, ui.openPopup, ui.theme]).toEqual([undefined, undefined, undefined]);
    expect(read).toEqual(['openPopup', 'theme']);
    expect(warned.mock.calls).toEqual([
      [expect.stringContaining('ZFAPPS.UI.openPopup')],
      [expect.stringContaining('ZFAPPS.UI.theme')],
    ]);
    expect(Object.keys(ui)).toEqual([]);
  });

  it('keeps silent while promises, serialisers, consoles, test runners and frameworks look at it', async () => {
    const read = vi.fn();
    const ui = undocumentedUi(read);
    expect(await ui).toBe(ui);
    expect(JSON.stringify(ui)).toBe('{}');
    expect(String(ui)).toBe('[object Object]');
    expect(inspect(ui)).toBe('{}');
    expect({ ...ui }).toEqual({});
    expect(ui).toEqual({});
    expect('theme' in ui).toBe(false);
    for (const name of [
      '$$typeof',
      '__v_isRef',
      '__v_raw',
      '@@__IMMUTABLE_ITERABLE__@@',
      '_isVue',
      'constructor',
      'nodeType',
    ])
      void ui[name];
    void (ui as never as Record<symbol, unknown>)[Symbol.toStringTag];
    expect(read).not.toHaveBeenCalled();
    expect(warned).not.toHaveBeenCalled();
  });

  it('keeps what a widget puts there itself', () => {
    const read = vi.fn();
    const ui = undocumentedUi(read);
    ui.own = 1;
    expect(ui.own).toBe(1);
    expect(read).not.toHaveBeenCalled();
  });
});

describe('what nobody documents', () => {
  let widget: BridgedWidget | undefined;
  afterEach(() => widget?.end());

  it('UI: the call log has the member that was read, with a warning', async () => {
    widget = bridgedWidget();
    const { zfapps, calls } = widget;
    void zfapps.UI.openPopup;
    await vi.waitFor(() =>
      expect(calls.at(-1)).toMatchObject({
        method: 'UI.openPopup',
        args: [],
        outcome: 'resolved',
        warnings: [expect.stringContaining('not documented')],
      }),
    );
  });

  it('linkFiles resolves null and does nothing, with a warning', async () => {
    widget = bridgedWidget();
    const { zfapps, calls } = widget;
    expect(await zfapps.linkFiles({ files: [1] }, 'two')).toBeNull();
    expect(calls.at(-1)).toMatchObject({
      method: 'linkFiles',
      args: [{ files: [1] }, 'two'],
      outcome: 'resolved',
      warnings: [expect.stringContaining('ZFAPPS.linkFiles is not documented')],
    });
  });
});
