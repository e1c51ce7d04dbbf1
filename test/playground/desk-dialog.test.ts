import { afterEach, describe, expect, it } from 'vitest';
import { DeskDialog } from '../../playground/desk/desk-dialog.js';
import { ZfappsError } from '../../src/core/protocol/index.js';
import { deskState, deskStore, param, settle } from './desk-parts.js';
import type { DeskState } from '../../src/core/protocol/index.js';

afterEach(() => document.body.replaceChildren());

async function show(answers: Parameters<typeof deskStore>[0] = {}, desk: Partial<DeskState> = {}) {
  const all = deskStore(answers, deskState(desk));
  const dialog = new DeskDialog();
  dialog.store = all.store;
  document.body.append(dialog);
  await dialog.updateComplete;
  dialog.show();
  await settle();
  return { ...all, dialog };
}

const tabsOf = (dialog: DeskDialog) => [...dialog.renderRoot.querySelectorAll<HTMLElement>('[role=tab]')];

/** Goes to a tab, and gives what it shows. */
async function open(dialog: DeskDialog, title: string): Promise<HTMLElement> {
  tabsOf(dialog)
    .find((tab) => textOf(tab) === title)
    ?.click();
  await settle();
  return dialog.renderRoot.querySelector('[role=tabpanel] > *')?.shadowRoot as unknown as HTMLElement;
}

const textOf = (element: Element | null | undefined) =>
  (element?.textContent ?? '').replace(/\s+/g, ' ').trim();

async function press(root: HTMLElement, text: string): Promise<void> {
  [...root.querySelectorAll('button')].find((button) => textOf(button) === text)?.click();
  await settle();
}

async function type(root: HTMLElement, selector: string, value: string): Promise<void> {
  const field = root.querySelector(selector) as HTMLInputElement;
  field.value = value;
  field.dispatchEvent(new Event('input'));
  await settle();
}

async function submit(root: HTMLElement, selector = 'form'): Promise<void> {
  root
    .querySelector(selector)
    ?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true, composed: true }));
  await settle();
}

const alertOf = (root: HTMLElement) => textOf(root.querySelector('[role=alert]'));

describe('the dialog', () => {
  it('is empty while it is closed', async () => {
    const { dialog } = await show();
    expect(tabsOf(dialog)).toHaveLength(9);
    dialog.renderRoot.querySelector('dialog')?.dispatchEvent(new Event('close'));
    await settle();
    expect(textOf(dialog.renderRoot.querySelector('dialog'))).toBe('Desk extension Close');
  });

  it('says why Desk is off', async () => {
    const { dialog, server, store } = await show();
    server.answer = { on: false, reason: 'The extension has no secret.', isExtension: true };
    await store.read();
    await settle();
    expect(textOf(dialog.renderRoot.querySelector('.off'))).toBe('Desk is off. The extension has no secret.');
    expect(tabsOf(dialog)).toEqual([]);
  });

  it('says that the extension could not be read, and tries again', async () => {
    const { dialog, server, store } = await show();
    server.answer = new Error('It does not answer.');
    await store.read();
    await settle();
    const failure = dialog.renderRoot.querySelector('.failure') as HTMLElement;
    expect(textOf(failure)).toContain('could not be read. It does not answer.');
    expect(tabsOf(dialog)).toHaveLength(9);
    server.answer = { on: true, desk: deskState() };
    await press(failure, 'Try again');
    expect(dialog.renderRoot.querySelector('.failure')).toBeNull();
  });

  it('has arrows go along its tabs, and the last is before the first', async () => {
    const { dialog } = await show();
    const shown = () => textOf(dialog.renderRoot.querySelector('[role=tab][aria-selected=true]'));
    const key = async (name: string) => {
      dialog.renderRoot
        .querySelector('[role=tablist]')
        ?.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true }));
      await settle();
    };
    expect(shown()).toBe('Overview');
    await key('ArrowDown');
    expect(shown()).toBe('Storage');
    await key('ArrowUp');
    await key('ArrowUp');
    expect(shown()).toBe('Calls');
    await key('Home');
    expect(shown()).toBe('Overview');
    expect(tabsOf(dialog).map(({ tabIndex }) => tabIndex)).toEqual([0, -1, -1, -1, -1, -1, -1, -1, -1]);
  });
});

