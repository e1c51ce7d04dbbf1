import { beforeEach, describe, expect, it } from 'vitest';
import { asSent, bootOf, PAGE, serverUnderTest, WIDGET } from './server-under-test.js';
import type { ServerEvent } from '../../src/core/protocol/index.js';
import type { Server } from '../../src/server/index.js';

const ROUTE = `${WIDGET}/__zfapps/csp-report`;
const POLICY = `connect-src 'self'; report-uri /__zfapps/csp-report`;

let server: Server;
let nextEvent: () => Promise<ServerEvent>;
beforeEach(async () => {
  ({ server } = serverUnderTest());
  nextEvent = await eventsOf(server);
  expect(await nextEvent()).toEqual({ type: 'open', revision: 0 });
});

/** Opens the stream as the host page does. */
async function eventsOf(of: Server): Promise<() => Promise<ServerEvent>> {
  const { token } = await bootOf(of);
  const answer = await of.fetch(
    asSent(`${PAGE}/__zfapps/events`, { 'sec-fetch-site': 'same-origin', 'x-zfapps-token': token }),
  );
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  const lines: string[] = [];
  return async () => {
    while (lines.length === 0)
      lines.push(
        ...String((await reader?.read())?.value)
          .trim()
          .split('\n'),
      );
    return JSON.parse(lines.shift() ?? '') as ServerEvent;
  };
}

/** A report as Chromium sends it (CSP Level 3, section 5.3). */
function report(changes: Record<string, unknown> = {}): string {
  return JSON.stringify({
    'csp-report': {
      'document-uri': `${WIDGET}/app/widget.html`,
      referrer: `${PAGE}/`,
      'violated-directive': 'connect-src',
      'effective-directive': 'connect-src',
      'original-policy': POLICY,
      disposition: 'enforce',
      'blocked-uri': 'https://api.example.com/x',
      'line-number': 3,
      'source-file': `${WIDGET}/app/widget.js`,
      'status-code': 200,
      ...changes,
    },
  });
}

function send(body: string, headers: Record<string, string> = {}): Promise<Response> {
  const sent = {
    'content-type': 'application/csp-report',
    'sec-fetch-site': 'same-origin',
    'content-length': String(new TextEncoder().encode(body).length),
    ...headers,
  };
  return server.widgetFetch(asSent(ROUTE, sent, { method: 'POST', body }));
}

/** What comes first: the finding of a report, or of the one that is sent after it. */
async function firstAfter(body: string, headers: Record<string, string> = {}): Promise<ServerEvent> {
  const answer = await send(body, headers);
  expect(answer.status).toBe(204);
  expect(await answer.text()).toBe('');
  await send(report({ 'blocked-uri': 'https://marker.example/' }));
  return nextEvent();
}

const MARKER = { type: 'finding', finding: { blocked: 'https://marker.example/' } };

describe('the report endpoint', () => {
  it('hands what the policy blocked to the host page', async () => {
    expect(await firstAfter(report())).toEqual({
      type: 'finding',
      page: '/app/widget.html',
      pages: ['/app/widget.html'],
      finding: {
        kind: 'csp',
        directive: 'connect-src',
        blocked: 'https://api.example.com/x',
        ownPolicy: false,
        source: { url: `${WIDGET}/app/widget.js`, line: 3 },
      },
    });
  });

  it("tells the page's own policy from production's", async () => {
    const own = report({ 'original-policy': "script-src 'self'" });
    expect(await firstAfter(own)).toMatchObject({ finding: { ownPolicy: true } });
  });

  it.each([
    ['no JSON', 'x'],
    ['another shape', '{"csp-report":[]}'],
    ['no directive', report({ 'effective-directive': '', 'violated-directive': 1 })],
    ['a page of another origin', report({ 'document-uri': `${PAGE}/app/widget.html` })],
    ['nothing', ''],
  ])('keeps silent about %s', async (_name, body) => {
    expect(await firstAfter(body)).toMatchObject(MARKER);
  });

  it('reads no report that comes from another site, or is too long', async () => {
    expect(await firstAfter(report(), { 'sec-fetch-site': 'same-site' })).toMatchObject(MARKER);
    expect(await firstAfter(report({ 'script-sample': 'x'.repeat(20_000) }))).toMatchObject(MARKER);
  });

  it.each([
    ['another site sends', 'x', { 'sec-fetch-site': 'cross-site' }],
    ['are too long', 'x'.repeat(20_000), {}],
  ])('still reads after any number that %s', async (_name, body, headers: Record<string, string>) => {
    for (let sent = 0; sent < 100; sent += 1) await send(body, headers);
    await send(report());
    server.fileChanged('/app/x.js');
    expect(await nextEvent()).toMatchObject({ type: 'finding', page: '/app/widget.html' });
  });

  it('stops reading when a page sends them in a loop', async () => {
    for (let sent = 0; sent < 200; sent += 1) await send(report({ 'line-number': sent + 1 }));
    server.fileChanged('/app/x.js');
    let read = 0;
    while ((await nextEvent()).type === 'finding') read += 1;
    expect(read).toBe(50);
  });

  it('is on no other origin, and is nothing to read', async () => {
    const page = await server.fetch(
      asSent(`${PAGE}/__zfapps/csp-report`, {}, { method: 'POST', body: report() }),
    );
    expect(page.status).toBe(404);
    expect((await server.widgetFetch(new Request(ROUTE))).status).toBe(404);
  });
});
