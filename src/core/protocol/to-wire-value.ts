import { ZfappsError } from './errors.js';

/** Platform objects that JSON would turn into `{}` or a list of numbers without a word. */
const UNSENDABLE_TAGS = new Set([
  'File',
  'Blob',
  'FileList',
  'FormData',
  'URLSearchParams',
  'Headers',
  'ReadableStream',
  'ArrayBuffer',
  'SharedArrayBuffer',
  'DataView',
  'Promise',
  'Map',
  'Set',
  'WeakMap',
  'WeakSet',
  'Window',
  'Function',
  'AsyncFunction',
  'GeneratorFunction',
  'Error',
  'RegExp',
  'Document',
]);

/** Elements and events of a page, which hold no data of their own for JSON. */
const PAGE_OBJECT = /^(?:(?:HTML|SVG|MathML).*Element|.*Event)$/;

/** Says what a value is, for an error message: `a File`, `a function`, `the number 3`, `"text"`. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value.length > 80 ? `${value.slice(0, 77)}…` : value);
    case 'number':
    case 'boolean':
      return `the ${typeof value} ${value}`;
    case 'bigint':
      return 'a BigInt';
    case 'symbol':
      return 'a symbol';
    case 'function':
      return 'a function';
    default:
      return Array.isArray(value) ? 'a list' : describeObject(value as object);
  }
}

function describeObject(value: object): string {
  const tag = tagOf(value);
  if (tag === 'Object') return 'an object';
  return `${/^[AEIOU]/.test(tag) ? 'an' : 'a'} ${tag}`;
}

function tagOf(value: object): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

/** The error for an option of the wrong shape: names the field, what was given, what is expected. */
export function invalidOption(field: string, given: unknown, expected: string): ZfappsError {
  return new ZfappsError(
    'invalid_options',
    `${field} is ${describeValue(given)}; expected ${expected}. Nothing was sent.`,
  );
}

/**
 * Serialises an object as JSON text. Members that are `undefined` are dropped and null stays;
 * what JSON would lose (functions, Files, BigInts …) throws, naming the field.
 *
 * @param field the path that an error names, such as `body.raw`
 */
export function toJsonText(value: object, field: string): string {
  const path: { holder: unknown; name: string }[] = [];
  function check(this: unknown, key: string, member: unknown): unknown {
    while (path.length > 0 && path[path.length - 1]?.holder !== this) path.pop();
    const name = path.length === 0 ? field : memberName(path[path.length - 1]?.name ?? field, this, key);
    refuseUnsendable(member, name);
    if (typeof member === 'object' && member !== null) path.push({ holder: member, name });
    return member;
  }
  let text: string | undefined;
  try {
    // `this` of the outermost call is a wrapper object, so the path starts empty there.
    text = JSON.stringify(value, check);
  } catch (error) {
    if (error instanceof ZfappsError) throw error;
    const reason =
      error instanceof RangeError
        ? 'it is nested too deeply'
        : error instanceof Error
          ? error.message.split('\n')[0]
          : String(error);
    throw new ZfappsError(
      'invalid_options',
      `${field} cannot be written as JSON: ${reason}. Nothing was sent.`,
    );
  }
  if (text === undefined) throw invalidOption(field, value, 'something that JSON can hold');
  return text;
}

function memberName(parent: string, holder: unknown, key: string): string {
  return Array.isArray(holder) ? `${parent}[${key}]` : `${parent}.${key}`;
}

function isUnsendableObject(value: object): boolean {
  const tag = tagOf(value);
  return UNSENDABLE_TAGS.has(tag) || PAGE_OBJECT.test(tag) || ArrayBuffer.isView(value);
}

function refuseUnsendable(value: unknown, field: string): void {
  const unsendable =
    typeof value === 'function' ||
    typeof value === 'symbol' ||
    typeof value === 'bigint' ||
    (typeof value === 'object' && value !== null && isUnsendableObject(value));
  if (unsendable) throw invalidOption(field, value, UNSENDABLE_HINT);
}

const UNSENDABLE_HINT =
  'text, a number, a boolean, or an object of these (the SDK documents no upload of files or binary data)';

/** The text of a pair's value: objects as JSON, null and undefined as empty text. */
export function toEntryText(value: unknown, field: string): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  refuseUnsendable(value, field);
  return toJsonText(value as object, field);
}
