import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { OAUTH, STATIC } from './configuration.js';
import { STATIC_SECRETS } from './planted.js';
import { world } from './world.js';

describe('nothing secret leaves dev', () => {
  it('by the page, any file of it or of the widget, or any route', async () => {
    const { dev, upstream, answered, check } = await world();
    const { origin, widgetOrigin, get, post, call, connections } = await dev();
    for (const linkName of [...STATIC, ...OAUTH]) await call(linkName, { url: `${upstream.origin}/ok` });

    for (const { parentPath, name } of await assets())
      await get(`/__zfapps/page/${join(parentPath, name).slice('dist/page/'.length)}`);
    for (const route of ROUTES) await get(`/__zfapps/${route}`);
    await get('/__zfapps/connections', {});
    for (const path of ['/app/widget.html', '/__zfapps/zf_sdk.js', '/plugin-manifest.json', ...HIDDEN_FILES])
      for (const face of [origin, widgetOrigin])
        await answered(`${face}${path}`, await fetch(`${face}${path}`));

    for (const body of RECORDS_COMMANDS) await post('records', body);
    for (const body of STORAGE_COMMANDS) await post('storage', body);
    for (const linkName of ['books', 'service', 'bearer', 'nothing', '', '/ok,/401,/500', '__proto__'])
      for (const command of connectionCommands(linkName)) await post('connections', command);
    for (const body of ['', 'null', '{', '[]', '{"type":"connect"}', '{"type":7,"linkName":{}}'])
      for (const route of ['connections', 'request', 'records', 'storage']) await post(route, body);
    expect(Object.keys(await connections())).toContain('books');
    await check(...STATIC_SECRETS, 'accessToken', 'givenRefresh', 'refreshToken', 'clientSecret');
  }, 60_000);
});

/** The files of the host page. */
async function assets() {
  const all = await readdir('dist/page', { recursive: true, withFileTypes: true });
  return all.filter((one) => one.isFile());
}

const ROUTES = ['manifest', 'records', 'translations', 'connections', 'storage', 'request', 'nothing'];

/** Files of the project that no face may serve. */
const HIDDEN_FILES = [
  '/.env.local',
  '/%2eenv.local',
  '/app/../.env.local',
  '/app/%2e%2e/.env.local',
  '/app/..%2f.env.local',
  '/zfapps.config.json',
  '/app/..%5czfapps.config.json',
  '/__zfapps/page/../../../.env.local',
];

const RECORDS_COMMANDS = [
  { type: 'save', module: 'invoice', record: { invoice_id: '1' } },
  { type: 'save', module: 'constructor', record: {} },
  { type: 'remove', module: 'invoice', id: '1' },
  { type: 'reset' },
  { type: 'switch', changes: { locale: 'fr', user: { user_id: 'anna' } } },
  { type: 'switch', changes: { nothing: 1 } },
  { type: 'nothing' },
];

const STORAGE_COMMANDS = [
  { type: 'set', area: 'store', key: 'a', value: 1 },
  { type: 'get', area: 'store', key: 'a' },
  // What connections keep lies in the same store.
  { type: 'get', area: 'connections', key: '["service"]' },
  { type: 'get', area: 'store', key: '["service"]' },
  { type: 'get', area: 'store', key: '../connections/["service"]' },
  { type: 'get', area: '../connections', key: '["service"]' },
];

function connectionCommands(linkName: string): object[] {
  return [
    { type: 'connect', linkName },
    ...['not_connected', 'expired', 'error', 'unauthorized_once', 'nothing', null].map((state) => ({
      type: 'force',
      linkName,
      state,
    })),
    { type: 'disconnect', linkName, revoke: true },
    { type: 'disconnect', linkName },
    { type: 'disconnect', linkName, revoke: 'yes' },
    { type: 'nothing', linkName },
  ];
}
