import fc from 'fast-check';
import { METHODS } from '../../src/core/protocol/index.js';

/** A value of a pair, and the text that the rules make of it. */
const entryValue = fc.oneof(
  fc.string({ unit: 'binary' }).map((value) => ({ value, text: value.toWellFormed() })),
  fc.oneof(fc.integer(), fc.boolean()).map((value) => ({ value, text: String(value) })),
  fc.constantFrom(null, undefined).map((value) => ({ value, text: '' })),
  fc
    .jsonValue({ maxDepth: 2 })
    .filter((value) => typeof value === 'object' && value !== null)
    .map((value) => ({ value, text: JSON.stringify(value) })),
);

const entry = fc.record({ key: fc.string({ unit: 'binary', maxLength: 12 }), given: entryValue });

/** Header names that no rule drops, each once, so that the expected value is the one that was given. */
const headers = fc.uniqueArray(
  fc.record({
    key: fc.stringMatching(/^X-[A-Za-z0-9!#$%&'*+.^_`|~-]{1,10}$/),
    value: fc.stringMatching(/^[!-~\xa1-\xff]([\t -~\xa1-\xff]{0,18}[!-~\xa1-\xff])?$/),
  }),
  { selector: ({ key }) => key.toLowerCase(), maxLength: 4 },
);

/** Queries as widgets write them into a URL: encoded, half encoded, and with bare flags. */
const rawQuery = fc.array(
  fc.constantFrom('a=1', 'flag', 'q=a%20b', 'plus=a+b', 't=%7e*', 'e=%C3%A9', 'a=2', 'x=a:b@c/d?e', ''),
  { maxLength: 4 },
);

const body = fc.oneof(
  fc.record({ mode: fc.constant('urlencoded' as const), entries: fc.array(entry, { maxLength: 4 }) }),
  fc.record({ mode: fc.constant('formdata' as const), entries: fc.array(entry, { maxLength: 4 }) }),
  fc.record({
    mode: fc.constant('raw' as const),
    raw: fc.oneof(fc.string({ unit: 'binary' }), fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }))),
  }),
);

/** Parts of valid options, and what the rules make of them. */
export const validCall = fc.record({
  method: fc.constantFrom(...METHODS, ...METHODS.map((method) => method.toLowerCase())),
  path: fc.array(fc.constantFrom('v1', 'items', 'a%20b', 'é', '~x', 'a+b', '値'), { maxLength: 3 }),
  rawQuery,
  query: fc.array(entry, { maxLength: 4 }),
  headers,
  body: fc.option(body, { nil: undefined }),
});

/** The options that a widget would write for a {@link validCall}. */
export function toOptions(call: typeof validCall extends fc.Arbitrary<infer Call> ? Call : never) {
  const { body } = call;
  const search = call.rawQuery.length === 0 ? '' : `?${call.rawQuery.join('&')}`;
  const pairs = (entries: { key: string; given: { value: unknown } }[]) =>
    entries.map(({ key, given }) => ({ key, value: given.value }));
  return {
    url: `https://api.example.com/${call.path.join('/')}${search}#fragment`,
    method: call.method,
    url_query: pairs(call.query),
    header: call.headers,
    body:
      body === undefined
        ? undefined
        : body.mode === 'raw'
          ? body
          : { mode: body.mode, [body.mode]: pairs(body.entries) },
  };
}

/** Options of any shape: junk, and valid ones with a member replaced by junk. */
export const anyOptions = fc.oneof(
  fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withTypedArray: true,
    withNullPrototype: true,
  }),
  fc
    .tuple(
      validCall.map(toOptions),
      fc.constantFrom(
        'url',
        'method',
        'url_query',
        'header',
        'body',
        'connection_link_name',
        'api_configuration_key',
      ),
      fc.oneof(
        fc.anything({ withBigInt: true, withTypedArray: true }),
        fc.array(fc.record({ key: fc.string({ unit: 'binary' }), value: fc.anything() })),
        fc.record({
          mode: fc.constantFrom('raw', 'urlencoded', 'formdata', 'json'),
          raw: fc.anything(),
          urlencoded: fc.anything(),
        }),
        fc.webUrl(),
      ),
    )
    .map(([options, member, junk]) => ({ ...options, [member]: junk })),
);
