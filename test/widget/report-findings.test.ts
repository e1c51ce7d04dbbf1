import { beforeEach, describe, expect, it } from 'vitest';
import { reportFindings } from '../../src/widget/report-findings.js';
import type { PageFinding } from '../../src/core/protocol/index.js';

let posted: PageFinding[];
let listeners: Map<string, (event: unknown) => void>;
let now: number;
beforeEach(() => {
  posted = [];
  listeners = new Map();
  now = 0;
  const addEventListener = (type: string, listener: (event: unknown) => void) =>
    listeners.set(type, listener);
  const page = {
    addEventListener,
    document: { addEventListener },
    setTimeout: (run: () => void) => run(),
    performance: { now: () => now },
  };
  reportFindings(page as unknown as Window, ({ finding }) => posted.push(finding));
});

function reject(reason: unknown): void {
  listeners.get('unhandledrejection')?.({ reason, defaultPrevented: false });
}

function fail(error: unknown, message: string, lineno = 1): void {
  listeners.get('error')?.({ target: window, error, message, filename: 'http://a/x.js', lineno, colno: 1 });
}

const messages = () => posted.map((finding) => ('message' in finding ? finding.message : finding));

describe('reportFindings', () => {
  it.each([
    'ResizeObserver loop completed with undelivered notifications.',
    'ResizeObserver loop limit exceeded',
  ])('passes over "%s"', (message) => {
    fail(undefined, message);
    expect(posted).toEqual([]);
  });

  it("says what a plain object says, and the browser's words of all else", () => {
    fail({ code: 57, message: 'not authorized' }, 'Uncaught [object Object]');
    fail({ code: 58 }, 'Uncaught [object Object]');
    fail(new TypeError('x'), 'Uncaught TypeError: x');
    fail(null, 'Script error.');
    expect(messages()).toEqual(['not authorized', '{"code":58}', 'Uncaught TypeError: x', 'Script error.']);
  });

  it('describes whatever a promise was rejected with, and throws nothing', () => {
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    for (const reason of [undefined, null, 'text', 7, circular, { message: { code: 1 } }, proxy])
      reject(reason);
    reject({
      get message() {
        throw new Error('no');
      },
    });
    // Of a revoked proxy nothing can be said.
    expect(messages()).toEqual([
      'undefined',
      'null',
      'text',
      '7',
      '[object Object]',
      '{"message":{"code":1}}',
    ]);
  });

  it('posts 200 findings at most, and a repeat is none', () => {
    for (let i = 0; i < 300; i++) reject('again');
    for (let i = 0; i < 300; i++) reject(`n${i}`);
    expect(posted).toHaveLength(200);
    expect(messages().slice(0, 2)).toEqual(['again', 'n0']);
  });

  it('posts a repeat after a second, and the same message of another line at once', () => {
    fail(new Error('x'), 'x', 1);
    fail(new Error('x'), 'x', 2);
    now = 999;
    fail(new Error('x'), 'x', 1);
    expect(posted).toHaveLength(2);
    now = 1_000;
    fail(new Error('x'), 'x', 1);
    expect(posted).toHaveLength(3);
  });
});