describe('the overview', () => {
  it('has what the extension is to call, and what placeholders stand for', async () => {
    const fields = [{ resourceName: 'field1', displayLabel: 'Severity', id: '49080', apiName: 'cf_field1' }];
    const { dialog } = await show({}, { fields });
    const text = textOf(await open(dialog, 'Overview'));
    for (const part of [
      `${location.origin}/api/v1/invoke`,
      '376723',
      '112343231355',
      'Ann (4001)',
      '49080',
      'cf_field1',
      '{{fields.field1.id}}',
    ])
      expect(text).toContain(part);
  });
});

describe('the storage', () => {
  const records = [{ key: 'k1', queriableValue: 'q', value: { a: 1 } }];

  it('sends no value that is not JSON, and keeps what was typed, also where the server refuses it', async () => {
    let problem: string | undefined = 'value has 6000 bytes as JSON; at most 5222 are stored.';
    const { dialog, sent } = await show({
      storage: () => ({ records: [] }),
      putRecord: () => {
        if (problem !== undefined) throw new ZfappsError('invalid_options', problem);
        return {};
      },
    });
    const puts = () => sent.filter((one) => one.type === 'putRecord');
    let root = await open(dialog, 'Storage');
    await press(root, 'Add a record');
    await type(root, '[name=key]', 'k2');
    await type(root, '[name=value]', '{"b": }');
    await submit(root, 'form.card');
    expect(alertOf(root)).toContain('Line 1, column 7');
    expect(puts()).toEqual([]);
    await type(root, '[name=value]', '{"b": 2}');
    expect(alertOf(root)).toBe('');
    await submit(root, 'form.card');
    expect(alertOf(root)).toBe(problem);

    // Another tab, and back.
    await open(dialog, 'Calls');
    root = await open(dialog, 'Storage');
    expect(root.querySelector<HTMLTextAreaElement>('[name=value]')?.value).toBe('{"b": 2}');
    problem = undefined;
    await submit(root, 'form.card');
    expect(puts().at(-1)).toEqual({ type: 'putRecord', record: { key: 'k2', value: { b: 2 } } });
    expect(root.querySelector('form.card')).toBeNull();
  });

  it('asks before it deletes', async () => {
    const { dialog, sent } = await show({
      storage: () => ({ records }),
      deleteRecord: () => ({ deleted: true }),
    });
    const root = await open(dialog, 'Storage');
    const deletes = () => sent.filter((one) => one.type === 'deleteRecord');
    await press(root, 'Delete …');
    await press(root, 'Keep it');
    expect(root.querySelector('.question')).toBeNull();
    await press(root, 'Delete …');
    expect(deletes()).toEqual([]);
    await press(root, 'Delete');
    expect(deletes()).toEqual([{ type: 'deleteRecord', key: 'k1' }]);
  });

  it('goes on by pages, and begins anew for another filter', async () => {
    const many = Array.from({ length: 21 }, (_, index) => ({ key: `k${index}`, value: {} }));
    const { dialog, sent } = await show({ storage: () => ({ records: many }) });
    const root = await open(dialog, 'Storage');
    expect(root.querySelectorAll('tbody tr')).toHaveLength(20);
    await press(root, 'Next');
    expect(sent.at(-1)).toEqual({ type: 'storage', from: 20, limit: 21 });
    await type(root, '[name=find-queriable]', 'q');
    await submit(root, '[role=search]');
    expect(sent.at(-1)).toEqual({ type: 'storage', queriableValue: 'q', from: 0, limit: 21 });
  });
});

