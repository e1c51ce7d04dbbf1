import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeskError } from '../../../src/core/desk/desk-error.js';
import { substitutePlaceholders } from '../../../src/core/desk/substitute-placeholders.js';
import type { InvokePayload } from '../../../src/core/desk/invoke-payload.js';

/** What an attacker would put into a config param, and what chance does. */
const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'./\\%2eE{}"\'&=#?@:;\r\n\t\0 a1-0x') }),
  fc.constantFrom(
    '..',
    '%2e%2E',
    'evil.test/',
    'x@evil.test',
    '{{b}}',
    '","admin":"1',
    '1\r\nX-B: 2',
    '127.0.0.1',
    '\ud800',
    'xn--',
    'ａ',
  ),
);

/** Text beside placeholders that is itself harmless everywhere, dots and half an escape included. */
const plain = fc.string({ unit: fc.constantFrom(...'ab1.-_~'), maxLength: 4 });

/** A template's text, and what it means with values. */
interface Template {
  text: string;
  fill(values: Record<string, string>): string;
}

const names = ['a', 'b'] as const;
const parts = fc.array(fc.oneof(plain, fc.constantFrom(...names.map((name) => ({ name })))), {
  maxLength: 4,
});

function templates(write: (name: string) => string): fc.Arbitrary<Template> {
  return parts.map((list) => ({
    text: list.map((part) => (typeof part === 'string' ? part : write(part.name))).join(''),
    fill: (values) =>
      list.map((part) => (typeof part === 'string' ? part : (values[part.name] ?? ''))).join(''),
  }));
}

const param = templates((name) => `{{${name}}}`);
const fieldName = templates((name) => `{{fields.${name}.apiName}}`);
const twoValues = fc.record({ a: nasty, b: nasty });

function substitute(payload: InvokePayload, values: { a: string; b: string }) {
  return substitutePlaceholders(
    { requestURL: 'https://api.example.com/x', requestType: 'POST', ...payload },
    {
      installationId: '1',
      configParams: values,
      fields: { a: { id: '1', apiName: values.a }, b: { id: '2', apiName: values.b } },
    },
    { unresolved: 'refuse', base: 'https://desk.zoho.com' },
  );
}

/** Undefined for a refusal; any other error is a failure. */
function unlessRefused<Result>(act: () => Result): Result | undefined {
  try {
    return act();
  } catch (error) {
    if (error instanceof DeskError && error.status === 422) return undefined;
    throw error;
  }
}

/** Two keys of one object became one: that is refused. */
class Merged extends Error {}

const RUNS = { numRuns: 500 };

const isDots = (text: string) => /^(?:\.|%2e){1,2}$/i.test(text);

