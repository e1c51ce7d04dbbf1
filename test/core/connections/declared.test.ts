import { describe, expect, it } from 'vitest';
import { declaredScopes, missingScopes } from '../../../src/core/connections/declared.js';
import { parseManifest } from '../../../src/core/project/index.js';

const widgets = [{ location: 'invoice.details.sidebar', name: 'W', url: '/app/widget.html' }];

describe('what a manifest declares', () => {
  it('is by link name, with scopes where it has some', () => {
    const manifest = parseManifest({
      modules: { widgets },
      usedConnections: [
        { connectionLinkName: 'books', scope: ['ZohoBooks.invoices.READ', 7] },
        { connectionLinkName: 'bare' },
        { connectionName: 'no link name' },
        'text',
        null,
      ],
      config: [{ connectionLinkName: 'elsewhere', scope: ['a.b.c'] }, null, 3],
    });
    expect([...declaredScopes(manifest)]).toEqual([
      ['books', ['ZohoBooks.invoices.READ']],
      ['bare', []],
      ['elsewhere', ['a.b.c']],
    ]);
  });
});

describe('a declared scope', () => {
  it.each([
    ['ZohoBooks.invoices.READ', ['ZohoBooks.invoices.READ'], true],
    ['ZohoBooks.invoices.READ', ['zohobooks.Invoices.read'], true],
    ['ZohoBooks.invoices.READ', ['ZohoBooks.invoices.ALL'], true],
    ['ZohoBooks.invoices.READ', ['ZohoBooks.fullaccess.all'], true],
    ['ZohoBooks.invoices.READ', ['ZohoBooks.invoices.CREATE'], false],
    ['ZohoBooks.invoices.ALL', ['ZohoBooks.invoices.READ'], false],
    ['ZohoBooks.invoices.READ', ['ZohoInventory.fullaccess.all'], false],
    ['ZohoBooks.fullaccess.all', ['ZohoBooks.invoices.ALL'], false],
    ['openid', ['openid', 'email'], true],
    ['openid', [], false],
  ])('%s is covered by %j: %s', (declared, granted, isCovered) => {
    expect(missingScopes([declared], granted)).toEqual(isCovered ? [] : [declared]);
  });
});
