import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import { HASHED_FIELDS } from '../core/desk/index.js';
import { didYouMean } from '../core/project/index.js';
import { CommandError } from './exit-codes.js';
import type { InvokePayload } from '../core/desk/index.js';

/** An invoke request, as the command `hash` gets it. */
export interface HashInput {
  payload: InvokePayload;
  securityContext?: string;
  orgId?: string;
  /** Sentences about what was given and means nothing. */
  notes: string[];
}

/** Where the request stands. */
export interface HashSources {
  /** A file of JSON or form data; `-` for standard input. */
  file: string | undefined;
  /** Form data. */
  form?: string;
  /** Fields as `name=value`; they replace those of the file or the form. */
  field?: readonly string[];
}

type Pair = [name: string, value: string];

/** Sent beside them, and not hashed. */
const BESIDE = ['securityContext', 'orgId'];
const NAMES: readonly string[] = [...HASHED_FIELDS, ...BESIDE];

/**
 * Reads the request whose HASH is asked for. No field is required: a client that hashes half of them is what one looks for.
 *
 * @throws CommandError `usage`
 */
export async function readHashInput({ file, form, field = [] }: HashSources): Promise<HashInput> {
  if (file !== undefined && form !== undefined)
    throw new CommandError('usage', 'Give a file or --form, not both.');
  const pairs =
    form !== undefined ? formPairs(form, '--form') : file !== undefined ? await filePairs(file) : [];
  const given = once(pairs, 'the request');
  for (const [name, value] of once(field.map(fieldPair), '--field')) {
    if (!NAMES.includes(name))
      throw new CommandError('usage', `--field ${name}=… is no field of an invoke request${hint(name)}`);
    given.set(name, value);
  }
  const payload = Object.fromEntries(
    [...given].filter(([name]) => HASHED_FIELDS.some((one) => one === name)),
  );
  if (Object.keys(payload).length === 0)
    throw new CommandError(
      'usage',
      `There is nothing to hash. Give the fields of the request: --field requestURL=… --field requestType=GET, or --form 'requestURL=…', or a file of JSON such as {"requestURL": "…", "requestType": "GET"} (- for standard input).`,
    );
  const ignored = [...given.keys()].filter((name) => !NAMES.includes(name));
  return {
    payload,
    ...Object.fromEntries([...given].filter(([name]) => BESIDE.includes(name))),
    notes: ignored.map((name) => `${JSON.stringify(name)} is no field of an invoke request${hint(name)}`),
  };
}

function hint(name: string): string {
  return didYouMean(name, NAMES) || `. There are: ${NAMES.join(', ')}.`;
}

function once(pairs: readonly Pair[], place: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of pairs) {
    if (found.has(name)) throw new CommandError('usage', `${JSON.stringify(name)} stands twice in ${place}.`);
    found.set(name, value);
  }
  return found;
}

function fieldPair(given: string): Pair {
  const at = given.indexOf('=');
  if (at < 1)
    throw new CommandError('usage', `--field takes name=value, such as requestType=GET, not "${given}".`);
  return [given.slice(0, at), given.slice(at + 1)];
}

function formPairs(form: string, place: string): Pair[] {
  if (!/^[^=\s]+=/.test(form))
    throw new CommandError(
      'usage',
      `${place} is no form data, such as requestURL=https%3A%2F%2F…&requestType=GET.`,
    );
  return [...new URLSearchParams(form)];
}

async function filePairs(file: string): Promise<Pair[]> {
  const place = file === '-' ? 'Standard input' : file;
  const text = (await readText(file)).replace(/^\uFEFF/, '').trim();
  if (!text.startsWith('{')) {
    if (/^[^=\s]+=/.test(text)) return formPairs(text, place);
    throw new CommandError('usage', `${place} is neither a JSON object nor form data.`);
  }
  let value: object;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new CommandError('usage', `${place} is not JSON: ${(error as Error).message}.`);
  }
  return Object.entries(value).map(([name, member]): Pair => {
    if (typeof member === 'string') return [name, member];
    if (name === 'orgId' && typeof member === 'number') return [name, String(member)];
    throw new CommandError(
      'usage',
      `${name} in ${place} is no text. Write it as the text that is sent, in quotes: the HASH depends on each space of it. For example "headers": "{\\"orgId\\":376723}".`,
    );
  });
}

async function readText(file: string): Promise<string> {
  if (file === '-') return readAll(process.stdin);
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error;
    const reason =
      code === 'ENOENT' ? 'does not exist' : code === 'EISDIR' ? 'is a folder' : `cannot be read (${code})`;
    throw new CommandError('usage', `The file ${file} ${reason}.`);
  }
}
