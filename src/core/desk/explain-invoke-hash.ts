import { readGivenHash } from './explain-hash-form.js';
import { fieldsGuesses, fieldsOf, orderGuesses } from './explain-hash-fields.js';
import { keyGuesses } from './explain-hash-keys.js';
import { BYTES_GUESSES, JOIN_GUESSES } from './explain-hash-texts.js';
import { valuesGuesses } from './explain-hash-values.js';
import { toHex } from './hmac.js';
import { invokeHash, textToHash, verifyInvokeHash } from './invoke-hash.js';
import type { FieldsGuess, UnhashedFields } from './explain-hash-fields.js';
import type { KeyGuess } from './explain-hash-keys.js';
import type { BytesGuess, JoinGuess } from './explain-hash-texts.js';
import type { ValuesGuess } from './explain-hash-values.js';
import type { HashCause } from './hash-cause.js';
import type { Bytes, HmacAlgorithm } from './hmac.js';
import type { InvokePayload } from './invoke-payload.js';

/** Options of {@link explainInvokeHash}. */
export interface ExplainHashOptions extends UnhashedFields {
  /** As for `verifyInvokeHash`. Default false. */
  strict?: boolean;
  /**
   * The value of each placeholder by its name, for a client that fills them in before it hashes. The explanation may then
   * hold them.
   */
  placeholders?: Readonly<Record<string, string>>;
}

/** What {@link explainInvokeHash} found out. */
export interface HashExplanation {
  /** Whether `verifyInvokeHash` takes the HASH. */
  matches: boolean;
  /** What Desk hashes. */
  textToHash: string;
  /** The right HASH. */
  hash: string;
  /** Every difference that was found; of kind `unknown` where none explains the HASH. Empty where nothing is to mend. */
  causes: HashCause[];
  /** The text that the given HASH was made of, where that was found and is another. */
  hashedText?: string;
}

/**
 * Finds out why a HASH does not belong to an invoke request: it makes the HASH in the wrong ways that clients use, one
 * or two at a time, until one is the given one.
 *
 * SECURITY: the answer holds the right HASH. It is for the developer whose secret it is, on that person's own machine:
 * never answer a caller with it.
 *
 * @throws ZfappsError `invalid_options` for an empty secret
 */
export async function explainInvokeHash(
  payload: InvokePayload,
  secret: string,
  given: string,
  options: ExplainHashOptions = {},
): Promise<HashExplanation> {
  const text = textToHash(payload);
  const hash = await invokeHash(payload, secret);
  const matches = await verifyInvokeHash(payload, secret, given, options);
  const known = { matches, textToHash: text, hash };
  if (given === hash) return { ...known, causes: [] };
  const { causes, mac, algorithm = 'SHA-256' } = readGivenHash(given, hash);
  if (mac === undefined) return { ...known, causes };
  const found = await firstMatch(attempts(payload, secret, options), mac, algorithm);
  if (found === undefined) return { ...known, causes: [...causes, UNKNOWN] };
  return {
    ...known,
    causes: [...causes, ...found.causes],
    ...(found.text === text ? {} : { hashedText: found.text }),
  };
}

const UNKNOWN: HashCause = {
  kind: 'unknown',
  message:
    'No usual mistake gives this HASH. Most likely it was made with another secret: compare manifest.secret with what the extension uses. Else see whether each field was sent exactly as it was hashed, whether the HASH is of this request, and whether it is an HMAC-SHA256.',
};

/** How a client may have made a HASH; what is left out is done in the right way. */
interface Guess {
  fields?: FieldsGuess;
  values?: ValuesGuess;
  order?: FieldsGuess;
  join?: JoinGuess;
  bytes?: BytesGuess;
  key?: KeyGuess;
}

interface Attempt {
  causes: HashCause[];
  text: string;
  data: Bytes;
  key: KeyGuess;
}

/** Simple explanations first. None is there twice. */
function* attempts(payload: InvokePayload, secret: string, options: ExplainHashOptions): Generator<Attempt> {
  const right = fieldsOf(payload);
  const keys = keyGuesses(secret);
  const [rightKey] = keys;
  if (rightKey === undefined) return;
  const seen = new Map(keys.map((key) => [key, new Set<string>()]));
  for (const guess of guesses(payload, keys, options)) {
    const { fields, values, order, join, bytes, key = rightKey } = guess;
    const chosen = order?.fields ?? fields?.fields ?? right;
    const text = (join ?? JOIN_GUESSES[0])?.join(values?.apply(chosen) ?? chosen) ?? '';
    const data = (bytes ?? BYTES_GUESSES[0])?.encode(text);
    if (data === undefined || data.length === 0) continue;
    const id = `${bytes === undefined ? '' : BYTES_GUESSES.indexOf(bytes)}\0${text}`;
    const before = seen.get(key);
    if (before?.has(id)) continue;
    before?.add(id);
    const causes = [key.cause, fields?.cause, order?.cause, values?.cause, join?.cause, bytes?.cause];
    yield { causes: causes.filter((cause) => cause !== undefined), text, data, key };
  }
}

function* guesses(
  payload: InvokePayload,
  keys: readonly KeyGuess[],
  options: ExplainHashOptions,
): Generator<Guess> {
  const right = fieldsOf(payload);
  const orders = [...orderGuesses(payload, right)];
  const values = valuesGuesses(right, options.placeholders);
  const singles: Guess[][] = [
    fieldsGuesses(payload, options).map((fields) => ({ fields })),
    values.map((one) => ({ values: one })),
    JOIN_GUESSES.slice(1).map((join) => ({ join })),
    BYTES_GUESSES.slice(1).map((bytes) => ({ bytes })),
    keys.slice(1).map((key) => ({ key })),
  ];
  yield {};
  yield* singles.flat();
  for (const order of orders) yield { order };
  for (const [at, some] of singles.entries())
    for (const one of some) for (const other of singles.slice(at + 1).flat()) yield { ...one, ...other };
  // The request's own order is the likeliest wrong one: it goes with everything.
  const [sent] = orders;
  if (sent !== undefined) for (const one of singles.slice(1).flat()) yield { ...one, order: sent };
  for (const one of values.filter(({ everywhere }) => everywhere))
    for (const order of orders) yield { values: one, order };
  for (const one of fieldsGuesses(payload, options))
    for (const order of orderGuesses(payload, one.fields)) yield { fields: one, order };
}

/** Web Crypto works through as many at once. */
const AT_ONCE = 200;

/** Of a large body, only so much: the simple explanations come first. */
const BYTES_AT_ONCE = 4_000_000;
const MOST_BYTES = 100_000_000;

async function firstMatch(
  all: Iterable<Attempt>,
  mac: Bytes,
  algorithm: HmacAlgorithm,
): Promise<Attempt | undefined> {
  const wanted = toHex(mac);
  let batch: Attempt[] = [];
  let bytes = 0;
  let allBytes = 0;
  async function matchInBatch(): Promise<Attempt | undefined> {
    const macs = await Promise.all(batch.map(({ key, data }) => key.mac(data, algorithm)));
    const at = macs.findIndex((one) => toHex(one) === wanted);
    return batch[at];
  }
  for (const attempt of all) {
    batch.push(attempt);
    bytes += attempt.data.length;
    if (batch.length < AT_ONCE && bytes < BYTES_AT_ONCE) continue;
    const found = await matchInBatch();
    allBytes += bytes;
    if (found !== undefined || allBytes > MOST_BYTES) return found;
    batch = [];
    bytes = 0;
  }
  return matchInBatch();
}
