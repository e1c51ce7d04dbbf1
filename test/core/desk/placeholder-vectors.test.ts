import { describe, expect, it } from 'vitest';
import { DeskError } from '../../../src/core/desk/desk-error.js';
import { substitutePlaceholders } from '../../../src/core/desk/substitute-placeholders.js';
import { vectors } from '../../support/vectors.js';
import type { InvokePayload } from '../../../src/core/desk/invoke-payload.js';

interface Vector {
  name: string;
  installationId: string;
  configParams: Record<string, string>;
  resources: { fields: Record<string, { id: string; apiName: string }> };
  payload: InvokePayload;
  expect: {
    url?: string;
    query?: [string, string][];
    headers?: Record<string, string>;
    body?: string;
    error?: { status: number; mentions: string };
  };
}

describe('the vectors of placeholders', () => {
  it.each(vectors<Vector[]>('desk-placeholders.json'))('$name', (vector) => {
    const { installationId, configParams, resources, payload, expect: wanted } = vector;
    const substitute = () =>
      substitutePlaceholders(
        payload,
        { installationId, configParams, fields: resources.fields },
        { unresolved: 'refuse', base: 'https://desk.zoho.com' },
      );
    if (wanted.error !== undefined) {
      const error = errorOf(substitute);
      expect(error.status).toBe(wanted.error.status);
      expect(error.message).toContain(wanted.error.mentions);
      return;
    }
    const sent = substitute();
    const { searchParams } = new URL(sent.url);
    expect(wanted.query === undefined ? sent.url : sent.url.replace(/\?.*/, '')).toBe(wanted.url ?? sent.url);
    expect([...searchParams]).toEqual(wanted.query ?? []);
    expect(Object.fromEntries(sent.headers.map(([name, value]) => [name.toLowerCase(), value]))).toEqual(
      wanted.headers ?? {},
    );
    expect(sent.postBody).toBe(wanted.body);
    expect(sent.method).toBe(payload.requestType);
  });
});

function errorOf(act: () => unknown): DeskError {
  try {
    act();
  } catch (error) {
    if (error instanceof DeskError) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}
