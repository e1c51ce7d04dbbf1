import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { mountWidget } from '../../src/testing/index.js';
import { manifest, tempFolder } from '../support/temp-package.js';
import type { WidgetFinding } from '../../src/host/index.js';
import type { MountOptions } from '../../src/testing/index.js';
import type { TempFolder } from '../support/temp-package.js';

const SDK = '<script src="https://js.zohostatic.com/zohofinance/v1/zf_sdk.js"></script>';

let folder: TempFolder;
beforeAll(async () => {
  folder = await tempFolder({
    'plugin-manifest.json': manifest({
      'invoice.details.sidebar': '/app/side.html',
      'customer.creation.sidebar': '/app/form.html',
      'dashboard.widget': '/app/gone.html',
    }),
    'app/side.html': `<title>side</title>${SDK}<script src="https://cdn.example.com/lib.js"></script><script src="https://cdn.example.com/pack/1/a.js?x=1"></script><script src="/secret.js"></script>`,
    'app/form.html': `<title>form</title>${SDK}`,
    'secret.js': 'window.secret = true',
    'vendor/lib.js': 'window.lib = 1;',
    'vendor/a.js': 'window.a = 2;',
  });
});
afterAll(() => folder?.remove());

const mount = (options?: MountOptions) => mountWidget(folder.path, { onFinding: () => {}, ...options });

describe('which widget', () => {
  it('the first, the one at a location, or the one of a name', async () => {
    expect((await mount()).document.title).toBe('side');
    expect((await mount({ location: 'customer.creation.sidebar' })).document.title).toBe('form');
    const named = await mount({ widget: 'customer.creation.sidebar' });
    expect(named.document.title).toBe('form');
    expect(named.page).toMatchObject({ module: 'customer', mode: 'creation' });
  });

  it('one that is not there rejects, and says which are', async () => {
    await expect(mount({ widget: 'Nobody' })).rejects.toMatchObject({
      code: 'invalid_options',
      message: expect.stringMatching(/no widget named "Nobody"; it has .*invoice\.details\.sidebar/),
    });
  });

  it('a folder that is none rejects with what is wrong', async () => {
    await expect(mountWidget(join(folder.path, 'nowhere'))).rejects.toMatchObject({
      message: expect.stringContaining('does not exist'),
    });
  });

  it('one whose page is missing is told', async () => {
    const findings: unknown[] = [];
    await mount({ location: 'dashboard.widget', onFinding: (finding) => findings.push(finding) });
    expect(findings).toMatchObject([
      { kind: 'unreachable', element: 'page', url: 'https://widget.test/app/gone.html' },
    ]);
  });

  it.each([
    [{ handler: [] }, 'mountWidget has no option "handler"; did you mean "handlers"?'],
    [{ zebra: 1 }, 'mountWidget has no option "zebra"; its options are'],
    [
      { handlers: {} },
      "mountWidget's handlers is an object; expected a list of MSW handlers such as http.get(…).",
    ],
    [{ handlers: [1] }, "mountWidget's handlers[0] is the number 1; expected one of a list of MSW handlers"],
    [{ record: [] }, "mountWidget's record is"],
    [{ dataCenter: 'zz' }, `mountWidget's dataCenter is "zz"; expected one of com, eu`],
    [{ onFinding: 3 }, "mountWidget's onFinding is the number 3; expected a function."],
    [{ resources: { 'https://cdn.example.com/': 3 } }, 'expected the path of a file'],
    [{ page: {} }, 'expected the page of another widget'],
    [{ page: { get: () => ({}) }, record: {} }, 'has no effect beside page'],
    [{ location: 1 }, "mountWidget's location is the number 1; expected text."],
  ])('the wrong option %j rejects, and says what is right', async (options, message) => {
    await expect(mount(options as never)).rejects.toMatchObject({
      code: 'invalid_options',
      message: expect.stringContaining(message),
    });
  });

  it('a source may bring scripts of its own, which run in their order at the end of the page', async () => {
    const { window } = await mountWidget({
      html: '<p id="here"></p><script>var log = [];</script>',
      scripts: ['log.push(document.getElementById("here").id);', 'log.push("</script>");'],
    });
    expect([...window.log]).toEqual(['here', '</script>']);
  });

  it.each([
    undefined,
    1,
    [],
    {},
    { html: '', script: [] },
    { html: '', scripts: '' },
    { html: '', files: { '/a.js': 3 } },
    { html: '', manifest: { a: 1 } },
  ])('the source %j rejects', async (source) => {
    await expect(mountWidget(source as never)).rejects.toMatchObject({ code: 'invalid_options' });
  });

  it('an engine that is none rejects', async () => {
    await expect(mount({ dom: 'firefox' as never })).rejects.toMatchObject({
      message: `mountWidget's dom is "firefox"; expected 'happy-dom' or 'jsdom'.`,
    });
  });
});

