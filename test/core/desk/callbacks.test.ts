import { createServer } from 'node:http';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { verifyCallbackHash } from '../../../src/core/desk/index.js';
import { ZfappsError } from '../../../src/core/protocol/index.js';
import { answer, deskKit, ORG, SECRET } from './support.js';
import { callInvoke, callOwn } from './support-calls.js';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { UpstreamRequest, UpstreamResponse } from '../../../src/core/backend/index.js';
import type { KitOptions } from './support.js';

/** The events of the reference. */
const EVENTS = [
  'onInstall',
  'onZohoAuthorise',
  'onTPAAuthorise',
  'onTPARevoke',
  'onUpdate',
  'onConfigParamAdd',
  'onConfigParamDelete',
  'onUninstall',
] as const;

const LISTENER = 'https://extension.example.com/events?from=desk';
const GET = { requestURL: 'https://api.example.com/', requestType: 'GET' };

/** A kit whose extension listens to onInstall, and what it was told. */
function listening(options: KitOptions = {}, heard: UpstreamResponse = answer('thanks', 202)) {
  const told: UpstreamRequest[] = [];
  const kit = deskKit({
    callbackListener: { onInstall: LISTENER },
    deliver: async (request) => {
      told.push(request);
      return heard;
    },
    ...options,
  });
  const bodyOf = (index = 0) => new TextDecoder().decode(told[index]?.body);
  return { kit, told, bodyOf };
}

describe('Callbacks to the extension', () => {
  it.each(EVENTS)('%s is a POST of JSON to manifest.callbackListener.<event>', async (event) => {
    const url = `https://extension.example.com/${event}`;
    const { kit, told, bodyOf } = listening({ callbackListener: { [event]: url } });
    const result = await kit.desk.fire(event, 'ann');
    expect(result).toMatchObject({ event, url, status: 202, answer: 'thanks' });
    expect(told).toMatchObject([{ method: 'POST', url }]);
    expect(told[0]?.headers).toContainEqual(['Content-Type', 'application/json']);
    expect(JSON.parse(bodyOf())).toEqual({ event, orgId: ORG, securityContext: expect.any(String) });
  });

  it('the HASH is over the raw body, so that the extension verifies that Desk sent it', async () => {
    const { kit, told, bodyOf } = listening();
    const { hash, body } = await kit.desk.fire('onInstall', 'ann');
    expect(told[0]?.headers).toContainEqual(['HASH', hash]);
    expect(body).toBe(bodyOf());
    expect(hash).toBe(createHmac('sha256', SECRET).update(bodyOf()).digest('hex'));
    expect(await verifyCallbackHash(bodyOf(), SECRET, hash)).toBe(true);
    expect(await verifyCallbackHash(`${bodyOf()} `, SECRET, hash)).toBe(false);
    expect(await verifyCallbackHash(bodyOf(), 'another', hash)).toBe(false);
  });

  it('orgId and securityContext are provided during callbacks: an invoke call works with them, for that user', async () => {
    const { kit, bodyOf } = listening({ resources: { permissions: [{ apiName: 'solve' }] } });
    await kit.desk.portal.setPermission('ann', 'solve', true);
    await kit.desk.fire('onInstall', 'ann');
    const { orgId, securityContext: context } = JSON.parse(bodyOf());
    expect(await callOwn(kit, 'GET', 'myCustomPermissions', { context, orgId })).toMatchObject({
      body: { data: [{ isEnabled: true }] },
    });
    expect(await kit.desk.contexts.list()).toMatchObject([{ user: 'ann', state: 'valid' }]);
  });

  it('each callback has a context of its own, which holds for limits.contextMs', async () => {
    const { kit, bodyOf } = listening({ limits: { contextMs: 5000 } });
    await kit.desk.fire('onInstall', 'ann');
    await kit.desk.fire('onInstall', 'ann');
    const [context, other] = [0, 1].map((index) => JSON.parse(bodyOf(index)).securityContext);
    expect(context).not.toBe(other);
    kit.clock.now += 4999;
    expect((await callInvoke(kit, GET, { context })).status).toBe(200);
    kit.clock.now += 1;
    expect((await callInvoke(kit, GET, { context })).status).toBe(403);
  });

  it.each([
    ['one that nobody listens to', 'onUpdate', /does not listen to onUpdate.*callbackListener/],
    ['an unknown event', 'onInstalled', /onInstalled.*did you mean.*onInstall/i],
    ['a prototype', '__proto__', /no event/],
    ['another', 'constructor', /no event/],
  ])('%s rejects, and neither calls nor mints', async (_, event, message) => {
    const { kit, told } = listening();
    const error = await kit.desk.fire(event, 'ann').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ZfappsError);
    expect(error).toMatchObject({ code: 'invalid_options', message: expect.stringMatching(message) });
    expect(told).toEqual([]);
    expect(await kit.desk.contexts.list()).toEqual([]);
  });

  it('where the extension is not reached, the result says why', async () => {
    const { kit } = listening({
      deliver: async () => {
        throw new ZfappsError('connection_refused', 'Nothing listens there.');
      },
    });
    const result = await kit.desk.fire('onInstall', 'ann');
    expect(result).toMatchObject({ event: 'onInstall', url: LISTENER, problem: 'Nothing listens there.' });
    expect(result).not.toHaveProperty('status');
    expect(kit.desk.calls()).toMatchObject([
      { kind: 'callback', status: 0, problem: 'Nothing listens there.' },
    ]);
  });

  it('an error of the extension is a result like any other', async () => {
    const { kit } = listening({}, answer('oops', 500));
    expect(await kit.desk.fire('onInstall', 'ann')).toMatchObject({ status: 500, answer: 'oops' });
  });

  it('of a long answer the beginning is kept', async () => {
    const { kit } = listening({}, answer('x'.repeat(100_000)));
    const { answer: kept = '' } = await kit.desk.fire('onInstall', 'ann');
    expect(kept).toMatch(/^x+$/);
    expect(kept.length).toBeLessThan(1000);
  });

  it('is told to calls() without the context', async () => {
    const { kit, bodyOf } = listening();
    await kit.desk.fire('onInstall', 'ann');
    expect(kit.desk.calls()).toMatchObject([
      { kind: 'callback', method: 'POST', url: LISTENER, status: 202, user: 'ann' },
    ]);
    expect(JSON.stringify(kit.desk.calls())).not.toContain(JSON.parse(bodyOf()).securityContext);
  });
});

