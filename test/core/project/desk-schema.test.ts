import { describe, expect, it } from 'vitest';
import {
  configProblems,
  configSchema,
  DEFAULT_DESK_LIMITS,
  DEFAULT_DESK_PARITY,
  defineConfig,
  pathText,
} from '../../../src/core/project/index.js';

function problems(desk: unknown): string[] {
  const result = configSchema.safeParse({ desk });
  if (result.success) return [];
  return configProblems(result.error).map(({ path, message }) => `${pathText(path)}: ${message}`);
}

const many = (count: number, of: (index: number) => object) =>
  Array.from({ length: count }, (_, index) => of(index));

describe('desk of a configuration', () => {
  it('may be empty, and has the documented limits then', () => {
    const desk = configSchema.parse({ desk: {} }).desk;
    expect(desk).toEqual({ limits: DEFAULT_DESK_LIMITS, parity: DEFAULT_DESK_PARITY });
    expect(DEFAULT_DESK_LIMITS).toMatchObject({
      keyLength: 50,
      queriableValueLength: 50,
      valueBytes: Math.floor(5.1 * 1024),
      bulk: 10,
      pageSize: 100,
      logsPerReference: 10,
      logMs: 3 * 24 * 60 * 60 * 1000,
    });
  });

  it('has times of up to 366 days', () => {
    const limits = { logMs: 31_622_400_000, contextMs: 31_622_400_000, tokenMs: 31_622_400_000 };
    expect(problems({ limits })).toEqual([]);
  });

  it('takes what its type documents', () => {
    const config = defineConfig({
      desk: {
        secret: { env: 'DESK_SECRET' },
        orgId: '376723',
        installationId: '112343231355',
        extensionName: 'Jira',
        configParams: [
          { name: 'key', displayName: 'Key', description: 'd', secure: true, type: 'text', mandatory: true },
          { name: 'region', type: 'picklist', userDefined: false, default: 'eu', options: ['eu', 'us'] },
        ],
        configValues: { key: { env: 'JIRA_KEY' }, region: '' },
        resources: {
          fields: [{ resourceName: 'f', module: 'tickets', displayLabel: 'F', type: 'Text', maxLength: 5 }],
          permissions: [{ resourceName: 'p', apiName: 'a', displayName: 'A', defaultState: true }],
        },
        callbackListener: {
          onInstall: 'https://ext.example/install',
          onConfigParamAdd: 'http://127.0.0.1:3000/',
        },
        callbackOrigin: 'http://127.0.0.1:3000',
        limits: { bulk: 3 },
        parity: {
          statusCode: 'string',
          responseHeaders: 'text',
          connectionEnvelope: 'plain',
          hash: 'strict',
        },
      },
    });
    expect(configSchema.parse(config).desk).toMatchObject({
      ...config.desk,
      limits: { ...DEFAULT_DESK_LIMITS, bulk: 3 },
    });
  });

  it.each([
    [{ secrets: 'x' }, 'desk.secrets: is not a known key; did you mean "secret"?'],
    [{ secret: '' }, 'desk.secret: '],
    [{ secret: { env: '' } }, 'desk.secret'],
    [{ orgId: 376723 }, 'desk.orgId: expected text such as "376723"'],
    [{ orgId: 'a' }, 'desk.orgId: has other characters than digits'],
    [{ installationId: '1/2' }, 'desk.installationId: has other characters than digits'],
    [{ configParams: [{}] }, 'desk.configParams[0].name: '],
    [
      { configParams: [{ name: 'a', type: 'date' }] },
      'desk.configParams[0].type: expected one of text, number',
    ],
    [{ configParams: [{ name: 'a' }, { name: 'a' }] }, 'desk.configParams[1].name: "a" is there twice'],
    [{ configParams: many(21, (index) => ({ name: `p${index}` })) }, 'desk.configParams: has more than 20'],
    [
      { resources: { fields: many(11, (index) => ({ resourceName: `f${index}` })) } },
      'has more than 10 fields',
    ],
    [
      { resources: { permissions: many(11, (index) => ({ apiName: `p${index}` })) } },
      'has more than 10 permissions',
    ],
    [
      { resources: { fields: [{ resourceName: 'a' }], permissions: [{ resourceName: 'a', apiName: 'b' }] } },
      '"a" is there twice',
    ],
    [
      { callbackListener: { onInstalled: 'https://a.example' } },
      'is not a known key; did you mean "onInstall"?',
    ],
    [
      { callbackListener: { onInstall: '/install' } },
      'desk.callbackListener.onInstall: is no http or https URL',
    ],
    [{ callbackListener: { onInstall: 'https://a:b@c.example' } }, 'is no http or https URL'],
    [{ callbackOrigin: 'http://127.0.0.1:3000/x' }, 'desk.callbackOrigin: has a path'],
    [{ callbackOrigin: '127.0.0.1:3000' }, 'desk.callbackOrigin: '],
    [{ limits: { bulk: 0 } }, 'desk.limits.bulk: expected a number of at least 1'],
    [{ limits: { logMs: 366 * 86_400_000 + 1 } }, 'desk.limits.logMs: expected at most 31622400000'],
    [{ limits: { contextMs: 8.64e15 } }, 'desk.limits.contextMs: expected at most 31622400000'],
    [{ limits: { tokenMs: 8.64e15 } }, 'desk.limits.tokenMs: expected at most 31622400000'],
    [{ limits: { logs: 1 } }, 'desk.limits.logs: is not a known key'],
    [{ parity: { statusCode: 'number' } }, 'desk.parity.statusCode: expected "integer" or "string"'],
    [{ parity: { rates: true } }, 'desk.parity.rates: expected "off" or "on"'],
  ])('refuses %j', (desk, problem) => {
    const found = problems(desk);
    expect(found.length).toBeGreaterThan(0);
    expect(found.join('\n')).toContain(problem);
  });
});
