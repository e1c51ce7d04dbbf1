import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBrowser } from '../support/browser.js';
import { startDev } from '../support/dev-server.js';
import { recordingServer } from '../support/recording-server.js';
import { tempFolder, widgetPage } from '../support/temp-package.js';
import { afterReload, inWidget, pressReload, READY_PAGE, readyFrame } from '../support/widget-frame.js';
import type { Browser, BrowserContext, Dialog, Frame, Page } from 'playwright-core';
import type { DevServer } from '../support/dev-server.js';
import type { RecordingServer } from '../support/recording-server.js';
import type { TempFolder } from '../support/temp-package.js';

/** What a test leaves in the widget's window for later. */
type Kept = Window & Record<string, unknown>;

const FEATURES = ['clipboard-read', 'clipboard-write', 'geolocation', 'camera', 'fullscreen'];

let browser: Browser;
let upstream: RecordingServer;
let folder: TempFolder;
let dev: DevServer;
let context: BrowserContext;
let page: Page;
let pageOrigin: string;
/** Answers that set a cookie, by URL. */
let settingCookies: string[];

beforeAll(async () => {
  upstream = await recordingServer((_, response) => response.end('{"checked":true}'));
  folder = await tempFolder({
    'plugin-manifest.json': {
      service: 'FINANCE',
      modules: {
        widgets: [
          { location: 'invoice.details.sidebar', name: 'plain', url: '/app/widget.html' },
          {
            location: 'invoice.creation.sidebar',
            name: 'featured',
            url: '/app/widget.html',
            allowed_features: FEATURES,
          },
          { location: 'bill.details.sidebar', name: 'addressed', url: '/app/widget.html?tab=1&q=a%20b#x' },
        ],
      },
    },
    'app/widget.html': READY_PAGE,
    'app/popup.html': '<p id="out">popup</p><script>opener.toldByPopup = location.search;</script>',
    'app/result.html': widgetPage(
      "ZFAPPS.get('organization').then(() => { document.getElementById('out').textContent = 'found ' + new URLSearchParams(location.search).get('name'); });",
    ),
    'app/files/prices.txt': 'a;b',
    'app/worker.js': '',
    'zfapps.config.json': { mode: 'live', destinations: { private: [`127.0.0.1:${upstream.port}`] } },
  });
  dev = await startDev(folder.path);
  pageOrigin = new URL(dev.url).origin;
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  await dev?.stop();
  await upstream?.close();
  await folder?.remove();
});

beforeEach(async () => {
  settingCookies = [];
  context = await browser.newContext();
  page = await context.newPage();
  page.on('response', async (response) => {
    if ((await response.headerValue('set-cookie').catch(() => null)) !== null)
      settingCookies.push(response.url());
  });
  await page.goto(dev.url);
});
afterEach(async () => {
  await context.close();
  expect(settingCookies).toEqual([]);
});

function ready(): Promise<Frame> {
  return readyFrame(page, dev);
}

/** Goes to another widget of the manifest. */
async function select(name: string): Promise<Frame> {
  const former = await ready();
  await former.locator('#out').evaluate((out) => {
    out.textContent = 'former';
  });
  await page.getByRole('link', { name }).click();
  return ready();
}

/** Puts markup at the end of the widget's page. */
function append(frame: Frame, html: string): Promise<void> {
  return frame.evaluate((markup) => document.body.insertAdjacentHTML('beforeend', markup), html);
}

function setCookies(frame: Frame, ...cookies: string[]): Promise<void> {
  return frame.evaluate((given) => {
    // biome-ignore lint/suspicious/noDocumentCookie: it is what widgets do
    for (const cookie of given) document.cookie = cookie;
  }, cookies);
}

/** Answers every dialog: with this text, or by dismissing it. */
function answerDialogs(answer: (dialog: Dialog) => string | undefined): string[] {
  const seen: string[] = [];
  page.on('dialog', (dialog) => {
    seen.push(`${dialog.type()} ${dialog.message()}`.trim());
    const text = answer(dialog);
    void (text === undefined ? dialog.dismiss() : dialog.accept(text));
  });
  return seen;
}

