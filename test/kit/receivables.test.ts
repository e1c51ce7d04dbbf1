import { findByText } from '@testing-library/dom';
import { http, HttpResponse } from 'msw';
import { expect, it } from 'vitest';
import { mountWidget } from 'zfapps-shim/testing';

it('lists', async () => {
  const widget = await mountWidget('playground/widgets/receivables', {
    widget: 'Receivables',
    handlers: [
      http.get('https://www.zohoapis.com/books/v3/invoices', () => HttpResponse.json({ invoices: [] })),
    ],
  });
  await findByText(widget.document.body, 'Every invoice is paid. Well done.');
  expect(widget).toHaveRequested({ method: 'GET', connection: 'zoho_books' });
});
