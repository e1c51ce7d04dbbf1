import { expect, it } from 'vitest';
import { offerAutomation } from '../../playground/automation.js';
import { connection, storeOf } from './connection-infos.js';
import type { ConnectionOrder } from '../../playground/automation.js';
import type { Session } from '../../playground/session.js';
import type { ConnectionCommand } from '../../src/core/protocol/index.js';

async function offer() {
  const all = await storeOf([connection('books')], async ({ type }) =>
    type === 'connect' ? { url: 'https://accounts.zoho.com/' } : {},
  );
  const target = {} as Window;
  offerAutomation({ connections: all.store } as unknown as Session, target);
  return { ...all, offered: target.zfappsPlayground };
}

it('has the connections as the server has them now', async () => {
  const { offered, server } = await offer();
  server.infos = [connection('books', { state: 'expired' })];
  expect(await offered.connections()).toEqual([connection('books', { state: 'expired' })]);
});

it.each<[ConnectionOrder, ConnectionCommand]>([
  ['connect', { type: 'connect', linkName: 'books' }],
  ['disconnect', { type: 'disconnect', linkName: 'books' }],
  ['revoke', { type: 'disconnect', linkName: 'books', revoke: true }],
  [{ force: 'slow' }, { type: 'force', linkName: 'books', state: 'slow' }],
  [{ force: null }, { type: 'force', linkName: 'books', state: null }],
])('%j is %j', async (order, command) => {
  const { offered, sent } = await offer();
  await offered.connection('books', order);
  expect(sent).toEqual([command]);
});

it('hands over the page to sign in at, and opens no window', async () => {
  const { offered } = await offer();
  expect(await offered.connection('books', 'connect')).toEqual({ url: 'https://accounts.zoho.com/' });
});
