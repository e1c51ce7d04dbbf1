import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeskError } from '../../../src/core/desk/desk-error.js';
import { HASHED_FIELDS } from '../../../src/core/desk/invoke-payload.js';
import { ignoredFieldWarning, readInvokeForm } from '../../../src/core/desk/read-invoke-form.js';

const FORM = 'application/x-www-form-urlencoded';
const LEAST = 'requestURL=https%3A%2F%2Fexample.com%2Fx&requestType=GET';

function refusalOf(query: string, contentType: string | undefined, body: string): DeskError {
  try {
    readInvokeForm(query, contentType, body);
  } catch (error) {
    if (error instanceof DeskError) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

describe('the form of an invoke request', () => {
  it('is read as its fields stand, in their own order', () => {
    const { payload, ...rest } = readInvokeForm(
      '?orgId=376723&securityContext=c%2Bt%3D%3D',
      FORM,
      `headers=%7B%22orgId%22%3A376723%7D&${LEAST}&queryParams=&postBody=a+b%20c%2B%C3%A9`,
    );
    expect(Object.entries(payload)).toEqual([
      ['headers', '{"orgId":376723}'],
      ['requestURL', 'https://example.com/x'],
      ['requestType', 'GET'],
      ['queryParams', ''],
      ['postBody', 'a b c+é'],
    ]);
    expect(rest).toEqual({ orgId: '376723', securityContext: 'c+t==', ignored: [] });
  });

  it('is the same whoever encoded it, as text or as bytes', () => {
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...HASHED_FIELDS, 'securityContext', 'orgId'), text),
        (fields) => {
          const entries = Object.entries({
            ...fields,
            requestURL: `u${fields.requestURL}`,
            requestType: 'GET',
          });
          const plus = new URLSearchParams(entries).toString();
          const percent = entries.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
          const read = readInvokeForm('', FORM, plus);
          expect(Object.fromEntries(Object.entries(read.payload))).toEqual(
            Object.fromEntries(entries.filter(([name]) => HASHED_FIELDS.some((one) => one === name))),
          );
          expect(read.securityContext).toBe(fields.securityContext);
          expect(read.orgId).toBe(fields.orgId);
          expect(readInvokeForm('', FORM, percent)).toEqual(read);
          expect(readInvokeForm('', FORM, new TextEncoder().encode(percent))).toEqual(read);
        },
      ),
    );
  });

  it.each([
    ['securityContext', 'ctx'],
    ['orgId', '376723'],
    ['connectionLinkName', 'jira'],
  ])('may have %s in the query, in the form, or in both with one value', (name, value) => {
    const field = `${name}=${value}`;
    const reads = [
      readInvokeForm(field, FORM, LEAST),
      readInvokeForm('', FORM, `${LEAST}&${field}`),
      readInvokeForm(`?${field}`, FORM, `${LEAST}&${field}`),
    ];
    for (const { payload, securityContext, orgId } of reads)
      expect({ ...payload, securityContext, orgId }).toMatchObject({ [name]: value });
    const error = refusalOf(`${name}=other`, FORM, `${LEAST}&${field}`);
    expect(error.status).toBe(422);
    expect(error.toBody().errors).toMatchObject([{ fieldName: `/${name}`, errorType: 'invalid' }]);
  });

  it.each([
    ['requestURL in the form', '', `${LEAST}&requestURL=2`, '/requestURL'],
    ['the same value twice', '', `${LEAST}&requestType=GET`, '/requestType'],
    ['securityContext in the query', 'securityContext=1&securityContext=1', LEAST, '/securityContext'],
    ['a name with a slash', '', `${LEAST}&a/b~=1&a/b~=2`, '/a~1b~0'],
  ])('is refused for a field given twice: %s', (_, query, body, fieldName) => {
    expect(refusalOf(query, FORM, body).toBody()).toMatchObject({
      errorCode: 'INVALID_DATA',
      errors: [{ fieldName, errorType: 'duplicate' }],
    });
  });

  it('is refused with everything that it lacks, an empty value included', () => {
    expect(refusalOf('', FORM, 'requestURL=').toBody()).toMatchObject({
      errorCode: 'INVALID_DATA',
      message: expect.stringContaining('requestURL and requestType'),
      errors: [
        { fieldName: '/requestURL', errorType: 'missing' },
        { fieldName: '/requestType', errorType: 'missing' },
      ],
    });
    expect(refusalOf('', FORM, 'requestType=GTE').toBody().errors).toMatchObject([
      { fieldName: '/requestURL', errorType: 'missing' },
      { fieldName: '/requestType', errorType: 'invalid' },
    ]);
  });

  it('says where a field belongs that stands in the query', () => {
    expect(refusalOf(LEAST, FORM, '').message).toContain('send it in the form');
  });

  it.each([
    'GET',
    'POST',
    'PATCH',
    'PUT',
    'DELETE',
    'get',
    'Post',
  ])('takes the method %s as written', (method) => {
    expect(readInvokeForm('', FORM, `requestURL=u&requestType=${method}`).payload.requestType).toBe(method);
  });

  it.each(['HEAD', 'OPTIONS', 'TRACE', 'G ET', ' GET', 'GET\r\nX: 1'])('refuses the method %j', (method) => {
    const error = refusalOf('', FORM, `requestURL=u&requestType=${encodeURIComponent(method)}`);
    expect(error.errors).toMatchObject([{ fieldName: '/requestType', errorType: 'invalid' }]);
    expect(error.message).not.toContain('\n');
  });

  it.each([
    ['JSON', 'application/json', '{"requestURL":"u"}'],
    ['multipart', 'multipart/form-data; boundary=x', '--x\r\n'],
    ['text', 'text/plain', LEAST],
    ['JSON without a type', undefined, '{"requestURL":"u=1"}'],
    ['multipart without a type', undefined, '--x\r\nContent-Disposition: form-data; name="requestURL"'],
  ])('is not %s, and the answer says what is expected', (_, contentType, body) => {
    const error = refusalOf('', contentType, body);
    expect(error.status).toBe(422);
    expect(error.message).toContain(FORM);
  });

  it('may have no content type, or one with a charset, in any letter case', () => {
    for (const contentType of [undefined, '', `${FORM}; charset=UTF-8`, FORM.toUpperCase()])
      expect(readInvokeForm('', contentType, LEAST).payload.requestType).toBe('GET');
  });

  it('that is JSON under the right type is told so', () => {
    expect(refusalOf('', FORM, '{"requestURL":"u","requestType":"GET"}').message).toContain('JSON');
  });

  it('names what it ignored, and what was probably meant', () => {
    const { payload, ignored } = readInvokeForm(
      'requestType=GET&portal=x',
      FORM,
      `${LEAST}&queryParam=1&zzz=2&__proto__=3`,
    );
    expect(ignored).toEqual(['queryParam', 'zzz', '__proto__', 'requestType', 'portal']);
    expect(Object.keys(payload)).toEqual(['requestURL', 'requestType']);
    expect(ignoredFieldWarning('queryParam')).toContain('"queryParams"');
    expect(ignoredFieldWarning('requestType')).toContain('form');
    expect(ignoredFieldWarning('zzz')).toMatch(/"zzz".*ignored\.$/);
  });

  it('is read as browsers do where its bytes or escapes are broken', () => {
    // The URL standard, section 5.1: a wrong escape stays, wrong UTF-8 becomes U+FFFD.
    expect(readInvokeForm('', FORM, `${LEAST}&postBody=100%&headers=%ff`).payload).toMatchObject({
      postBody: '100%',
      headers: '\ufffd',
    });
    const bytes = new Uint8Array([...new TextEncoder().encode(`${LEAST}&postBody=`), 0xff]);
    expect(readInvokeForm('', FORM, bytes).payload.postBody).toBe('\ufffd');
  });
});
