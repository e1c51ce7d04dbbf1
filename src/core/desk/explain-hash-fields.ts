import { HASHED_FIELDS } from './invoke-payload.js';
import { presentFields } from './invoke-hash.js';
import type { HashCause } from './hash-cause.js';
import type { InvokePayload } from './invoke-payload.js';

/** A field of the text that is hashed. */
export type Field = readonly [name: string, value: string];

/** A way in which a client may have chosen or put the fields. */
export interface FieldsGuess {
  cause: HashCause;
  fields: Field[];
}

/** What is sent beside the payload, and is not hashed. */
export interface UnhashedFields {
  securityContext?: string | undefined;
  orgId?: string | undefined;
}

const OBJECTS = ['queryParams', 'postBody', 'headers'] as const;

/** The fields as Desk hashes them. */
export function fieldsOf(payload: InvokePayload): Field[] {
  return presentFields(payload).map((name) => [name, payload[name] ?? '']);
}

/** Other choices of fields, in Desk's order. */
export function fieldsGuesses(payload: InvokePayload, unhashed: UnhashedFields): FieldsGuess[] {
  const fields = fieldsOf(payload);
  const absent = HASHED_FIELDS.filter((name) => payload[name] === undefined);
  return [
    ...without(fields, ''),
    ...without(fields, '{}'),
    ...fields.map(([name]) => ({
      cause: fieldsCause(`The field ${name} was not hashed, but is sent. Hash it, or do not send it.`),
      fields: fields.filter(([one]) => one !== name),
    })),
    ...subsets(absent.filter((name) => OBJECTS.some((one) => one === name))).map((names) =>
      added(fields, names, '{}'),
    ),
    ...['', 'undefined', 'null', 'None'].flatMap((value) =>
      [...absent.map((name) => [name]), absent].map((names) => added(fields, names, value)),
    ),
    ...withUnhashed(fields, unhashed),
  ];
}

/** The request's own order, and for no more fields than Desk has every other one: 720 at most. */
export function* orderGuesses(payload: InvokePayload, fields: readonly Field[]): Generator<FieldsGuess> {
  const own = Object.keys(payload);
  const sent = [...fields].sort(([a], [b]) => own.indexOf(a) - own.indexOf(b));
  const others = fields.length > HASHED_FIELDS.length ? [] : permutations(fields);
  for (const order of [sent, ...others]) {
    const names = order.map(([name]) => name).join(', ');
    const message = `The fields stood in the order ${names}. Desk's order is ${fields.map(([name]) => name).join(', ')}.`;
    yield { cause: { kind: 'order', message }, fields: order };
  }
}

function without(fields: readonly Field[], value: string): FieldsGuess[] {
  const kept = fields.filter(([, one]) => one !== value);
  if (kept.length === fields.length) return [];
  const names = fields.filter(([, one]) => one === value).map(([name]) => name);
  const what = value === '' ? 'empty' : value;
  return [
    {
      cause: {
        kind: 'empty_fields',
        message: `${list(names)} ${names.length === 1 ? 'was' : 'were'} left out of the HASH for being ${what}, but ${names.length === 1 ? 'is' : 'are'} sent. Hash what is sent, or do not send it.`,
      },
      fields: kept,
    },
  ];
}

function added(fields: readonly Field[], names: readonly string[], value: string): FieldsGuess {
  const what = value === '' ? 'as empty' : `as ${value}`;
  return {
    cause: {
      kind: 'empty_fields',
      message: `${list(names)} ${names.length === 1 ? 'was' : 'were'} hashed ${what}, but ${names.length === 1 ? 'is' : 'are'} not sent. Hash only what is sent.`,
    },
    fields: inOrder([...fields, ...names.map((name): Field => [name, value])]),
  };
}

function withUnhashed(fields: readonly Field[], { securityContext, orgId }: UnhashedFields): FieldsGuess[] {
  const given: Field[] = [];
  if (securityContext !== undefined) given.push(['securityContext', securityContext]);
  if (orgId !== undefined) given.push(['orgId', orgId]);
  const choices = subsets(given);
  if (given.length === 2) choices.push([...given].reverse());
  return choices.flatMap((extra) => {
    const cause: HashCause = {
      kind: 'extra_fields',
      message: `${list(extra.map(([name]) => name))} ${extra.length === 1 ? 'was' : 'were'} hashed too. Leave ${extra.length === 1 ? 'it' : 'them'} out: only ${HASHED_FIELDS.join(', ')} are hashed.`,
    };
    return [
      { cause, fields: [...extra, ...fields] },
      { cause, fields: [...fields, ...extra] },
    ];
  });
}

function inOrder(fields: Field[]): Field[] {
  const names: readonly string[] = HASHED_FIELDS;
  const place = ([name]: Field) => names.indexOf(name);
  return fields.sort((a, b) => place(a) - place(b));
}

/** Every choice of some or all, small ones first. */
function subsets<Item>(items: readonly Item[]): Item[][] {
  const all: Item[][] = [[]];
  for (const item of items) all.push(...all.map((one) => [...one, item]));
  return all.filter(({ length }) => length > 0).sort((a, b) => a.length - b.length);
}

function permutations(fields: readonly Field[]): Field[][] {
  if (fields.length < 2) return [[...fields]];
  return fields.flatMap((first) =>
    permutations(fields.filter((one) => one !== first)).map((rest) => [first, ...rest]),
  );
}

function fieldsCause(message: string): HashCause {
  return { kind: 'fields', message };
}

function list(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
