import { afterEach, describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../../src/core/protocol/index.js';
import type { Limits } from '../../../src/core/protocol/index.js';
import type { Transport, TransportContext, UpstreamResponse } from '../../../src/core/backend/index.js';
import type { Script, ScriptedAnswer, SeenRequest } from './scripted-upstream.js';

/** A transport whose upstream answers by a script. */
export interface TransportUnderTest {
  transport: Transport;
  origin: string;
  close(): Promise<void>;
}

/** A context that allows this machine's own addresses. */
export function contextWith(
  given: {
    signal?: AbortSignal;
    limits?: Partial<Limits>;
    allowsPrivate?: TransportContext['allowsPrivate'];
  } = {},
): TransportContext {
  return {
    signal: given.signal ?? new AbortController().signal,
    limits: { ...DEFAULT_LIMITS, ...given.limits },
    allowsPrivate: given.allowsPrivate ?? (() => true),
  };
}

/** Every value of a header, in order, whether they came apart or joined. */
export function valuesOf(response: UpstreamResponse, name: string): string[] {
  return response.headers.filter(([given]) => given.toLowerCase() === name).map(([, value]) => value);
}

const EVERY_BYTE = Uint8Array.from({ length: 256 }, (_, byte) => byte);
const text = (value: string) => new TextEncoder().encode(value);

/** What every transport must do that reaches an upstream. */
export function describeTransport(
  name: string,
  create: (script: Script) => Promise<TransportUnderTest>,
): void {
  describe(`${name} as a transport`, () => {
    const closers: (() => Promise<void>)[] = [];
    afterEach(async () => {
      for (const close of closers.splice(0)) await close();
    });

    async function start(answer: ScriptedAnswer | Script) {
      const seen: SeenRequest[] = [];
      const made = await create((request) => {
        seen.push(request);
        return typeof answer === 'function' ? answer(request) : answer;
      });
      closers.push(made.close);
      async function send(
        request: Partial<Parameters<Transport>[0]> & { path?: string } = {},
        context = contextWith(),
      ): Promise<UpstreamResponse> {
        const { path = '/', ...rest } = request;
        const response = await made.transport(
          { method: 'GET', url: made.origin + path, headers: [], ...rest },
          context,
        );
        if (response === undefined) throw new Error('the transport passed the request on');
        return response;
      }
      return { seen, send, origin: made.origin };
    }

    it.each([
      [200, 'OK'],
      [404, 'Not Found'],
      [418, 'Short and stout'],
      [500, 'Internal Server Error'],
    ])('resolves with status %i and its reason phrase %s', async (status, statusText) => {
      const { send } = await start({ status, statusText, body: text('x') });
      expect(await send()).toMatchObject({ status, statusText });
    });

    it('does not follow a redirect', async () => {
      const { send, seen } = await start({
        status: 302,
        statusText: 'Found',
        headers: [['Location', '/next']],
      });
      const response = await send();
      expect(response.status).toBe(302);
      expect(valuesOf(response, 'location')).toEqual(['/next']);
      expect(seen).toHaveLength(1);
    });

    it('keeps every Set-Cookie apart', async () => {
      const cookies = ['a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT', 'b=2'];
      const { send } = await start({ headers: cookies.map((value) => ['Set-Cookie', value]) });
      expect(valuesOf(await send(), 'set-cookie')).toEqual(cookies);
    });

    it('keeps every value of a header that repeats, in order', async () => {
      const { send } = await start({
        headers: [
          ['X-Part', 'one'],
          ['X-Part', 'two'],
        ],
      });
      expect(valuesOf(await send(), 'x-part').join(', ')).toBe('one, two');
    });

    it('reads and sends header values as Latin-1', async () => {
      const { send, seen } = await start({ headers: [['X-Name', 'caf\u00e9']] });
      const response = await send({ headers: [['X-Sent', 'na\u00efve']] });
      expect(valuesOf(response, 'x-name')).toEqual(['caf\u00e9']);
      expect(seen[0]?.headers['x-sent']).toBe('na\u00efve');
    });

    it('sends a target exactly as the URL has it', async () => {
      const { send, seen } = await start({});
      await send({ path: '/a%20b/%7e?flag&q=a+b&q=%C3%A9&empty=' });
      expect(seen[0]?.target).toBe('/a%20b/%7e?flag&q=a+b&q=%C3%A9&empty=');
    });

    it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])('sends the method %s', async (method) => {
      const { send, seen } = await start({});
      await send({ method });
      expect(seen[0]).toMatchObject({ method, body: new Uint8Array() });
    });

    it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('sends a body of every byte with %s', async (method) => {
      const { send, seen } = await start({});
      await send({ method, headers: [['Content-Type', 'application/octet-stream']], body: EVERY_BYTE });
      expect(seen[0]?.body).toEqual(EVERY_BYTE);
      expect(seen[0]?.headers['content-type']).toBe('application/octet-stream');
    });

    it('sends no body with GET, even if there is one', async () => {
      const { send, seen } = await start({});
      await send({ body: text('not sent') });
      expect(seen[0]?.body).toEqual(new Uint8Array());
    });

    it('adds no Content-Type of its own', async () => {
      const { send, seen } = await start({});
      await send({ method: 'POST', body: text('{}') });
      expect(seen[0]?.headers).not.toHaveProperty('content-type');
    });

    it('receives a body of every byte as plain bytes', async () => {
      const { send } = await start({ body: EVERY_BYTE });
      const { body } = await send();
      expect(body).toEqual(EVERY_BYTE);
      expect(body.constructor).toBe(Uint8Array);
    });

    it.each([200, 204, 304])('resolves a %i without a body with no bytes', async (status) => {
      const { send } = await start({ status });
      expect(await send()).toMatchObject({ status, body: new Uint8Array() });
    });

    it('takes a body of exactly the limit', async () => {
      const { send } = await start({ body: new Uint8Array(1000) });
      const response = await send({}, contextWith({ limits: { responseBytes: 1000 } }));
      expect(response.body).toHaveLength(1000);
    });

    it('rejects a body of one byte more, naming the limit and the setting', async () => {
      const { send } = await start({ body: new Uint8Array(1001) });
      await expect(send({}, contextWith({ limits: { responseBytes: 1000 } }))).rejects.toMatchObject({
        code: 'response_too_large',
        message: expect.stringMatching(/1000 bytes.*limits\.responseBytes/),
      });
    });

    it('does not start when its signal has aborted already', async () => {
      const { send, seen } = await start({});
      await expect(send({}, contextWith({ signal: AbortSignal.abort() }))).rejects.toMatchObject({
        code: expect.stringMatching(/^timeout_(connect|response)$/),
      });
      expect(seen).toEqual([]);
    });

    it('rejects with timeout_response when its signal aborts before the headers', async () => {
      const controller = new AbortController();
      const { send } = await start(() => {
        queueMicrotask(() => controller.abort());
        return { stall: 'response' };
      });
      await expect(send({}, contextWith({ signal: controller.signal }))).rejects.toMatchObject({
        code: 'timeout_response',
        message: expect.stringContaining('limits.timeoutMs'),
      });
    });

    it('rejects with timeout_body when its signal aborts during the body', async () => {
      const { send } = await start({ stall: 'body' });
      // The one case that needs the clock: nobody outside sees when the headers have been read.
      await expect(send({}, contextWith({ signal: AbortSignal.timeout(250) }))).rejects.toMatchObject({
        code: 'timeout_body',
      });
    });

    it('names host and port in an error, and neither query nor header', async () => {
      const { send, origin } = await start({ body: new Uint8Array(2) });
      const failed = send(
        { path: '/p?key=S3CRET-QUERY', headers: [['Authorization', 'Bearer S3CRET-HEADER']] },
        contextWith({ limits: { responseBytes: 1 } }),
      );
      await expect(failed).rejects.toMatchObject({
        message: expect.stringContaining(new URL(origin).host),
      });
      await expect(failed).rejects.not.toMatchObject({ message: expect.stringContaining('S3CRET') });
    });
  });
}
