import { expect } from 'vitest';
import type { Arrival } from './recorded-backend.js';

/** What the vectors say of a request that the upstream received: see `test/vectors/README` in shared. */
export interface ArrivalExpectation {
  method: string;
  url: string;
  query: [string, string][];
  rawQueryPrefix?: string;
  headers?: Record<string, string>;
  absentHeaders?: string[];
  notHeaders?: Record<string, string>;
  body?: string | null;
  form?: [string, string][];
  multipart?: [string, string][];
}

/** Compares what arrived with a vector's `expect`. */
export function expectArrival(arrival: Arrival | undefined, expected: ArrivalExpectation): void {
  if (arrival === undefined) throw new Error('Nothing arrived.');
  const { url, recorded } = arrival;
  const rawQuery = recorded.target.split('?')[1] ?? '';
  expect(recorded.method).toBe(expected.method);
  expect(`${url.origin}${recorded.target.split('?')[0]}`).toBe(expected.url);
  expect(recorded.target).not.toContain('#');
  expect([...new URLSearchParams(rawQuery)]).toEqual(expected.query);
  if (expected.rawQueryPrefix !== undefined) expect(rawQuery.startsWith(expected.rawQueryPrefix)).toBe(true);

  for (const [name, value] of Object.entries(expected.headers ?? {})) {
    // The socket leads to the recording server: the host is the one that the transport was asked for.
    const got = name === 'host' ? url.host : recorded.headers[name];
    if (name === 'content-type') expect(String(got).split(';')[0]).toBe(value);
    else expect(got).toBe(value);
  }
  for (const name of expected.absentHeaders ?? []) expect(recorded.headers).not.toHaveProperty(name);
  for (const [name, value] of Object.entries(expected.notHeaders ?? {}))
    expect(recorded.headers[name]).not.toBe(value);

  if (expected.body !== undefined) expect(recorded.body.toString()).toBe(expected.body ?? '');
  if (expected.body === null) expect(recorded.headers).not.toHaveProperty('transfer-encoding');
  if (expected.form !== undefined)
    expect([...new URLSearchParams(recorded.body.toString())]).toEqual(expected.form);
  if (expected.multipart !== undefined) {
    expect(readMultipart(recorded.headers['content-type'] ?? '', recorded.body.toString())).toEqual(
      expected.multipart,
    );
  }
}

/** Reads a multipart body by RFC 7578, so that the expected values pass through no code of ours. */
export function readMultipart(contentType: string, body: string): [name: string, value: string][] {
  const boundary = /boundary="?([^";]+)/.exec(contentType)?.[1];
  const [first, ...rest] = `\r\n${body}`.split(`\r\n--${boundary}`);
  expect(first).toBe('');
  expect(rest.pop()?.trim()).toBe('--');
  return rest.map((part) => {
    const [head = '', ...value] = part.split('\r\n\r\n');
    const name = /name="([^"]*)"/.exec(head)?.[1] ?? '';
    return [
      name.replaceAll('%22', '"').replaceAll('%0D', '\r').replaceAll('%0A', '\n'),
      value.join('\r\n\r\n'),
    ];
  });
}
