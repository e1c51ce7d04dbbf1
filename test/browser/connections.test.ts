import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBrowser } from '../support/browser.js';
import { startDev } from '../support/dev-server.js';
import { CODE_CLIENT, oauthProvider, SCOPES, signInOverHttp } from '../support/oauth-provider.js';
import { probe, probePackage } from '../support/probe-widget.js';
import { recordingServer } from '../support/recording-server.js';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { ConnectionInfo } from '../../src/core/protocol/index.js';
import type { DevServer } from '../support/dev-server.js';
import type { OAuthProvider } from '../support/oauth-provider.js';
import type { RecordingServer } from '../support/recording-server.js';
import type { TempFolder } from '../support/temp-package.js';

const CALLBACK = '/__zfapps/connections/callback';

let browser: Browser;
let context: BrowserContext;
let page: Page;
let provider: OAuthProvider;
let folder: TempFolder;
let dev: DevServer;

beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser?.close());

beforeEach(async () => {
  // The port of the host page is not known yet: providers let programs on this machine use any (RFC 8252, section 7.3).
  provider = await oauthProvider({ redirectUri: `http://127.0.0.1${CALLBACK}` });
  const { authorizeUrl, tokenUrl, revokeUrl, apiHost } = provider;
  folder = await probePackage(
    { 'invoice.details.sidebar': 'details' },
    {
      'zfapps.config.json': {
        mode: 'live',
        destinations: { private: [apiHost] },
        connections: {
          books: {
            type: 'oauth2',
            clientId: CODE_CLIENT.clientId,
            clientSecret: { env: 'CLIENT_SECRET' },
            authorizeUrl,
            tokenUrl,
            revokeUrl,
            scopes: SCOPES,
            hosts: [apiHost],
          },
        },
      },
      '.env.local': `CLIENT_SECRET=${CODE_CLIENT.clientSecret}\n`,
    },
  );
  dev = await startDev(folder.path);
  // With cookies of its own: nobody is signed in at the provider.
  context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
  page = await context.newPage();
  await page.goto(dev.url);
  await probe(page, 'details');
});
afterEach(async () => {
  await context?.close();
  await dev?.stop();
  await provider?.close();
  await folder?.remove();
});

/** What the widget's call through the connection comes to: a status, or the code of its rejection. */
async function ask(): Promise<number | string> {
  const widget = await probe(page, 'details');
  return widget.evaluate(
    (url) =>
      ZFAPPS.request({ url, method: 'GET', connection_link_name: 'books' }).then(
        ({ data }) => data.status_code,
        (error) => error.code,
      ),
    provider.api,
  );
}

const row = () => page.locator('zf-connection-row');
const openDialog = () => page.getByRole('button', { name: 'Connections' }).click();
const closeDialog = () => page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();

/** Clicks on Connect, and gives the window that opens, and the address that it is led to. */
async function connect(): Promise<{ popup: Page; url: string }> {
  await openDialog();
  const opened = context.waitForEvent('page');
  const answered = page.waitForResponse(
    (response) => response.url() === connectionsUrl() && response.request().method() === 'POST',
  );
  await row().getByRole('button', { name: 'Connect', exact: true }).click();
  const { value } = await (await answered).json();
  return { popup: await opened, url: value.url };
}

async function allow(popup: Page): Promise<void> {
  await popup.getByRole('button', { name: 'Sign in' }).click();
  await popup.getByRole('button', { name: 'Allow' }).click();
}

const connectionsUrl = () => new URL('/__zfapps/connections', dev.url).href;

/** The server's list, as the host page gets it. */
function list(): Promise<ConnectionInfo[]> {
  return page.evaluate(async () => {
    const { token } = JSON.parse(document.getElementById('zfapps-boot')?.textContent ?? '');
    const answer = await fetch('/__zfapps/connections', { headers: { 'x-zfapps-token': token } });
    return (await answer.json()).connections;
  });
}

