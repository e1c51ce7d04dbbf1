import { describe, expect, it } from 'vitest';
import { DeskError } from '../../../src/core/desk/desk-error.js';
import { substitutePlaceholders } from '../../../src/core/desk/substitute-placeholders.js';
import type { InvokePayload } from '../../../src/core/desk/invoke-payload.js';
import type { SubstitutedRequest } from '../../../src/core/desk/substitute-placeholders.js';

const PLANTED = 'planted value/4711';

const values = {
  installationId: '112343231355',
  configParams: {
    key: 'key/1 &2',
    region: 'eu',
    empty: '',
    dot: '.',
    dots: '..',
    two: '2',
    hex: '0x7f',
    upper: 'ACME',
    half: '\ud800',
    secret: PLANTED,
    installationId: 'not this',
    'fields.field1.id': 'nor this',
    constructor: 'c',
    ...JSON.parse('{"__proto__": "p"}'),
  } as Record<string, string>,
  fields: {
    field1: { id: '4000000011017', apiName: 'cf_field1' },
    odd: { id: 'a"b\\c\n', apiName: 'cf é' },
    'a.b': { id: '8', apiName: 'cf_dotted' },
  },
};

const base = 'https://desk.zoho.com';

function sent(payload: InvokePayload, unresolved: 'refuse' | 'pass' = 'refuse'): SubstitutedRequest {
  const whole = { requestURL: 'https://example.com/x', requestType: 'GET', ...payload };
  return substitutePlaceholders(whole, values, { unresolved, base });
}

const urlOf = (requestURL: string) => sent({ requestURL }).url;
const queryOf = (queryParams: string) => [...new URL(sent({ queryParams }).url).searchParams];
const headersOf = (headers: string) => sent({ headers }).headers;
const bodyOf = (postBody: string) => sent({ postBody }).postBody;

/** The one refusal of a field, which quotes no value. */
function refusal(payload: InvokePayload, unresolved: 'refuse' | 'pass' = 'refuse'): string {
  try {
    sent(payload, unresolved);
  } catch (error) {
    if (!(error instanceof DeskError)) throw error;
    const [field] = Object.keys(payload);
    expect(error.toBody()).toMatchObject({
      errorCode: 'INVALID_DATA',
      errors: [{ fieldName: `/${field}`, errorMessage: error.message }],
    });
    expect(error.message).not.toContain(PLANTED);
    return error.message;
  }
  throw new Error('Nothing was refused.');
}

describe('a placeholder', () => {
  it('may have spaces beside its braces', () => {
    expect(urlOf('https://example.com/{{ installationId }}')).toBe('https://example.com/112343231355');
  });

  it('names the installation and fields before config params', () => {
    expect(urlOf('https://example.com/{{installationId}}/{{fields.field1.id}}')).toBe(
      'https://example.com/112343231355/4000000011017',
    );
  });

  it('may name what every object has', () => {
    expect(urlOf('https://example.com/{{constructor}}/{{__proto__}}')).toBe('https://example.com/c/p');
    expect(refusal({ requestURL: 'https://example.com/{{toString}}' })).toContain('{{toString}}');
    expect(refusal({ requestURL: 'https://example.com/{{fields.constructor.id}}' })).toContain('constructor');
  });

  it('may name a field whose resourceName has a dot', () => {
    expect(urlOf('https://example.com/{{fields.a.b.id}}')).toBe('https://example.com/8');
  });

  it('without a value is refused with what exists, the nearest first', () => {
    const message = refusal({ requestURL: 'https://example.com/{{regoin}}' });
    expect(message).toContain('{{regoin}} in requestURL has no value. Did you mean {{region}}?');
    expect(message).toContain('{{installationId}}');
    expect(message).toContain('{{fields.field1.apiName}}');
    expect(refusal({ headers: '{"A": "{{Region}}"}' })).toContain('Did you mean {{region}}?');
    expect(refusal({ queryParams: '{"a": {"b": "{{nobody}}"}}' })).toContain('{{nobody}} in queryParams');
  });

  it.each([
    '{{fields.field1}}',
    '{{fields.field1.ID}}',
    '{{fields.field1.label}}',
  ])('of a field that is none is explained: %s', (written) => {
    for (const payload of [{ requestURL: `https://example.com/${written}` }, { postBody: `"${written}"` }])
      expect(refusal(payload)).toContain('{{fields.<resourceName>.id}}');
  });

  it('without a value stays as text where that is chosen', () => {
    const { url, headers, postBody } = sent(
      {
        requestURL: 'https://example.com/{{a/b}}?q={{a&b}}',
        queryParams: '{"{{c}}": "{{d}}", "n": ["{{e}}"]}',
        headers: '{"X-A": "{{f}}"}',
        postBody: '{"{{fields.nope.id}}": 1}',
      },
      'pass',
    );
    const { pathname, searchParams } = new URL(url);
    expect(decodeURIComponent(pathname)).toBe('/{{a/b}}');
    expect(pathname.split('/')).toHaveLength(2);
    expect([...searchParams]).toEqual([
      ['q', '{{a&b}}'],
      ['{{c}}', '{{d}}'],
      ['n', '["{{e}}"]'],
    ]);
    expect(headers).toEqual([['X-A', '{{f}}']]);
    expect(postBody).toBe('{"{{fields.nope.id}}": 1}');
  });

  it('has a value that is whole text', () => {
    for (const payload of [
      { requestURL: 'https://example.com/{{half}}' },
      { queryParams: '{"a": "{{half}}"}' },
      { headers: '{"A": "{{half}}"}' },
    ])
      expect(refusal(payload)).toContain('{{half}}');
    expect(refusal({ queryParams: '{"a": "\\ud800"}' })).toContain('surrogate');
  });

  it('tells which config params were used, each once', () => {
    const request = sent({
      requestURL: 'https://example.com/{{region}}/{{installationId}}',
      headers: '{"A": "{{key}} {{region}}"}',
      postBody: '{{secret}}',
    });
    expect(request.usedParams).toEqual(['region', 'key']);
  });
});

