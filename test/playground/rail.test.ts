import { afterEach, expect, it } from 'vitest';
import { Rail } from '../../playground/rail.js';
import { connection } from './connection-infos.js';
import { manifestOf } from './manifests.js';
import type { ConnectionInfo } from '../../src/core/protocol/index.js';

afterEach(() => document.body.replaceChildren());

async function show(mode: 'offline' | 'live', connections: readonly ConnectionInfo[]): Promise<Rail> {
  const rail = new Rail();
  rail.manifest = { ...manifestOf(), mode };
  rail.connections = connections;
  document.body.append(rail);
  await rail.updateComplete;
  return rail;
}

const entryOf = (rail: Rail) => rail.renderRoot.querySelector('.entry') as HTMLButtonElement;
const chipsOf = (rail: Rail) => [...entryOf(rail).querySelectorAll('.chip')].map((chip) => chip.textContent);

it('asks for the connections', async () => {
  const rail = await show('offline', []);
  let asked = 0;
  rail.addEventListener('connections', () => {
    asked += 1;
  });
  entryOf(rail).click();
  expect(asked).toBe(1);
  expect(chipsOf(rail)).toEqual([]);
});

it('counts them, and warns of those that calls cannot use', async () => {
  const infos = [connection('a'), connection('b', { state: 'expired' }), connection('c', { state: 'error' })];
  expect(chipsOf(await show('live', infos))).toEqual(['3', '2 not usable']);
  expect(chipsOf(await show('offline', infos))).toEqual(['3']);
});

it('marks that a state is tried', async () => {
  expect(chipsOf(await show('live', [connection('a', { forced: 'slow' })]))).toEqual(['1', '1 forced']);
});
