import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBrowser } from '../support/browser.js';
import { startDev } from '../support/dev-server.js';
import { recordingServer } from '../support/recording-server.js';
import { tempFolder, widgetPage } from '../support/temp-package.js';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { DevServer } from '../support/dev-server.js';
import type { RecordingServer } from '../support/recording-server.js';
import type { TempFolder } from '../support/temp-package.js';

const SECRET = 'my_secret_key_238392';

let browser: Browser;
let context: BrowserContext;
let page: Page;
let extension: RecordingServer;
let folder: TempFolder;
let dev: DevServer;

beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser?.close());

function extensionFiles(more: object): Record<string, string | object> {
  return {
    'plugin-manifest.json': {
      service: 'DESK',
      modules: {
        widgets: [{ name: 'Tracker', location: 'desk.ticket.detail.rightpanel', url: '/app/widget.html' }],
      },
      config: [
        { name: 'jiraAuthKey', displayName: 'Key', secure: true, type: 'text', mandatory: true },
        {
          name: 'region',
          displayName: 'Region',
          type: 'picklist',
          options: ['eu', 'us'],
          default: 'eu',
        },
      ],
      callbackListener: { onInstall: `${extension.origin}/events/install` },
      ...more,
    },
    'resources.json': {
      permissions: [{ resourceName: 'p1', apiName: 'createResolution', displayName: 'Create resolutions' }],
    },
    'app/widget.html': widgetPage(''),
  };
}

async function start(more: object): Promise<void> {
  folder = await tempFolder(extensionFiles(more));
  dev = await startDev(folder.path);
  context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
  page = await context.newPage();
  await page.goto(dev.url);
}

beforeEach(async () => {
  extension = await recordingServer((_, response) => {
    response.setHeader('Content-Type', 'application/json').end('{"welcome":"aboard"}');
  });
});
afterEach(async () => {
  await context?.close();
  await dev?.stop();
  await extension?.close();
  await folder?.remove();
});

const dialog = () => page.getByRole('dialog', { name: 'Desk extension' });
const deskButton = () => page.getByRole('button', { name: 'Desk', exact: true });

/** Goes to a tab of the view, and gives what it shows. */
async function tab(name: string): Promise<Locator> {
  await dialog().getByRole('tab', { name }).click();
  return dialog().getByRole('tabpanel', { name });
}

const hmac = (text: string) => createHmac('sha256', SECRET).update(text).digest('hex');

