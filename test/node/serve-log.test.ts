import { beforeEach, describe, expect, it } from 'vitest';
import { createServeLog } from '../../src/node/serve-log.js';
import { shownProblem, shownUrl } from '../../src/node/shown-in-log.js';
import type { BackendEntry } from '../../src/core/backend/index.js';
import type { ServeLog } from '../../src/node/serve-log.js';

let printed: string[];
let log: ServeLog;
beforeEach(() => {
  printed = [];
  log = createServeLog((line) => printed.push(line));
});

const lines = () => printed.map((line) => JSON.parse(line));

describe('an address in the log', () => {
  it.each([
    ['https://api.example.com/a/b?token=secret', 'https://api.example.com/a/b'],
    ['https://api.example.com/a#secret', 'https://api.example.com/a'],
    ['https://me:secret@api.example.com/a', 'https://api.example.com/a'],
    ['https:me:secret@api.example.com/a', 'https://api.example.com/a'],
    ['https:\\\\me:secret@api.example.com/a', 'https://api.example.com/a'],
    ['https:/\t/me:secret@api.example.com/a', 'https://api.example.com/a'],
    ['//me:secret@api.example.com/a', '//api.example.com/a'],
    ['HTTPS://a@secret@api.example.com', 'HTTPS://api.example.com'],
    ['https://{{host}}.example.com/{{id}}?q={{secret}}', 'https://{{host}}.example.com/{{id}}'],
    ['https://social.example/@someone', 'https://social.example/@someone'],
    ['/api/v1/invoke?securityContext=secret', '/api/v1/invoke'],
    ['api/v1/extensionLogs', 'api/v1/extensionLogs'],
    ['some other secret', '…'],
    ['', ''],
  ])('%s has neither query nor user', (text, shown) => {
    expect(shownUrl(text)).toBe(shown);
  });
});

describe('a problem in the log', () => {
  it.each([
    ['The key is "planted \\" secret" here.', 'The key is "…" here.'],
    ['Nothing answers GET https://a.example/x?k=secret: no mock.', 'Nothing answers GET https://a.example/x'],
    ['It is the number 4711471147114711.', 'It is the number …'],
    ['{"a": "secret\nof two lines"} is no list.', '{"…": "…"} is no list.'],
  ])('leaves out what %j quotes', (sentence, shown) => {
    expect(shownProblem(sentence)).toContain(shown);
    expect(shownProblem(sentence)).not.toMatch(/secret|4711/);
  });

  it.each([
    ['Bad: "{"secret": x" here.', 'Bad: "…'],
    ['Bad: "x " secret " y" here.', 'Bad: "…'],
    ['Bad: "[", secret]" here.', 'Bad: "…'],
    ['Bad: ""secret"" here.', 'Bad: "…'],
    ['Bad: "a secret that is cut', 'Bad: "…'],
    ['The key is "a", the value "b": secret" here.', 'The key is "…'],
  ])('ends at the first quotation mark where they do not pair: %j', (sentence, shown) => {
    expect(shownProblem(sentence)).toBe(shown);
  });

  it.each([
    '{"secret": planted-secret}',
    'planted" secret "x',
    '["secret", "b" secret]',
    '{"a": "planted-secret',
  ])("leaves out what the engine's own words quote of %s", (body) => {
    let said = '';
    try {
      JSON.parse(body);
    } catch (error) {
      said = `The body is not JSON: ${(error as Error).message}.`;
    }
    expect(said).not.toBe('');
    expect(shownProblem(said)).toMatch(/^The body is not JSON: /);
    expect(shownProblem(said)).not.toMatch(/secret/);
  });

  it('keeps what stands between quotations that pair', () => {
    const sentence = '"a" is none of "b"/"c", ("d") or { env: "e" }; it is "", and the field "f"\'s.';
    expect(shownProblem(sentence)).toBe(
      '"…" is none of "…"/"…", ("…") or { env: "…" }; it is "…", and the field "…"\'s.',
    );
  });
});

