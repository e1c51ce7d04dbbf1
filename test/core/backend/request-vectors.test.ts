import { afterAll, beforeEach, describe, expect, it, beforeAll } from 'vitest';
import { recordedBackend } from '../../support/recorded-backend.js';
import { expectArrival, type ArrivalExpectation } from '../../support/expect-arrival.js';
import { vectors } from '../../support/vectors.js';
import type { AnyConnection } from '../../../src/core/connections/index.js';
import type { RecordedBackend } from '../../support/recorded-backend.js';

interface RequestCase {
  name: string;
  connections?: Record<string, AnyConnection>;
  options: unknown;
  expect: ArrivalExpectation & { rejects?: true };
}

let recorded: RecordedBackend;
beforeAll(async () => {
  recorded = await recordedBackend();
});
beforeEach(() => {
  recorded.arrivals.length = 0;
  recorded.upstream.requests.length = 0;
});
afterAll(() => recorded.close());

describe('request.json over a real socket', () => {
  it.each(vectors<RequestCase[]>('request.json'))('$name', async ({
    connections = {},
    options,
    expect: expected,
  }) => {
    const call = recorded.create({ connections }).request(options);
    if (expected.rejects) {
      const error: unknown = await call.then(
        () => 'resolved',
        (reason: unknown) => reason,
      );
      expect(error).not.toBeInstanceOf(Error);
      expect(error).toEqual({ code: expect.any(String), message: expect.any(String) });
      expect(recorded.upstream.requests).toEqual([]);
      return;
    }
    expect(await call).toMatchObject({ code: 0, data: { status_code: 200 } });
    expect(recorded.arrivals).toHaveLength(1);
    expectArrival(recorded.arrivals[0], expected);
  });
});