describe('whatever the values of placeholders', () => {
  it('a path keeps its host and its segments, each filled as it was meant', () => {
    fc.assert(
      fc.property(fc.array(param, { minLength: 1, maxLength: 4 }), twoValues, (segments, values) => {
        // Segments that are dots without any value lead elsewhere by the author's own will.
        fc.pre(segments.every(({ text }) => !isDots(text)));
        const requestURL = `https://api.example.com/${segments.map(({ text }) => text).join('/')}`;
        const filled = segments.map((segment) => segment.fill(values));
        const result = unlessRefused(() => substitute({ requestURL }, values));
        const used = segments.some(({ text }) => text.includes('{{'));
        if (filled.every((text) => text.isWellFormed()) && !filled.some(isDots)) expect(result).toBeDefined();
        if (result === undefined) {
          expect(used).toBe(true);
          return;
        }
        const { origin, pathname, search, hash } = new URL(result.url);
        expect({ origin, search, hash }).toEqual({ origin: 'https://api.example.com', search: '', hash: '' });
        expect(pathname.slice(1).split('/').map(decodeURIComponent)).toEqual(filled);
      }),
      RUNS,
    );
  });

  it('a host keeps the labels that are written out', () => {
    fc.assert(
      fc.property(
        twoValues,
        fc.constantFrom('{{a}}.example.com', 'x.{{a}}.example.com', '{{a}}'),
        (values, host) => {
          const result = unlessRefused(() => substitute({ requestURL: `https://${host}/p?q=1` }, values));
          if (result === undefined) return;
          const url = new URL(result.url);
          expect(values.a).toMatch(/^[a-z0-9-]{1,63}$/i);
          expect(url.href).toBe(`https://${host.replace('{{a}}', () => values.a.toLowerCase())}/p?q=1`);
          expect(url.hostname).not.toMatch(/^[\d.]+$/);
        },
      ),
      RUNS,
    );
  });

  it('a query keeps its pairs, those of queryParams after its own', () => {
    const pairs = fc.array(fc.tuple(param, param), { maxLength: 3 });
    fc.assert(
      fc.property(
        pairs,
        fc.uniqueArray(param, { selector: ({ text }) => text, maxLength: 3 }),
        param,
        twoValues,
        (own, keys, value, values) => {
          const query = own.map(([name, one]) => `${name.text}=${one.text}`).join('&');
          const queryParams = JSON.stringify(
            Object.fromEntries(keys.map((key) => [`k${key.text}`, value.text])),
          );
          const result = unlessRefused(() =>
            substitute({ requestURL: `https://api.example.com/x?${query}`, queryParams }, values),
          );
          const filled = keys.map((key) => `k${key.fill(values)}`);
          const texts = [...own.flat(), ...keys, ...(keys.length === 0 ? [] : [value])].map((one) =>
            one.fill(values),
          );
          if (new Set(filled).size === keys.length && texts.every((text) => text.isWellFormed()))
            expect(result).toBeDefined();
          if (result === undefined) return;
          const url = new URL(result.url);
          expect(url.origin + url.pathname).toBe('https://api.example.com/x');
          expect([...url.searchParams]).toEqual([
            ...own.map(([name, one]) => [name.fill(values), one.fill(values)]),
            ...filled.map((key) => [key, value.fill(values)]),
          ]);
        },
      ),
      RUNS,
    );
  });

  it('a header stays one header', () => {
    fc.assert(
      fc.property(param, param, twoValues, (name, value, values) => {
        const headers = JSON.stringify({ [`X-${name.text}`]: value.text, 'X+Last': '1' });
        const result = unlessRefused(() => substitute({ headers }, values));
        const filled = value.fill(values).replace(/^[ \t]+|[ \t]+$/g, '');
        if (/^[\w.~-]*$/.test(name.fill(values)) && /^[\x20-\x7e]*$/.test(filled))
          expect(result).toBeDefined();
        if (result === undefined) return;
        expect(result.headers).toEqual([
          [`X-${name.fill(values)}`, filled],
          ['X+Last', '1'],
        ]);
        // As the platform itself checks what HTTP can carry.
        expect([...new Headers(result.headers)]).toHaveLength(2);
        expect(result.headers.flat().join('')).not.toMatch(/[\r\n\0]/);
      }),
      RUNS,
    );
  });

  it('JSON keeps its shape, and everything in it that is no placeholder', () => {
    interface Node {
      json: string;
      fill(values: Record<string, string>): unknown;
    }
    const text = fieldName.map(
      (template): Node => ({ json: JSON.stringify(template.text), fill: template.fill }),
    );
    const scalar = fc
      .oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.string({ unit: 'binary' }))
      .filter((value) => typeof value !== 'string' || !value.includes('{{'))
      .map((value): Node => ({ json: JSON.stringify(value), fill: () => value }));
    const { root } = fc.letrec<{ root: Node; list: Node; object: Node }>((tie) => ({
      root: fc.oneof({ depthSize: 'small' }, text, scalar, tie('list'), tie('object')),
      list: fc.array(tie('root'), { maxLength: 3 }).map((items) => ({
        json: `[ ${items.map(({ json }) => json).join(' ,')}]`,
        fill: (values) => items.map((item) => item.fill(values)),
      })),
      object: fc
        .uniqueArray(fc.tuple(fieldName, tie('root')), { selector: ([key]) => key.text, maxLength: 3 })
        .map((members) => ({
          json: `{${members.map(([key, { json }]) => `${JSON.stringify(key.text)} : ${json}`).join(',')}}`,
          fill: (values) => {
            const entries = members.map(([key, member]) => [key.fill(values), member.fill(values)]);
            if (new Set(entries.map(([key]) => key)).size < entries.length) throw new Merged();
            return Object.fromEntries(entries);
          },
        })),
    }));
    fc.assert(
      fc.property(root, twoValues, (node, values) => {
        const result = unlessRefused(() => substitute({ postBody: node.json }, values));
        let wanted: unknown;
        try {
          wanted = node.fill(values);
        } catch (error) {
          if (!(error instanceof Merged)) throw error;
          expect(result).toBeUndefined();
          return;
        }
        if (values.a.isWellFormed() && values.b.isWellFormed()) expect(result).toBeDefined();
        if (result !== undefined) expect(JSON.parse(result.postBody ?? '')).toEqual(wanted);
      }),
      RUNS,
    );
  });

  it('text of another format gets only what means nothing in any', () => {
    fc.assert(
      fc.property(fieldName, twoValues, (template, values) => {
        const postBody = `<x>${template.text}</x>`;
        const result = unlessRefused(() => substitute({ postBody }, values));
        if (result === undefined) return;
        expect(result.postBody).toBe(`<x>${template.fill(values)}</x>`);
        expect(result.postBody?.slice(3, -4)).toMatch(/^[\w.~-]*$/);
      }),
      RUNS,
    );
  });
});
