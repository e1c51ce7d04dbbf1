import { describe, expect, it } from 'vitest';
import { report } from '../../samples/report.js';
import { isGood } from '../../samples/sample-run.js';
import type { WidgetRun } from '../../samples/sample-run.js';

const GOOD: WidgetRun = {
  package: 'maps',
  widget: 'Pick',
  location: 'customer.creation.sidebar',
  init: 'answered',
  screen: { drawn: true, characters: 57 },
  calls: { get: 1, request: 2 },
  rejections: [],
  errors: [],
  csp: [],
  missed: [],
  notes: [],
  screenshot: '/out/maps.png',
};

/** The cells of the table's rows. */
function cellsOf(text: string): string[][] {
  const [table = ''] = text.split('\n\n');
  return table
    .split('\n')
    .slice(2)
    .map((line) => line.trim().split(/ {2,}/));
}

describe('a row', () => {
  it('is good with an answered init, a first screen and no error of ours', () => {
    expect(isGood(GOOD)).toBe(true);
    expect(isGood({ ...GOOD, screen: { drawn: 'not expected' } })).toBe(true);
    expect(
      isGood({
        ...GOOD,
        errors: [{ message: 'its own', place: '', ours: false }],
        csp: ['x'],
        rejections: ['y'],
      }),
    ).toBe(true);
    expect(
      isGood({ ...GOOD, missed: [{ url: 'https://cdn.example/x.js', reason: 'x', isSdk: false }] }),
    ).toBe(true);
  });

  it.each<[string, Partial<WidgetRun>]>([
    ['never calls init', { init: 'never' }],
    ['gets no answer', { init: 'unanswered' }],
    ['draws nothing', { screen: { drawn: false, why: 'nothing drawn' } }],
    ['meets an error of ours', { errors: [{ message: 'x', place: '', ours: true }] }],
    [
      'asks the vendor for the SDK',
      { missed: [{ url: 'https://js.zohostatic.com/zf_sdk.js', reason: 'x', isSdk: true }] },
    ],
  ])('is not where the widget %s', (_, seen) => {
    expect(isGood({ ...GOOD, ...seen })).toBe(false);
  });

  it('is not where the package did not start', () => {
    expect(isGood({ package: 'x', failure: 'broken' })).toBe(false);
  });
});

describe('the report', () => {
  it('has a row for each widget, with its counts', () => {
    const seen: WidgetRun = {
      ...GOOD,
      rejections: ['a', 'b'],
      errors: [
        { message: 'x', place: '', ours: true },
        { message: 'y', place: '', ours: false },
      ],
      csp: ['blocked'],
      missed: [
        { url: 'u', reason: 'r', isSdk: true },
        { url: 'v', reason: 'r', isSdk: false },
      ],
    };
    expect(cellsOf(report([seen, GOOD], '/out'))).toEqual([
      [
        'maps',
        'Pick',
        'customer.creation.sidebar',
        'answered',
        'yes, 57 characters',
        '3',
        '2',
        '2',
        '2',
        '1',
        '2',
        'maps.png',
      ],
      [
        'maps',
        'Pick',
        'customer.creation.sidebar',
        'answered',
        'yes, 57 characters',
        '3',
        '0',
        '0',
        '0',
        '0',
        '0',
        'maps.png',
      ],
    ]);
  });

  it('has a row for a package that did not start, and says why below', () => {
    const text = report(
      [GOOD, { package: 'broken', failure: 'plugin-manifest.json:3:1 x\nsecond line' }],
      '/out',
    );
    expect(cellsOf(text)[1]).toEqual(['broken', '(not started)']);
    expect(text).toMatch(/\n\nbroken\n +not started +plugin-manifest.json:3:1 x\n +not started +second line/);
    expect(text).toContain('1 of 2 started');
    expect(text).toContain('/out');
  });

  it('says once what was seen several times, on one short line', () => {
    const long = `request GET https://api.example.com/${'x'.repeat(500)}`;
    const text = report([{ ...GOOD, rejections: ['a\n  b', 'a\n  b', long] }], '/out');
    expect(text).toContain('rejected     a b (2 times)\n');
    for (const line of text.split('\n')) expect(line.length).toBeLessThan(230);
  });

  it('marks what is ours', () => {
    const text = report(
      [{ ...GOOD, errors: [{ message: 'boom', place: '/__zfapps/zf_sdk.js:1:1', ours: true }] }],
      '/out',
    );
    expect(text).toMatch(/ERROR OF OURS boom \(\/__zfapps\/zf_sdk.js:1:1\)/);
  });
});
