import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { bearer, oauth2 } from '../../src/core/connections/index.js';
import { mountWidget } from '../../src/testing/index.js';
import type { RequestOptions } from '../../src/core/protocol/index.js';
import type { MountOptions } from '../../src/testing/index.js';

const SDK = '<script src="https://js.zohostatic.com/zohofinance/v1/zf_sdk.js"></script>';
const API = 'https://api.example.com/v1/items';

const server = setupServer();
let errors: ReturnType<typeof vi.spyOn>;

beforeAll(() => {
  errors = vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => {
  server.close();
  server.resetHandlers();
  errors.mockClear();
});
afterAll(() => errors.mockRestore());

/** Mounts a page with nothing but the SDK, and makes one request in it. */
async function requested(
  options: RequestOptions,
  mount: MountOptions = {},
): Promise<{ value?: unknown; error?: unknown }> {
  const widget = await mountWidget({ html: SDK }, mount);
  return widget.window.ZFAPPS.request(options).then(
    (value: unknown) => ({ value }),
    (error: unknown) => ({ error }),
  );
}

describe("MSW's setupServer", () => {
  it('intercepts the upstream request itself, with the credential that the connection adds', async () => {
    server.use(
      http.get(API, ({ request }) => HttpResponse.json({ seen: request.headers.get('authorization') })),
    );
    server.listen({ onUnhandledRequest: 'error' });
    const connections = {
      books: {
        type: 'bearer' as const,
        token: 't0k3n',
        scheme: 'Zoho-oauthtoken',
        hosts: ['api.example.com'],
      },
    };
    const { value } = await requested({ url: API, connection_link_name: 'books' }, { connections });
    expect(value).toMatchObject({ data: { status_code: 200, body: '{"seen":"Zoho-oauthtoken t0k3n"}' } });
  });

  it('is asked after the handlers of the mount', async () => {
    server.use(
      http.get(API, () => HttpResponse.text('server')),
      http.get(`${API}/2`, () => HttpResponse.text('server')),
    );
    server.listen({ onUnhandledRequest: 'error' });
    const handlers = [http.get(API, () => HttpResponse.text('mount'))];
    expect(await requested({ url: API }, { handlers })).toMatchObject({ value: { data: { body: 'mount' } } });
    expect(await requested({ url: `${API}/2` }, { handlers })).toMatchObject({
      value: { data: { body: 'server' } },
    });
  });

  it('tells a mocked network error as one', async () => {
    server.use(http.get(API, () => HttpResponse.error()));
    server.listen({ onUnhandledRequest: 'error' });
    expect(await requested({ url: API })).toMatchObject({ error: { code: 'network_error' } });
  });
});

describe('connections', () => {
  const handlers = [
    http.get(API, ({ request }) => HttpResponse.json({ seen: request.headers.get('authorization') })),
  ];
  const call = { url: API, connection_link_name: 'books' };
  const provided = oauth2({
    clientId: 'id',
    authorizeUrl: 'https://id.example/authorize',
    tokenUrl: 'https://id.example/token',
    placement: { in: 'header', scheme: 'Zoho-oauthtoken' },
    level: 'user',
    hosts: ['api.example.com'],
  });

  it('of OAuth have a stand-in where their token would be, for the user of the page', async () => {
    const connections = { books: provided };
    expect(await requested(call, { handlers, connections, user: { user_id: '7' } })).toMatchObject({
      value: { data: { body: '{"seen":"Zoho-oauthtoken stand-in-for-books-user-7"}' } },
    });
  });

  it('by user take that of the page', async () => {
    const token = { users: { '7': 'seven', '8': 'eight' } };
    const connections = { books: bearer({ token, hosts: ['api.example.com'] }) };
    expect(await requested(call, { handlers, connections, user: { user_id: '8' } })).toMatchObject({
      value: { data: { body: '{"seen":"Bearer eight"}' } },
    });
  });

  it('can be forced into a state from the start, and later into another', async () => {
    const widget = await mountWidget({ html: SDK }, { handlers, connectionStates: { books: 'revoked' } });
    const request = () => widget.window.ZFAPPS.request(call);
    await expect(request()).rejects.toMatchObject({ code: 'connection_revoked' });
    widget.force('books', 'expired');
    await expect(request()).rejects.toMatchObject({ code: 'connection_expired' });
    widget.force('books', 'unauthorized_once');
    expect(await request()).toMatchObject({ data: { body: '{"seen":"Bearer stand-in-for-books-2"}' } });
    widget.force('books', 'error');
    await expect(request()).rejects.toMatchObject({ code: 'connection_failed' });
    widget.force('books', undefined);
    expect(await request()).toMatchObject({ data: { status_code: 200 } });
  });

  it('are not forced into what is no state', async () => {
    const connectionStates = { books: 'broken' as 'error' };
    await expect(mountWidget({ html: SDK }, { connectionStates })).rejects.toThrow(
      /connectionStates\["books"\] is "broken"; expected one of not_connected, expired/,
    );
  });
});

describe('a request that nothing answers', () => {
  it.each([
    'error',
    'warn',
    'bypass',
    'none',
  ] as const)('names the widget, the call and a handler to paste, and nothing leaves (onUnhandledRequest: %s)', async (strategy) => {
    vi.spyOn(console, 'warn').mockImplementationOnce(() => {});
    if (strategy !== 'none') server.listen({ onUnhandledRequest: strategy });
    const { error } = await requested({ url: `${API}?page=2`, method: 'POST' });
    expect(error).toEqual({
      code: 'not_mocked',
      message: expect.stringMatching(
        /^Nothing answers POST https:\/\/api\.example\.com\/v1\/items\?page=2, which the widget "Widget" asks for[\s\S]+\nhttp\.post\('https:\/\/api\.example\.com\/v1\/items', \(\) => HttpResponse\.json\(\{\}\)\)\n$/,
      ),
    });
    expect(errors).toHaveBeenCalledWith(expect.stringContaining('[zfapps-shim] Nothing answers POST'));
  });

  it.each([
    'https://93.184.216.34/',
    'http://93.184.216.34/',
  ])('does not leave for a literal address either: %s', async (url) => {
    expect(await requested({ url })).toMatchObject({ error: { code: 'not_mocked' } });
  });
});

describe('connections', () => {
  it('have a stand-in for any link name, with a token that a mock can tell', async () => {
    const handlers = [
      http.get(API, ({ request }) => HttpResponse.text(request.headers.get('authorization') ?? '')),
    ];
    const { value } = await requested({ url: API, connection_link_name: 'crm' }, { handlers });
    expect(value).toMatchObject({ data: { body: 'Bearer stand-in-for-crm' } });
  });

  it('stay off where the test turns them off', async () => {
    const connections = { crm: { off: 'It was revoked.' } };
    expect(await requested({ url: API, connection_link_name: 'crm' }, { connections })).toMatchObject({
      error: { code: 'connection_off', message: expect.stringContaining('It was revoked.') },
    });
  });
});

describe("a page's own fetch", () => {
  const page = (url: string) =>
    `<script>window.got = fetch(${JSON.stringify(url)}).then((r) => r.text(), (e) => e.name)</script>`;

  it('reads files of the package', async () => {
    const { window } = await mountWidget({ html: page('data.json'), files: { '/app/data.json': '{"a":1}' } });
    expect(await window.got).toBe('{"a":1}');
  });

  it('is blocked as in production where cspDomains does not list the address', async () => {
    const findings: unknown[] = [];
    const { window } = await mountWidget(
      { html: page(API) },
      { onFinding: (finding) => findings.push(finding) },
    );
    expect(await window.got).toBe('TypeError');
    expect(findings).toMatchObject([{ kind: 'csp', directive: 'connect-src', blocked: API }]);
  });

  it('is answered by the handlers where it does', async () => {
    const manifest = {
      modules: { widgets: [{ location: 'invoice.details.sidebar', name: 'W', url: '/app/widget.html' }] },
      cspDomains: { 'connect-src': ['https://api.example.com'] },
    };
    const handlers = [http.get(API, () => HttpResponse.text('mocked'))];
    const { window } = await mountWidget({ html: page(API), manifest }, { handlers });
    expect(await window.got).toBe('mocked');
  });
});