describe('the Desk view', () => {
  it('steers an extension from its params to a log that came by the Invoke API', async () => {
    await start({ secret: SECRET });
    const bodies: Promise<string>[] = [];
    page.on('response', (response) => {
      if (response.url().endsWith('/__zfapps/desk')) bodies.push(response.text().catch(() => ''));
    });
    await deskButton().click();
    const overview = await tab('Overview');
    await overview.getByText(new URL('/api/v1/invoke', dev.url).href).waitFor();

    // A config param, and a secure one whose value nothing shows.
    const params = await tab('Config params');
    await params.getByLabel('Region').selectOption('us');
    await params.locator('zf-desk-param').nth(1).getByRole('button', { name: 'Set' }).click();
    await params.locator('zf-desk-param').nth(1).getByText('set', { exact: true }).waitFor();
    const key = params.locator('zf-desk-param').nth(0);
    await key.getByLabel('Key').fill('planted-key-4711');
    await key.getByRole('button', { name: 'Set' }).click();
    await key.getByText('set', { exact: true }).waitFor();
    expect(await key.getByLabel('Key').inputValue()).toBe('');
    const state = await page.evaluate(() => window.zfappsPlayground.desk());
    expect(state.configParams.map(({ value }) => value)).toEqual(['****', 'us']);

    // A permission of the page's user.
    const permissions = await tab('Permissions');
    const permission = permissions.getByRole('switch', { name: /^Create resolutions, / }).first();
    expect(await permission.isChecked()).toBe(false);
    await permission.check();
    await expect
      .poll(async () => (await page.evaluate(() => window.zfappsPlayground.desk())).permissions)
      .toMatchObject([{ apiName: 'createResolution', users: { [state.user]: true } }]);

    // A security context.
    const contexts = await tab('Contexts and tokens');
    await contexts.getByLabel('Minutes that it holds').fill('5');
    await contexts.getByRole('button', { name: 'Mint', exact: true }).click();
    const minted = await contexts
      .getByRole('status')
      .getByText(/^[0-9a-f]{64}$/)
      .textContent();
    await contexts.getByText('in 4 minutes').waitFor();

    // A callback, as the extension's server sees it.
    const callbacks = await tab('Callbacks');
    await callbacks.getByRole('button', { name: 'Fire' }).click();
    await callbacks.getByText('"aboard"').waitFor();
    const [told] = extension.requests;
    const body = told?.body.toString() ?? '';
    expect(told?.target).toBe('/events/install');
    expect(JSON.parse(body)).toMatchObject({ event: 'onInstall', orgId: state.orgId });
    expect(told?.headers.hash).toBe(hmac(body));
    await callbacks.getByText(hmac(body)).waitFor();

    // A call of the Invoke API, with that context: a log, whose text is hashed as the document says.
    const invoke = await tab('Invoke console');
    await invoke.getByLabel('Start from an example').selectOption('Add a log');
    await invoke
      .getByLabel('postBody', { exact: true })
      .fill('{"title": "From the console", "description": "by invoke"}');
    await invoke.getByLabel('securityContext').fill(minted ?? '');
    const text =
      'requestURL=https://desk.zoho.com/api/v1/extensionLogs&requestType=POST&postBody={"title": "From the console", ' +
      '"description": "by invoke"}&headers={"Content-Type": "application/json"}';
    await invoke.locator('#hash').getByText(hmac(text)).waitFor();
    await invoke.getByLabel('HASH from your code').fill(hmac(text).toUpperCase());
    await invoke.getByText('It does not match.').waitFor();
    await invoke.getByText(/upper-case/).waitFor();
    await invoke.getByLabel('HASH from your code').fill(hmac(text));
    await invoke.getByText('It matches.').waitFor();
    await invoke.getByRole('button', { name: 'Send', exact: true }).click();
    const answer = invoke.getByRole('region', { name: 'Answer' });
    await answer.getByText('"From the console"').waitFor();
    await answer.getByText('200').first().waitFor();

    const logs = await tab('Logs');
    await logs.getByText('From the console').waitFor();

    // A log of the extension's own server, while the view is open.
    const form = {
      requestURL: 'https://desk.zoho.com/api/v1/extensionLogs',
      requestType: 'POST',
      postBody: '{"title":"From a server"}',
    };
    const payload = Object.entries(form).map(([name, value]) => `${name}=${value}`);
    const query = new URLSearchParams({ orgId: state.orgId, securityContext: minted ?? '' });
    const sent = await fetch(new URL(`/api/v1/invoke?${query}`, dev.url), {
      method: 'POST',
      headers: { HASH: hmac(payload.join('&')) },
      body: new URLSearchParams(form),
    });
    expect(sent.status).toBe(200);
    await logs.getByText('From a server').waitFor();

    const calls = await tab('Calls');
    await calls.getByText('callback', { exact: true }).waitFor();
    expect(await calls.getByText('invoke', { exact: true }).count()).toBe(2);
    const seen = (await Promise.all(bodies)).join('\n');
    expect(seen).toContain('****');
    for (const secret of ['planted-key-4711', SECRET]) expect(seen).not.toContain(secret);
  });

  it('takes data by the Invoke API without a context of its own: it mints one, and uses it again', async () => {
    await start({ secret: SECRET });
    await deskButton().click();
    const invoke = await tab('Invoke console');
    for (const example of ['Add data to storage', 'Get data from storage']) {
      await invoke.getByLabel('Start from an example').selectOption(example);
      await invoke.getByRole('button', { name: 'Send', exact: true }).click();
      await invoke.getByRole('region', { name: 'Answer' }).getByText('"color_red_data_id_278783"').waitFor();
    }
    expect((await page.evaluate(() => window.zfappsPlayground.desk())).contexts).toHaveLength(1);
    const storage = await tab('Storage');
    await storage.getByText('Diluted solution for red color experiment 128ml').waitFor();

    // A revoked one is refused, in Desk's words; the next call has another.
    const contexts = await tab('Contexts and tokens');
    await contexts.getByRole('button', { name: 'Revoke' }).click();
    await contexts.getByText('Revoked').waitFor();
    await tab('Invoke console');
    await invoke.getByRole('button', { name: 'Send', exact: true }).click();
    await invoke.getByText('FORBIDDEN').waitFor();
    await invoke.getByRole('button', { name: 'Send', exact: true }).click();
    await invoke.getByRole('region', { name: 'Answer' }).getByText('statusCode').waitFor();
  });

  it('keeps the focus of the keyboard where it was when a command is done', async () => {
    await start({ secret: SECRET });
    await deskButton().click();
    const contexts = await tab('Contexts and tokens');
    const focused = () =>
      page.evaluate(() => {
        let element = document.activeElement;
        while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
        return `${element?.localName} ${element?.textContent?.trim()}`;
      });
    await contexts.getByRole('button', { name: 'Mint', exact: true }).focus();
    await page.keyboard.press('Enter');
    await contexts.getByText('Copy it now').waitFor();
    expect(await focused()).toBe('button Mint');
    await contexts.getByRole('button', { name: 'Expire' }).focus();
    await page.keyboard.press('Enter');
    await contexts.getByText('Expired').waitFor();
    await expect.poll(focused).toMatch(/^tr /);
  });

  it('keeps what was typed when it is closed, and is empty then', async () => {
    await start({ secret: SECRET });
    await deskButton().click();
    let storage = await tab('Storage');
    await storage.getByRole('button', { name: 'Add a record' }).click();
    await storage.getByRole('textbox', { name: /^value/ }).fill('{"half": ');
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'hidden' });
    expect(await page.getByRole('tab').count()).toBe(0);
    await deskButton().click();
    storage = await tab('Storage');
    expect(await storage.getByRole('textbox', { name: /^value/ }).inputValue()).toBe('{"half": ');
  });

  it('says why Desk is off where the secret is missing', async () => {
    await start({});
    await deskButton().click();
    await dialog().getByText('The extension has no secret.').waitFor();
  });

  it('is not there for a widget of another product', async () => {
    await start({ service: 'FINANCE', secret: SECRET });
    await page.waitForFunction(() => 'zfappsPlayground' in window);
    await expect(page.evaluate(() => window.zfappsPlayground.desk())).rejects.toThrow('no Desk extension');
    expect(await deskButton().count()).toBe(0);
  });
});
