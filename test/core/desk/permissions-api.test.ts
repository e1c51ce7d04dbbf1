import { describe, expect, it } from 'vitest';
import { memoryStore } from '../../../src/core/store/index.js';
import { deskKit } from './support.js';
import { callOwn } from './support-calls.js';
import type { DeskKit } from './support.js';

const resources = {
  permissions: [
    { resourceName: 'p1', apiName: 'createResolution', defaultState: true },
    { resourceName: 'p2', apiName: 'deleteResolution', defaultState: false },
    { resourceName: 'p3', apiName: 'seeResolution' },
  ],
};

const mine = async (kit: DeskKit, user: string) =>
  (await callOwn(kit, 'GET', 'myCustomPermissions', { user })).body;

/** #MYPERMISSION_DATA_OBJECT of each, in this order. */
const data = (create: boolean, remove: boolean, see: boolean) => ({
  data: [
    { apiName: 'createResolution', isEnabled: create },
    { apiName: 'deleteResolution', isEnabled: remove },
    { apiName: 'seeResolution', isEnabled: see },
  ],
});

describe('#MYPERMISSION_DATA_OBJECT: get my custom permission', () => {
  it('answers 200 with data: apiName and isEnabled of each, as JSON', async () => {
    const kit = deskKit({ resources });
    const { status, body, headers } = await callOwn(kit, 'GET', 'myCustomPermissions');
    expect([status, body]).toEqual([200, data(true, false, false)]);
    expect(headers['Content-Type']).toMatch(/^application\/json/);
    expect(kit.sent).toEqual([]);
  });

  it('without any is an empty list', async () => {
    expect((await callOwn(deskKit(), 'GET', 'myCustomPermissions')).body).toEqual({ data: [] });
  });

  it('is of the logged-in user: the defaults, until an administrator decides for that user', async () => {
    const kit = deskKit({ resources });
    await kit.desk.portal.setPermission('ann', 'createResolution', false);
    await kit.desk.portal.setPermission('ann', 'seeResolution', true);
    expect(await mine(kit, 'ann')).toEqual(data(false, false, true));
    expect(await mine(kit, 'bob')).toEqual(data(true, false, false));
    await kit.desk.portal.setPermission('ann', 'createResolution', true);
    expect(await mine(kit, 'ann')).toEqual(data(true, false, true));
  });

  it('is the same for another Desk of the installation on the same store, and no other', async () => {
    const store = memoryStore();
    const kit = deskKit({ resources, store });
    await kit.desk.portal.setPermission('ann', 'deleteResolution', true);
    expect(await mine(deskKit({ resources, store }), 'ann')).toEqual(data(true, true, false));
    expect(await mine(deskKit({ resources, store, installationId: '5' }), 'ann')).toEqual(
      data(true, false, false),
    );
  });

  it('users and permissions with odd names do not meet', async () => {
    const odd = { permissions: [{ apiName: '__proto__' }, { apiName: 'constructor', defaultState: true }] };
    const kit = deskKit({ resources: odd });
    await kit.desk.portal.setPermission('a/b', '__proto__', true);
    const of = (proto: boolean) => [
      { apiName: '__proto__', isEnabled: proto },
      { apiName: 'constructor', isEnabled: true },
    ];
    expect(await mine(kit, 'a/b')).toEqual({ data: of(true) });
    for (const user of ['a', 'b', 'a%2Fb', '__proto__'])
      expect(await mine(kit, user)).toEqual({ data: of(false) });
  });

  it('takes GET alone', async () => {
    expect(
      await callOwn(deskKit({ resources }), 'POST', 'myCustomPermissions', { postBody: {} }),
    ).toMatchObject({
      status: 405,
      body: { errorCode: 'METHOD_NOT_ALLOWED' },
    });
  });
});

describe('resources.json', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => `r${index}`);

  it('has at most ten fields and ten permissions', () => {
    const of = (fields: number, permissions: number) => ({
      resources: {
        fields: many(fields).map((resourceName) => ({ resourceName })),
        permissions: many(permissions).map((apiName) => ({ apiName })),
      },
    });
    expect(() => deskKit(of(10, 10))).not.toThrow();
    expect(() => deskKit(of(11, 0))).toThrow(/desk\.resources\.fields.*10/);
    expect(() => deskKit(of(0, 11))).toThrow(/desk\.resources\.permissions.*10/);
  });

  it('has the documented members, and others, which are left alone', () => {
    const documented = {
      fields: [{ resourceName: 'f', module: 'tickets', displayLabel: 'F', type: 'Text', maxLength: 100 }],
      permissions: [
        { resourceName: 'p', apiName: 'solve', displayName: 'Solve', description: 'd', defaultState: true },
      ],
      webhooks: [{ resourceName: 'w' }],
    };
    const { installation } = deskKit({ resources: documented }).desk;
    expect(installation.fields).toMatchObject(documented.fields);
    expect(installation.permissions).toMatchObject(documented.permissions);
  });

  it.each([
    { fields: [{ resourceName: 'one' }, { resourceName: 'one' }] },
    { permissions: [{ apiName: 'one' }, { apiName: 'one' }] },
    { fields: [{ resourceName: 'one' }], permissions: [{ resourceName: 'one', apiName: 'x' }] },
  ])('a resourceName is unique in the file: %j', (twice) => {
    expect(() => deskKit({ resources: twice })).toThrow(/desk\.resources/);
  });
});