describe("the widget's own storage", () => {
  it('is there after a reload: localStorage, sessionStorage, indexedDB, cookies, and window.name', async () => {
    const frame = await ready();
    await setCookies(frame, 'short=yes', 'long=yes; path=/; max-age=3600');
    await frame.evaluate(async () => {
      localStorage.setItem('local', 'yes');
      sessionStorage.setItem('session', 'yes');
      window.name = 'named';
      await new Promise((resolve, reject) => {
        const opening = indexedDB.open('widget');
        opening.onupgradeneeded = () => opening.result.createObjectStore('kept');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const writing = opening.result.transaction('kept', 'readwrite');
          writing.objectStore('kept').put('yes', 'key');
          writing.oncomplete = resolve;
        };
      });
    });
    const again = await afterReload(page, dev, () => pressReload(page));
    const kept = await again.evaluate(async () => ({
      origin: window.origin,
      local: localStorage.getItem('local'),
      session: sessionStorage.getItem('session'),
      cookies: document.cookie.split('; ').sort(),
      name: window.name,
      database: await new Promise((resolve) => {
        const opening = indexedDB.open('widget');
        opening.onsuccess = () => {
          const reading = opening.result.transaction('kept').objectStore('kept').get('key');
          reading.onsuccess = () => resolve(reading.result);
        };
      }),
    }));
    expect(kept).toEqual({
      origin: dev.widgetOrigin,
      local: 'yes',
      session: 'yes',
      cookies: ['long=yes', 'short=yes'],
      name: 'named',
      database: 'yes',
    });
  });

  it("is not the host page's", async () => {
    const frame = await ready();
    await frame.evaluate(() => localStorage.setItem('local', 'yes'));
    expect(
      await page.evaluate(async () => [localStorage.getItem('local'), await indexedDB.databases()]),
    ).toEqual([null, []]);
  });

  it('may hold more cookies than a server usually takes: both origins answer on', async () => {
    const frame = await ready();
    const cookies = Array.from({ length: 100 }, (_, index) => `c${index}=${'x'.repeat(1_000)}; path=/`);
    await setCookies(frame, ...cookies);
    const count = await frame.evaluate(() => document.cookie.split('; ').length);
    expect(count).toBe(100);
    await page.reload();
    const again = await ready();
    expect(await again.evaluate(async () => Object.keys(await ZFAPPS.get('user')))).toEqual(['user']);
  });
});

describe('dialogs', () => {
  it('alert, confirm and prompt answer what the person answers', async () => {
    const frame = await ready();
    const seen = answerDialogs((dialog) => (dialog.message() === 'Really?' ? undefined : 'typed'));
    expect(
      await frame.evaluate(() => [alert('Hello'), confirm('Sure?'), confirm('Really?'), prompt('Name?')]),
    ).toEqual([undefined, true, false, 'typed']);
    expect(seen).toEqual(['alert Hello', 'confirm Sure?', 'confirm Really?', 'prompt Name?']);
  });

  it('also while the page waits for a PRE_SAVE handler, which may get and request meanwhile', async () => {
    const frame = await ready();
    const seen = answerDialogs((dialog) => (dialog.type() === 'confirm' ? undefined : 'Too late'));
    await frame.evaluate(async (url) => {
      const { instance } = await ZFAPPS.extension.init();
      await instance.on('ON_INVOICE_PRE_SAVE', async () => {
        alert('Checking');
        const { organization } = await ZFAPPS.get('organization');
        const { data } = await ZFAPPS.request({ url });
        if (confirm(`Save? ${typeof organization.name} ${data.body}`)) return undefined;
        return { prevent_save: true, message: prompt('Why?') };
      });
    }, `${upstream.origin}/check`);
    const answers = await page.evaluate(() => window.zfappsPlayground.emit('ON_INVOICE_PRE_SAVE', {}));
    expect(answers.map(({ answer }) => answer)).toEqual([
      { ok: true, value: [{ prevent_save: true, message: 'Too late' }] },
    ]);
    expect(seen).toEqual(['alert Checking', 'confirm Save? string {"checked":true}', 'prompt Why?']);
  });

  it('a beforeunload question is asked; who stays, stays connected, and who leaves gets a new page', async () => {
    const frame = await ready();
    let leaves = false;
    const seen = answerDialogs(() => (leaves ? '' : undefined));
    await frame.evaluate(() => addEventListener('beforeunload', (event) => event.preventDefault()));
    // Browsers ask only where the person has touched the page.
    await inWidget(page).locator('#out').click();
    const asked = page.waitForEvent('dialog');
    await pressReload(page);
    await asked;
    expect(await frame.evaluate(async () => Object.keys(await ZFAPPS.get('user')))).toEqual(['user']);
    await frame.evaluate(async () => {
      await (await ZFAPPS.extension.init()).instance.on('ON_INVOICE_CHANGE', () => 'heard');
    });
    const answers = await page.evaluate(() => window.zfappsPlayground.emit('ON_INVOICE_CHANGE'));
    expect(answers.map(({ answer }) => answer)).toEqual([{ ok: true, value: ['heard'] }]);
    leaves = true;
    await afterReload(page, dev, () => pressReload(page));
    expect(seen).toEqual(['beforeunload', 'beforeunload']);
  });

  it('print() reaches the browser', async () => {
    const frame = await ready();
    const printed = await frame.evaluate(() => {
      let count = 0;
      addEventListener('beforeprint', () => {
        count += 1;
      });
      window.print();
      return count;
    });
    expect(printed).toBe(1);
  });
});

