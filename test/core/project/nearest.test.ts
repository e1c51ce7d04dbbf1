import { expect, it } from 'vitest';
import { nearest } from '../../../src/core/project/index.js';

it.each([
  ['conections', 'connections'],
  ['Connections', 'connections'],
  ['api_configurations', 'apiConfigurations'],
  ['apiConfig', 'apiConfigurations'],
  ['hsots', 'hosts'],
  ['modes', 'mode'],
])('%s means %s', (given, meant) => {
  expect(nearest(given, ['mode', 'hosts', 'connections', 'apiConfigurations', 'user'])).toBe(meant);
});

it.each([['xyzzy'], [''], ['zz'], ['a'.repeat(100_000)]])('%s means nothing known', (given) => {
  expect(nearest(given, ['mode', 'hosts', 'connections'])).toBeUndefined();
});
