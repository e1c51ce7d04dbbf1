import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import { createBackend, mswTransport } from '../../src/core/backend/index.js';
import { parseManifest } from '../../src/core/project/index.js';
import { asSent, bootOf, call, memoryFiles, PAGE, serverUnderTest, WIDGET } from './server-under-test.js';
import type { ServerOptions } from '../../src/server/index.js';
import type { ServerUnderTest } from './server-under-test.js';

let under: ServerUnderTest;
let token: string;

async function start(options: Partial<ServerOptions> = {}): Promise<void> {
  under = serverUnderTest(options);
  ({ token } = await bootOf(under.server));
}
beforeEach(() => start());

async function get(route: string): Promise<Record<string, unknown>> {
  return (await under.server.fetch(call(token, {}, { method: 'GET', url: `${PAGE}${route}` }))).json();
}

async function request(body: unknown): Promise<Response> {
  return under.server.fetch(call(token, {}, { body: JSON.stringify(body) }));
}

describe('the manifest route', () => {
  const manifest = parseManifest({
    modules: {
      widgets: [
        {
          location: 'invoice.details.sidebar',
          name: 'Side',
          url: '/app/side.html?a=1',
          allowed_features: ['camera'],
        },
        { location: 'bill.details.sidebar', name: 'Away', url: 'https://widgets.example/a.html' },
        { location: 'invoice.creation.sidebar', name: 'Opens', url: 'app/modal.html', widget_type: 'modal' },
      ],
    },
  });

  it('answers what the page needs of each widget, with addresses on the widget origin', async () => {
    await start({ manifest, notes: ['a note'], mode: 'live' });
    const answer = await get('/__zfapps/manifest');
    expect(answer).toMatchObject({
      name: 'my-widget',
      mode: 'live',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      initialWidget: 0,
      notes: ['a note'],
    });
    expect(answer.widgets).toMatchObject([
      {
        name: 'Side',
        location: 'invoice.details.sidebar',
        url: `${WIDGET}/app/side.html?a=1`,
        hostedElsewhere: false,
        shape: 'sidebar',
        module: 'invoice',
        pageMode: 'details',
        allowedFeatures: ['camera'],
      },
      {
        name: 'Away',
        url: 'https://widgets.example/a.html',
        hostedElsewhere: true,
        module: 'bill',
        allowedFeatures: [],
      },
      { name: 'Opens', url: `${WIDGET}/app/modal.html`, hostedElsewhere: false, shape: 'modal' },
    ]);
  });

  it('gives addresses by the name that the page was asked for', async () => {
    const page = 'http://localhost:5180';
    const given = { method: 'GET', url: `${page}/__zfapps/manifest` };
    const answer = await (await under.server.fetch(call(token, {}, given))).json();
    expect(answer.widgets[0].url).toBe('http://localhost:5181/app/widget.html');
  });

  it('says how a modal stands by popup.align, and of a word that it does not know', async () => {
    const widgets = ['Left', 'centre', 'north', undefined].map((align) => ({
      location: 'invoice.details.button',
      name: `${align}`,
      url: '/app/a.html',
      ...(align === undefined ? {} : { popup: { align } }),
    }));
    await start({ manifest: { modules: { widgets } } });
    const { widgets: shown, notes } = await get('/__zfapps/manifest');
    expect((shown as { align?: string }[]).map(({ align }) => align)).toEqual([
      'left',
      'center',
      undefined,
      undefined,
    ]);
    expect(notes).toEqual([
      'The widget "north" has the popup.align "north", which is none of center, left, right, top, bottom: its modal stands in the middle.',
    ]);
  });

  it('says how the page behaves, also after a change', async () => {
    await start();
    expect(await get('/__zfapps/manifest')).toMatchObject({
      rules: { set: 'forms', lineItems: 'replace' },
      preSaveMs: 20_000,
      locale: 'en',
      locales: ['en'],
    });
    under.server.update({
      rules: { set: 'everywhere', lineItems: 'append' },
      preSaveMs: 500,
      locale: 'pt-BR',
    });
    expect(await get('/__zfapps/manifest')).toMatchObject({
      rules: { set: 'everywhere', lineItems: 'append' },
      preSaveMs: 500,
      locale: 'pt-BR',
      locales: ['pt-BR'],
    });
  });

  it('names the widget at the location that was asked for', async () => {
    await start({ manifest, location: 'invoice.creation.sidebar' });
    expect((await get('/__zfapps/manifest')).initialWidget).toBe(2);
    await start({ manifest, location: 'nowhere.at.all' });
    expect((await get('/__zfapps/manifest')).initialWidget).toBe(0);
  });
});