describe('windows that the widget opens', () => {
  it('a page of the package: with a handle, and its opener', async () => {
    const frame = await ready();
    const opening = page.waitForEvent('popup');
    await frame.evaluate(() => {
      (window as never as Kept).handle = window.open('/app/popup.html?a=1', 'mine', 'width=300,height=200');
    });
    const popup = await opening;
    await popup.locator('#out', { hasText: 'popup' }).waitFor();
    expect(await frame.evaluate(() => (window as never as Kept).toldByPopup)).toBe('?a=1');
    const closing = popup.waitForEvent('close');
    await frame.evaluate(() => (window as never as { handle: Window }).handle.close());
    await closing;
  });

  it('an empty one, to write into', async () => {
    const frame = await ready();
    const opening = page.waitForEvent('popup');
    await frame.evaluate(() => {
      const handle = window.open('about:blank') as Window;
      handle.document.write('<title>Receipt</title><p id="out">written</p>');
      handle.document.close();
    });
    const popup = await opening;
    await popup.locator('#out', { hasText: 'written' }).waitFor();
    expect(await popup.evaluate(() => [window.origin, window.opener !== null])).toEqual([
      dev.widgetOrigin,
      true,
    ]);
  });

  it('a page to sign in elsewhere, which posts its answer back', async () => {
    await context.route('https://login.example/**', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: "<script>opener.postMessage('signed in', '*'); window.close();</script>",
      }),
    );
    const frame = await ready();
    const message = await frame.evaluate(
      () =>
        new Promise((resolve) => {
          addEventListener('message', ({ origin, data }) => {
            if (origin === 'https://login.example') resolve(data);
          });
          window.open('https://login.example/authorize');
        }),
    );
    expect(message).toBe('signed in');
  });
});

describe('downloads', () => {
  it.each([
    ['of a blob', "URL.createObjectURL(new Blob(['a;b'], { type: 'text/csv' }))", 'report.csv', 'report.csv'],
    ['of a data: address', "'data:text/csv,a;b'", 'report.csv', 'report.csv'],
    ['of a file of the package', "'/app/files/prices.txt'", '', 'prices.txt'],
  ])('%s', async (_, href, name, saved) => {
    const frame = await ready();
    await append(frame, '<a id="download">Download</a>');
    await frame.evaluate(`Object.assign(document.getElementById('download'), { href: ${href} })`);
    await frame.locator('#download').evaluate((link, given) => link.setAttribute('download', given), name);
    const downloading = page.waitForEvent('download');
    await inWidget(page).locator('#download').click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe(saved);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString()).toBe('a;b');
  });
});

