import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isZfappsError, toWireOptions } from '../../../src/core/protocol/index.js';
import { anyOptions, toOptions, validCall } from '../../support/arbitrary-options.js';

const url = 'https://api.example.com/';

function errorOf(options: unknown): { code: string; message: string } {
  try {
    toWireOptions(options);
  } catch (error) {
    if (isZfappsError(error)) return error;
    throw error;
  }
  throw new Error('It did not throw.');
}

describe('toWireOptions', () => {
  it('is idempotent, and neither a structured clone nor JSON changes what it makes', () => {
    fc.assert(
      fc.property(validCall.map(toOptions), (options) => {
        const wire = toWireOptions(options);
        expect(toWireOptions(wire)).toEqual(wire);
        expect(structuredClone(wire)).toEqual(wire);
        expect(JSON.parse(JSON.stringify(wire))).toEqual(wire);
      }),
      { numRuns: 2_000 },
    );
  });

  it('throws nothing but invalid_options', () => {
    fc.assert(
      fc.property(anyOptions, (options) => {
        try {
          toWireOptions(options);
        } catch (error) {
          expect(error).toMatchObject({ code: 'invalid_options' });
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('counts null options as absent and drops undefined members', () => {
    const given = {
      url,
      method: null,
      url_query: null,
      header: undefined,
      body: null,
      connection_link_name: null,
    };
    expect(toWireOptions(given)).toEqual({ url, method: 'GET' });
    const raw = { mode: 'raw', raw: { a: undefined, b: null, c: [undefined] } };
    expect(toWireOptions({ url, body: raw }).body).toEqual({ mode: 'raw', raw: '{"b":null,"c":[null]}' });
  });

  it('keeps only the part that mode names', () => {
    const body = {
      mode: 'urlencoded',
      urlencoded: [{ key: 'a', value: 1, type: 'text' }],
      raw: 'x',
      formdata: [],
    };
    expect(toWireOptions({ url, body }).body).toEqual({
      mode: 'urlencoded',
      urlencoded: [{ key: 'a', value: '1' }],
    });
    expect(toWireOptions({ url, body: { mode: 'raw' } }).body).toBeUndefined();
    expect(toWireOptions({ url, body: {} }).body).toBeUndefined();
  });

  it("says of the document's own sample that it lists alternatives", () => {
    const method = errorOf({ url, method: 'GET/PUT/POST/DELETE' });
    expect(method.message).toContain('method is "GET/PUT/POST/DELETE": that is a list of alternatives');
    expect(method.message).toContain('Choose one');
    const mode = errorOf({ url, method: 'POST', body: { mode: 'urlencoded/formdata/raw', raw: 'x' } });
    expect(mode.message).toMatch(/^body\.mode is .*list of alternatives.*Choose one/);
  });

  it.each([
    ['no object', 'text', /ZFAPPS\.request is "text"/],
    ['a list', [], /ZFAPPS\.request is a list/],
    ['no url', { method: 'GET' }, /^url is undefined; expected an absolute URL/],
    [
      'an unknown method',
      { url, method: 'HEAD' },
      /^method is "HEAD"; expected one of GET, POST, PUT, DELETE, PATCH/,
    ],
    [
      'a query that is an object',
      { url, url_query: { page: 1 } },
      /^url_query is an object; expected a list of pairs/,
    ],
    ['a pair that is no object', { url, header: ['a'] }, /^header\[0\] is "a"; expected a pair/],
    [
      'a pair without a key',
      { url, url_query: [{ value: 1 }] },
      /^url_query\[0\]\.key is undefined; expected text/,
    ],
    ['a body that is text', { url, body: 'x' }, /^body is "x"; expected an object/],
    [
      'a body without a mode',
      { url, body: { raw: 'x' } },
      /^body\.mode is undefined; expected one of urlencoded/,
    ],
    [
      'a raw number',
      { url, body: { mode: 'raw', raw: 5 } },
      /^body\.raw is the number 5; expected text or an object/,
    ],
    [
      'a link name that is no text',
      { url, connection_link_name: 5 },
      /^connection_link_name is the number 5/,
    ],
  ])('names the field for %s', (_, options, message) => {
    expect(errorOf(options)).toMatchObject({
      code: 'invalid_options',
      message: expect.stringMatching(message),
    });
  });

  it.each([
    ['a File', () => new File(['x'], 'a.txt')],
    ['a Blob', () => new Blob(['x'])],
    ['a BigInt', () => 1n],
    ['a function', () => () => 1],
    ['a symbol', () => Symbol('s')],
    ['an ArrayBuffer', () => new ArrayBuffer(1)],
    ['an Uint8Array', () => new Uint8Array(1)],
    ['a FormData', () => new FormData()],
    ['an Error', () => new Error('x')],
    ['a RegExp', () => /x/],
    ['an Event', () => new Event('x')],
  ])('refuses %s wherever it stands, and names the field', (what, make) => {
    const inQuery = errorOf({ url, url_query: [{ key: 'a', value: make() }] });
    expect(inQuery.message).toContain(`url_query[0].value is ${what}`);
    const inForm = errorOf({
      url,
      body: {
        mode: 'formdata',
        formdata: [
          { key: 'a', value: 'x' },
          { key: 'f', value: make() },
        ],
      },
    });
    expect(inForm.message).toContain(`body.formdata[1].value is ${what}`);
    const inRaw = errorOf({ url, body: { mode: 'raw', raw: { list: [{}, { file: make() }] } } });
    expect(inRaw.message).toContain(`body.raw.list[1].file is ${what}`);
  });

  it('names a circular object instead of failing in the bridge', () => {
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    expect(errorOf({ url, body: { mode: 'raw', raw: circular } }).message).toMatch(
      /^body\.raw cannot be written as JSON/,
    );
  });

  it('takes reactive proxies, which no structured clone takes', () => {
    const options = new Proxy(
      { url, body: new Proxy({ mode: 'raw', raw: new Proxy({ a: 1 }, {}) }, {}) },
      {},
    );
    expect(structuredClone(toWireOptions(options)).body).toEqual({ mode: 'raw', raw: '{"a":1}' });
  });
});