describe('the records route', () => {
  it('answers organisation, user and records, asked anew each time', async () => {
    let asked = 0;
    const invoice = { invoice_id: '1', total: 10 };
    await start({
      records: async () => {
        asked += 1;
        return { organization: { n: asked }, user: { name: 'U' }, records: { invoice } };
      },
    });
    const expected = { user: { name: 'U' }, records: { invoice }, lists: {} };
    expect(await get('/__zfapps/records')).toEqual({ ...expected, organization: { n: 1 } });
    expect(await get('/__zfapps/records')).toEqual({ ...expected, organization: { n: 2 } });
  });
});

describe('the request route', () => {
  const backend = createBackend({
    transports: [
      mswTransport([http.get('https://api.example/items', () => HttpResponse.json({ items: [] }))]),
    ],
    connections: { books: { type: 'bearer', token: 'planted-secret', hosts: ['api.example'] } },
    manifest: { usedConnections: [], config: [] },
  });

  it('answers the response of the upstream, with the warnings of the call', async () => {
    await start({ backend });
    const answer = await request({
      options: { url: 'https://api.example/items', connection_link_name: 'books' },
    });
    expect(answer.status).toBe(200);
    const text = await answer.text();
    expect(text).not.toContain('planted-secret');
    const { ok, value, warnings } = JSON.parse(text);
    expect(ok).toBe(true);
    expect(value).toMatchObject({ code: 0, data: { status_code: 200, body: '{"items":[]}' } });
    // The manifest does not declare the connection.
    expect(warnings).toEqual([expect.stringContaining('books')]);
  });

  it.each([
    ['wrong options', { url: 'https://api.example/items', method: 'GET/PUT/POST/DELETE' }, 'invalid_options'],
    [
      'an unknown connection',
      { url: 'https://api.example/items', connection_link_name: 'nobody' },
      'connection_not_found',
    ],
    ['a host without its mock', { url: 'https://other.example/' }, 'not_mocked'],
    ['a private address', { url: 'http://127.0.0.1:1/' }, 'destination_refused'],
    ['options that are none', null, 'invalid_options'],
  ])('answers a rejection as one, not as a failure of HTTP: %s', async (_, options, code) => {
    await start({ backend });
    const answer = await request({ options });
    expect(answer.status).toBe(200);
    const { ok, error, warnings } = await answer.json();
    expect({ ok, code: error.code, warnings }).toMatchObject({ ok: false, code, warnings: [] });
    expect(error.message).toMatch(/\w/);
  });

  it('tells the backend which widget calls, whatever the page sends as its name', async () => {
    for (const caller of [
      { widget: 'Side', location: 'x' },
      { widget: { toString: 1 } },
      'Side',
      null,
      undefined,
    ]) {
      await request({ options: {}, caller });
    }
    expect(under.callers).toEqual(['Side', '', '', '', '']);
  });

  it('ends the call at the upstream when the page goes away', async () => {
    let signal: AbortSignal | undefined;
    let begin: () => void = () => {};
    const started = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const held: Partial<ServerOptions> = {
      backend: {
        perform: (_: unknown, caller?: { signal?: AbortSignal }) => {
          signal = caller?.signal;
          begin();
          return new Promise(() => {});
        },
      } as never,
    };
    await start(held);
    const leaving = new AbortController();
    const sent = call(token);
    void under.server.fetch(new Request(sent, { signal: leaving.signal }));
    await started;
    expect(signal?.aborted).toBe(false);
    leaving.abort();
    expect(signal?.aborted).toBe(true);
  });
});