describe('forms and links', () => {
  it('the query and the fragment of the manifest reach the page, and a reload by the button is one', async () => {
    const place = () => [[...new URLSearchParams(location.search)], location.hash];
    const expected = [
      [
        ['tab', '1'],
        ['q', 'a b'],
      ],
      '#x',
    ];
    expect(await (await select('addressed')).evaluate(place)).toEqual(expected);
    const again = await afterReload(page, dev, () => pressReload(page));
    expect(await again.evaluate(place)).toEqual(expected);
  });

  it('a GET form goes to another page of the package, which has the SDK', async () => {
    const frame = await ready();
    await append(
      frame,
      '<form action="/app/result.html"><input name="name" value="Ä &amp; b"><button>Find</button></form>',
    );
    await inWidget(page).getByRole('button', { name: 'Find' }).click();
    await inWidget(page).locator('#out', { hasText: 'found Ä & b' }).waitFor();
  });

  it('a form with target=_blank opens a window', async () => {
    const frame = await ready();
    await append(
      frame,
      '<form action="/app/files/prices.txt" target="_blank"><input name="a" value="1"><button>Open</button></form>',
    );
    const opening = page.waitForEvent('popup');
    await inWidget(page).getByRole('button', { name: 'Open' }).click();
    await (await opening).waitForURL(`${dev.widgetOrigin}/app/files/prices.txt?a=1`);
  });

  it('a submit handler gets the values and keeps the page', async () => {
    const frame = await ready();
    await append(frame, '<form><input name="name" required><button>Save</button></form>');
    await frame.evaluate(() => {
      document.querySelector('form')?.addEventListener('submit', (event) => {
        event.preventDefault();
        (window as never as Kept).saved = new FormData(event.target as HTMLFormElement).get('name');
      });
    });
    await inWidget(page).locator('input').fill('Acme');
    await inWidget(page).locator('input').press('Enter');
    await frame.waitForFunction(() => (window as never as Kept).saved === 'Acme');
    expect(await frame.evaluate(() => location.search)).toBe('');
  });

  it.each([
    'mailto:a@example.com',
    'tel:+491234',
    'whatsapp://send?text=a',
  ])('a link to %s goes to its program, and the page stays', async (address) => {
    const frame = await ready();
    await append(frame, `<a href="${address}">Write</a>`);
    // A page of another program never comes; where the host page refuses it, nothing is even asked for.
    const handedOver = page.waitForEvent('requestfailed', (request) => request.url() === address);
    await inWidget(page).getByRole('link', { name: 'Write' }).click();
    await handedOver;
    expect(await frame.evaluate(async () => Object.keys(await ZFAPPS.get('user')))).toEqual(['user']);
    expect(frame.url()).toBe(`${dev.widgetOrigin}/app/widget.html`);
  });

  it('the frame may show a document that the widget made', async () => {
    const frame = await ready();
    await frame.evaluate(() => {
      location.href = URL.createObjectURL(
        new Blob(['<p id="out">made</p>'], { type: 'text/html;charset=utf-8' }),
      );
    });
    await inWidget(page).locator('#out', { hasText: 'made' }).waitFor();
  });
});

describe('scripts', () => {
  it('and styles of another site load', async () => {
    await context.route('https://cdn.example/**', (route) =>
      route.request().url().endsWith('.js')
        ? route.fulfill({ contentType: 'text/javascript', body: 'window.library = "loaded";' })
        : route.fulfill({ contentType: 'text/css', body: '#out { letter-spacing: 7px; }' }),
    );
    const frame = await ready();
    const seen = await frame.evaluate(async () => {
      const script = Object.assign(document.createElement('script'), {
        src: 'https://cdn.example/library.js',
      });
      const style = Object.assign(document.createElement('link'), {
        rel: 'stylesheet',
        href: 'https://cdn.example/style.css',
      });
      const loaded = [script, style].map(
        (element) =>
          new Promise((resolve, reject) => {
            element.onload = resolve;
            element.onerror = reject;
          }),
      );
      document.head.append(script, style);
      await Promise.all(loaded);
      const out = document.getElementById('out') as HTMLElement;
      return [(window as never as Kept).library, getComputedStyle(out).letterSpacing];
    });
    expect(seen).toEqual(['loaded', '7px']);
  });

  it('a service worker is not registered: it would outlive the command', async () => {
    const frame = await ready();
    const seen = await frame.evaluate(async () => [
      await navigator.serviceWorker.register('/app/worker.js').then(
        () => 'registered',
        (error) => String(error),
      ),
      (await navigator.serviceWorker.getRegistrations()).length,
    ]);
    expect(seen).toEqual([expect.stringMatching(/403/), 0]);
  });
});