describe.each(['happy-dom', 'jsdom'] as const)('in %s', (dom) => {
  it('files from elsewhere come by the map of resources, and no others', async () => {
    const findings: unknown[] = [];
    const { window } = await mount({
      dom,
      resources: { 'https://cdn.example.com/pack/1/': join(folder.path, 'vendor') },
      onFinding: (finding) => findings.push(finding),
    });
    expect([window.lib, window.a]).toEqual([undefined, 2]);
    expect(findings).toContainEqual(
      expect.objectContaining({ kind: 'unreachable', url: 'https://cdn.example.com/lib.js' }),
    );
  });

  it('warns of a file that did not load, with the line that gives it', async () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
    await mountWidget({ html: '<script src="https://cdn.example.com/lib.js"></script>' }, { dom });
    expect(warned).toHaveBeenCalledWith(
      expect.stringContaining("resources: { 'https://cdn.example.com/lib.js': './node_modules/…' }"),
    );
    warned.mockRestore();
  });

  it('nothing beside app/ is served', async () => {
    const findings: unknown[] = [];
    const { window } = await mount({ dom, onFinding: (finding) => findings.push(finding) });
    expect(window.secret).toBeUndefined();
    expect(findings).toContainEqual(expect.objectContaining({ url: 'https://widget.test/secret.js' }));
  });

  it("answers are objects of the widget's own realm", async () => {
    const { window } = await mountWidget({ html: SDK }, { dom });
    const { invoice } = await window.ZFAPPS.get('invoice');
    expect(invoice).toBeInstanceOf(window.Object);
    expect(invoice.line_items).toBeInstanceOf(window.Array);
    expect(window.ZFAPPS.get('invoice')).toBeInstanceOf(window.Promise);
    expect(window.structuredClone(invoice)).toBeInstanceOf(window.Object);
  });

  it('storage is its own', async () => {
    const first = await mountWidget({ html: SDK }, { dom });
    first.window.localStorage.setItem('a', '1');
    const second = await mountWidget({ html: SDK }, { dom });
    expect(second.window.localStorage.getItem('a')).toBeNull();
  });

  it("an error in an event handler is a finding with the widget's own place", async () => {
    const findings: WidgetFinding[] = [];
    const html = `${SDK}\n<button onclick="fail()">x</button>\n<script>function fail() {\n  throw new TypeError('boom');\n}</script>`;
    const { document } = await mountWidget({ html }, { dom, onFinding: (finding) => findings.push(finding) });
    document.querySelector('button')?.click();
    expect(findings).toMatchObject([{ kind: 'error', message: expect.stringContaining('boom') }]);
    expect(findings).toMatchObject([{ stack: expect.stringMatching(/widget\.html:4:/) }]);
  });
});

describe('a page', () => {
  it('has the samples, with what differs', async () => {
    const widget = await mountWidget(
      { html: SDK },
      {
        record: { total: 12 },
        organization: { name: 'Mine' },
        user: { email: 'me@mine.example' },
        locale: 'fr',
        dataCenter: 'eu',
      },
    );
    const get = async (key: string) => Object.values(await widget.window.ZFAPPS.get(key))[0];
    expect(await get('invoice.total_formatted')).toBe('$12.00');
    expect(await get('organization')).toMatchObject({
      name: 'Mine',
      language_code: 'fr',
      api_root_endpoint: 'https://www.zohoapis.eu/books/v3',
    });
    expect(await get('user.email')).toBe('me@mine.example');
  });
});
