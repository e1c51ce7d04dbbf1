import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { mountWidget } from '../../src/testing/index.js';
import type { RequestOptions } from '../../src/core/protocol/index.js';
import type { MountedWidget } from '../../src/testing/index.js';

const SDK = '<script src="https://js.zohostatic.com/zohofinance/v1/zf_sdk.js"></script>';
const API = 'https://api.example.com/v1/items';

async function asking(...requests: RequestOptions[]): Promise<MountedWidget> {
  const handlers = [http.all('https://api.example.com/*', () => HttpResponse.json({}))];
  const widget = await mountWidget({ html: SDK }, { handlers });
  for (const request of requests) await widget.window.ZFAPPS.request(request);
  return widget;
}

/** What a matcher says where it fails. */
function complaint(check: () => void): string {
  try {
    check();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('It passed.');
}

const order: RequestOptions = {
  url: `${API}?page=2&tag=a&tag=b`,
  method: 'post',
  header: [{ key: 'X-Purpose', value: 'test' }],
  body: { mode: 'raw', raw: { name: 'Beans', lines: [1, 2] } },
  connection_link_name: 'books',
};

describe('toHaveRequested', () => {
  it.each([
    { method: 'POST' },
    { method: 'post', url: API },
    { url: `${API}?page=2&tag=a&tag=b` },
    { url: expect.stringContaining('/v1/') },
    { query: { page: '2' } },
    { query: { page: 2 } },
    { url: /\/v1\/items/ },
    { url: /items/g },
    { query: { tag: ['a', 'b'] } },
    { headers: { 'x-purpose': 'test' } },
    { headers: { 'Content-Type': expect.stringMatching(/json/) } },
    { body: { name: 'Beans', lines: [1, 2] } },
    { body: expect.objectContaining({ name: 'Beans' }) },
    { body: '{"name":"Beans","lines":[1,2]}' },
    { connection: 'books' },
    {},
  ])('passes for %j', async (expected) => {
    expect(await asking(order)).toHaveRequested(expected);
  });

  it.each([
    { method: 'GET' },
    { url: `${API}/2` },
    { query: { page: '3' } },
    { query: { none: 'x' } },
    { headers: { 'X-Purpose': 'other' } },
    { body: { name: 'Beans' } },
    { connection: 'crm' },
    { connection: undefined },
  ])('does not for %j', async (expected) => {
    expect(await asking(order)).not.toHaveRequested(expected);
  });

  it.each([
    [{ methd: 'GET' }, 'toHaveRequested compares no "methd"; did you mean "method"?'],
    [{ query: '?page=2' }, 'toHaveRequested\'s query is "?page=2"; expected an object.'],
    [API, 'toHaveRequested takes an object with method, url,'],
    [undefined, 'toHaveRequested takes an object with method, url,'],
  ])('refuses %j, which would never match', async (expected, message) => {
    const widget = await asking(order);
    expect(complaint(() => expect(widget).not.toHaveRequested(expected as never))).toContain(message);
  });

  it('reads forms by their pairs', async () => {
    const pairs = [
      { key: 'JSONString', value: { a: 1 } },
      { key: 'note', value: 'two\nlines' },
    ];
    const widget = await asking(
      { url: API, method: 'POST', body: { mode: 'urlencoded', urlencoded: pairs } },
      { url: `${API}/form`, method: 'POST', body: { mode: 'formdata', formdata: pairs } },
    );
    const body = { JSONString: '{"a":1}', note: 'two\nlines' };
    expect(widget).toHaveRequested({ url: API, body });
    expect(widget).toHaveRequested({
      url: `${API}/form`,
      body: { ...body, note: expect.stringMatching(/^two\r?\nlines$/) },
    });
  });

  it('shows the nearest request line by line, and lists all of them', async () => {
    const widget = await asking({ url: `${API}/other` }, order);
    const message = complaint(() =>
      expect(widget).toHaveRequested({ method: 'POST', url: API, query: { page: '3' } }),
    );
    expect(message).toMatch(/-\s+"page": "3"/);
    expect(message).toMatch(/\+\s+"page": "2"/);
    expect(message).toContain(`GET ${API}/other (200)`);
    expect(message).toContain(`POST ${API}?page=2&tag=a&tag=b (200)`);
  });

  it('says where there was no request, and what was passed by mistake', async () => {
    const widget = await asking();
    expect(complaint(() => expect(widget).toHaveRequested({}))).toContain(
      'It has made no request that has ended',
    );
    expect(complaint(() => expect(widget.document).toHaveRequested({}))).toContain(
      'takes what mountWidget() resolves with',
    );
  });
});

describe('toHaveNotified', () => {
  const notifying = async () => {
    const widget = await mountWidget({ html: SDK });
    await widget.window.ZFAPPS.invoke('SHOW_NOTIFICATION', { type: 'success', message: 'Sent to Ada' });
    return widget;
  };

  it.each([
    'Sent to Ada',
    /ada/i,
    { type: 'success' },
    { message: expect.stringContaining('Ada') },
  ])('passes for %s', async (expected) => expect(await notifying()).toHaveNotified(expected));

  it.each(['Sent', /^Ada/, { type: 'error' }])('does not for %s', async (expected) =>
    expect(await notifying()).not.toHaveNotified(expected));

  it.each([undefined, { msg: 'x' }])('refuses %j, which would never match', async (expected) => {
    const widget = await notifying();
    expect(complaint(() => expect(widget).not.toHaveNotified(expected as never))).toContain('toHaveNotified');
  });

  it('takes a pattern with the flag g each time anew', async () => {
    const widget = await notifying();
    const pattern = /Ada/g;
    for (let time = 0; time < 3; time += 1) expect(widget).toHaveNotified(pattern);
  });

  it('lists what was shown', async () => {
    const widget = await notifying();
    expect(complaint(() => expect(widget).toHaveNotified('Sent'))).toContain('success: Sent to Ada');
  });
});
