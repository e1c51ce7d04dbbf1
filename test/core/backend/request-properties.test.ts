import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBackend } from '../../../src/core/backend/index.js';
import { anyOptions, toOptions, validCall } from '../../support/arbitrary-options.js';
import { readMultipart } from '../../support/expect-arrival.js';
import { recordedBackend } from '../../support/recorded-backend.js';
import type { Transport } from '../../../src/core/backend/index.js';
import type { RecordedBackend } from '../../support/recorded-backend.js';

const RUNS = { numRuns: 2_000 };

let recorded: RecordedBackend;
beforeAll(async () => {
  recorded = await recordedBackend();
});
afterAll(() => recorded.close());

/** Form data decodes bytes that are no UTF-8 to U+FFFD, and so does the oracle. */
const texts = (entries: { key: string; given: { text: string } }[]) =>
  entries.map(({ key, given }) => [key.toWellFormed(), given.text.toWellFormed()]);

describe('any options that the rules allow, over a real socket', () => {
  it('arrive as the rules say', { timeout: 60_000 }, async () => {
    const backend = recorded.create();
    await fc.assert(
      fc.asyncProperty(validCall, async (call) => {
        recorded.arrivals.length = 0;
        const options = toOptions(call);
        const response = await backend.request(options);
        expect(response.data.status_code).toBe(200);
        expect(recorded.arrivals).toHaveLength(1);
        const arrived = recorded.arrivals[0]?.recorded;
        const [path, rawQuery = ''] = (arrived?.target ?? '').split(/\?(.*)/s);
        const ownQuery = new URL(options.url).search.slice(1);

        expect(arrived?.method).toBe(call.method.toUpperCase());
        expect(path).toBe(new URL(options.url).pathname);
        expect(rawQuery.startsWith(ownQuery)).toBe(true);
        expect([...new URLSearchParams(rawQuery)]).toEqual([
          ...new URLSearchParams(ownQuery),
          ...texts(call.query),
        ]);
        for (const { key, value } of call.headers) expect(arrived?.headers[key.toLowerCase()]).toBe(value);

        const body = arrived?.body.toString() ?? '';
        if (call.body === undefined || call.method.toUpperCase() === 'GET') expect(body).toBe('');
        else if (call.body.mode === 'urlencoded')
          expect([...new URLSearchParams(body)]).toEqual(texts(call.body.entries));
        else if (call.body.mode === 'formdata') {
          const parts = readMultipart(arrived?.headers['content-type'] ?? '', body);
          const escaped = call.body.entries.map(({ key, given }) => [
            unescapeTwice(key.toWellFormed()),
            given.text.toWellFormed(),
          ]);
          expect(parts).toEqual(escaped);
        } else if (typeof call.body.raw === 'string') expect(body).toBe(call.body.raw.toWellFormed());
        else expect(JSON.parse(body)).toEqual(JSON.parse(JSON.stringify(call.body.raw)));
      }),
      RUNS,
    );
  });
});

/** A name that already holds `%22` reads back as a quote: HTML's escaping of names is not injective. */
function unescapeTwice(name: string): string {
  return name.replaceAll('%22', '"').replaceAll('%0D', '\r').replaceAll('%0A', '\n');
}

describe('any options at all', () => {
  it('arrive once, or reject with a plain object and nothing leaves', { timeout: 60_000 }, async () => {
    const backend = recorded.create();
    await fc.assert(
      fc.asyncProperty(anyOptions, async (options) => {
        recorded.arrivals.length = 0;
        recorded.upstream.requests.length = 0;
        const outcome = await backend.request(options).then(
          (value) => ({ value }),
          (error: unknown) => ({ error }),
        );
        if ('value' in outcome) {
          expect(recorded.upstream.requests).toHaveLength(1);
          expect(outcome.value.code).toBe(0);
          return;
        }
        expect(recorded.upstream.requests).toHaveLength(0);
        expect(outcome.error).not.toBeInstanceOf(Error);
        expect(outcome.error).toEqual({ code: expect.any(String), message: expect.any(String) });
        expect(outcome.error).not.toMatchObject({ code: 'internal' });
      }),
      RUNS,
    );
  });
});

describe('a url is read as the WHATWG standard says', () => {
  // https://url.spec.whatwg.org/#concept-basic-url-parser
  it.each([
    ['scheme and host in lower case, not the path', 'HTTPS://API.Example.COM/Items', '/Items'],
    ['a backslash as a slash', 'https:\\\\api.example.com\\v1\\items', '/v1/items'],
    ['but none in the query', 'https://api.example.com/items?path=a\\b', '/items?path=a\\b'],
    ['dot segments resolved', 'https://api.example.com/v1/./drafts/../items', '/v1/items'],
    ['dot segments that are encoded', 'https://api.example.com/v1/%2e%2E/items/%2e', '/items/'],
    ['dot segments above the root', 'https://api.example.com/../../items', '/items'],
    ['the port of its scheme left out', 'https://api.example.com:443/items', '/items'],
  ])('%s', async (_, url, path) => {
    const asked: string[] = [];
    const transport: Transport = async (request) => {
      asked.push(request.url);
      return { status: 200, statusText: 'OK', headers: [], body: new Uint8Array() };
    };
    await createBackend({ transports: [transport] }).request({ url });
    expect(asked).toEqual([`https://api.example.com${path}`]);
  });
});