describe('callbackOrigin: where callbacks go instead', () => {
  it.each([
    [LISTENER, 'http://127.0.0.1:3000', 'http://127.0.0.1:3000/events?from=desk'],
    ['https://extension.example.com', 'http://localhost:8080', 'http://localhost:8080/'],
    [
      'https://extension.example.com//evil.example/x',
      'http://127.0.0.1:3000',
      'http://127.0.0.1:3000//evil.example/x',
    ],
  ])('%s goes to %s', async (listener, callbackOrigin, url) => {
    const { kit, told } = listening({ callbackListener: { onInstall: listener }, callbackOrigin });
    expect((await kit.desk.fire('onInstall', 'ann')).url).toBe(url);
    expect(told[0]?.url).toBe(url);
  });

  it.each(['nonsense', 'ftp://x', 'http://127.0.0.1:3000/path'])('%s is none', (callbackOrigin) => {
    expect(() => deskKit({ callbackOrigin })).toThrow(/^desk\.callbackOrigin/);
  });

  it.each(['nonsense', 'javascript:alert(1)'])('nor is %s a listener', (onInstall) => {
    expect(() => deskKit({ callbackListener: { onInstall } })).toThrow(/^desk\.callbackListener\.onInstall/);
  });
});

describe('over HTTP', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  it('by default it is told by fetch, on this machine too, and a redirect is not followed', async () => {
    const heard: { url: string | undefined; hash: unknown; body: string }[] = [];
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      heard.push({ url: request.url, hash: request.headers.hash, body: Buffer.concat(chunks).toString() });
      response.writeHead(302, { Location: '/elsewhere' }).end('moved');
    });
    servers.push(server);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const callbackOrigin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const kit = deskKit({ callbackListener: { onInstall: LISTENER }, callbackOrigin });
    const result = await kit.desk.fire('onInstall', 'ann');
    expect(result).toMatchObject({ status: 302, answer: 'moved' });
    expect(heard).toEqual([{ url: '/events?from=desk', hash: result.hash, body: result.body }]);
  });

  it('where nothing listens the result says so', async () => {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const callbackOrigin = `http://127.0.0.1:${port}`;
    const kit = deskKit({ callbackListener: { onInstall: LISTENER }, callbackOrigin });
    const { status, problem } = await kit.desk.fire('onInstall', 'ann');
    expect(status).toBeUndefined();
    expect(problem).toContain(`127.0.0.1:${port}`);
  });
});