describe('requestURL', () => {
  it.each([
    ['https://{{region}}.example.com/', 'https://eu.example.com/'],
    ['https://{{upper}}.example.com:8443/', 'https://acme.example.com:8443/'],
    ['https://a.{{region}}.{{upper}}.com/', 'https://a.eu.acme.com/'],
    ['https://{{region}}/', 'https://eu/'],
    ['https://example.com/{{key}}{{two}}-x/y', 'https://example.com/key%2F1%20%2622-x/y'],
    ['https://example.com/a{{dot}}b', 'https://example.com/a.b'],
    ['https://example.com?{{key}}={{key}}', 'https://example.com/?key%2F1%20%262=key%2F1%20%262'],
    ['https://example.com/x?a=1+2%20é#{{nobody}}', 'https://example.com/x?a=1+2%20%C3%A9'],
    ['https://example.com/{{{region}}}', 'https://example.com/%7Beu%7D'],
    [' https://example.com/{{region}}\n', 'https://example.com/eu'],
    ['https:\\\\example.com\\{{region}}', 'https://example.com/eu'],
    ['https://example.com/zfp0x0x/{{region}}', 'https://example.com/zfp0x0x/eu'],
    ['/api/v1/tickets/{{two}}?limit=1', 'https://desk.zoho.com/api/v1/tickets/2?limit=1'],
    ['api/v1/extensionLogs', 'https://desk.zoho.com/api/v1/extensionLogs'],
  ])('%s leads to %s', (template, url) => {
    expect(urlOf(template)).toBe(url);
  });

  it.each([
    ['{{base}}/x', 'begins with a placeholder'],
    ['{{region}}', 'begins with a placeholder'],
    ['{{region}}://example.com/', 'begins with a placeholder'],
    ['http{{region}}://example.com/', 'scheme'],
    ['https://{{region}}@example.com/', '@'],
    ['https://user:{{region}}@example.com:80/', '@'],
    ['https://example.com:{{two}}/', 'port'],
    ['https://[::{{two}}]/', 'host'],
    ['https://x{{region}}.example.com/', 'host'],
    ['https://{{region}}{{region}}.example.com/', 'host'],
    ['https://{{key}}.example.com/', 'host'],
    ['https://{{dot}}.example.com/', 'host'],
    ['https://{{empty}}.example.com/', 'host'],
    ['https://127.0.0.{{two}}/', 'IP address'],
    ['https://{{two}}/', 'IP address'],
    ['https://{{hex}}/', 'IP address'],
    ['https://{{two}}./', 'IP address'],
    ['https://example.com/{{dot}}/', 'segment'],
    ['https://example.com/.{{dot}}', 'segment'],
    ['https://example.com/.{{empty}}/x', 'segment'],
    ['https://example.com/%2e{{dot}}/x', 'segment'],
    ['https://example.com/{{dot}}%2E/x', 'segment'],
    ['https://example.com/{{empty}}{{dots}}', 'segment'],
    ['https://example.com/%{{two}}', 'percent'],
    ['https://example.com/?a=%2{{two}}', 'percent'],
    ['example.com/{{region}}', 'absolute'],
    ['//example.com/', 'absolute'],
    ['/v1/tickets', 'absolute'],
    ['api/v1x', 'absolute'],
    ['ftp://example.com/', 'http'],
    ['javascript:{{region}}', 'http'],
    ['https://exa mple.com/', 'no URL'],
  ])('%s is refused: %s', (requestURL, mentions) => {
    expect(refusal({ requestURL })).toContain(mentions);
  });

  it('warns of a segment that a value left empty', () => {
    const { url, warnings } = sent({ requestURL: 'https://example.com/items/{{empty}}' });
    expect(url).toBe('https://example.com/items/');
    expect(warnings).toEqual([expect.stringContaining('{{empty}}')]);
  });
});

