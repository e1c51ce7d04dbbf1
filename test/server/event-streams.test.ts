import { describe, expect, it } from 'vitest';
import { createEventStreams } from '../../src/server/event-streams.js';
import { readEvents } from '../support/read-events.js';
import { asSent, bootOf, PAGE, serverUnderTest } from './server-under-test.js';
import type { ServerEvent } from '../../src/core/protocol/index.js';

describe('a stream', () => {
  it('begins with the revision, which counts changed files', async () => {
    const streams = createEventStreams();
    streams.publish({ type: 'file', path: '/app/a.js' });
    streams.publish({ type: 'project', records: false });
    const { next } = readEvents(streams.open());
    expect(await next()).toEqual({ type: 'open', revision: 1 });
    streams.publish({ type: 'file', path: '/app/a.js', pages: ['/app/a.html'] });
    expect(await next()).toEqual({ type: 'file', revision: 2, path: '/app/a.js', pages: ['/app/a.html'] });
  });

  it('gives every reader every event, in order', async () => {
    const streams = createEventStreams();
    const readers = [readEvents(streams.open()), readEvents(streams.open())];
    for (const name of ['a', 'b', 'c']) streams.publish({ type: 'file', path: `/app/${name}.js` });
    for (const { next } of readers) {
      expect(await next()).toMatchObject({ type: 'open' });
      for (const revision of [1, 2, 3]) expect(await next()).toMatchObject({ type: 'file', revision });
    }
  });

  it('is let go of when its reader goes', async () => {
    const streams = createEventStreams();
    const left = readEvents(streams.open());
    const kept = readEvents(streams.open());
    await left.next();
    await left.cancel();
    expect(streams.size).toBe(1);
    streams.publish({ type: 'project', records: true });
    await kept.next();
    expect(await kept.next()).toEqual({ type: 'project', records: true });
  });

  it('of a reader that does not read does not grow: what it missed becomes another opening', async () => {
    const streams = createEventStreams();
    const { next } = readEvents(streams.open());
    expect(await next()).toEqual({ type: 'open', revision: 0 });
    for (let n = 0; n < 10_000; n += 1) streams.publish({ type: 'file', path: '/app/a.js' });
    const first = await next();
    expect(first).toMatchObject({ type: 'open' });
    let last: ServerEvent = first;
    let count = 1;
    while (last.type !== 'file' || last.revision < 10_000) {
      last = await next();
      count += 1;
    }
    expect(count).toBeLessThanOrEqual(200);
  });
});

describe('the route of events', () => {
  const url = `${PAGE}/__zfapps/events`;

  it('is for the host page alone', async () => {
    const { server } = serverUnderTest();
    const { token } = await bootOf(server);
    expect((await server.fetch(asSent(url, {}))).status).toBe(403);
    expect((await server.fetch(asSent(url, { 'x-zfapps-token': 'x' }))).status).toBe(403);
    const attacker = { 'x-zfapps-token': token, 'sec-fetch-site': 'same-site' };
    expect((await server.fetch(asSent(url, attacker))).status).toBe(403);
  });

  it('tells of changes of the project and of files', async () => {
    const { server } = serverUnderTest();
    const { token } = await bootOf(server);
    const response = await server.fetch(asSent(url, { 'x-zfapps-token': token }));
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const { next, cancel } = readEvents(response.body);
    expect(await next()).toEqual({ type: 'open', revision: 0 });
    server.update({ problems: ['zfapps.config.ts failed'] });
    expect(await next()).toEqual({ type: 'project', records: false });
    server.update({ records: () => ({ organization: {}, user: {}, records: {} }) });
    expect(await next()).toEqual({ type: 'project', records: true });
    server.fileChanged('/app/none.js');
    expect(await next()).toEqual({
      type: 'file',
      revision: 1,
      path: '/app/none.js',
      pages: ['/app/none.js'],
    });
    await cancel();
  });
});
