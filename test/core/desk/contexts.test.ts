import { describe, expect, it } from 'vitest';
import { memoryStore } from '../../../src/core/store/index.js';
import { deskKit, USER } from './support.js';
import { callInvoke, callOwn } from './support-calls.js';
import type { DeskKit } from './support.js';
import type { Beside } from './support-calls.js';

const GET = { requestURL: 'https://api.example.com/', requestType: 'GET' };
const HOUR_MS = 3_600_000;

/** One permission, so that an answer tells whose context it was. */
const resources = { permissions: [{ apiName: 'solve' }] };

async function isRefused(kit: DeskKit, beside: Beside, message: RegExp, field = '/securityContext') {
  const { status, body } = await callInvoke(kit, GET, beside);
  expect(status).toBe(403);
  expect(body).toMatchObject({
    errorCode: 'FORBIDDEN',
    message: expect.stringMatching(message),
    errors: [{ fieldName: field, errorType: 'invalid' }],
  });
  expect(kit.sent).toEqual([]);
}

describe('securityContext: identifies and authenticates the extension', () => {
  it('missing is 422 INVALID_DATA, naming the field', async () => {
    const kit = deskKit();
    for (const beside of [{ context: null }, { context: '' }]) {
      const { status, body } = await callInvoke(kit, GET, beside);
      expect(status).toBe(422);
      expect(body).toMatchObject({
        errorCode: 'INVALID_DATA',
        errors: [{ fieldName: '/securityContext', errorType: 'missing' }],
      });
    }
    expect(kit.sent).toEqual([]);
  });

  it.each([
    'abc',
    'x'.repeat(64),
    'a'.repeat(65),
    '__proto__',
    "' OR 1=1 --",
  ])('malformed, such as %s, is 403 FORBIDDEN', async (context) =>
    isRefused(deskKit(), { context }, /malformed/));

  it('unknown is 403 FORBIDDEN', () => isRefused(deskKit(), { context: 'a'.repeat(64) }, /unknown/));

  it('expired is 403 FORBIDDEN from its last millisecond on', async () => {
    const kit = deskKit();
    const { text: context, expiresAt } = await kit.desk.contexts.mint(USER, null, HOUR_MS);
    expect(expiresAt).toBe(kit.clock.now + HOUR_MS);
    kit.clock.now += HOUR_MS - 1;
    expect((await callInvoke(kit, GET, { context })).status).toBe(200);
    kit.sent.length = 0;
    kit.clock.now += 1;
    await isRefused(kit, { context }, /expired/);
  });

  it('revoked is 403 FORBIDDEN at once', async () => {
    const kit = deskKit();
    const { text: context, id } = await kit.desk.contexts.mint(USER, null, HOUR_MS);
    expect(await kit.desk.contexts.end(id, 'revoked')).toBe(true);
    await isRefused(kit, { context }, /revoked/);
  });

  it('ended before its time is expired', async () => {
    const kit = deskKit();
    const { text: context, id } = await kit.desk.contexts.mint(USER, null, HOUR_MS);
    await kit.desk.contexts.end(id, 'expired');
    await isRefused(kit, { context }, /expired/);
  });

  it('an id that the portal shows is none', async () => {
    const kit = deskKit();
    const { id } = await kit.desk.contexts.mint(USER, null, HOUR_MS);
    await isRefused(kit, { context: id }, /unknown/);
  });

  it('a bad HASH is told before anything of the context', async () => {
    const { status, body } = await callInvoke(deskKit(), GET, {
      hash: 'f'.repeat(64),
      context: null,
      orgId: null,
    });
    expect([status, body]).toEqual([401, expect.objectContaining({ errorCode: 'UNAUTHORIZED' })]);
  });

  it('is minted per user, and the call is made in the name of that user', async () => {
    const kit = deskKit({ resources });
    await kit.desk.portal.setPermission('ann', 'solve', true);
    const enabled = async (user: string) => (await callOwn(kit, 'GET', 'myCustomPermissions', { user })).body;
    expect(await enabled('ann')).toEqual({ data: [{ apiName: 'solve', isEnabled: true }] });
    expect(await enabled('bob')).toEqual({ data: [{ apiName: 'solve', isEnabled: false }] });
  });

  it('is minted per installation: that of another is unknown, also on the same store', async () => {
    const store = memoryStore();
    const [one, other] = [deskKit({ store }), deskKit({ store, installationId: '5' })];
    await isRefused(other, { context: await one.contextOf() }, /unknown/);
  });

  it('that another Desk of the same installation minted on the same store holds, and its end too', async () => {
    const store = memoryStore();
    const [one, other] = [deskKit({ store }), deskKit({ store })];
    const { text: context, id } = await one.desk.contexts.mint(USER, null, HOUR_MS);
    expect((await callInvoke(other, GET, { context })).status).toBe(200);
    await one.desk.contexts.end(id, 'revoked');
    other.sent.length = 0;
    await isRefused(other, { context }, /revoked/);
  });

  it('is nowhere in the store', async () => {
    const store = memoryStore();
    const kit = deskKit({ store });
    const context = await kit.contextOf();
    const area = `desk/${kit.desk.installation.installationId}/contexts`;
    const ids = await store.list(area);
    expect(ids).toHaveLength(1);
    expect(JSON.stringify([ids, await store.get(area, ids[0] ?? '')])).not.toContain(context);
  });
});

describe('orgId', () => {
  it('missing is 422 INVALID_DATA, naming the field', async () => {
    const { status, body } = await callInvoke(deskKit(), GET, { orgId: null });
    expect(status).toBe(422);
    expect(body).toMatchObject({
      errorCode: 'INVALID_DATA',
      errors: [{ fieldName: '/orgId', errorType: 'missing' }],
    });
  });

  it('of another organisation is 403 FORBIDDEN', () =>
    isRefused(deskKit(), { orgId: '999' }, /orgId/, '/orgId'));

  it('and securityContext, both missing, are said in one answer', async () => {
    const { body } = await callInvoke(deskKit(), GET, { orgId: null, context: null });
    expect(body).toMatchObject({ errors: [{ fieldName: '/orgId' }, { fieldName: '/securityContext' }] });
  });
});
