import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { handleShortcut } from '../../playground/shortcuts.js';

const actions = {
  focusFilter: vi.fn(),
  reload: vi.fn(),
  toggleRecord: vi.fn(),
  toggleLog: vi.fn(),
  showHelp: vi.fn(),
  save: vi.fn(),
  select: vi.fn(),
};
const listener = (event: KeyboardEvent) => void handleShortcut(event, actions);

beforeEach(() => {
  vi.clearAllMocks();
  document.body.innerHTML = '<input id="field" /><button id="button">x</button>';
  document.addEventListener('keydown', listener);
});

afterEach(() => document.removeEventListener('keydown', listener));

function press(key: string, target: Element = document.body, init: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent('keydown', {
    key,
    bubbles: true,
    composed: true,
    cancelable: true,
    ...init,
  });
  target.dispatchEvent(event);
  return event;
}

it.each([
  ['/', 'focusFilter'],
  ['r', 'reload'],
  ['e', 'toggleRecord'],
  ['l', 'toggleLog'],
  ['?', 'showHelp'],
] as const)('%s calls %s, once, and the browser does nothing else', (key, name) => {
  const event = press(key);
  expect(actions[name]).toHaveBeenCalledTimes(1);
  expect(event.defaultPrevented).toBe(true);
});

it('a digit selects that widget', () => {
  press('3');
  expect(actions.select).toHaveBeenCalledWith(2);
});

it('works from a button', () => {
  press('r', document.querySelector('#button') as Element);
  expect(actions.reload).toHaveBeenCalledTimes(1);
});

it('leaves keys that are typed into a field', () => {
  press('r', document.querySelector('#field') as Element);
  expect(actions.reload).not.toHaveBeenCalled();
});

it('leaves keys that are typed into a field inside a shadow root', () => {
  const host = document.body.appendChild(document.createElement('div'));
  const field = host.attachShadow({ mode: 'open' }).appendChild(document.createElement('textarea'));
  press('r', field);
  expect(actions.reload).not.toHaveBeenCalled();
});

it.each(['ctrlKey', 'metaKey', 'altKey'])('leaves %s and r to the browser', (modifier) => {
  expect(press('r', document.body, { [modifier]: true }).defaultPrevented).toBe(false);
  expect(actions.reload).not.toHaveBeenCalled();
});

it('leaves keys under an open dialog', () => {
  document.body.insertAdjacentHTML('beforeend', '<dialog open></dialog>');
  press('r');
  expect(actions.reload).not.toHaveBeenCalled();
});

it('leaves other keys', () => {
  expect(press('x').defaultPrevented).toBe(false);
});

it.each([{ ctrlKey: true }, { metaKey: true }])('%j with s saves, also from a field', (init) => {
  const field = document.querySelector('#field') as Element;
  expect(press('s', field, init).defaultPrevented).toBe(true);
  expect(actions.save).toHaveBeenCalledOnce();
});

it.each([
  {},
  { ctrlKey: true, shiftKey: true },
  { ctrlKey: true, altKey: true },
])('%j with s belongs to others', (init) => {
  expect(press('s', document.body, init).defaultPrevented).toBe(false);
  expect(actions.save).not.toHaveBeenCalled();
});
