import { describe, expect, it } from 'vitest';
import { fieldsOf, toPayload } from '../../playground/desk/console-draft.js';
import { examplesOf } from '../../playground/desk/console-examples.js';
import { hasDeskView, stateNow, statusTone, userInWords } from '../../playground/desk/desk-words.js';
import { groupLogs } from '../../playground/desk/group-logs.js';
import { indentJson } from '../../playground/desk/indent-json.js';
import { readOutcome } from '../../playground/desk/invoke-call.js';
import { chosenOf, inputOf, withChoice } from '../../playground/desk/param-field.js';
import { EMPTY_STORAGE, pageCommand, toDraft, toRecord } from '../../playground/desk/storage-draft.js';
import { deskState, param } from './desk-parts.js';
import type { ContextInfo, DeskLog } from '../../src/core/protocol/index.js';

describe('the button of the Desk view', () => {
  it('is there for an extension', () => {
    expect(hasDeskView({ on: true, desk: deskState() })).toBe(true);
  });

  it('is there for one that is off for want of its secret', () => {
    expect(hasDeskView({ on: false, reason: 'The extension has no secret.', isExtension: true })).toBe(true);
  });

  it('is not there for other projects and servers, nor before anything is known', () => {
    expect(hasDeskView({ on: false, reason: 'It is none.', isExtension: false })).toBe(false);
    expect(hasDeskView(undefined)).toBe(false);
  });
});

describe('words', () => {
  it('name a user by name and id, or by the id alone', () => {
    expect(userInWords(deskState(), '4002')).toBe('Bob (4002)');
    expect(userInWords(deskState(), '4711')).toBe('4711');
  });

  it.each([
    [0, 'bad'],
    [200, 'good'],
    [302, ''],
    [404, 'warn'],
    [502, 'bad'],
  ] as const)('give %d the tone %j', (status, tone) => {
    expect(statusTone(status)).toBe(tone);
  });

  it('call a context expired whose time has ended since it was read', () => {
    const info: ContextInfo = { id: 'a', user: '4001', state: 'valid', createdAt: 0, expiresAt: 1_000 };
    expect(stateNow(info, 999)).toBe('valid');
    expect(stateNow(info, 1_000)).toBe('expired');
    expect(stateNow({ ...info, state: 'revoked' }, 1_000)).toBe('revoked');
  });
});

describe('indented JSON', () => {
  it.each([
    '{"a":[1,{"b":[]},"x"],"c":{}}',
    '[]',
    '{"a": {"b": {"c": null}}}',
    '[[1],[2]]',
  ])('is that of JSON.stringify where nothing is lost by it: %s', (text) => {
    expect(indentJson(text)).toBe(JSON.stringify(JSON.parse(text), null, 2));
  });

  it('keeps numbers and texts as they are written', () => {
    expect(indentJson('{"id":1892000000094004123,"n":1.0,"t":"\\u00e9, {x}: \\"y\\""}')).toBe(
      '{\n  "id": 1892000000094004123,\n  "n": 1.0,\n  "t": "\\u00e9, {x}: \\"y\\""\n}',
    );
  });

  it.each(['', 'text', '{"a":', '12'])('is nothing of %j', (text) => {
    expect(indentJson(text)).toBeUndefined();
  });
});

describe('logs', () => {
  const log = (logId: string, parentLogId?: string): DeskLog => ({
    logId,
    ...(parentLogId === undefined ? {} : { parentLogId }),
    title: logId,
    description: '',
    at: Number(logId),
  });
  const outline = (logs: DeskLog[]) =>
    groupLogs(logs).map(({ id, parent, subs }) => [id, parent !== undefined, subs.map(({ logId }) => logId)]);

  it('lie under their parents, and parents are newest first by their own time', () => {
    expect(outline([log('5', '1'), log('4'), log('3', '1'), log('2'), log('1')])).toEqual([
      ['4', true, []],
      ['2', true, []],
      ['1', true, ['5', '3']],
    ]);
  });

  it('whose parent was not read come last, together', () => {
    expect(outline([log('9', '1'), log('8'), log('7', '1')])).toEqual([
      ['8', true, []],
      ['1', false, ['9', '7']],
    ]);
  });
});

