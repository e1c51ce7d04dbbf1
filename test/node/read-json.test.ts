import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readJson } from '../../src/node/read-json.js';
import { failure, tempFolder } from './temp-folder.js';

async function read(content: string | Uint8Array) {
  return readJson(join(await tempFolder({ 'a.json': content }), 'a.json'));
}

describe('readJson', () => {
  it('reads a value', async () => {
    expect((await read('{"a": [1, "é"]}')).value).toEqual({ a: [1, 'é'] });
  });

  it('tolerates a byte order mark', async () => {
    expect((await read('\uFEFF{"a": 1}')).value).toEqual({ a: 1 });
  });

  it('keeps a key __proto__ a plain member', async () => {
    const { value } = await read('{"__proto__": {"polluted": true}}');
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.hasOwn(value as object, '__proto__')).toBe(true);
  });

  it('names a file that is missing', async () => {
    const file = join(await tempFolder(), 'gone.json');
    expect(await failure(readJson(file))).toMatchObject({
      code: 'invalid_config',
      message: `${file} does not exist.`,
    });
  });

  it('names a path that is a folder', async () => {
    expect((await failure(readJson(await tempFolder()))).message).toContain('is a folder');
  });

  it('refuses text that is not UTF-8', async () => {
    const latin1 = Uint8Array.from([0x22, 0xe9, 0x22]);
    expect((await failure(read(latin1))).message).toContain('not UTF-8');
  });

  it.each([
    ['a missing comma', '{\n  "a": 1\n  "b": 2\n}', '3:3', 'comma'],
    ['a trailing comma in an object', '{\n  "a": 1,\n}', '3:1', 'no comma after the last'],
    ['a trailing comma in a list', '[1,\n2,\n]', '3:1', 'no comma after the last'],
    ['a comment', '{\n  // note\n  "a": 1\n}', '2:3', 'no comments'],
    ['single quotes', "{'a': 1}", '1:2', 'double quotes'],
    ['a key without quotes', '{a: 1}', '1:2', 'double quotes'],
    ['nothing', '', '1:1', 'a value is expected'],
    ['something after the end', '{}\n{}', '2:1', 'nothing may follow'],
    ['an end too early', '{"a": [1', '1:9', 'closing ]'],
    ['a text over two lines', '{"a": "x\ny"}', '1:7', 'does not end'],
    ['a Windows path', '{"a": "C:\\dir"}', '1:7', 'written twice'],
    ['Windows line ends', '{\r\n  "a": 1\r\n  "b": 2\r\n}', '3:3', 'comma'],
    ['a missing colon', '{"a" 1}', '1:6', 'colon'],
    ['NaN', '{"a": NaN}', '1:7', 'neither text'],
  ])('says where %s is', async (_, content, place, reason) => {
    const { code, message } = await failure(read(content));
    expect(code).toBe('invalid_config');
    expect(message).toContain(`a.json:${place} is not JSON: `);
    expect(message).toContain(reason);
  });

  it('shows the line that is wrong, and points at the place', async () => {
    const { message } = await failure(read('{\n  "a": 1\n  "b": 2\n}'));
    expect(message.split('\n').slice(1)).toEqual(['    "b": 2', '    ^']);
  });

  it('shows a part of a line that is very long', async () => {
    const { message } = await failure(read(`[${'1,'.repeat(50_000)}x]`));
    expect(message).toContain(`:1:${1 + 100_000 + 1} `);
    expect(message.length).toBeLessThan(800);
    const [, shown = '', caret = ''] = message.split('\n');
    expect(shown[caret.indexOf('^')]).toBe('x');
  });
});

describe('locate', () => {
  const text = '{\n  "connections": {\n    "books": { "hosts": ["a", "b"] }\n  }\n}';

  it.each([
    [['connections', 'books', 'hosts', 1], 'value', 3, 31],
    [['connections', 'books', 'hosts'], 'value', 3, 25],
    [['connections', 'books', 'hosts'], 'key', 3, 16],
    [['connections', 'books', 'token'], 'value', 3, 14],
    [['connections', 'books', 'token'], 'key', 3, 14],
    [['nothing'], 'value', 1, 1],
    [[], 'value', 1, 1],
  ] as const)('%j, its %s', async (path, what, line, column) => {
    expect((await read(text)).locate(path, what)).toEqual({ line, column });
  });
});
