/// <reference path="../../src/entries/globals.ts" />
import { expectTypeOf, test } from 'vitest';
import type { ZfappsResponse } from '../../src/entries/index.js';

test('ZFAPPS.request takes what the documentation shows', () => {
  const call = ZFAPPS.request({
    url: 'https://desk.zoho.com/api/v1/tickets/',
    method: 'POST',
    url_query: [{ key: 'QUERY_NAME', value: 1 }],
    header: [{ key: 'header-key', value: 'header-value' }],
    body: {
      mode: 'urlencoded',
      urlencoded: [{ key: 'KEYNAME', value: { a: 1 }, type: 'encodedType' }],
      raw: 'RAWDATA',
    },
    connection_link_name: 'zohodeskconnection',
  });
  expectTypeOf(call).resolves.toEqualTypeOf<ZfappsResponse>();
  ZFAPPS.request({ url: 'https://api.example.com/' });
  ZFAPPS.request({ url: 'https://api.example.com/', method: 'get', body: null });
  ZFAPPS.request({ api_configuration_key: 'ac__tax', url_param: { state: 'CA' } });
  window.ZFAPPS.request({ url: 'https://api.example.com/' });
});

test('wrong options are errors', () => {
  // @ts-expect-error: no url and no api_configuration_key
  ZFAPPS.request({ method: 'GET' });
  // @ts-expect-error: the document's list of alternatives is no method
  ZFAPPS.request({ url: 'https://api.example.com/', method: 'GET/PUT/POST/DELETE' });
  // @ts-expect-error: pairs, not an object
  ZFAPPS.request({ url: 'https://api.example.com/', url_query: { page: 1 } });
  // @ts-expect-error: no such mode
  ZFAPPS.request({ url: 'https://api.example.com/', body: { mode: 'json' } });
  // @ts-expect-error: `headers` is `header` here
  ZFAPPS.request({ url: 'https://api.example.com/', headers: [] });
  // @ts-expect-error: an unknown action
  ZFAPPS.invoke('RESIZED', { height: '1px' });
});

test('get answers an object keyed by the literal key', () => {
  expectTypeOf(ZFAPPS.get('organization')).resolves.toHaveProperty('organization');
  expectTypeOf(ZFAPPS.get('organization')).resolves.toMatchTypeOf<{
    organization: { api_root_endpoint: string };
  }>();
  expectTypeOf(ZFAPPS.get('invoice.line_items[0].rate')).resolves.toHaveProperty(
    'invoice.line_items[0].rate',
  );
  // @ts-expect-error: another key than the one that was asked for
  ZFAPPS.get('invoice').then(({ estimate }) => estimate);
});

test('init resolves the app, whose on takes both forms', async () => {
  const { instance } = await ZFAPPS.extension.init();
  await instance.on('ON_INVOICE_PRE_SAVE', async () => ({ prevent_save: true, message: 'no' }));
  instance.on('ON_INVOICE_CHANGE').then((invoice: { total: number }) => invoice.total);
});

test('set, store, retrieve and I18N', () => {
  expectTypeOf(ZFAPPS.set('invoice.line_items[0]', { rate: 1 })).resolves.toHaveProperty('invoice');
  expectTypeOf(ZFAPPS.store('key', { value: [1] })).resolves.toHaveProperty('key');
  expectTypeOf(ZFAPPS.retrieve('key')).resolves.toHaveProperty('key');
  expectTypeOf(ZFAPPS.I18N.getTranslatedValue('a.b')).toEqualTypeOf<string>();
  ZFAPPS.set('invoice.notes', '').finally(ZFAPPS.closeModal);
  ZFAPPS.hideWidget().then(ZFAPPS.showWidget);
  // @ts-expect-error: the value is a member
  ZFAPPS.store('key', 'value');
  // @ts-expect-error: no value
  ZFAPPS.set('invoice.notes');
});

test('API and GLOBALFIELDS, in the shapes that docs/parity.md gives them', () => {
  ZFAPPS.API.getRecord({ module: 'invoice', id: '1' }).then(({ invoice }) => invoice.total);
  ZFAPPS.API.getAllRecords({ module: 'invoices' });
  ZFAPPS.API.createRecord({ module: 'invoice', data: { total: 1 } });
  ZFAPPS.API.updateRecord({ module: 'invoice', id: 1, data: {} });
  ZFAPPS.API.deleteRecord({ module: 'invoice', id: 1 });
  ZFAPPS.API.GLOBALFIELDS.set('name', 1);
  ZFAPPS.API.GLOBALFIELDS.set({ name: 'name', value: 1 });
  ZFAPPS.API.GLOBALFIELDS.get('name');
  ZFAPPS.API.GLOBALFIELDS.get({ name: 'name' });
  // @ts-expect-error: an address, not two arguments
  ZFAPPS.API.getRecord('invoice', '1');
  // @ts-expect-error: no such member
  ZFAPPS.API.findRecord({ module: 'invoice' });
});