describe('allowed_features of the manifest', () => {
  const allowed = (features: string[]) =>
    features.filter((feature) =>
      (
        document as never as { featurePolicy: { allowsFeature(name: string): boolean } }
      ).featurePolicy.allowsFeature(feature),
    );

  it('not listed: nothing of them is allowed, and the clipboard rejects', async () => {
    const frame = await ready();
    expect(await frame.evaluate(allowed, [...FEATURES, 'microphone'])).toEqual([]);
    // Browsers ask for the page that the person sees.
    await context.grantPermissions(['clipboard-read', 'clipboard-write', 'geolocation'], {
      origin: pageOrigin,
    });
    await inWidget(page).locator('#out').click();
    expect(
      await frame.evaluate(() => navigator.clipboard.writeText('x').catch((error: Error) => error.name)),
    ).toBe('NotAllowedError');
    expect(
      await frame.evaluate(
        () =>
          new Promise((resolve) =>
            navigator.geolocation.getCurrentPosition(
              () => resolve('found'),
              ({ code, PERMISSION_DENIED }) => resolve(code === PERMISSION_DENIED),
            ),
          ),
      ),
    ).toBe(true);
    expect(await frame.evaluate(() => document.fullscreenEnabled)).toBe(false);
  });

  it('listed: they work once the person allows them', async () => {
    const frame = await select('featured');
    expect(await frame.evaluate(allowed, [...FEATURES, 'microphone'])).toEqual(FEATURES);
    await context.grantPermissions(['clipboard-read', 'clipboard-write', 'geolocation'], {
      origin: pageOrigin,
    });
    await context.setGeolocation({ latitude: 48, longitude: 11 });
    await inWidget(page).locator('#out').click();
    expect(
      await frame.evaluate(async () => {
        await navigator.clipboard.writeText('copied');
        return navigator.clipboard.readText();
      }),
    ).toBe('copied');
    expect(
      await frame.evaluate(
        () =>
          new Promise((resolve) =>
            navigator.geolocation.getCurrentPosition(
              ({ coords }) => resolve(coords.latitude),
              ({ message }) => resolve(message),
            ),
          ),
      ),
    ).toBe(48);
    await append(frame, '<button id="full" onclick="document.body.requestFullscreen()">Full</button>');
    await inWidget(page).locator('#full').click();
    await page.waitForFunction(() => document.fullscreenElement?.tagName === 'IFRAME');
  });
});

describe('the page around the widget', () => {
  it('is named by document.referrer and location.ancestorOrigins, as its origin, after a reload too', async () => {
    const seen = () => [
      document.referrer,
      Array.from(location.ancestorOrigins),
      document.referrer.includes('zoho.com'),
    ];
    const expected = [`${pageOrigin}/`, [pageOrigin], false];
    expect(await (await ready()).evaluate(seen)).toEqual(expected);
    const again = await afterReload(page, dev, () => pressReload(page));
    expect(await again.evaluate(seen)).toEqual(expected);
  });

  it('is guarded: reading it throws a SecurityError, and the widget goes on', async () => {
    const frame = await ready();
    const seen = await frame.evaluate(async () => {
      const attempts: (() => unknown)[] = [
        () => window.top?.location.href,
        () => window.parent.document,
        () => window.top === window.parent,
        () => window.top === window,
        () => window.frameElement,
      ];
      const results = attempts.map((attempt) => {
        try {
          return attempt();
        } catch (error) {
          return (error as Error).name;
        }
      });
      return [...results, Object.keys(await ZFAPPS.get('user'))];
    });
    expect(seen).toEqual(['SecurityError', 'SecurityError', true, false, null, ['user']]);
  });

  it.each([
    [
      'top.location',
      () => void Object.assign(window.top as object, { location: 'https://elsewhere.example/' }),
    ],
    ['parent.location.replace', () => window.parent.location.replace('https://elsewhere.example/')],
    ['window.open', () => void window.open('https://elsewhere.example/', '_top')],
  ])('stays where it is, whatever %s is told', async (_, leave) => {
    let asked = 0;
    await context.route('https://elsewhere.example/**', (route) => {
      asked += 1;
      return route.fulfill({ contentType: 'text/html', body: 'elsewhere' });
    });
    const frame = await ready();
    // With the person's click: without one, browsers refuse it to every frame of another site.
    await append(frame, '<button id="leave">Leave</button>');
    await frame.evaluate(
      `document.getElementById('leave').onclick = () => { try { (${leave})(); } finally { window.tried = true; } }`,
    );
    await inWidget(page).locator('#leave').click();
    await frame.waitForFunction(() => (window as never as Kept).tried === true);
    expect(await frame.evaluate(async () => Object.keys(await ZFAPPS.get('user')))).toEqual(['user']);
    expect(page.url()).toBe(dev.url);
    expect(asked).toBe(0);
  });
});
