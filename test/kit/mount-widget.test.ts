import { within } from '@testing-library/dom';
import { http, HttpResponse } from 'msw';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { mountWidget } from 'zfapps-shim/testing';
import type { MountOptions } from 'zfapps-shim/testing';

const SDK = '<!doctype html><script src="https://js.zohostatic.com/zohofinance/v1/zf_sdk.js"></script>';
const PING = 'https://api.example.com/ping';

/** A page with the SDK and a script of its own. */
function page(script: string): { html: string } {
  return { html: `${SDK}<body><p id="out"></p><script>${script}</script>` };
}

function mount(script: string, options?: MountOptions) {
  return mountWidget(page(script), options);
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a mounted widget', () => {
  it('sees the record that the test made, and the samples around it', async () => {
    const widget = await mount(
      `ZFAPPS.extension.init().then(() => ZFAPPS.get('invoice')).then(({ invoice }) => {
         out.textContent = invoice.invoice_number + ' for ' + invoice.billing_address.city;
       })`,
      { record: { invoice_number: 'INV-7', billing_address: { city: 'Turin' } } },
    );
    expect(await within(widget.document.body).findByText('INV-7 for Turin')).toBeTruthy();
    expect(widget.page.get('invoice.customer_name')).toEqual({
      'invoice.customer_name': 'Juniper Street Café',
    });
  });

  it('has the address that it has in production', async () => {
    const widget = await mountWidget({ html: SDK, files: { '/app/other.html': SDK } });
    expect(widget.window.location.pathname).toBe('/app/widget.html');
    expect(widget.document.readyState).toBe('complete');
  });

  it('has its files at root-relative and at relative addresses, as one module each', async () => {
    const widget = await mountWidget({
      html: `${SDK}<script type="module" src="/app/a.js"></script><script type="module" src="b.js"></script>`,
      files: {
        '/app/a.js': "import './counted.js';",
        '/app/b.js': "import '/app/counted.js'; window.seen = window.count;",
        '/app/counted.js': 'window.count = (window.count ?? 0) + 1;',
      },
    });
    await expect.poll(() => widget.window.seen).toBe(1);
  });

  it('loads what another server has from a file of the test', async () => {
    const widget = await mountWidget(
      { html: `${SDK}<script src="https://cdn.example.com/lib/shared.js"></script>` },
      { resources: { 'https://cdn.example.com/lib/': 'playground/widgets/receivables/app/' } },
    );
    expect(widget.window.receivables.daysOverdue).toBeTypeOf('function');
  });

  it('answers events, each handler in its turn', async () => {
    const widget = await mount(
      `ZFAPPS.extension.init().then((app) => {
         app.instance.on('ON_INVOICE_PRE_SAVE', ({ total }) => total < 100);
       })`,
    );
    const answers = await widget.emit('ON_INVOICE_PRE_SAVE', { total: 120 });
    expect(answers.map(({ answer }) => answer)).toEqual([{ ok: true, value: [false] }]);
  });

  it('starts anew when it is reloaded', async () => {
    const widget = await mount(
      `ZFAPPS.extension.init().then(() => { out.textContent += 'ready'; });
       window.loads = (window.loads ?? 0) + 1;`,
    );
    const first = widget.document;
    await widget.reload();
    expect(widget.document).not.toBe(first);
    expect(widget.window.loads).toBe(1);
    expect(await within(widget.document.body).findByText('ready')).toBeTruthy();
    expect(widget.calls.filter(({ method }) => method === 'init')).toHaveLength(2);
  });

  it('finds its storage empty, whatever the one before it left there', async () => {
    const script = `window.found = localStorage.length + sessionStorage.length;
      localStorage.seen = 'yes';
      sessionStorage.seen = 'yes';`;
    const first = await mount(script);
    expect(first.window.localStorage.seen).toBe('yes');
    await first.close();
    const second = await mount(script);
    expect(second.window.found).toBe(0);
  });

  it('shares its page with another widget, and hears the same events', async () => {
    const script = `ZFAPPS.extension.init().then((app) => {
      app.instance.on('ON_INVOICE_CHANGE', ({ total }) => { out.textContent = 'total ' + total; });
    })`;
    const first = await mount(script);
    const second = await mount(script, { page: first.page });
    await first.emit('ON_INVOICE_CHANGE', { total: 5 });
    for (const { document } of [first, second])
      expect(await within(document.body).findByText('total 5')).toBeTruthy();
  });

  it('opens modals and closes them', async () => {
    const widget = await mountWidget({
      html: `${SDK}<script>ZFAPPS.extension.init().then(() => ZFAPPS.showModal({ url: '/app/modal.html' }))</script>`,
      files: {
        '/app/modal.html': `${SDK}<body><button onclick="ZFAPPS.closeModal()">Done</button>
          <script>ZFAPPS.extension.init()</script>`,
      },
    });
    await expect.poll(() => widget.modals.length).toBe(1);
    const modal = widget.modals[0];
    expect(modal?.path).toBe('/app/modal.html');
    within(modal?.document.body as HTMLElement)
      .getByRole('button', { name: 'Done' })
      .click();
    await expect.poll(() => widget.modals).toEqual([]);
  });
});

