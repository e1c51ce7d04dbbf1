import { describe, expect, it } from 'vitest';
import { ZfappsError } from '../../../src/core/protocol/index.js';
import { deskKit, INSTALLATION, ORG, SECRET } from './support.js';
import { callOwn, invoked } from './support-calls.js';

const USERS = [
  { id: 'ann', name: 'Ann' },
  { id: 'bob', name: 'Bob' },
];

const full = () =>
  deskKit({
    extensionName: 'Jira',
    configParams: [
      {
        name: 'region',
        default: 'eu',
        type: 'picklist',
        options: ['eu', 'us'],
        displayName: 'Region',
        mandatory: true,
      },
      { name: 'token', secure: true },
    ],
    resources: {
      fields: [{ resourceName: 'field1', displayLabel: 'Field one', id: '77', apiName: 'cf_one' }],
      permissions: [{ apiName: 'solve', displayName: 'Solve', defaultState: true }],
    },
    callbackListener: { onInstall: 'https://extension.example.com/install' },
  });

async function rejection(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => Promise.reject(new Error('It resolved.')),
    (error) => error,
  );
}

describe("the customer's portal", () => {
  it('keeps a secure param where its mask is written back', async () => {
    const { desk } = full();
    await desk.portal.setParam('token', 'real');
    await desk.portal.setParam('token', '****');
    expect(await desk.data.params(INSTALLATION)).toEqual({ token: 'real' });
  });

  it('shows the installation: params, fields, permissions by user, contexts and listeners', async () => {
    const { desk } = full();
    const { id, expiresAt } = await desk.contexts.mint('ann', null, 1000);
    await desk.portal.setPermission('bob', 'solve', false);
    const state = await desk.portal.state(USERS, 'ann');
    expect(state).toMatchObject({
      extensionName: 'Jira',
      orgId: ORG,
      installationId: INSTALLATION,
      users: USERS,
      user: 'ann',
      configParams: [
        {
          name: 'region',
          displayName: 'Region',
          type: 'picklist',
          value: 'eu',
          isSet: false,
          options: ['eu', 'us'],
        },
        { name: 'token', displayName: 'token', secure: true, value: '', isSet: false },
      ],
      fields: [{ resourceName: 'field1', displayLabel: 'Field one', id: '77', apiName: 'cf_one' }],
      permissions: [{ apiName: 'solve', displayName: 'Solve', users: { ann: true, bob: false } }],
      contexts: [{ id, user: 'ann', state: 'valid', expiresAt }],
    });
    expect(state.callbacks).toHaveLength(8);
    expect(state.callbacks).toContainEqual({
      event: 'onInstall',
      url: 'https://extension.example.com/install',
    });
    expect(state.callbacks).toContainEqual({ event: 'onUpdate' });
  });

  it('holds neither the secret, nor the text of a context, nor a secure value', async () => {
    const { desk } = full();
    const { text } = await desk.contexts.mint('ann', null, 1000);
    await desk.portal.setParam('token', 's3cret');
    const state = await desk.portal.state(USERS, 'ann');
    expect(state.configParams[1]).toMatchObject({ value: '****', isSet: true });
    for (const secret of [SECRET, text, 's3cret']) expect(JSON.stringify(state)).not.toContain(secret);
  });

  it('shows contexts newest first, and how each stands', async () => {
    const kit = full();
    const { desk } = kit;
    const mint = async (user: string) => {
      kit.clock.now += 1;
      return (await desk.contexts.mint(user, null, 10_000)).id;
    };
    const [old, ended, revoked] = [await mint('old'), await mint('ended'), await mint('revoked')];
    await desk.contexts.end(ended, 'expired');
    await desk.contexts.end(revoked, 'revoked');
    const states = async () =>
      (await desk.portal.state(USERS, 'ann')).contexts.map(({ user, state }) => [user, state]);
    expect(await states()).toEqual([
      ['revoked', 'revoked'],
      ['ended', 'expired'],
      ['old', 'valid'],
    ]);
    kit.clock.now += 10_000;
    expect((await states())[2]).toEqual(['old', 'expired']);
    expect(await desk.contexts.end('nothing', 'revoked')).toBe(false);
    expect(await desk.contexts.end(old, 'revoked')).toBe(true);
  });

  it('sets a param, which placeholders and the API have at once, and takes it back to its default', async () => {
    const kit = full();
    const url = async () => {
      await invoked(kit, { requestURL: 'https://{{region}}.example.com/', requestType: 'GET' });
      return kit.sent.at(-1)?.url;
    };
    await kit.desk.portal.setParam('region', 'us');
    expect(await url()).toBe('https://us.example.com/');
    expect((await callOwn(kit, 'GET', 'configParams')).body).toMatchObject({ data: [{ value: 'us' }, {}] });
    await kit.desk.portal.deleteParam('region');
    expect(await url()).toBe('https://eu.example.com/');
  });

  it.each([
    ['setParam of an unknown name', 'regoin', 'eu', /regoin.*did you mean.*region/i],
    ['setParam of __proto__', '__proto__', 'eu', /__proto__/],
    ['a value that it does not take', 'region', 'mars', /region takes eu, us/],
    ['an empty value of a mandatory one', 'region', '', /mandatory/],
  ])('refuses %s', async (_, name, value, message) => {
    const { desk } = full();
    const error = await rejection(desk.portal.setParam(name, value));
    expect(error).toBeInstanceOf(ZfappsError);
    expect(error).toMatchObject({ code: 'invalid_options', message: expect.stringMatching(message) });
    expect((await desk.portal.state(USERS, 'ann')).configParams[0]).toMatchObject({
      value: 'eu',
      isSet: false,
    });
  });

  it('refuses an unknown param to delete, and an unknown permission', async () => {
    const { desk } = full();
    for (const call of [desk.portal.deleteParam('nothing'), desk.portal.setPermission('ann', 'fly', true)])
      expect(await rejection(call)).toMatchObject({ code: 'invalid_options' });
  });
});
