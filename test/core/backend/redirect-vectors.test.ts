import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordedBackend } from '../../support/recorded-backend.js';
import { vectors } from '../../support/vectors.js';
import type { RecordedBackend } from '../../support/recorded-backend.js';

interface RedirectCase {
  name: string;
  request: { method: string; url: string; body?: string; contentType?: string };
  redirect: { status: number; location: string | null };
  expect: {
    credential?: boolean;
    rejects?: true;
    status?: number;
    next: { method: string; url: string; body: string | null } | null;
  };
}

const connections = { api: { type: 'bearer' as const, token: 'tok', hosts: ['api.example.com'] } };

let recorded: RecordedBackend;
let answer: { status: number; headers: Record<string, string> }[];
beforeEach(async () => {
  answer = [];
  recorded = await recordedBackend((_, response) => {
    const { status, headers } = answer.shift() ?? { status: 200, headers: {} };
    response.writeHead(status, headers).end();
  });
});
afterEach(() => recorded.close());

/** Lets the upstream redirect to each location in turn, and then answer 200. */
function redirectTo(...locations: (string | null)[]): void {
  answer.push(
    ...locations.map((location) => ({
      status: 302,
      headers: location === null ? {} : { Location: location },
    })),
  );
}

describe('redirect.json over a real socket', () => {
  it.each(vectors<RedirectCase[]>('redirect.json'))('$name', async ({
    request,
    redirect,
    expect: expected,
  }) => {
    answer.push({
      status: redirect.status,
      headers: redirect.location === null ? {} : { Location: redirect.location },
    });
    const call = recorded.create({ connections }).request({
      url: request.url,
      method: request.method,
      connection_link_name: 'api',
      ...(request.contentType === undefined
        ? {}
        : { header: [{ key: 'Content-Type', value: request.contentType }] }),
      ...(request.body === undefined ? {} : { body: { mode: 'raw', raw: request.body } }),
    });
    if (expected.rejects) {
      await expect(call).rejects.toEqual({ code: expect.any(String), message: expect.any(String) });
      expect(recorded.arrivals).toHaveLength(1);
      return;
    }
    const { data } = await call;
    expect(data.status_code).toBe(expected.status ?? 200);
    const next = recorded.arrivals[1];
    if (expected.next === null) {
      expect(next).toBeUndefined();
      return;
    }
    expect(next?.recorded.method).toBe(expected.next.method);
    expect(next?.url.href).toBe(expected.next.url);
    expect(next?.recorded.body.toString()).toBe(expected.next.body ?? '');
    expect(next?.recorded.headers.authorization).toBe(expected.credential ? 'Bearer tok' : undefined);
    expect(next?.recorded.headers['content-type']).toBe(
      expected.next.body === null ? undefined : request.contentType,
    );
  });
});

describe('redirects beyond the vectors', () => {
  it('follows five and refuses the sixth', async () => {
    redirectTo('/1', '/2', '/3', '/4', '/5');
    await expect(recorded.create().request({ url: 'https://api.example.com/0' })).resolves.toMatchObject({
      data: { status_code: 200 },
    });
    recorded.arrivals.length = 0;
    redirectTo('/1', '/2', '/3', '/4', '/5', '/6');
    await expect(recorded.create().request({ url: 'https://api.example.com/0' })).rejects.toMatchObject({
      code: 'too_many_redirects',
    });
    expect(recorded.arrivals).toHaveLength(6);
  });

  it('does not give the credential back once a redirect has left its hosts', async () => {
    redirectTo('https://elsewhere.example.net/a', 'https://api.example.com/admin');
    await recorded
      .create({ connections })
      .request({ url: 'https://api.example.com/', connection_link_name: 'api' });
    expect(recorded.arrivals.map(({ recorded: { headers } }) => headers.authorization)).toEqual([
      'Bearer tok',
      undefined,
      undefined,
    ]);
  });

  it('does not carry an API key that a Location echoes to another host', async () => {
    redirectTo('https://elsewhere.example.net/a?api_key=k-1&page=2');
    const key = {
      type: 'apiKey' as const,
      in: 'query' as const,
      name: 'api_key',
      value: 'k-1',
      hosts: ['api.example.com'],
    };
    await recorded
      .create({ connections: { key } })
      .request({ url: 'https://api.example.com/', connection_link_name: 'key' });
    expect(recorded.arrivals.map(({ recorded: { target } }) => target)).toEqual([
      '/?api_key=k-1',
      '/a?page=2',
    ]);
  });

  it("does not carry the widget's own Authorization to another origin", async () => {
    redirectTo('/b', 'https://elsewhere.example.net/c');
    await recorded
      .create()
      .request({ url: 'https://api.example.com/a', header: [{ key: 'Authorization', value: 'Basic eA==' }] });
    expect(recorded.arrivals.map(({ recorded: { headers } }) => headers.authorization)).toEqual([
      'Basic eA==',
      'Basic eA==',
      undefined,
    ]);
  });

  it('refuses a redirect to a URL with a user name', async () => {
    redirectTo('https://api.example.com@evil.example/');
    await expect(recorded.create().request({ url: 'https://api.example.com/' })).rejects.toMatchObject({
      code: 'destination_refused',
    });
    expect(recorded.arrivals).toHaveLength(1);
  });

  it('refuses a Location that is no URL', async () => {
    redirectTo('https://[');
    await expect(recorded.create().request({ url: 'https://api.example.com/' })).rejects.toMatchObject({
      code: 'redirect_refused',
    });
  });
});
