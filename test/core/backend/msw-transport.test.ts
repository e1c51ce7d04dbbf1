import { delay, http, HttpResponse, passthrough } from 'msw';
import type { RequestHandler } from 'msw';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { mswTransport } from '../../../src/core/backend/index.js';
import { contextWith } from './transport-contract.js';

const URL_WITH_QUERY = 'https://api.example.com/items?key=S3CRET';

const send = (handlers: RequestHandler[], context = contextWith()) =>
  mswTransport(handlers)({ method: 'GET', url: URL_WITH_QUERY, headers: [] }, context);

const handler = (resolver: Parameters<typeof http.get>[1]) =>
  http.get('https://api.example.com/items', resolver);

describe('mswTransport', () => {
  it('leaves a request that no handler matches to the next transport', async () => {
    expect(await send([http.post('*', () => HttpResponse.text('not this'))])).toBeUndefined();
    expect(await send([])).toBeUndefined();
  });

  it('leaves a request that a handler passes through to the next transport', async () => {
    expect(await send([handler(() => passthrough())])).toBeUndefined();
  });

  it('leaves a request to the next handler when one answers nothing', async () => {
    const response = await send([handler(() => undefined), handler(() => HttpResponse.text('second'))]);
    expect(new TextDecoder().decode(response?.body)).toBe('second');
  });

  it('asks handlers that were added to the list later', async () => {
    const handlers: RequestHandler[] = [];
    const transport = mswTransport(handlers);
    handlers.push(handler(() => HttpResponse.text('late')));
    const response = await transport({ method: 'GET', url: URL_WITH_QUERY, headers: [] }, contextWith());
    expect(response).toMatchObject({ status: 200 });
  });

  it('answers with a Response that a handler throws', async () => {
    const response = await send([
      handler(() => {
        throw new HttpResponse('stop', { status: 403, statusText: 'Not for you' });
      }),
    ]);
    expect(response).toMatchObject({ status: 403, statusText: 'Not for you' });
  });

  it('rejects with network_error when a handler answers HttpResponse.error()', async () => {
    await expect(send([handler(() => HttpResponse.error())])).rejects.toMatchObject({
      code: 'network_error',
      message: expect.stringContaining('GET https://api.example.com/items '),
    });
  });

  it.each([
    ['an Error', new Error('no such fixture')],
    ['a text', 'no such fixture'],
  ])('rejects with mock_failed, naming the request, when a handler throws %s', async (_, thrown) => {
    const failed = send([
      handler(() => {
        throw thrown;
      }),
    ]);
    await expect(failed).rejects.toMatchObject({
      code: 'mock_failed',
      message: expect.stringMatching(
        /^(?!.*S3CRET).*GET https:\/\/api\.example\.com\/items: no such fixture/,
      ),
    });
  });

  it('rejects with timeout_response when a handler delays for ever', async () => {
    const controller = new AbortController();
    const endless = handler(async () => {
      controller.abort();
      await delay('infinite');
    });
    await expect(send([endless], contextWith({ signal: controller.signal }))).rejects.toMatchObject({
      code: 'timeout_response',
    });
  });

  it('takes the body of a mock as decoded, as a fetched response or a HAR leaves it', async () => {
    const response = await send([
      handler(() => new HttpResponse('plain', { headers: { 'Content-Encoding': 'gzip', 'X-Kept': '1' } })),
    ]);
    expect(new TextDecoder().decode(response?.body)).toBe('plain');
    expect(response?.headers.map(([name]) => name)).not.toContain('content-encoding');
    expect(response?.headers).toContainEqual(['x-kept', '1']);
  });
});

describe('mswTransport without msw', () => {
  afterEach(() => {
    vi.doUnmock('msw');
    vi.resetModules();
  });

  async function withoutMsw(handlers: RequestHandler[]) {
    vi.resetModules();
    vi.doMock('msw', () => {
      throw new Error("Cannot find package 'msw'");
    });
    const fresh = await import('../../../src/core/backend/msw-transport.js');
    return fresh.mswTransport(handlers)({ method: 'GET', url: URL_WITH_QUERY, headers: [] }, contextWith());
  }

  it('rejects with the command that installs it', async () => {
    await expect(withoutMsw([handler(() => HttpResponse.text('never'))])).rejects.toMatchObject({
      code: 'mock_failed',
      message: expect.stringContaining('npm install --save-dev msw'),
    });
  });

  it('passes requests on all the same while there is no handler', async () => {
    expect(await withoutMsw([])).toBeUndefined();
  });
});
