import { describe, expect, it } from 'vitest';
import { FINDING_TEXT, toFinding } from '../../../src/core/protocol/index.js';

describe('a posted finding', () => {
  it.each([
    {
      kind: 'error',
      message: 'x is not defined',
      source: { url: 'http://w/app/a.js', line: 3, column: 7 },
      stack: 'at a',
    },
    { kind: 'rejection', message: 'no' },
    { kind: 'unreachable', element: 'script', url: 'https://cdn.example.com/a.js' },
    { kind: 'csp', directive: 'connect-src', blocked: 'https://a.example', ownPolicy: false },
  ])('$kind is read as it is', (finding) => {
    expect(toFinding(finding)).toEqual(finding);
  });

  it.each([
    [undefined],
    [null],
    ['error'],
    [[]],
    [{}],
    [{ kind: 'toString' }],
    [{ kind: 'page', message: 'x' }],
  ])('%j is none', (given) => {
    expect(toFinding(given)).toBeUndefined();
  });

  it('keeps no member that is not known, and none of another type', () => {
    const given = {
      kind: 'error',
      message: { toString: () => 'x' },
      stack: 7,
      source: { url: 'http://w/a.js', line: -1, column: '2' },
      extra: 'x',
    };
    expect(toFinding(given)).toEqual({ kind: 'error', message: '', source: { url: 'http://w/a.js' } });
  });

  it('is cut where it is too long', () => {
    const finding = toFinding({ kind: 'rejection', message: 'x'.repeat(100_000) });
    expect(finding).toEqual({ kind: 'rejection', message: 'x'.repeat(FINDING_TEXT) });
  });
});