describe('queryParams', () => {
  it.each([undefined, '', ' ', '{}'])('may be %j', (queryParams) => {
    expect(sent(queryParams === undefined ? {} : { queryParams }).url).toBe('https://example.com/x');
  });

  it('keeps order, digits and JSON as they are written', () => {
    expect(
      queryOf(
        '{"b": "t", "1": 12345678901234567890, "n": null, "f": false, "o": {"a": 1.0, "k": "{{key}}"}, "l": [ ]}',
      ),
    ).toEqual([
      ['b', 't'],
      ['1', '12345678901234567890'],
      ['n', ''],
      ['f', 'false'],
      ['o', '{"a": 1.0, "k": "key/1 &2"}'],
      ['l', '[ ]'],
    ]);
  });

  it('follow the query of the URL, whose bytes stay', () => {
    const queryParams = '{"b": "x y"}';
    expect(sent({ requestURL: 'https://example.com/?a=1+2%2f', queryParams }).url).toBe(
      'https://example.com/?a=1+2%2f&b=x%20y',
    );
    expect(sent({ requestURL: 'https://example.com/?', queryParams }).url).toBe(
      'https://example.com/?b=x%20y',
    );
  });

  it('may have placeholders in their names, unless two become one', () => {
    expect(queryOf('{"{{region}}": 1, "__proto__": 2}')).toEqual([
      ['eu', '1'],
      ['__proto__', '2'],
    ]);
    expect(refusal({ queryParams: '{"{{region}}": 1, "eu": 2}' })).toContain('twice');
    expect(refusal({ queryParams: '{"o": {"{{region}}": 1, "eu": 2}}' })).toContain('twice');
    expect(refusal({ queryParams: '{"a": 1, "a": 2}' })).toContain('twice');
  });

  it.each([
    ['{"a": 1', 'ends too early'],
    ['{"a": x}', 'character 7'],
    ['a=1', 'no JSON'],
    ['[1]', 'object'],
    ['null', 'object'],
    ['{"orgId": {{orgId}}}', 'quotes: "{{orgId}}"'],
    ['['.repeat(100_000), 'nested too deeply'],
    [`{"a": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'nested too deeply'],
  ])('is refused: %.30s', (queryParams, mentions) => {
    expect(refusal({ queryParams })).toContain(mentions);
  });
});

describe('headers', () => {
  it('are text, whatever their JSON is', () => {
    expect(headersOf('{"orgId": 376723, "X-{{region}}": " {{key}} ", "B": true, "N": null}')).toEqual([
      ['orgId', '376723'],
      ['X-eu', 'key/1 &2'],
      ['B', 'true'],
      ['N', ''],
    ]);
  });

  it.each([
    ['{"X-A": {"a": 1}}', 'X-A'],
    ['{"X-A": ["a"]}', 'X-A'],
    ['{"X A": "1"}', 'X A'],
    ['{"": "1"}', 'header'],
    ['{"X-{{key}}": "1"}', '{{key}}'],
    ['{"X-A": "a\\r\\nB: c"}', 'X-A'],
    ['{"X-A": "\\u0000"}', 'X-A'],
    ['{"X-A": "名"}', 'X-A'],
    ['{"X-A": "1", "x-a": "2"}', 'twice'],
    ['{"X-A": 1,}', 'character 11'],
  ])('are refused: %s', (headers, mentions) => {
    expect(refusal({ headers })).toContain(mentions);
  });
});

describe('postBody', () => {
  it('keeps every byte of JSON around the values', () => {
    expect(
      bodyOf('{ "{{fields.field1.apiName}}" : 12345678901234567890, "b":"{{ fields.odd.id }} {{x}}" }'),
    ).toBe('{ "cf_field1" : 12345678901234567890, "b":"a\\"b\\\\c\\n {{x}}" }');
    expect(bodyOf('["{{fields.field1", ".id}}", "{{fields.\\u0066ield1.id}}"]')).toBe(
      '["{{fields.field1", ".id}}", "4000000011017"]',
    );
  });

  it('is none where none was sent, and may be empty', () => {
    expect('postBody' in sent({})).toBe(false);
    expect(bodyOf('')).toBe('');
  });

  it('knows fields alone: other braces are text', () => {
    for (const text of ['{{installationId}}', '"{{region}}"', 'Dear {{name}}', '{{{fields}}}'])
      expect(bodyOf(text)).toBe(text);
  });

  it('takes plain values into other text, and refuses others', () => {
    expect(bodyOf('cf={{fields.field1.apiName}}&id={{fields.field1.id}}')).toBe(
      'cf=cf_field1&id=4000000011017',
    );
    expect(bodyOf('{"id": {{fields.field1.id}}}')).toBe('{"id": 4000000011017}');
    expect(refusal({ postBody: '<a>{{fields.odd.apiName}}</a>' })).toContain('{{fields.odd.apiName}}');
  });

  it('is refused where two keys become one', () => {
    const postBody = '{"cf": {"{{fields.field1.apiName}}": 1, "cf_field1": 2}}';
    expect(refusal({ postBody })).toContain('keys');
  });
});

describe('requestType', () => {
  it('is a method in any letter case, sent in upper case', () => {
    expect(sent({ requestType: 'patch' }).method).toBe('PATCH');
  });

  it.each(['HEAD', '', 'GET '])('is not %j', (requestType) => {
    expect(() => sent({ requestType })).toThrow(DeskError);
  });
});
