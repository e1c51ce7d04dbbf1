import { describe, expect, it } from 'vitest';
import { defaultOrganization } from '../../../src/core/page/index.js';
import { DATA_CENTERS } from '../../../src/core/project/index.js';

describe('the place of an organisation', () => {
  it('is the United States and English where nothing is said', () => {
    expect(defaultOrganization()).toMatchObject({
      data_center_extension: '.com',
      api_root_endpoint: 'https://www.zohoapis.com/books/v3',
      language_code: 'en',
    });
  });

  // https://www.zoho.com/workdrive/developer/docs/api/v1/getting-started-multi-dc-support.html
  it.each([
    ['eu', '.eu', 'https://www.zohoapis.eu/books/v3'],
    ['in', '.in', 'https://www.zohoapis.in/books/v3'],
    ['com.au', '.com.au', 'https://www.zohoapis.com.au/books/v3'],
    ['com.cn', '.com.cn', 'https://www.zohoapis.com.cn/books/v3'],
    ['jp', '.jp', 'https://www.zohoapis.jp/books/v3'],
    ['ca', '.ca', 'https://www.zohoapis.ca/books/v3'],
    ['sa', '.sa', 'https://www.zohoapis.sa/books/v3'],
    ['ae', '.ae', 'https://www.zohoapis.ae/books/v3'],
  ] as const)('%s: its extension and the domain of its API', (dataCenter, extension, root) => {
    expect(defaultOrganization({}, { dataCenter })).toMatchObject({
      data_center_extension: extension,
      api_root_endpoint: root,
    });
  });

  it('gives an API root without a slash at its end in every data centre', () => {
    for (const dataCenter of DATA_CENTERS) {
      const { api_root_endpoint: root } = defaultOrganization({}, { dataCenter });
      expect(new URL(String(root)).href).toBe(root);
      expect(root).not.toMatch(/\/$/);
    }
  });

  // The API documentation of each product: zoho.com/<product>/api.
  it.each([
    ['FINANCE', 'books/v3'],
    ['INVENTORY', 'inventory/v1'],
    ['BILLING', 'billing/v1'],
    ['SUBSCRIPTIONS', 'billing/v1'],
    ['EXPENSE', 'expense/v1'],
    ['ERP', 'erp/v3'],
    ['Inventory', 'inventory/v1'],
    ['something else', 'books/v3'],
    ['__proto__', 'books/v3'],
  ])('the service %s has the API root %s', (service, path) => {
    expect(defaultOrganization({}, { service }).api_root_endpoint).toBe(`https://www.zohoapis.com/${path}`);
  });

  it('is what the explicit members say, where they say it', () => {
    const changes = { api_root_endpoint: 'https://api.example/books/v3', language_code: 'nl' };
    expect(defaultOrganization(changes, { dataCenter: 'eu', locale: 'fr' })).toMatchObject({
      ...changes,
      data_center_extension: '.eu',
    });
  });
});