describe('its requests', () => {
  const ask = (more = '') =>
    `ZFAPPS.extension.init().then(() =>
       ZFAPPS.request({ url: '${PING}', method: 'GET'${more} })).then(
         ({ data }) => { out.textContent = data.status_code + ' ' + data.body; },
         (error) => { out.textContent = error.code; });`;

  it('carry the credential of their connection, which only the handler sees', async () => {
    const widget = await mount(ask(", connection_link_name: 'books'"), {
      connections: { books: { type: 'bearer', token: 's3cret', hosts: ['api.example.com'] } },
      handlers: [http.get(PING, ({ request }) => HttpResponse.text(request.headers.get('Authorization')))],
    });
    expect(await within(widget.document.body).findByText('200 Bearer s3cret')).toBeTruthy();
    expect(widget).toHaveRequested({ url: PING, connection: 'books' });
    expect(widget.requests[0]?.headers.map(([name]) => name.toLowerCase())).not.toContain('authorization');
  });

  it('resolve with the status that upstream answered, a 404 too', async () => {
    const widget = await mount(ask(), {
      handlers: [http.get(PING, () => HttpResponse.text('nobody', { status: 404 }))],
    });
    expect(await within(widget.document.body).findByText('404 nobody')).toBeTruthy();
  });

  it('reject where nothing answers them, and the console has the handler to paste', async () => {
    const complained = vi.spyOn(console, 'error').mockImplementation(() => {});
    const widget = await mount(ask());
    expect(await within(widget.document.body).findByText('not_mocked')).toBeTruthy();
    expect(widget.requests[0]?.error?.code).toBe('not_mocked');
    expect(String(complained.mock.calls[0]?.[0])).toContain(
      `http.get('${PING}', () => HttpResponse.json({}))`,
    );
  });

  it('have ended once it has settled', async () => {
    const widget = await mount(ask(), { handlers: [http.get(PING, () => HttpResponse.text('pong'))] });
    await widget.settled();
    expect(widget.requests.map(({ response }) => response?.data.body)).toEqual(['pong']);
  });
});

