import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expectArrival } from '../../support/expect-arrival.js';
import { recordedBackend } from '../../support/recorded-backend.js';
import { vectors } from '../../support/vectors.js';
import type { AnyConnection } from '../../../src/core/connections/index.js';
import type { ApiConfiguration } from '../../../src/core/project/index.js';
import type { ArrivalExpectation } from '../../support/expect-arrival.js';
import type { RecordedBackend } from '../../support/recorded-backend.js';

interface ApiConfigurationVectors {
  apiConfigurations: Record<string, ApiConfiguration>;
  connections: Record<string, AnyConnection>;
  cases: {
    name: string;
    options: object;
    expect: ArrivalExpectation & { resolvesBodyCode?: number; noRequest?: true; rejects?: true };
  }[];
}

const { cases, ...configured } = vectors<ApiConfigurationVectors>('api-configuration.json');

let recorded: RecordedBackend;
beforeAll(async () => {
  recorded = await recordedBackend();
});
beforeEach(() => {
  recorded.arrivals.length = 0;
});
afterAll(() => recorded.close());

describe('api-configuration.json over a real socket', () => {
  it.each(cases)('$name', async ({ options, expect: expected }) => {
    const call = recorded.create(configured).request(options);
    if (expected.rejects) {
      await expect(call).rejects.toEqual({ code: expect.any(String), message: expect.any(String) });
      expect(recorded.arrivals).toEqual([]);
      return;
    }
    const response = await call;
    if (expected.resolvesBodyCode !== undefined) {
      expect(response).toMatchObject({ code: 0, data: { status_code: 400 } });
      expect(JSON.parse(response.data.body)).toEqual({
        code: expected.resolvesBodyCode,
        message: expect.stringMatching(/^Invalid url provided\.\(/),
        status: false,
      });
      expect(recorded.arrivals).toEqual([]);
      return;
    }
    expectArrival(recorded.arrivals[0], expected);
  });

  it.each([
    '.',
    '..',
  ])('refuses the path value %j, which would climb out of the stored path', async (state) => {
    const call = recorded
      .create(configured)
      .request({ api_configuration_key: 'ac__tax', url_param: { state } });
    await expect(call).rejects.toMatchObject({ code: 'invalid_options' });
    expect(recorded.arrivals).toEqual([]);
  });

  it('keeps a slash of a path value inside its segment', async () => {
    await recorded
      .create(configured)
      .request({ api_configuration_key: 'ac__tax', url_param: { state: '../admin' } });
    expect(recorded.arrivals[0]?.recorded.target).toBe('/v1/..%2Fadmin/lookup?v=2');
  });

  it('sends what the call adds after what is stored', async () => {
    await recorded.create(configured).request({
      api_configuration_key: 'ac__tax',
      url_param: { state: 'CA' },
      url_query: [{ key: 'w', value: 1 }],
      header: [{ key: 'x-app', value: 'y' }],
    });
    expect(recorded.arrivals[0]?.recorded.target).toBe('/v1/CA/lookup?v=2&w=1');
    expect(recorded.arrivals[0]?.recorded.headers['x-app']).toBe('z, y');
  });
});