describe('the line of a call', () => {
  const answered = (response = new Response('{}'), headers: Record<string, string> = {}) =>
    log.around(
      new Request('http://x/api/v1/invoke?q=secret', { method: 'POST', headers }),
      async () => response,
    );

  it('has the id that the caller gave, and so has the answer', async () => {
    const answer = await answered(undefined, { 'x-request-id': 'a-1_b.c:d' });
    expect(answer.headers.get('x-request-id')).toBe('a-1_b.c:d');
    expect(lines()).toMatchObject([
      { level: 'info', event: 'request', path: '/api/v1/invoke', requestId: 'a-1_b.c:d' },
    ]);
    expect(printed.join()).not.toContain('secret');
  });

  it.each([
    'two words',
    '{"level":"error"}',
    'x'.repeat(129),
    'é',
  ])('has another id than %j', async (given) => {
    const answer = await answered(undefined, { 'x-request-id': given });
    expect(answer.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
    expect(lines()[0].requestId).toBe(answer.headers.get('x-request-id'));
  });

  it.each([
    [200, 'info', '{}', undefined],
    [403, 'warn', '{"ok":false,"error":{"code":"forbidden"}}', 'forbidden'],
    [422, 'warn', '{"errorCode":"INVALID_DATA","message":"secret"}', 'INVALID_DATA'],
    [500, 'error', 'no JSON', undefined],
  ])('of status %i is of level %s, with the code of a refusal', async (status, level, body, code) => {
    const answer = await answered(new Response(body, { status }));
    expect(await answer.text()).toBe(body);
    expect(lines()[0]).toMatchObject({ level, status });
    expect(lines()[0].code).toBe(code);
    expect(printed.join()).not.toContain('secret');
  });

  it('has what happened in that call, and not in another at the same time', async () => {
    const entry = (name: string) =>
      ({
        caller: { widget: name },
        options: { connection_link_name: `link-${name}`, body: 'secret' },
        hops: [
          { method: 'GET', url: `https://${name}.example/?secret`, headers: [['a', 'secret']], status: 204 },
        ],
        warnings: [],
        outcome: { ok: true, value: 'secret' },
      }) as never as BackendEntry;
    let goOn = () => {};
    const both = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const call = (name: string, before: () => Promise<void> | void) =>
      log.around(new Request(`http://x/${name}`), async () => {
        await before();
        log.entry(entry(name));
        return new Response('{}');
      });
    await Promise.all([call('a', () => both), call('b', goOn)]);
    expect(lines().sort((one, other) => one.path.localeCompare(other.path))).toMatchObject(
      ['a', 'b'].map((name) => ({
        path: `/${name}`,
        upstream: `GET https://${name}.example/`,
        upstreamStatus: 204,
        widget: name,
        connection: `link-${name}`,
      })),
    );
    expect(printed.join()).not.toContain('secret');
  });

  it('is one line, however many the problem has', async () => {
    await log.around(new Request('http://x/'), async () => {
      log.deskCall({
        number: 1,
        kind: 'invoke',
        at: 0,
        duration: 1,
        method: 'GET',
        url: 'https://a.example/?secret',
        status: 200,
        upstreamStatus: 502,
        user: '7',
        problem: 'one\ntwo\r\nthree',
        warnings: [],
      });
      return new Response('{}');
    });
    expect(printed.join('')).not.toMatch(/[\r\n]|secret/);
    expect(lines()).toMatchObject([
      { level: 'warn', event: 'invoke', upstream: 'GET https://a.example/', upstreamStatus: 502, user: '7' },
    ]);
    expect(lines()[0].problem).toBe('one\ntwo\r\nthree');
  });

  it('is not written for a /healthz that is well', async () => {
    await log.around(new Request('http://x/healthz'), async () => new Response('{}'));
    expect(printed).toEqual([]);
    await log.around(new Request('http://x/healthz'), async () => new Response('{}', { status: 503 }));
    expect(lines()).toMatchObject([{ level: 'error', path: '/healthz', status: 503 }]);
  });

  it('is no error for a /healthz while the server stops, which it was told to', async () => {
    const body = { status: 'stopping' };
    const answer = await log.around(new Request('http://x/healthz'), async () =>
      Response.json(body, { status: 503 }),
    );
    expect(await answer.json()).toEqual(body);
    expect(lines()).toMatchObject([{ level: 'info', path: '/healthz', status: 503 }]);
  });

  it('has no upstream where the call was refused before its requestURL was read', async () => {
    await log.around(new Request('http://x/api/v1/invoke', { method: 'POST' }), async () => {
      log.deskCall({
        number: 1,
        kind: 'invoke',
        at: 0,
        duration: 1,
        method: 'POST',
        url: '/api/v1/invoke',
        status: 401,
        problem: 'No HASH.',
        warnings: [],
      });
      return new Response('{}', { status: 401 });
    });
    expect(lines()).toMatchObject([{ event: 'invoke', method: 'POST', path: '/api/v1/invoke', status: 401 }]);
    expect(lines()[0]).not.toHaveProperty('upstream');
  });
});