describe('config params', () => {
  const configParams = [
    param('key', { secure: true, mandatory: true, value: '****', isSet: true }),
    param('region', { type: 'picklist', options: ['eu', 'us'], value: 'eu' }),
  ];
  const rowsOf = (root: HTMLElement) =>
    [...root.querySelectorAll('zf-desk-param')].map((row) => row.shadowRoot as unknown as HTMLElement);

  it('show nothing of a secure value but that there is one', async () => {
    const { dialog } = await show({}, { configParams });
    const [row] = rowsOf(await open(dialog, 'Config params'));
    const field = row?.querySelector('input') as HTMLInputElement;
    expect([field.type, field.value, field.placeholder]).toEqual(['password', '', '****']);
  });

  it('are set, and take their default again; a refused value stays typed', async () => {
    const { dialog, sent } = await show(
      {
        setParam: ({ value }: { value: string }) => {
          if (value === 'bad') throw new ZfappsError('invalid_options', 'Not this one.');
          return {};
        },
      },
      { configParams },
    );
    const [row] = rowsOf(await open(dialog, 'Config params')) as [HTMLElement];
    await type(row, '#value', 'bad');
    await submit(row);
    expect(alertOf(row)).toBe('Not this one.');
    expect(row.querySelector('input')?.value).toBe('bad');
    await type(row, '#value', 'good');
    await submit(row);
    expect(alertOf(row)).toBe('');
    expect(row.querySelector('input')?.value).toBe('');
    await press(row, 'Back to default');
    expect(sent).toEqual([
      { type: 'setParam', name: 'key', value: 'bad' },
      { type: 'setParam', name: 'key', value: 'good' },
      { type: 'deleteParam', name: 'key' },
    ]);
  });
});

describe('permissions', () => {
  const permissions = [
    { apiName: 'p1', displayName: 'Create', description: '', users: { '4001': true, '4002': false } },
  ];

  /** Bob's switch, once it was turned on. */
  async function turnOn(dialog: DeskDialog): Promise<{ root: HTMLElement; bob: HTMLInputElement }> {
    const root = await open(dialog, 'Permissions');
    const bob = root.querySelector('[aria-label="Create, Bob"]') as HTMLInputElement;
    bob.checked = true;
    bob.dispatchEvent(new Event('change'));
    await settle();
    return { root, bob };
  }

  it('are switched for a user, and stay as they were chosen until the server has answered', async () => {
    let end = () => {};
    const answered = new Promise<void>((resolve) => {
      end = resolve;
    });
    const { dialog, sent, server } = await show({ setPermission: () => answered as never }, { permissions });
    const { bob } = await turnOn(dialog);
    expect(sent).toEqual([{ type: 'setPermission', user: '4002', apiName: 'p1', enabled: true }]);
    expect(bob.checked).toBe(true);
    // Somebody else has decided otherwise meanwhile.
    server.answer = { on: true, desk: deskState({ permissions }) };
    end();
    await settle();
    expect(bob.checked).toBe(false);
  });

  it('go back where the server refuses', async () => {
    const setPermission = () => {
      throw new ZfappsError('internal', 'The disk is full.');
    };
    const { dialog } = await show({ setPermission }, { permissions });
    const { root, bob } = await turnOn(dialog);
    expect(bob.checked).toBe(false);
    expect(alertOf(root)).toBe('The disk is full.');
  });
});

