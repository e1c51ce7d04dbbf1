import { afterEach, describe, expect, it, vi } from 'vitest';
import { openModal } from '../../src/host/modal.js';

afterEach(() => {
  document.body.replaceChildren();
});

const dialogs = () => Array.from(document.querySelectorAll('dialog[data-zfapps-modal]'));

function press(target: Element | undefined, members: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true, ...members });
  target?.dispatchEvent(event);
  return event;
}

describe('openModal', () => {
  it.each([
    [undefined, 'center'],
    [{}, 'center'],
    [{ align: 'right' as const }, 'right'],
    [{ align: 'bottom' as const }, 'bottom'],
  ])('says where it stands: %j is %s', (options, align) => {
    openModal('Title', () => {}, options);
    expect(dialogs().map((dialog) => dialog.getAttribute('data-zfapps-align'))).toEqual([align]);
    expect(dialogs()[0]?.getAttribute('aria-label')).toBe('Title');
  });

  it('Escape closes the one that it is pressed in, and leaves those below', async () => {
    const closed: string[] = [];
    openModal('below', () => closed.push('below'));
    openModal('top', () => closed.push('top'));
    // Prevented: Chromium would close both by itself where no click opened them.
    expect(press(dialogs()[1]?.querySelector('button') ?? undefined).defaultPrevented).toBe(true);
    await vi.waitFor(() => expect(closed).toEqual(['top']));
    expect(dialogs().map((dialog) => dialog.getAttribute('aria-label'))).toEqual(['below']);
  });

  it.each([
    ['another key', { key: 'Enter' }],
    ['while an input method composes', { isComposing: true }],
  ])('stays open: %s', (_case, members) => {
    const onClose = vi.fn();
    openModal('Title', onClose);
    press(dialogs()[0], members);
    expect(dialogs()).toHaveLength(1);
    expect(onClose).not.toHaveBeenCalled();
  });

  it('tells once that it was closed, however often it is closed', async () => {
    const onClose = vi.fn();
    const modal = openModal('Title', onClose);
    modal.close();
    modal.close();
    await vi.waitFor(() => expect(onClose).toHaveBeenCalledTimes(1));
    expect(dialogs()).toEqual([]);
  });

  it.each([
    ['is where it was', false, 'opener'],
    ['stays where the person has put it meanwhile', true, 'other'],
  ])('once it is closed, the focus %s', async (_case, moves, expected) => {
    const [opener, other] = ['opener', 'other'].map((id) => {
      const button = document.createElement('button');
      button.id = id;
      document.body.append(button);
      return button;
    });
    opener?.focus();
    const onClose = vi.fn();
    const modal = openModal('Title', onClose);
    (modal.body as HTMLElement).focus();
    if (moves) other?.focus();
    modal.close();
    await vi.waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(document.activeElement?.id).toBe(expected);
  });
});
