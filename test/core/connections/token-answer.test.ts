import { describe, expect, it } from 'vitest';
import { standardAnswer } from '../../../src/core/connections/token-answer.js';
import { TokenFailure } from '../../../src/core/connections/token-failure.js';
import { withTokens } from '../../../src/core/connections/token-rules.js';
import type { TokenFields } from '../../../src/core/project/index.js';

function answer(
  body: unknown,
  {
    status = 200,
    type = 'application/json',
    fields = undefined as TokenFields | undefined,
    headers = {},
  } = {},
) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const given = Object.entries({ 'Content-Type': type, ...headers });
  return standardAnswer(
    { status, headers: given, body: new TextEncoder().encode(text) },
    fields,
    'id.example',
  );
}

function failureOf(...given: Parameters<typeof answer>): TokenFailure {
  try {
    answer(...given);
  } catch (error) {
    if (error instanceof TokenFailure) return error;
    throw error;
  }
  throw new Error('It was taken as a token answer.');
}

describe('a token answer', () => {
  it('has its standard members, and no others', () => {
    const given = {
      access_token: 't',
      token_type: 'Bearer',
      expires_in: 3600,
      refresh_token: 'r',
      scope: 'a b',
      id_token: 'x',
      api_domain: 'https://www.zohoapis.com',
    };
    const { id_token: _, ...expected } = given;
    expect(answer(given)).toEqual({ ...expected, token_type: 'bearer' });
  });

  it('may have its members elsewhere', () => {
    const fields = {
      accessToken: 'data.token',
      refreshToken: 'data.more',
      expiresIn: 'ttl',
      scope: 'granted',
    };
    expect(answer({ data: { token: 't', more: 'r' }, ttl: '60', granted: 'a' }, { fields })).toEqual({
      access_token: 't',
      token_type: 'bearer',
      expires_in: 60,
      refresh_token: 'r',
      scope: 'a',
    });
    expect(failureOf({ access_token: 't' }, { fields }).message).toContain('data.token');
    expect(failureOf({ data: 't' }, { fields: { accessToken: 'data.constructor.name' } }).kind).toBe(
      'malformed',
    );
  });

  it('may be a form', () => {
    const type = 'application/x-www-form-urlencoded; charset=utf-8';
    expect(answer('access_token=t%2B&expires_in=60&scope=a+b', { type })).toMatchObject({
      access_token: 't+',
      scope: 'a b',
    });
  });

  it.each(['', 'a\nb', 7, null, undefined, '€'])('without a usable token is none: %j', (access_token) => {
    expect(failureOf({ access_token })).toMatchObject({ kind: 'malformed' });
  });

  it('is an error with the status 200', () => {
    expect(failureOf({ error: 'invalid_code' })).toMatchObject({ kind: 'grant_refused' });
    expect(failureOf({ access_token: 't', error: 'invalid_client' })).toMatchObject({ kind: 'refused' });
    expect(failureOf({ status: { problem: 'x' } }, { fields: { error: 'status.problem' } })).toMatchObject({
      kind: 'refused',
    });
  });

  it('of too many requests is a limit, and says until when', () => {
    const zoho = {
      error_description: 'You have made too many requests continuously. Please try again after some time.',
      error: 'Access Denied',
      status: 'failure',
    };
    const limit = failureOf(zoho, { status: 400 });
    expect(limit.kind).toBe('limited');
    expect((limit.retryAt ?? 0) - Date.now()).toBeGreaterThan(50_000);
    const said = failureOf('', { status: 429, headers: { 'Retry-After': '7' } });
    expect(Math.round(((said.retryAt ?? 0) - Date.now()) / 1_000)).toBe(7);
    const date = failureOf('', {
      status: 503,
      headers: { 'retry-after': new Date(Date.now() + 90_000).toUTCString() },
    });
    expect(Math.abs((date.retryAt ?? 0) - Date.now() - 90_000)).toBeLessThan(2_000);
  });

  it.each([
    [302, '', 'malformed', 'not followed'],
    [502, '<html>', 'unreachable', '502'],
    [404, '', 'refused', '404'],
    [200, '<html>', 'malformed', 'not JSON'],
    [200, '[]', 'malformed', 'not JSON'],
    [200, 'null', 'malformed', 'not JSON'],
  ])('with the status %i and %j is %s', (status, body, kind, words) => {
    const failure = failureOf(body, { status });
    expect(failure.kind).toBe(kind);
    expect(failure.message).toContain(words);
    expect(failure.cause).toBeUndefined();
  });
});

describe('an account', () => {
  it('keeps the refresh token where the answer has none', () => {
    const account = {
      client: 'c',
      requests: [],
      tokens: { accessToken: 'old', obtainedAt: 0, scopes: ['a'] },
    };
    expect(withTokens(account, { accessToken: 'new' }, 'presented').tokens).toMatchObject({
      accessToken: 'new',
      refreshToken: 'presented',
      scopes: ['a'],
    });
    expect(
      withTokens(account, { accessToken: 'new', refreshToken: 'rotated' }, 'presented').tokens,
    ).toMatchObject({ refreshToken: 'rotated' });
  });
});