describe('a sign-in from the playground', () => {
  it("leads through the provider's pages to the widget's answered call, and outlives a restart", async () => {
    expect(await ask()).toBe('connection_not_connected');
    const bodies: Promise<string>[] = [];
    context.on('response', (response) => {
      const isStream = response.url().includes('/__zfapps/events');
      if (response.url().startsWith(dev.url) && !isStream) bodies.push(response.text().catch(() => ''));
    });

    const { popup } = await connect();
    await row().getByText('Waiting for the sign-in').waitFor();
    expect(await popup.evaluate(() => window.opener)).toBeNull();
    await allow(popup);
    await popup.getByRole('heading', { name: 'Connected', exact: true }).waitFor();
    const closed = popup.isClosed() ? Promise.resolve() : popup.waitForEvent('close');
    await row().getByText('Connected', { exact: true }).waitFor();
    await closed;
    await closeDialog();

    expect(await ask()).toBe(200);
    expect(provider.tokenRequests.map(({ grantType, status }) => [grantType, status])).toEqual([
      ['authorization_code', 200],
    ]);
    const seen = (await Promise.all(bodies)).join('\n');
    expect(seen).toContain('"books"');
    const { code, code_verifier } = provider.tokenRequests[0]?.params ?? {};
    for (const secret of [...provider.apiCalls, code, code_verifier, CODE_CLIENT.clientSecret]) {
      expect(secret).toMatch(/.{20}/);
      expect(seen).not.toContain(secret);
    }

    await dev.stop();
    dev = await startDev(folder.path);
    await page.goto(dev.url);
    expect(await ask()).toBe(200);
    expect(new Set(provider.apiCalls).size).toBe(1);
    expect(provider.tokenRequests).toHaveLength(1);
  });

  it('that the person refuses says so, and the call says what to do', async () => {
    const { popup } = await connect();
    await popup.getByRole('button', { name: 'Refuse' }).click();
    await popup.getByRole('heading', { name: 'Not connected' }).waitFor();
    await popup.getByText('access_denied').waitFor();
    await row().getByText('I would rather not.').waitFor();
    await closeDialog();
    expect(await ask()).toBe('connection_not_connected');
    expect(provider.tokenRequests).toEqual([]);
  });

  it('is taken back by Revoke: the provider no longer knows its tokens', async () => {
    await allow((await connect()).popup);
    await row().getByText('Connected', { exact: true }).waitFor();
    await closeDialog();
    expect(await ask()).toBe(200);
    const [token = ''] = provider.apiCalls;
    expect(await provider.isActive(token)).toBe(true);
    await openDialog();
    await row().getByRole('button', { name: 'Revoke …' }).click();
    await row().getByRole('button', { name: 'Revoke', exact: true }).click();
    await row().getByText('Not connected', { exact: true }).waitFor();
    expect(await provider.isActive(token)).toBe(false);
  });
});

describe("an attacker's page on another port", () => {
  let attacker: RecordingServer;
  let evil: Page;
  beforeEach(async () => {
    attacker = await recordingServer((_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>evil</title>');
    });
    evil = await context.newPage();
    await evil.goto(attacker.origin);
  });
  afterEach(() => attacker?.close());

  it.each([
    ['a simple request', 'text/plain', 'no-cors'],
    ['JSON', 'application/json', 'cors'],
    ['a text', 'text/plain', 'cors'],
  ] as const)('begins no sign-in by %s', async (_, type, mode) => {
    const read = await evil.evaluate(
      async ({ url, type, mode }) => {
        const commands = [
          { type: 'connect', linkName: 'books' },
          // One whose effect would be seen.
          { type: 'force', linkName: 'books', state: 'slow' },
        ];
        const init = {
          method: 'POST',
          mode,
          credentials: 'include',
          headers: { 'Content-Type': type },
        } as const;
        const sent = commands.map((command) => fetch(url, { ...init, body: JSON.stringify(command) }));
        const ends = await Promise.allSettled(sent);
        return Promise.all(ends.map((end) => (end.status === 'fulfilled' ? end.value.text() : '')));
      },
      { url: connectionsUrl(), type, mode },
    );
    expect(read).toEqual(['', '']);
    const [info] = await list();
    expect(info).toMatchObject({ linkName: 'books', state: 'not_connected' });
    expect(info).not.toHaveProperty('forced');
    const answer = await fetch(connectionsUrl(), {
      method: 'POST',
      headers: { 'Content-Type': type, Origin: attacker.origin },
      body: JSON.stringify({ type: 'connect', linkName: 'books' }),
    });
    expect(answer.status).toBe(403);
    expect(await answer.text()).not.toContain(provider.origin);
  });

  it('finishes none with a guessed state, and sees nothing', async () => {
    const address = new URL(`${CALLBACK}?code=planted-code-4711&state=guessed-state`, dev.url).href;
    const [popup] = await Promise.all([
      context.waitForEvent('page'),
      evil.evaluate((url) => void window.open(url, 'callback'), address),
    ]);
    await popup.getByRole('heading', { name: 'Not connected' }).waitFor();
    expect(await popup.content()).not.toMatch(/planted-code-4711|guessed-state/);
    expect(await popup.evaluate(() => document.referrer)).not.toContain('planted');

    const frame = await evil.evaluateHandle((url) => {
      const element = document.createElement('iframe');
      element.src = url;
      return new Promise<HTMLIFrameElement>((resolve) => {
        element.onload = () => resolve(element);
        document.body.append(element);
      });
    }, address);
    const shown = await (await frame.asElement()?.contentFrame())?.content();
    expect(shown).not.toContain('Not connected');

    expect(await ask()).toBe('connection_not_connected');
    expect(await list()).toMatchObject([{ state: 'not_connected' }]);
    expect(provider.tokenRequests).toEqual([]);
  });

  it('finishes none with a code of its own: the state of the person is not known to it', async () => {
    // A page that is behind another is drawn seldom, and its buttons wait for that.
    await page.bringToFront();
    const { popup, url } = await connect();
    // The attacker signs in himself, in the hope that the person's calls then go to his account.
    const own = new URL(url);
    own.searchParams.set('state', 'of-the-attacker');
    const callback = await signInOverHttp(own.href);
    expect(callback.get('code')).toMatch(/./);
    await evil.goto(new URL(`${CALLBACK}?${callback}`, dev.url).href);
    await evil.getByRole('heading', { name: 'Not connected' }).waitFor();
    expect(provider.tokenRequests).toEqual([]);
    // And the person's own goes on.
    await allow(popup);
    await row().getByText('Connected', { exact: true }).waitFor();
  });
});
