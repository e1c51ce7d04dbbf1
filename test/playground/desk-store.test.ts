import { afterEach, describe, expect, it, vi } from 'vitest';
import { offerAutomation } from '../../playground/automation.js';
import { HashCheck } from '../../playground/desk/hash-check.js';
import { oneAtATime } from '../../playground/desk/one-at-a-time.js';
import { Project } from '../../playground/project.js';
import { loadDesk, sendDesk } from '../../playground/server-calls.js';
import { deskState, deskStore, settle } from './desk-parts.js';
import type { Session } from '../../playground/session.js';
import type { ServerEvent } from '../../src/core/protocol/index.js';

afterEach(() => void vi.unstubAllGlobals());

describe('work that goes on one at a time', () => {
  it('begins once the former turn is over, and a turn that has not begun serves all who ask', async () => {
    const ends: (() => void)[] = [];
    const ask = oneAtATime(() => new Promise((resolve) => ends.push(resolve)));
    const first = ask();
    await settle();
    const [second, third] = [ask(), ask()];
    expect(second).toBe(third);
    await settle();
    expect(ends).toHaveLength(1);
    ends[0]?.();
    await first;
    await settle();
    expect(ends).toHaveLength(2);
  });
});

describe('the store of the Desk view', () => {
  it('keeps what it has read where a reading fails, and says why', async () => {
    const { store, server } = deskStore();
    await store.read();
    server.answer = new Error('The server does not answer.');
    await store.read();
    expect(store.answer).toEqual({ on: true, desk: deskState() });
    expect(store.problem).toBe('The server does not answer.');
    server.answer = { on: false, reason: 'The extension has no secret.', isExtension: true };
    await store.read();
    expect(store.answer).toEqual({ on: false, reason: 'The extension has no secret.', isExtension: true });
    expect(store.problem).toBeUndefined();
  });

  it('reads at each event while it is shown; while it is not, only where the project may be another', async () => {
    const { store } = deskStore();
    const seen: string[] = [];
    for (const type of ['change', 'told']) store.addEventListener(type, () => seen.push(type));
    store.follow('told');
    await settle();
    expect(seen).toEqual([]);
    store.follow('maybe');
    await settle();
    expect(seen).toEqual(['change']);
    store.show(true);
    await settle();
    expect(seen).toEqual(['change', 'told', 'change']);
    store.follow('told');
    await settle();
    expect(seen).toEqual(['change', 'told', 'change', 'told', 'change']);
    store.show(false);
    store.follow('told');
    await settle();
    expect(seen).toHaveLength(5);
  });

  it('reads after a command that changes something, and not after one that only reads', async () => {
    const { store } = deskStore({ logs: () => ({ logs: [] }) });
    store.show(true);
    await settle();
    const told = vi.fn();
    store.addEventListener('told', told);
    await store.send({ type: 'logs', from: 0, limit: 10 });
    expect(told).not.toHaveBeenCalled();
    await store.send({ type: 'deleteParam', name: 'region' });
    expect(told).toHaveBeenCalledOnce();
  });

  it('hands out one draft for each place', () => {
    const { store } = deskStore();
    const draft = store.draft('storage', { key: '' });
    draft.key = 'half-typed';
    expect(store.draft('storage', { key: '' })).toBe(draft);
    expect(store.draft('console', { key: '' })).toEqual({ key: '' });
  });
});

describe('an invoke call of the console', () => {
  const payload = { requestURL: 'https://api.google.com/test', requestType: 'GET' };
  const signed = { sign: () => ({ text: '…', hash: 'ab12' }) };

  function console(lifetime: number) {
    let count = 0;
    return deskStore({
      ...signed,
      mintContext: () => {
        count += 1;
        return { id: `id-${count}`, securityContext: `context-${count}`, expiresAt: Date.now() + lifetime };
      },
    });
  }
  const contexts = ({ invoked }: ReturnType<typeof console>) =>
    invoked.map(({ securityContext }) => securityContext);

  it('has the HASH of its payload, the organisation, and a context that was minted for its user', async () => {
    const all = console(60_000);
    await all.store.read();
    await all.store.invoke(payload, { user: '4002', context: '' });
    expect(all.sent).toEqual([
      { type: 'sign', payload },
      { type: 'mintContext', user: '4002' },
    ]);
    expect(all.invoked).toEqual([{ payload, orgId: '376723', securityContext: 'context-1', hash: 'ab12' }]);
  });

  it('uses the context of a user again, and none of another user', async () => {
    const all = console(60_000);
    await all.store.read();
    await all.store.invoke(payload, { user: '4001', context: '' });
    await all.store.invoke(payload, { user: '4001', context: '' });
    await all.store.invoke(payload, { user: '4002', context: '' });
    expect(contexts(all)).toEqual(['context-1', 'context-1', 'context-2']);
  });

  it('uses no context that is about to end, and none that was refused', async () => {
    const ending = console(1_000);
    await ending.store.read();
    await ending.store.invoke(payload, { user: '4001', context: '' });
    await ending.store.invoke(payload, { user: '4001', context: '' });
    expect(contexts(ending)).toEqual(['context-1', 'context-2']);

    const revoked = console(60_000);
    await revoked.store.read();
    revoked.outcome.status = 403;
    await revoked.store.invoke(payload, { user: '4001', context: '' });
    await revoked.store.invoke(payload, { user: '4001', context: '' });
    expect(contexts(revoked)).toEqual(['context-1', 'context-2']);
  });

  it('takes the context that somebody typed', async () => {
    const all = console(60_000);
    await all.store.read();
    await all.store.invoke(payload, { user: '4001', context: 'an-old-one' });
    expect(contexts(all)).toEqual(['an-old-one']);
    expect(all.sent.map(({ type }) => type)).toEqual(['sign']);
  });
});

