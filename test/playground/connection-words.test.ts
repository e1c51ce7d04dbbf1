import { describe, expect, it } from 'vitest';
import { countProblems, describeKind, fromNow, inWords } from '../../playground/connection-words.js';
import { connection } from './connection-infos.js';
import type { ConnectionInfo } from '../../src/core/protocol/index.js';

describe('what the rail warns of', () => {
  it.each<[Partial<ConnectionInfo>, number]>([
    [{ state: 'connected' }, 0],
    [{ state: 'not_configured' }, 1],
    [{ state: 'not_connected', connects: 'sign_in' }, 1],
    // The first call connects it.
    [{ state: 'not_connected', connects: 'request' }, 0],
    [{ state: 'expired' }, 1],
    [{ state: 'revoked' }, 1],
    [{ state: 'error' }, 1],
    [{ state: 'error', standIn: true }, 0],
    [{ state: 'error', declared: false }, 0],
    [{ state: 'connected', forced: 'expired' }, 1],
    [{ state: 'connected', forced: 'slow' }, 0],
  ])('%j in mode live: %i', (changes, unusable) => {
    expect(countProblems([connection('a', changes)], 'live').unusable).toBe(unusable);
  });

  it('is nothing in mode offline, but that a state is tried', () => {
    const infos = [connection('a', { state: 'error' }), connection('b', { forced: 'slow' })];
    expect(countProblems(infos, 'offline')).toEqual({ unusable: 0, forced: 1 });
  });
});

describe('in words', () => {
  it.each<[Partial<ConnectionInfo>, string]>([
    [{}, 'OAuth 2.0 · one account for everyone'],
    [{ type: 'apiKey', level: 'user', user: 'mira@x.example' }, 'API key · account of mira@x.example'],
    [{ type: 'basic', level: 'user' }, 'User name and password · account of each user'],
  ])('%j is %j', (changes, words) => {
    expect(describeKind(connection('a', changes))).toBe(words);
  });

  it('needs no type where nothing defines it', () => {
    const { type: _, ...undefinedOne } = connection('a');
    expect(describeKind(undefinedOne)).toBe('One account for everyone');
  });

  it('names scopes in a sentence', () => {
    expect([inWords(['A']), inWords(['A', 'B', 'C'])]).toEqual(['A', 'A, B and C']);
  });

  const MINUTE = 60_000;
  it.each([
    [30_000, 'in less than a minute'],
    [MINUTE, 'in 1 minute'],
    [42.9 * MINUTE, 'in 42 minutes'],
    [90 * MINUTE, 'in 1 hour'],
    [49 * 60 * MINUTE, 'in 2 days'],
    [-10_000, 'less than a minute ago'],
    [-125 * MINUTE, '2 hours ago'],
  ])('%i ms from now is %j', (distance, words) => {
    expect(fromNow(5_000_000_000 + distance, 5_000_000_000)).toBe(words);
  });
});