describe('contexts', () => {
  const minted = { id: 'c1', securityContext: 'planted-context', expiresAt: Date.now() + 60_000 };

  it('are minted with the time that was typed, and shown once', async () => {
    const { dialog, sent } = await show({ mintContext: () => minted });
    const root = await open(dialog, 'Contexts and tokens');
    await type(root, '[name=minutes]', '1.5');
    await submit(root);
    expect(sent).toEqual([{ type: 'mintContext', user: '4001', ms: 90_000 }]);
    expect(textOf(root)).toContain('planted-context');
    await open(dialog, 'Calls');
    expect(textOf(await open(dialog, 'Contexts and tokens'))).not.toContain('planted-context');
  });

  it('that are valid can be expired or revoked, and others cannot', async () => {
    const info = { user: '4001', createdAt: 0, expiresAt: Date.now() + 60_000 };
    const { dialog, sent } = await show(
      {},
      {
        contexts: [
          { ...info, id: 'a', state: 'valid' },
          { ...info, id: 'b', state: 'revoked' },
        ],
      },
    );
    const root = await open(dialog, 'Contexts and tokens');
    const [valid, revoked] = root.querySelectorAll<HTMLElement>('tbody tr');
    expect(textOf(revoked?.querySelector('.actions'))).toBe('');
    await press(valid as HTMLElement, 'Expire');
    await press(valid as HTMLElement, 'Revoke');
    expect(sent).toEqual([
      { type: 'expireContext', id: 'a' },
      { type: 'revokeContext', id: 'a' },
    ]);
  });

  it('leave the focus in their row when they end, and its buttons go', async () => {
    const info = { id: 'a', user: '4001', createdAt: 0, expiresAt: Date.now() + 60_000 };
    const { dialog, server, store } = await show({}, { contexts: [{ ...info, state: 'valid' }] });
    const root = await open(dialog, 'Contexts and tokens');
    const button = root.querySelector<HTMLElement>('.actions button');
    button?.focus();
    server.answer = { on: true, desk: deskState({ contexts: [{ ...info, state: 'expired' }] }) };
    await store.read();
    await settle();
    expect(button?.isConnected).toBe(false);
    expect((root as unknown as ShadowRoot).activeElement).toBe(root.querySelector('tbody tr'));
  });
});

describe('a button whose command is under way', () => {
  const never = () => new Promise(() => {}) as never;
  const configParams = [param('region')];
  const callbacks = [{ event: 'onInstall', url: 'https://extension.example.com/' }];

  /** Makes a part ready to be pressed. */
  const READY: Record<string, (root: HTMLElement) => Promise<void>> = {
    'Config params': (root) => type(root, '#value', 'eu'),
    Storage: async (root) => {
      await press(root, 'Add a record');
      await type(root, '[name=key]', 'k1');
      await type(root, '[name=value]', '{}');
    },
  };

  it.each([
    ['Contexts and tokens', '', 'form .primary', 'mintContext'],
    ['Contexts and tokens', 'zf-desk-tokens', 'form .primary', 'mintToken'],
    ['Invoke console', '', 'form .primary', 'mintContext'],
    ['Callbacks', '', '.events .button', 'fire'],
    ['Config params', 'zf-desk-param', 'form .button', 'setParam'],
    ['Storage', '', 'form.card .primary', 'putRecord'],
  ] as const)('can be focused, and sends nothing again: %s %s', async (title, part, selector, command) => {
    const { dialog, sent } = await show(
      { storage: () => ({ records: [] }), sign: () => ({ text: '', hash: '' }), [command]: never },
      { configParams, callbacks },
    );
    const tab = await open(dialog, title);
    const root = part === '' ? tab : (tab.querySelector(part)?.shadowRoot as unknown as HTMLElement);
    await READY[title]?.(root);
    const button = root.querySelector(selector) as HTMLButtonElement;
    expect(button.getAttribute('aria-disabled')).toBe('false');
    for (let times = 0; times < 2; times += 1) {
      button.click();
      await settle();
    }
    expect([button.disabled, button.getAttribute('aria-disabled')]).toEqual([false, 'true']);
    expect(sent.filter((one) => one.type === command)).toHaveLength(1);
  });
});

describe('what comes from the extension', () => {
  it('is text on the page, whatever it holds', async () => {
    const evil = '<img src=x onerror="window.hacked = true">';
    const { dialog } = await show({
      logs: () => ({ logs: [{ logId: '1', title: evil, description: evil, at: 0 }] }),
    });
    const root = await open(dialog, 'Logs');
    expect(textOf(root)).toContain(evil);
    expect(root.querySelector('img')).toBeNull();
  });

  it('is read anew when the server tells of it', async () => {
    let logs = [{ logId: '1', title: 'first', description: '', at: 0 }];
    const { dialog, store } = await show({ logs: () => ({ logs }) });
    const root = await open(dialog, 'Logs');
    logs = [{ logId: '2', title: 'second', description: '', at: 0 }];
    store.follow('told');
    await settle();
    expect(textOf(root)).toContain('second');
  });
});