describe('the HASH of what is typed', () => {
  afterEach(() => void vi.useRealTimers());
  const payload = (requestURL: string) => ({ requestURL });

  function check(hash: (command: { payload: Record<string, string> }) => string | Promise<string>) {
    vi.useFakeTimers();
    const all = deskStore({
      sign: (async (command: never) => ({ text: '', hash: await hash(command) })) as never,
      explain: () => ({ matches: false, causes: ['It is in upper case.'] }),
    });
    const made: HashCheck = new HashCheck(all.store, () => all.store.dispatchEvent(new Event('made')));
    return { ...all, made };
  }

  it('is asked for once there is a pause, and not again for the same text', async () => {
    const { made, sent } = check(() => 'ab');
    made.follow(payload('h'), '');
    made.follow(payload('ht'), '');
    await vi.runAllTimersAsync();
    made.follow(payload('ht'), '');
    await vi.runAllTimersAsync();
    expect(sent).toEqual([{ type: 'sign', payload: payload('ht') }]);
    expect(made.signed?.hash).toBe('ab');
    expect(made.explained).toBeUndefined();
  });

  it('comes with what is wrong with another one', async () => {
    const { made } = check(() => 'ab');
    made.follow(payload('h'), 'AB');
    await vi.runAllTimersAsync();
    expect(made.explained).toEqual({ matches: false, causes: ['It is in upper case.'] });
  });

  it('is that of the last text, whichever answer comes last', async () => {
    let answerFirst = (_: string) => {};
    const { made } = check(({ payload: { requestURL } }) =>
      requestURL === 'second'
        ? 'of-second'
        : new Promise((resolve) => {
            answerFirst = resolve;
          }),
    );
    made.follow(payload('first'), '');
    await vi.runAllTimersAsync();
    made.follow(payload('second'), '');
    await vi.runAllTimersAsync();
    answerFirst('of-first');
    await vi.runAllTimersAsync();
    expect(made.signed?.hash).toBe('of-second');
  });

  it('is not asked for over and over where the server does not answer', async () => {
    const { made, sent, store } = check(() => {
      throw new Error('It does not answer.');
    });
    store.addEventListener('made', () => made.follow(payload('h'), ''));
    made.follow(payload('h'), '');
    await vi.runAllTimersAsync();
    expect(made.problem).toBe('It does not answer.');
    expect(sent).toHaveLength(1);
    made.stop();
    made.follow(payload('h'), '');
    await vi.runAllTimersAsync();
    expect(sent).toHaveLength(2);
  });
});

describe('what the server tells', () => {
  it.each<[ServerEvent, string[]]>([
    [{ type: 'desk' }, ['told']],
    [{ type: 'project', records: false }, ['maybe']],
    [{ type: 'open', revision: 1 }, ['maybe']],
    [{ type: 'connections' }, []],
  ])('%j is %j to the Desk view', async (event, expected) => {
    let source: EventTarget | undefined;
    vi.stubGlobal(
      'EventSource',
      class extends EventTarget {
        constructor() {
          super();
          source = this;
        }
        close() {}
      },
    );
    vi.stubGlobal('fetch', async () => Response.json({}));
    const causes: string[] = [];
    const ignore = () => {};
    const following = new Project('t', {
      onRead: ignore,
      onFiles: ignore,
      onFinding: ignore,
      onState: ignore,
      onConnections: ignore,
      onDesk: (cause) => causes.push(cause),
    }).follow();
    const tell = (told: ServerEvent) =>
      source?.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(told) }));
    tell({ type: 'open', revision: 1 });
    await following;
    tell(event);
    expect(causes).toEqual(expected);
  });
});

describe("the server's route", () => {
  it('of a server that has none is no extension', async () => {
    vi.stubGlobal('fetch', async () => new Response('', { status: 404 }));
    expect(await loadDesk('t')).toMatchObject({ on: false });
  });

  it('rejects with what the server says', async () => {
    const error = { code: 'invalid_options', message: 'No config param is called "regio".' };
    vi.stubGlobal('fetch', async () => Response.json({ ok: false, error }, { status: 400 }));
    await expect(sendDesk('t', { type: 'setParam', name: 'regio', value: 'eu' })).rejects.toMatchObject(
      error,
    );
  });
});

describe('window.zfappsPlayground', () => {
  function offer() {
    const all = deskStore({ mintContext: () => ({ id: 'c1', securityContext: 'c', expiresAt: 1 }) });
    const target = {} as Window;
    offerAutomation({ desk: all.store } as unknown as Session, target);
    return { ...all, offered: target.zfappsPlayground };
  }

  it('has the extension as the server has it now', async () => {
    const { offered, server } = offer();
    server.answer = { on: true, desk: deskState({ orgId: '7' }) };
    expect((await offered.desk()).orgId).toBe('7');
  });

  it.each([
    ['why there is none', { on: false, reason: 'The extension has no secret.', isExtension: true } as const],
    ['why it cannot be read', new Error('The extension has no secret.')],
  ])('rejects with %s', async (_, answer) => {
    const { offered, server } = offer();
    server.answer = answer;
    await expect(offered.desk()).rejects.toThrow('The extension has no secret.');
  });

  it('sends commands', async () => {
    const { offered, sent } = offer();
    const command = { type: 'mintContext', user: '4001', ms: 1_000 } as const;
    expect(await offered.deskCommand(command)).toEqual({ id: 'c1', securityContext: 'c', expiresAt: 1 });
    expect(sent).toEqual([command]);
  });
});