describe('the field of a config param', () => {
  it.each([
    [{ type: 'text' }, 'text'],
    [{ type: 'number' }, 'number'],
    [{ type: 'radio', options: ['a', 'b'] }, 'one-of-few'],
    [{ type: 'switch' }, 'flag'],
    [{ type: 'picklist', options: ['a', 'b'] }, 'one'],
    [{ type: 'multiselect', options: ['a', 'b'] }, 'many'],
    [{ type: 'checkbox' }, 'flag'],
    [{ type: 'checkbox', options: ['a', 'b'] }, 'many'],
    [{ type: 'picklist' }, 'text'],
    [{ type: 'picklist', options: ['a', 'b'], secure: true }, 'password'],
  ])('for %j is %j', (changes, input) => {
    expect(inputOf(param('p', changes))).toBe(input);
  });

  it('has choices with commas between them, in the order of the options', () => {
    expect(chosenOf('a, c')).toEqual(['a', 'c']);
    expect(withChoice('c', 'a', true, ['a', 'b', 'c'])).toBe('a,c');
    expect(withChoice('a,c', 'a', false, ['a', 'b', 'c'])).toBe('c');
  });
});

describe('a record of the storage', () => {
  it('is read by pages, with one more that tells of a further page', () => {
    expect(pageCommand({ ...EMPTY_STORAGE, from: 20 })).toEqual({ type: 'storage', from: 20, limit: 21 });
    expect(pageCommand({ ...EMPTY_STORAGE, key: 'k', queriableValue: 'q' })).toEqual({
      type: 'storage',
      key: 'k',
      queriableValue: 'q',
      from: 0,
      limit: 21,
    });
  });

  it('is what was typed', () => {
    const draft = { key: 'k', queriableValue: '', value: '{"a": 1}', of: undefined };
    expect(toRecord(draft)).toEqual({ record: { key: 'k', value: { a: 1 } } });
    expect(toRecord({ ...draft, queriableValue: 'q' })).toEqual({
      record: { key: 'k', queriableValue: 'q', value: { a: 1 } },
    });
  });

  it.each([
    { key: 'k', value: { a: [1] } },
    { key: 'k', queriableValue: '', value: {} },
  ])('stays as it is where nothing is typed: %j', (record) => {
    expect(toRecord(toDraft(record))).toEqual({ record });
  });

  it.each([
    ['', '{}', /key is empty/],
    ['k', '{"a": }', /Line 1, column 7/],
    ['k', '[1]', /begins with \{/],
  ])('with key %j and value %s is refused', (key, value, problem) => {
    const result = toRecord({ key, queriableValue: '', value, of: undefined });
    expect(result).toEqual({ problem: expect.stringMatching(problem) });
  });
});

describe('the fields of an invoke call', () => {
  it('are sent in the order of the document, without those that are left out', () => {
    const fields = fieldsOf({ headers: '{}', requestType: 'GET', requestURL: 'https://api.google.com/test' });
    expect(Object.keys(toPayload({ fields }))).toEqual(['requestURL', 'requestType', 'headers']);
    fields.headers.isSent = false;
    expect(toPayload({ fields })).toEqual({ requestURL: 'https://api.google.com/test', requestType: 'GET' });
    fields.postBody.isSent = true;
    expect(toPayload({ fields })).toHaveProperty('postBody', '');
  });

  it("of the examples are JSON where the document asks for it, and name the extension's own param and field", () => {
    const desk = deskState({
      configParams: [param('key', { secure: true }), param('region', { options: ['eu', 'us'] })],
      fields: [{ resourceName: 'severity', displayLabel: 'Severity', id: '1', apiName: 'cf_severity' }],
    });
    const examples = examplesOf(desk);
    for (const { payload } of examples)
      for (const name of ['queryParams', 'postBody', 'headers'] as const)
        expect(JSON.parse(payload[name] ?? '{}')).toBeTypeOf('object');
    const bodyOf = (title: string) => examples.find((one) => one.title === title)?.payload.postBody;
    expect(bodyOf('Add config params')).toBe('{"variables":[{"name":"region","value":"eu"}]}');
    expect(bodyOf('Set a field of a ticket')).toBe('{"cf":{"{{fields.severity.apiName}}":"Testing"}}');
  });
});

describe('the answer of the Invoke API', () => {
  const read = (body: unknown) =>
    readOutcome({ status: 200, duration: 1, text: typeof body === 'string' ? body : JSON.stringify(body) });

  it.each([200, '200'])('has the status code %j', (statusCode) => {
    expect(read({ statusCode, response: '{"data":[]}', responseHeaders: { Vary: 'Accept' } })).toEqual({
      statusCode: '200',
      response: '{"data":[]}',
      responseHeaders: '{\n  "Vary": "Accept"\n}',
    });
  });

  it('may be a refusal, which names its fields', () => {
    const errors = [{ fieldName: '/requestURL', errorType: 'missing' }];
    expect(read({ errorCode: 'INVALID_DATA', message: 'A field is missing.', errors })).toEqual({
      errorCode: 'INVALID_DATA',
      message: 'A field is missing.',
      fields: ['/requestURL is missing'],
    });
  });

  it.each(['', '<html>', '"text"', '{}'])('is unknown for %j', (text) => {
    expect(read(text)).toBeUndefined();
  });
});
