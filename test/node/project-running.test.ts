import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { manifest } from '../support/temp-package.js';
import { CONFIG, mocks, running } from './running-project.js';
import type { AddressInfo } from 'node:net';

describe('a changed widget file', () => {
  it('is told to the pages, and nothing is read anew', async () => {
    const { write, events, request } = await running({
      [CONFIG]: { mocks: './mocks.ts' },
      'mocks.ts': mocks(1),
    });
    await request();
    await write('app/widget.html', '<p>new</p>');
    expect(await events.next()).toEqual({
      type: 'file',
      revision: 1,
      path: '/app/widget.html',
      pages: ['/app/widget.html'],
    });
    expect(await request()).toMatchObject({ count: 2 });
  });

  it('leads to one event for many files', async () => {
    const { folder, events } = await running({});
    await Promise.all(Array.from({ length: 300 }, (_, n) => writeFile(join(folder, `app/x${n}.js`), '')));
    await writeFile(join(folder, 'app/widget.html'), 'x');
    for (let count = 1; ; count += 1) {
      const { pages } = await events.next('file');
      expect(count).toBeLessThan(5);
      if (pages?.includes('/app/widget.html')) break;
    }
  });

  it('is left to somebody else where that is said', async () => {
    const { write, events } = await running({}, { watch: { files: false } });
    await write('app/widget.html', '<p>new</p>');
    await write('plugin-manifest.json', manifest({ webtab: '/app/widget.html' }));
    expect(await events.next()).toEqual({ type: 'project', records: false });
  });
});

describe('calls', () => {
  it('that are under way in the former backend go on to their end', async () => {
    const answers: (() => void)[] = [];
    const upstream = createServer((_, response) => {
      answers.push(() => response.end('{"from":"upstream"}'));
      wake();
    });
    let wake = () => {};
    await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      upstream.closeAllConnections();
      upstream.close();
    });
    const { port } = upstream.address() as AddressInfo;
    const config = { mode: 'live', destinations: { private: [`127.0.0.1:${port}`] } };
    const { write, next, request } = await running({ [CONFIG]: config });
    const arrived = new Promise<void>((resolve) => {
      wake = resolve;
    });
    const slow = request({ url: `http://127.0.0.1:${port}/slow` });
    await arrived;
    await write(CONFIG, { mode: 'offline' });
    expect(await next()).toMatchObject({ mode: 'offline' });
    expect(await request()).toMatchObject({ code: 'not_mocked' });
    for (const answer of answers) answer();
    expect(await slow).toMatchObject({ from: 'upstream' });
  });

  it('never reach the server itself, in any backend', async () => {
    const config = { mode: 'live', destinations: { private: ['127.0.0.1'] } };
    const { write, next, request } = await running({ [CONFIG]: config });
    const own = { url: 'http://127.0.0.1:5180/' };
    expect(await request(own)).toMatchObject({ code: 'destination_refused' });
    await write(CONFIG, { ...config, organization: { name: 'Other' } });
    await next();
    expect(await request(own)).toMatchObject({ code: 'destination_refused' });
  });
});

describe('100 reloads', () => {
  /** What Node holds open. */
  const open = () =>
    process.getActiveResourcesInfo().filter((name) => name !== 'Timeout' && name !== 'FSReqPromise').length;

  it('leave no more sockets, listeners and handles than one', async () => {
    let sockets = 0;
    const upstream = createServer((_, response) => response.end('{"from":"upstream"}'));
    upstream.on('connection', (socket) => {
      sockets += 1;
      socket.on('close', () => {
        sockets -= 1;
      });
    });
    await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      upstream.closeAllConnections();
      upstream.close();
    });
    const { port } = upstream.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/`;
    const config = (round: number) => ({
      mode: 'live',
      destinations: { private: [`127.0.0.1:${port}`] },
      organization: { name: `Round ${round}` },
    });
    const { write, next, request } = await running({ [CONFIG]: config(0) });
    expect(await request({ url })).toMatchObject({ from: 'upstream' });
    const before = open();
    const listeners = process.eventNames().map((name) => process.listenerCount(name));
    for (let round = 1; round <= 100; round += 1) {
      await write(CONFIG, config(round));
      await next();
      if (round % 10 === 0) expect(await request({ url })).toMatchObject({ from: 'upstream' });
    }
    expect(sockets).toBe(1);
    expect(open()).toBe(before);
    expect(process.eventNames().map((name) => process.listenerCount(name))).toEqual(listeners);
  }, 60_000);
});

describe('a project that does not watch', () => {
  it('says nothing of changes, and gives pages the error of a record file', async () => {
    const {
      write,
      manifest: shown,
      records,
      folder,
    } = await running(
      { [CONFIG]: { records: { invoice: './invoice.json' } }, 'invoice.json': { total: 1 } },
      { watch: false },
    );
    await write('plugin-manifest.json', manifest({ webtab: '/app/other.html' }));
    await writeFile(join(folder, 'invoice.json'), '{');
    expect(await records()).toMatchObject({ error: { message: expect.stringContaining('invoice.json') } });
    expect(await shown()).toMatchObject({ widgets: [{ location: 'invoice.details.sidebar' }], problems: [] });
  });
});
