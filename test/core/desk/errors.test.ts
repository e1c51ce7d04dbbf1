import { afterEach, describe, expect, it, vi } from 'vitest';
import { createBackend } from '../../../src/core/backend/index.js';
import { createDesk, DeskError } from '../../../src/core/desk/index.js';
import { memoryExtensionStore, memoryStore } from '../../../src/core/store/index.js';
import { answer, deskKit, INSTALLATION, ORG, SECRET, USER } from './support.js';
import { callDirect, callInvoke, callOwn } from './support-calls.js';
import type { DeskErrorCode } from '../../../src/core/desk/index.js';
import type { HttpAnswer } from './support-calls.js';

const GET = { requestURL: 'https://api.example.com/', requestType: 'GET' };
const STORAGE = `/api/v1/installedExtensions/${INSTALLATION}/storage`;

async function direct(method: string, path: string, scope: string, call: object = {}): Promise<HttpAnswer> {
  const kit = deskKit();
  const { text: token } = await kit.desk.tokens.mint(USER, [scope], 1000);
  return callDirect(kit, method, path, { token, ...call });
}

/** A call for each row of "Errors", and one that the backend has no room for. */
const ROWS: [DeskErrorCode, number, () => Promise<HttpAnswer>][] = [
  ['INVALID_DATA', 422, () => callInvoke(deskKit(), { requestURL: '' })],
  ['UNPROCESSABLE_ENTITY', 422, () => callInvoke(deskKit(), { ...GET, connectionLinkName: 'nobody' })],
  ['UNAUTHORIZED', 401, () => callInvoke(deskKit(), GET, { hash: '0'.repeat(64) })],
  ['INVALID_OAUTH', 401, () => callDirect(deskKit(), 'GET', STORAGE)],
  ['SCOPE_MISMATCH', 403, () => direct('GET', STORAGE, 'Desk.extensions.CREATE')],
  ['OAUTH_ORG_MISMATCH', 403, () => direct('GET', STORAGE, 'Desk.extensions.READ', { orgId: '999' })],
  ['FORBIDDEN', 403, () => callInvoke(deskKit(), GET, { context: 'f'.repeat(64) })],
  ['URL_NOT_FOUND', 404, () => callDirect(deskKit(), 'GET', '/nothing')],
  ['METHOD_NOT_ALLOWED', 405, () => direct('PUT', STORAGE, 'Desk.extensions.ALL', { body: {} })],
  ['THRESHOLD_EXCEEDED', 429, overTheRate],
  ['TOO_MANY_REQUESTS', 429, withoutRoom],
];

async function overTheRate(): Promise<HttpAnswer> {
  const kit = deskKit({ parity: { rates: 'on' } });
  const { text: token } = await kit.desk.tokens.mint(USER, ['Desk.extensions.READ'], 1000);
  for (let count = 0; count < 120; count++) await callDirect(kit, 'GET', STORAGE, { token });
  return callDirect(kit, 'GET', STORAGE, { token });
}

/** The one call that may be under way waits for the second, which there is no room for. */
async function withoutRoom(): Promise<HttpAnswer> {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let isUnderWay = () => {};
  const underWay = new Promise<void>((resolve) => {
    isUnderWay = resolve;
  });
  const backend = createBackend({
    limits: { inFlight: 1, waiting: 0 },
    transports: [
      async () => {
        isUnderWay();
        await held;
        return answer('');
      },
    ],
  });
  const kit = deskKit({ backend });
  const first = callInvoke(kit, GET);
  await underWay;
  const refused = await callInvoke(kit, GET);
  release();
  expect((await first).status).toBe(200);
  return refused;
}