describe('what its page fetches by itself', () => {
  const fetching = (url: string) => ({
    ...page(
      `fetch('${url}', { method: 'POST', headers: { 'X-Own': 'yes' }, body: 'Zürich' })
         .then((answer) => answer.text().then((text) => { out.textContent = answer.status + ' ' + text; }))
         .catch(() => { out.textContent = 'failed'; });`,
    ),
    manifest: {
      modules: {
        widgets: [{ location: 'invoice.details.sidebar', name: 'Widget', url: '/app/widget.html' }],
      },
      cspDomains: { 'connect-src': ['https://api.example.com'] },
    },
  });
  const handlers = [
    http.post('https://*.example.com/ping', async ({ request }) =>
      HttpResponse.text(`${request.headers.get('X-Own')} ${await request.text()}`, { status: 201 }),
    ),
  ];

  it('is answered by the handlers, where cspDomains allows it', async () => {
    const widget = await mountWidget(fetching(PING), { handlers });
    expect(await within(widget.document.body).findByText('201 yes Zürich')).toBeTruthy();
    expect(widget.requests).toEqual([]);
  });

  it('fails where no handler answers it: no test reaches the network', async () => {
    const widget = await mountWidget(fetching(PING));
    expect(await within(widget.document.body).findByText('failed')).toBeTruthy();
  });

  it('is blocked where cspDomains does not allow it', async () => {
    const onFinding = vi.fn();
    const widget = await mountWidget(fetching('https://other.example.com/ping'), { handlers, onFinding });
    expect(await within(widget.document.body).findByText('failed')).toBeTruthy();
    await expect
      .poll(() => widget.findings)
      .toMatchObject([{ kind: 'csp', directive: 'connect-src', blocked: 'https://other.example.com/ping' }]);
  });
});

describe('what goes wrong in it', () => {
  it('fails its test: its close throws the error that nobody caught', async () => {
    const widget = await mount(
      "setTimeout(() => { throw new TypeError('no total'); }); setTimeout(() => { window.thrown = true; });",
    );
    await expect.poll(() => widget.window.thrown).toBe(true);
    await expect(widget.close()).rejects.toThrow(
      'Uncaught error in the widget "Widget": TypeError: no total',
    );
    await expect(widget.close()).resolves.toBeUndefined();
  });

  it.fails('fails a test that closes nothing', async () => {
    await mount("throw new Error('at once');");
  });

  it('does so where the test ends at once', async () => {
    const widget = await mount("window.fail = () => { throw new Error('too late'); };");
    widget.document.body.setAttribute('onclick', 'fail()');
    widget.document.body.click();
    await expect(widget.close()).rejects.toThrow('too late');
  });

  it('is handed to onFinding instead, and kept', async () => {
    const onFinding = vi.fn();
    const widget = await mount("Promise.reject(new Error('no answer'));", { onFinding });
    await expect.poll(() => onFinding.mock.calls.length).toBe(1);
    expect(widget.findings).toMatchObject([{ kind: 'rejection', message: 'Error: no answer' }]);
  });

  it('is a warning where a file is missing', async () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const widget = await mountWidget({ html: `${SDK}<script src="gone.js"></script>` });
    await expect.poll(() => widget.findings).toMatchObject([{ kind: 'unreachable', element: 'script' }]);
    expect(String(warned.mock.calls[0]?.[0])).toContain('/app/gone.js');
  });

  it('is a warning where nothing is at an address outside of the package', async () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
    await mountWidget({ html: `${SDK}<script src="https://cdn.example.com/vue.js"></script>` });
    await expect
      .poll(() => String(warned.mock.calls[0]?.[0]))
      .toContain("resources: { 'https://cdn.example.com/vue.js'");
  });

  it('is a warning where its page is missing', async () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const widgets = ['/app/here.html', '/app/lost.html'].map((url) => ({
      location: 'invoice.details.sidebar',
      name: url,
      url,
    }));
    const source = { html: SDK, manifest: { modules: { widgets } } };
    const widget = await mountWidget(source, { widget: '/app/lost.html' });
    await expect.poll(() => widget.findings).toMatchObject([{ kind: 'unreachable', element: 'page' }]);
    expect(String(warned.mock.calls[0]?.[0])).toContain('/app/lost.html');
  });

  it('is told by an error where there is no such widget', async () => {
    await expect(mount('', { widget: 'Nobody' })).rejects.toMatchObject({
      code: 'invalid_options',
      message: 'The package has no widget named "Nobody"; it has "Widget" at invoice.details.sidebar.',
    });
    await expect(mountWidget('no/such/folder')).rejects.toMatchObject({ code: 'invalid_config' });
  });
});
