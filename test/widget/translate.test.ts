import { afterEach, describe, expect, it, vi } from 'vitest';
import { translate } from '../../src/widget/translate.js';
import { bridgedWidget } from '../support/bridged-widget.js';
import type { BridgedWidget } from '../support/bridged-widget.js';

describe('translate', () => {
  const texts = {
    title: 'Title',
    'invoice.total': 'flat',
    invoice: { total: 'nested', due: { date: 'Due on' }, lines: ['first'] },
    count: 3,
    empty: '',
  };

  it.each([
    ['title', 'Title'],
    ['invoice.total', 'flat'],
    ['invoice.due.date', 'Due on'],
    ['invoice.lines.0', 'first'],
    ['empty', ''],
  ])('%s is %j', (key, text) => {
    expect(translate(texts, key)).toBe(text);
  });

  it.each([
    '',
    'missing',
    'invoice',
    'invoice.due',
    'invoice.missing.date',
    'count',
    'title.length',
    'invoice.lines.length',
  ])('%j has no text and stands for itself', (key) => {
    expect(translate(texts, key)).toBe(key);
  });

  it.each([
    '__proto__',
    'constructor',
    'constructor.name',
    'toString',
    'invoice.__proto__.constructor.name',
  ])('%s finds nothing of a prototype', (key) => {
    expect(translate(texts, key)).toBe(key);
  });

  it('looks a key up that is named like a prototype, where a file has it', () => {
    expect(translate(JSON.parse('{"__proto__": "own"}'), '__proto__')).toBe('own');
  });
});

describe('I18N.getTranslatedValue', () => {
  let widget: BridgedWidget | undefined;
  afterEach(() => widget?.end());

  it('gives keys before init, and texts after it', async () => {
    widget = bridgedWidget({ translations: async () => ({ greeting: { hello: 'Hallo' } }) });
    const { I18N, extension } = widget.zfapps;
    expect(I18N.getTranslatedValue('greeting.hello')).toBe('greeting.hello');
    await extension.init();
    expect(I18N.getTranslatedValue('greeting.hello')).toBe('Hallo');
    expect(I18N.getTranslatedValue('greeting.bye')).toBe('greeting.bye');
  });

  it('gives keys where the host has no translations', async () => {
    widget = bridgedWidget();
    await widget.zfapps.extension.init();
    expect(widget.zfapps.I18N.getTranslatedValue('a.b')).toBe('a.b');
  });

  it('gives keys where they could not be had, which the log says; the widget works on', async () => {
    widget = bridgedWidget({ translations: () => Promise.reject(new Error('no such file')) });
    const { zfapps, calls } = widget;
    await zfapps.extension.init();
    expect(zfapps.I18N.getTranslatedValue('a.b')).toBe('a.b');
    await vi.waitFor(() => {
      const told = calls.filter(({ method, outcome }) => method === 'I18N' && outcome === 'resolved');
      expect(told.map(({ warnings }) => warnings)).toEqual([[expect.stringContaining('no such file')]]);
    });
  });
});
