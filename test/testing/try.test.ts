import { setupServer } from 'msw/node';
import { http, HttpResponse } from 'msw';
import { within } from '@testing-library/dom';
import { expect, it, beforeAll, afterAll } from 'vitest';
import { mountWidget } from '../../src/testing/index.js';
import { handlers } from '../../playground/widgets/receivables/mocks.js';

const server = setupServer(http.get('https://mocked.example/x', ({request}) => HttpResponse.json({ auth: request.headers.get('authorization') })));

it('mounts', async () => {
  const t = performance.now();
  const widget = await mountWidget('playground/widgets/receivables', { handlers, record: { customer_name: 'Pier 9' } });
  console.log(performance.now() - t);
  await widget.settled();
  console.log(performance.now() - t, widget.calls.map(c => c.method + c.outcome), widget.document.body.textContent?.replace(/\s+/g, ' ').slice(0, 300));
  console.log(widget.requests[0], widget.frame.style);
  const button = await within(widget.document.body).findByRole('button', { name: 'Write a reminder' });
  button.click();
  await expect.poll(() => widget.modals).toHaveLength(1);
  const m = within(widget.modals[0]!.document.body);
  (await m.findByRole('button', { name: /send/i })).click();
  await expect.poll(() => widget.modals).toHaveLength(0);
  console.log(widget.notifications, widget.requests.at(-1));
});
it('msw', async () => {
  server.listen({ onUnhandledRequest: 'error' });
  const widget = await mountWidget({ html: '<script src=https://js.zohostatic.com/zohofinance/v1/zf_sdk.js></script>' }, {connections: {c: {type:'bearer', token:'t', hosts:['mocked.example']}}});
  console.log(await widget.window.ZFAPPS.request({ url: 'https://mocked.example/x', connection_link_name: 'c' }));
  console.log(await widget.window.ZFAPPS.request({ url: 'https://unmocked.example/x?a=b' }).catch((e: unknown) => e));
  server.close();
  server.listen({ onUnhandledRequest: 'bypass' });
  console.log(await widget.window.ZFAPPS.request({ url: 'https://unmocked.example/x?a=b' }).catch((e: unknown) => e));
  console.log(await widget.window.ZFAPPS.request({ url: 'http://127.0.0.1:9/x?a=b' }).catch((e: unknown) => e));
  server.close();
  console.log(await widget.window.ZFAPPS.request({ url: 'https://unmocked.example/x?a=b' }).catch((e: unknown) => e));
  console.log(await widget.window.ZFAPPS.request({ url: 'http://93.184.216.34/x?a=b' }).catch((e: unknown) => e));
  console.log((await widget.window.ZFAPPS.get('invoice')) instanceof widget.window.Object)
});
it('fails', async () => {
  await mountWidget({ html: '<script>setTimeout(() => { throw new TypeError("boom") }); Promise.reject(new Error("r"))</script>' });
  await new Promise((r) => setTimeout(r, 20));
});