describe('Errors', () => {
  it.each(ROWS)('%s is %d: errorCode, message and errors as JSON', async (errorCode, status, call) => {
    const answered = await call();
    expect(answered.status).toBe(status);
    expect(answered.headers.get('content-type')).toMatch(/^application\/json/);
    const { message, errors = [], ...rest } = answered.body as { message: string; errors?: object[] };
    expect(rest).toEqual({ errorCode });
    expect(message).toMatch(/\w+ \w+/);
    for (const error of errors) {
      expect(error).toMatchObject({
        fieldName: expect.stringMatching(/^\//),
        errorType: expect.stringMatching(/^(?:invalid|missing|duplicate)$/),
      });
      expect(['fieldName', 'errorType', 'errorMessage']).toEqual(expect.arrayContaining(Object.keys(error)));
    }
    expect(answered.headers.has('retry-after')).toBe(status === 429);
  });

  it('THRESHOLD_EXCEEDED and TOO_MANY_REQUESTS have Retry-After, in seconds', async () => {
    for (const call of [overTheRate, withoutRoom])
      expect((await call()).headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
  });

  it('errorType is missing, invalid or duplicate, with the pointer of the field', async () => {
    const body = 'requestType=GET&requestType=GET&requestURL=x';
    expect((await callInvoke(deskKit(), {})).body).toMatchObject({
      errors: [
        { fieldName: '/requestURL', errorType: 'missing' },
        { fieldName: '/requestType', errorType: 'missing' },
      ],
    });
    expect((await callInvoke(deskKit(), {}, { body })).body).toMatchObject({
      errors: [{ fieldName: '/requestType', errorType: 'duplicate' }],
    });
    expect((await callInvoke(deskKit(), { ...GET, headers: '5' })).body).toMatchObject({
      errors: [{ fieldName: '/headers', errorType: 'invalid' }],
    });
  });

  it('a DeskError knows its status', () => {
    expect(new DeskError('FORBIDDEN', 'No.').status).toBe(403);
    expect(new DeskError('FORBIDDEN', 'No.').toBody()).toEqual({ errorCode: 'FORBIDDEN', message: 'No.' });
  });
});

describe('what fails here', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  const broken = async () => {
    throw new Error('the disk is full');
  };

  it('a store that fails is 500 INTERNAL_SERVER_ERROR, and nothing rejects', async () => {
    const kit = deskKit({ store: { ...memoryStore(), get: broken } });
    expect(await callInvoke(kit, GET, { context: 'a'.repeat(64) })).toMatchObject({
      status: 500,
      body: { errorCode: 'INTERNAL_SERVER_ERROR', message: expect.stringContaining('the disk is full') },
    });
  });

  it('data that cannot be read is 500 too, with invoke and without', async () => {
    const data = { ...memoryExtensionStore(), findRecords: broken };
    const kit = deskKit({ data });
    const { text: token } = await kit.desk.tokens.mint(USER, ['Desk.extensions.READ'], 1000);
    expect(await callDirect(kit, 'GET', STORAGE, { token })).toMatchObject({
      status: 500,
      body: { errorCode: 'INTERNAL_SERVER_ERROR' },
    });
    expect(await callOwn(kit, 'GET', 'storage')).toMatchObject({
      status: 500,
      body: { errorCode: 'INTERNAL_SERVER_ERROR' },
    });
  });

  it('an onCall that throws is told on the console, and is not the fault of the caller', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => {});
    const kit = deskKit({
      onCall: () => {
        throw new Error('mine');
      },
    });
    expect((await callInvoke(kit, GET)).status).toBe(200);
    expect(told).toHaveBeenCalledOnce();
  });

  it('of many calls the latest hundred are kept', async () => {
    const kit = deskKit();
    for (let count = 0; count < 103; count++) await callDirect(kit, 'GET', '/nothing');
    const numbers = kit.desk.calls().map(({ number }) => number);
    expect([numbers.length, numbers[0], numbers.at(-1)]).toEqual([100, 103, 4]);
  });
});

describe('createDesk: a wrong option throws at once, naming it', () => {
  it.each([
    [{ secret: '' }, /^desk\.secret /],
    [{ secret: undefined }, /^desk\.secret /],
    [{ orgId: '' }, /^desk\.orgId: /],
    [{ dataCenter: 'mars' }, /^desk\.dataCenter: /],
    [{ configParams: [{ name: '' }] }, /^desk\.configParams\[0\]\.name: /],
    [{ configParams: [{ name: 'p', type: 'txt' }] }, /^desk\.configParams\[0\]\.type: /],
    [{ resources: { fields: [{}] } }, /^desk\.resources\.fields\[0\]\.resourceName: /],
    [{ callbackListener: { onInstalled: 'https://x.example' } }, /^desk\.callbackListener.*onInstalled/],
    [{ limits: { bulk: 0 } }, /^desk\.limits\.bulk: /],
    [{ limits: { bulks: 1 } }, /^desk\.limits.*bulks/],
    [{ parity: { hash: 'loose' } }, /^desk\.parity\.hash: /],
    [{ parity: { rate: 'on' } }, /^desk\.parity.*rate/],
  ])('%j', (options, message) => {
    expect(() => createDesk({ secret: SECRET, ...options } as never)).toThrow(message);
  });

  it("has the document's organisation by default, and an installation that stays the same", () => {
    const [one, same, other] = [{}, {}, { extensionName: 'other' }].map(
      (options) => createDesk({ secret: SECRET, ...options }).installation,
    );
    expect(one?.orgId).toBe(ORG);
    expect(one?.installationId).toMatch(/^\d{13}$/);
    expect(same?.installationId).toBe(one?.installationId);
    expect(other?.installationId).not.toBe(one?.installationId);
  });

  it('an option that is undefined has its default', () => {
    const { limits, parity } = createDesk({
      secret: SECRET,
      limits: { bulk: undefined },
      parity: { hash: undefined },
    }).installation;
    expect([limits.bulk, parity.hash]).toEqual([10, 'lenient']);
  });
});
