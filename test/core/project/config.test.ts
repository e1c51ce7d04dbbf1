import { http, HttpResponse } from 'msw';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { configSchema, defineConfig } from '../../../src/core/project/index.js';
import { DEFAULT_LIMITS, DEFAULT_PAGE_RULES } from '../../../src/core/protocol/index.js';
import { problemsOf } from './problems-of.js';
import type { z } from 'zod';
import type { ZfappsConfig } from '../../../src/core/project/index.js';

describe('a configuration', () => {
  it('has a default for every key', () => {
    expect(configSchema.parse({})).toEqual({
      mode: 'offline',
      connections: {},
      apiConfigurations: {},
      destinations: { private: [] },
      records: {},
      organization: {},
      user: {},
      dataCenter: 'com',
      locale: 'en',
      mocks: [],
      limits: DEFAULT_LIMITS,
      parity: { binaryBody: 'base64', ...DEFAULT_PAGE_RULES },
    });
  });

  it('keeps the other limits where one is set', () => {
    expect(configSchema.parse({ limits: { timeoutMs: 5 } }).limits).toEqual({
      ...DEFAULT_LIMITS,
      timeoutMs: 5,
    });
  });

  it('takes secrets as text, by the name of a variable, or undefined', () => {
    const hosts = ['api.example.com'];
    const connections = {
      a: { type: 'bearer', token: 'text', hosts },
      b: { type: 'bearer', token: { env: 'TOKEN' }, hosts },
      c: { type: 'basic', username: { env: 'USER_NAME' }, password: undefined, hosts },
      d: { type: 'apiKey', in: 'query', name: 'k', value: { env: 'KEY' }, hosts },
    } as const;
    expect(configSchema.parse({ connections }).connections).toEqual(connections);
  });

  it('takes mocks as a path, as paths, and as MSW handlers', () => {
    const handler = http.get('https://api.example.com', () => HttpResponse.json({}));
    expect(configSchema.parse({ mocks: './mocks.ts' }).mocks).toBe('./mocks.ts');
    expect(configSchema.parse(defineConfig({ mocks: ['./mocks.ts', handler] })).mocks).toEqual([
      './mocks.ts',
      handler,
    ]);
  });

  it('takes a data centre with or without the dot of data_center_extension', () => {
    expect(configSchema.parse({ dataCenter: 'eu' }).dataCenter).toBe('eu');
    expect(configSchema.parse({ dataCenter: '.com.au' }).dataCenter).toBe('com.au');
  });

  it('writes a locale as Intl does', () => {
    expect(configSchema.parse({ locale: 'FR' }).locale).toBe('fr');
    expect(configSchema.parse({ locale: 'pt-br' }).locale).toBe('pt-BR');
    expect(configSchema.parse({ locale: 'zh-Hans-CN' }).locale).toBe('zh-Hans-CN');
  });

  it('comes out of defineConfig as it went in', () => {
    const config = { mode: 'live' } as const;
    expect(defineConfig(config)).toBe(config);
  });
});

it('has the keys that its type documents, no more and no fewer', () => {
  // Checked by tsc: `satisfies` beside the schema compares the members, not which there are.
  expectTypeOf<keyof ZfappsConfig>().toEqualTypeOf<keyof z.input<typeof configSchema>>();
  expect(Object.keys(configSchema.shape)).toHaveLength(14);
});