describe('a widget page', () => {
  it('may be framed by the host page and by its own package, by nobody else', async () => {
    for (const name of ['127.0.0.1', 'localhost']) {
      const { headers } = await under.server.widgetFetch(new Request(`http://${name}:5181/app/widget.html`));
      expect(headers.get('content-security-policy')?.split('; ')).toContain(
        `frame-ancestors 'self' http://${name}:5180`,
      );
      expect(headers.get('content-type')).toBe('text/html');
    }
  });

  it('has the SDK swapped for the one at its own origin, which knows the host page', async () => {
    const html = '<script src="https://js.zohostatic.com/zohofinance/v1/zf_sdk.js"></script>';
    await start({ files: memoryFiles({ '/app/widget.html': html }) });
    const page = await (
      await under.server.widgetFetch(new Request('http://localhost:5181/app/widget.html'))
    ).text();
    expect(page).toBe(
      '<script src="http://localhost:5181/__zfapps/zf_sdk.js" data-zfapps-host="http://localhost:5180"></script>',
    );
    const sdk = await under.server.widgetFetch(new Request('http://localhost:5181/__zfapps/zf_sdk.js'));
    expect(await sdk.text()).toBe('let sdk;');
    expect(sdk.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  });

  it('is the only kind of file that is changed', async () => {
    const text = '"<script src=https://js.zohostatic.com/zohofinance/v1/zf_sdk.js></script>"';
    await start({ files: memoryFiles({ '/app/a.js': text }) });
    const answer = await under.server.widgetFetch(new Request(`${WIDGET}/app/a.js`));
    expect(await answer.text()).toBe(text);
    // A worker's policy comes with its script.
    expect(answer.headers.get('content-security-policy')).toContain('connect-src');
  });

  it('is found by its decoded name, and its bytes arrive as they are', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    await start({ files: memoryFiles({ '/app/é b.bin': bytes }) });
    const answer = await under.server.widgetFetch(new Request(`${WIDGET}/app/%C3%A9%20b.bin`));
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
  });
});

describe('a service worker', () => {
  it('is refused with a sentence: it would answer for the next project on this port', async () => {
    const ask = (headers: Record<string, string>) =>
      under.server.widgetFetch(asSent(`${WIDGET}/app/widget.js`, headers));
    const refused = await ask({ 'service-worker': 'script' });
    expect(refused.status).toBe(403);
    expect(refused.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(await refused.text()).toMatch(/serves no service workers: .*\./);
    expect((await ask({})).status).toBe(200);
  });
});

describe('what is not there', () => {
  it.each([
    '/app/missing.html',
    '/zfapps.config.json',
    '/.env.local',
    '/app/%zz',
    '/app/%00',
  ])('in the widget package says what is served: %s', async (path) => {
    const answer = await under.server.widgetFetch(new Request(`${WIDGET}${path}`));
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(await answer.text()).toMatch(/is not in the widget package.*plugin-manifest\.json.*app\//);
  });

  it.each([
    '/nothing',
    '/__zfapps/nothing',
    '/__zfapps/page/assets/none.js',
    '/index.html',
    '/<b>x</b>',
  ])('on the page’s origin is plain text that names it: %s', async (path) => {
    const answer = await under.server.fetch(new Request(`${PAGE}${path}`));
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(await answer.text()).toContain(path);
  });

  it('when the page is not built, says the command that builds it', async () => {
    under = serverUnderTest({ pageFiles: memoryFiles({}) });
    const answer = await under.server.fetch(new Request(`${PAGE}/`));
    expect(answer.status).toBe(500);
    expect((await answer.json()).error).toEqual({
      code: 'internal',
      message: expect.stringContaining('npm run build'),
    });
  });
});
