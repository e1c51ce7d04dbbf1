import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConnectionsDialog } from '../../playground/connections-dialog.js';
import { connection, storeOf } from './connection-infos.js';
import type { ConnectionRow } from '../../playground/connection-row.js';
import type { ConnectionsPort } from '../../playground/connection-store.js';
import type { ConnectionInfo, ConnectionState } from '../../src/core/protocol/index.js';

beforeEach(() => void vi.stubGlobal('open', () => ({ location: {}, close() {}, closed: false })));
afterEach(() => {
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

async function show(infos: readonly ConnectionInfo[], send?: ConnectionsPort['send']) {
  const all = await storeOf(infos, send);
  const dialog = new ConnectionsDialog();
  dialog.store = all.store;
  dialog.mode = 'live';
  document.body.append(dialog);
  await dialog.updateComplete;
  dialog.show();
  await settle();
  return { ...all, dialog };
}

/** Commands, readings and renderings that are under way come to their end. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setTimeout(resolve));
}

const rowsOf = (dialog: ConnectionsDialog) => [
  ...dialog.renderRoot.querySelectorAll<ConnectionRow>('zf-connection-row'),
];
const rowOf = (dialog: ConnectionsDialog) => rowsOf(dialog)[0]?.renderRoot as HTMLElement;
const textOf = (element: Element | null | undefined) =>
  (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
const chipsOf = (dialog: ConnectionsDialog) =>
  [...rowOf(dialog).querySelectorAll('.chip')].map((chip) => chip.textContent);
const buttonsOf = (dialog: ConnectionsDialog) =>
  [...rowOf(dialog).querySelectorAll('button')].map((button) => textOf(button));
const buttonOf = (dialog: ConnectionsDialog, text: string) =>
  [...rowOf(dialog).querySelectorAll('button')].find(
    (button) => textOf(button) === text,
  ) as HTMLButtonElement;

async function press(dialog: ConnectionsDialog, text: string): Promise<void> {
  buttonOf(dialog, text).click();
  await settle();
}

async function choose(dialog: ConnectionsDialog, value: string): Promise<void> {
  const select = rowOf(dialog).querySelector('select') as HTMLSelectElement;
  select.value = value;
  select.dispatchEvent(new Event('change'));
  await settle();
}

describe('the list of connections', () => {
  it('says what a connection is where there is none', async () => {
    const { dialog } = await show([]);
    const text = textOf(dialog.renderRoot.querySelector('.empty'));
    expect(text).toContain('usedConnections');
    expect(text).toContain('zfapps.config');
  });

  it('says that they could not be read, and tries again', async () => {
    const { dialog, store } = await show([]);
    vi.spyOn(store, 'problem', 'get').mockReturnValue('The server does not answer.');
    const read = vi.spyOn(store, 'read');
    dialog.requestUpdate();
    await settle();
    const failure = dialog.renderRoot.querySelector('.failure');
    expect(textOf(failure?.querySelector('p'))).toBe(
      'The connections could not be read. The server does not answer.',
    );
    failure?.querySelector('button')?.click();
    expect(read).toHaveBeenCalledOnce();
  });

  it.each<[ConnectionState, string, string[]]>([
    ['not_configured', 'Not configured', ['Connect']],
    ['not_connected', 'Not connected', ['Connect']],
    ['connected', 'Connected', ['Sign in again', 'Disconnect', 'Revoke …']],
    ['expired', 'Expired', ['Sign in again', 'Disconnect']],
    ['revoked', 'Revoked', ['Sign in again', 'Disconnect']],
    ['error', 'Error', ['Sign in again', 'Disconnect']],
  ])('shows %s as %j, with what can be done then', async (state, chip, buttons) => {
    const { dialog } = await show([connection('books', { state, connects: 'sign_in', revocable: true })]);
    expect(chipsOf(dialog)).toEqual([chip]);
    expect(buttonsOf(dialog)).toEqual(buttons);
  });

  it('has nothing to connect where the server says so', async () => {
    const { dialog } = await show([connection('books', { state: 'not_configured' })]);
    expect(buttonsOf(dialog)).toEqual([]);
  });

  it.each(['bearer', 'apiKey', 'basic', 'custom'] as const)('has nothing to forget of a %s', async (type) => {
    const { dialog } = await show([connection('books', { type })]);
    expect(buttonsOf(dialog)).toEqual([]);
  });

  it('shows a stand-in', async () => {
    const { dialog } = await show([connection('books', { state: 'not_configured', standIn: true })]);
    expect(chipsOf(dialog)).toEqual(['Stand-in']);
  });

  it('has all that the server says of it', async () => {
    const { dialog } = await show([
      connection('books', {
        level: 'user',
        user: 'mira@x.example',
        hosts: ['a.example', 'b.example'],
        scopes: ['One', 'Two'],
        missingScopes: ['Three', 'Four'],
        declared: false,
        reason: 'Somebody should look.',
        redirectUri: 'http://127.0.0.1:5180/__zfapps/connections/callback',
        expiresAt: Date.now() + 42.5 * 60_000,
      }),
    ]);
    const text = textOf(rowOf(dialog));
    for (const part of [
      'account of mira@x.example',
      'a.example',
      'b.example',
      'One',
      'Two',
      'The manifest declares Three and Four, which this connection lacks.',
      "Not declared in the manifest's usedConnections.",
      'Somebody should look.',
      'http://127.0.0.1:5180/__zfapps/connections/callback',
      'ends in 42 minutes, renewed before',
    ])
      expect(text).toContain(part);
  });

  it('copies the redirect URI', async () => {
    const copied: string[] = [];
    const writeText = async (text: string) => void copied.push(text);
    vi.stubGlobal('navigator', { clipboard: { writeText } });
    const { dialog } = await show([connection('books', { redirectUri: 'http://127.0.0.1:1/callback' })]);
    const copy = rowOf(dialog).querySelector('zf-copy-button')?.shadowRoot;
    copy?.querySelector('button')?.click();
    await settle();
    expect(copied).toEqual(['http://127.0.0.1:1/callback']);
    expect(copy?.querySelector('[role=status]')?.textContent).toBe('Copied');
  });

  it('tells of a state that changed', async () => {
    const { dialog, store, server } = await show([connection('books'), connection('crm')]);
    server.infos = [connection('books', { state: 'revoked' }), connection('crm')];
    await store.read('told');
    await settle();
    expect(dialog.renderRoot.querySelector('[role=status]')?.textContent).toBe('books: Revoked.');
    expect(chipsOf(dialog)).toEqual(['Revoked']);
  });

  it('closes by its button', async () => {
    const { dialog } = await show([]);
    const inner = dialog.renderRoot.querySelector('dialog');
    expect(inner?.open).toBe(true);
    dialog.renderRoot.querySelector<HTMLButtonElement>('header button')?.click();
    expect(inner?.open).toBe(false);
  });
});

describe('what can be done with a connection', () => {
  it('connects by a request, without a window', async () => {
    const open = vi.fn();
    vi.stubGlobal('open', open);
    const { dialog, sent } = await show([
      connection('ship', { state: 'not_connected', connects: 'request' }),
    ]);
    await press(dialog, 'Connect');
    expect(sent).toEqual([{ type: 'connect', linkName: 'ship' }]);
    expect(open).not.toHaveBeenCalled();
  });

  it('disconnects', async () => {
    const { dialog, sent } = await show([connection('books')]);
    await press(dialog, 'Disconnect');
    expect(sent).toEqual([{ type: 'disconnect', linkName: 'books' }]);
  });

  it('revokes, but asks before', async () => {
    const { dialog, sent } = await show([connection('books', { revocable: true })]);
    await press(dialog, 'Revoke …');
    expect(buttonsOf(dialog)).toEqual(['Keep it', 'Revoke']);
    await press(dialog, 'Keep it');
    expect(sent).toEqual([]);
    await press(dialog, 'Revoke …');
    await press(dialog, 'Revoke');
    expect(sent).toEqual([{ type: 'disconnect', linkName: 'books', revoke: true }]);
  });

  it('keeps it by Escape, and the dialog stays', async () => {
    const { dialog, sent } = await show([connection('books', { revocable: true })]);
    await press(dialog, 'Revoke …');
    const pressed = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
    rowOf(dialog).querySelector('.question')?.dispatchEvent(pressed);
    await settle();
    expect(pressed.defaultPrevented).toBe(true);
    expect(buttonsOf(dialog)).toEqual(['Disconnect', 'Revoke …']);
    expect(sent).toEqual([]);
  });

  it('shows what there is to say', async () => {
    const { dialog } = await show([connection('books')], async () => ({
      note: 'The provider still has the token.',
    }));
    await press(dialog, 'Disconnect');
    expect(textOf(rowOf(dialog).querySelector('.said'))).toBe('The provider still has the token.');
  });

  it('shows an error at the connection, until the next command', async () => {
    let isBroken = true;
    const { dialog } = await show([connection('books')], async () => {
      if (isBroken) throw new Error('The store is broken.');
      return {};
    });
    await press(dialog, 'Disconnect');
    expect(rowOf(dialog).querySelector('[role=alert]')?.textContent).toBe('The store is broken.');
    isBroken = false;
    await press(dialog, 'Disconnect');
    expect(rowOf(dialog).querySelector('[role=alert]')).toBeNull();
  });

  it('does one thing at a time', async () => {
    const { dialog, sent } = await show([connection('books')], () => new Promise(() => {}));
    await press(dialog, 'Disconnect');
    await press(dialog, 'Disconnect');
    expect(sent).toHaveLength(1);
  });
});

describe('signing in', () => {
  const signedOut = connection('books', { state: 'not_connected', connects: 'sign_in' });
  const PAGE = 'https://accounts.zoho.com/oauth/v2/auth';
  const waitOf = (dialog: ConnectionsDialog) => textOf(rowOf(dialog).querySelector('.wait'));

  it('waits for the other window, until the server tells', async () => {
    const { dialog, store, server, sent } = await show([signedOut], async () => ({ url: PAGE }));
    await press(dialog, 'Connect');
    expect(sent).toEqual([{ type: 'connect', linkName: 'books' }]);
    expect(waitOf(dialog)).toBe('Waiting for the sign-in in the other window Cancel');
    expect(buttonsOf(dialog)).toEqual(['Cancel']);
    server.infos = [{ ...signedOut, state: 'error', reason: 'Access was denied.' }];
    await store.read('told');
    await settle();
    expect(waitOf(dialog)).toBe('');
    expect(textOf(rowOf(dialog))).toContain('Access was denied.');
  });

  it('is not waited for after Cancel, which sends nothing', async () => {
    const { dialog, sent } = await show([signedOut], async () => ({ url: PAGE }));
    await press(dialog, 'Connect');
    await press(dialog, 'Cancel');
    expect(buttonsOf(dialog)).toEqual(['Connect']);
    expect(sent).toHaveLength(1);
  });

  it('offers a link where the browser opened no window', async () => {
    vi.stubGlobal('open', () => null);
    const { dialog } = await show([signedOut], async () => ({ url: PAGE }));
    await press(dialog, 'Connect');
    const link = rowOf(dialog).querySelector('.wait a');
    expect(link?.getAttribute('href')).toBe(PAGE);
    expect(link?.getAttribute('rel')).toBe('noopener');
    link?.addEventListener('click', (event) => event.preventDefault());
    link?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
    await settle();
    expect(waitOf(dialog)).toBe('Waiting for the sign-in in the other window Cancel');
  });

  it('shows an error, and waits for nothing', async () => {
    const { dialog } = await show([signedOut], async () => {
      throw new Error('Its client secret is missing.');
    });
    await press(dialog, 'Connect');
    expect(rowOf(dialog).querySelector('[role=alert]')?.textContent).toBe('Its client secret is missing.');
    expect(waitOf(dialog)).toBe('');
  });

  it('goes to no page that would run in this origin', async () => {
    const { dialog } = await show([signedOut], async () => ({ url: 'javascript:alert(1)' }));
    await press(dialog, 'Connect');
    expect(textOf(rowOf(dialog).querySelector('[role=alert]'))).toContain('must begin with https://');
    expect(rowOf(dialog).querySelector('a')).toBeNull();
  });
});

describe('trying a state', () => {
  it.each([
    ['expired', 'expired'],
    ['', null],
  ])('%j forces %j', async (value, state) => {
    const { dialog, sent } = await show([connection('books', { forced: 'slow' })]);
    await choose(dialog, value);
    expect(sent).toEqual([{ type: 'force', linkName: 'books', state }]);
  });

  it('is marked', async () => {
    const { dialog } = await show([connection('books', { forced: 'unauthorized_once' })]);
    expect(chipsOf(dialog)).toEqual(['Connected', 'Trying: 401 once']);
    expect(rowOf(dialog).querySelector('article')?.classList.contains('forced')).toBe(true);
    expect(rowOf(dialog).querySelector('select')?.value).toBe('unauthorized_once');
  });

  it('goes back to as it is once it is over', async () => {
    const { dialog, store, server } = await show([connection('books', { forced: 'unauthorized_once' })]);
    server.infos = [connection('books')];
    await store.read('told');
    await settle();
    expect(rowOf(dialog).querySelector('select')?.value).toBe('');
    expect(chipsOf(dialog)).toEqual(['Connected']);
  });

  it('that is refused leaves the choice as it was', async () => {
    const { dialog } = await show([connection('books')], async () => {
      throw new Error('No.');
    });
    await choose(dialog, 'expired');
    expect(rowOf(dialog).querySelector('select')?.value).toBe('');
  });
});

it('holds nothing while it is closed, so that nothing of it is found on the page', async () => {
  const { dialog } = await show([connection('books')]);
  expect(rowsOf(dialog)).toHaveLength(1);
  dialog.renderRoot.querySelector('dialog')?.close();
  await settle();
  expect(rowsOf(dialog)).toEqual([]);
  dialog.show();
  await settle();
  expect(rowsOf(dialog)).toHaveLength(1);
});