describe('a wrong configuration names the path', () => {
  it.each([
    [{ conections: {} }, 'conections: is not a known key; did you mean "connections"?'],
    [{ api_configurations: {} }, 'api_configurations: is not a known key; did you mean "apiConfigurations"?'],
    [{ mock: [] }, 'mock: is not a known key; did you mean "mocks"?'],
    [{ xyzzy: 1 }, 'xyzzy: is not a known key; known are mode, connections'],
    [{ constructor: 1 }, 'constructor: is not a known key'],
    [JSON.parse('{"__proto__": {}}'), '__proto__: is not a known key'],
    [{ dataCenter: 'us' }, 'dataCenter: "us" is no data centre; did you mean "com"?'],
    [{ dataCenter: 'EU' }, 'dataCenter: "EU" is no data centre; did you mean "eu"?'],
    [{ dataCenter: '.au' }, 'dataCenter: ".au" is no data centre; did you mean "com.au"?'],
    [{ dataCenter: 'com.ua' }, 'dataCenter: "com.ua" is no data centre; did you mean "com.au"?'],
    [{ dataCenter: 'mars' }, 'dataCenter: "mars" is no data centre; known are com, eu, in, com.au'],
    [{ dataCenter: 3 }, 'dataCenter: expected the end of a domain such as "eu"; known are com'],
    [{ locale: 'pt_BR' }, 'locale: "pt_BR" is no language tag; did you mean "pt-BR"?'],
    [{ locale: 'english' }, 'locale: "english" is no language tag; write one such as "en"'],
    [{ locale: '' }, 'locale: "" is no language tag'],
    [{ locale: 1 }, 'locale: expected a language tag'],
    [{ openapi: {} }, 'openapi: is not there yet'],
    [{ har: 'x.har' }, 'har: is not there yet'],
    [{ store: {} }, 'store: expected "memory", or the path of a folder'],
    [{ store: '' }, 'store: is empty; write "memory", or the path of a folder'],
    [{ mode: 'record' }, 'mode: "record" is not emulated yet'],
    [{ mode: 'replay' }, 'mode: "replay" is not emulated yet'],
    [{ mode: 'online' }, 'mode: expected "offline" or "live"'],
    [{ limits: { timeoutMs: 0 } }, 'limits.timeoutMs: expected a number of at least 1'],
    [{ limits: { timeoutMs: 1.5 } }, 'limits.timeoutMs: expected a whole number'],
    [{ limits: { timeoutMs: '30s' } }, 'limits.timeoutMs: expected a whole number'],
    [{ limits: { timeoutMs: Number.POSITIVE_INFINITY } }, 'limits.timeoutMs: expected a whole number'],
    [{ limits: { timeout: 1 } }, 'limits.timeout: is not a known key; did you mean "timeoutMs"?'],
    [{ limits: { preSaveMs: 99 } }, 'limits.preSaveMs: expected a number of at least 100'],
    [{ limits: { preSaveMs: 2 ** 31 } }, 'limits.preSaveMs: expected a number of at most 2147483647'],
    [{ destinations: { private: '127.0.0.1:9000' } }, 'destinations.private: expected a list'],
    [{ destinations: { private: ['http://127.0.0.1:9000'] } }, 'destinations.private[0]: '],
    [{ destinations: { private: ['*.internal'] } }, 'destinations.private[0]: '],
    [{ records: { invoice: 3 } }, 'records.invoice: expected the path'],
    [{ records: { invoice: '' } }, 'records.invoice: is empty'],
    [{ mocks: 3 }, 'mocks: expected the path'],
    [{ mocks: [{}] }, 'mocks: expected the path'],
    [{ parity: { binaryBody: 'text' } }, 'parity.binaryBody: expected "base64" or "binary"'],
    [{ parity: { set: 'always' } }, 'parity.set: expected "forms" or "everywhere"'],
    [{ parity: { lineItems: 'merge' } }, 'parity.lineItems: expected "replace" or "append"'],
    [{ parity: { lineitems: 'append' } }, 'parity.lineitems: is not a known key; did you mean "lineItems"?'],
    [{ organization: [] }, 'organization: '],
    [
      { connections: { a: { type: 'bearer', token: { env: '' }, hosts: ['a'] } } },
      'connections.a.token: expected text, or { env',
    ],
    [
      { connections: { a: { type: 'bearer', token: 3, hosts: ['a'] } } },
      'connections.a.token: expected text, or { env',
    ],
    [{ connections: { a: { type: 'bearer', hosts: ['a'] } } }, 'connections.a.token: is missing'],
    [{ apiConfigurations: { k: { url: 'x' } } }, 'apiConfigurations.k.url: is no absolute URL'],
    [[], ': expected an object'],
    [null, ': expected an object'],
  ])('%j', (config, problem) => {
    expect(problemsOf(configSchema, config)).toEqual([expect.stringContaining(problem)]);
  });

  it('and each of several', () => {
    expect(problemsOf(configSchema, { mod: 1, limit: 2, mode: 'x' })).toEqual([
      expect.stringMatching(/^mode: /),
      expect.stringMatching(/^mod: .*"mode"/),
      expect.stringMatching(/^limit: .*"limits"/),
    ]);
  });
});
