import { HttpResponse, http } from 'msw';

const DAY_MS = 86_400_000;

/** Unpaid invoices: number, customer, balance, and the days since they were due (negative: not yet). */
const UNPAID = [
  ['INV-000248', 'Juniper Street Café', 1545.87, 21],
  ['INV-000251', 'Juniper Street Café', 612.4, -9],
  ['INV-000239', 'Juniper Street Café', 288, 43],
  ['INV-000252', 'Bluebird Bakery', 1980.5, -18],
  ['INV-000250', 'Hotel Marlow', 4420, -4],
  ['INV-000249', 'Saltmarsh Kitchen', 735.25, -1],
  ['INV-000246', 'The Reading Room', 1164, 6],
  ['INV-000244', 'Bluebird Bakery', 2210.75, 12],
  ['INV-000241', 'Fern & Fable', 489.9, 27],
  ['INV-000235', 'Hotel Marlow', 3105, 38],
  ['INV-000231', 'Northgate Studios', 870, 52],
  ['INV-000224', 'Fern & Fable', 642.3, 71],
  ['INV-000217', 'Pier 9 Canteen', 1290, 84],
  ['INV-000198', 'Old Mill Hostel', 958.6, 128],
] as const;

const CUSTOMER_IDS: Record<string, string> = { 'Juniper Street Café': '4600000000002001' };

export const handlers = [
  http.get('https://api.creditbureau.example/v1/companies/score', ({ request }) => {
    const name = new URL(request.url).searchParams.get('name');
    if (!name) return HttpResponse.json({ error: 'The parameter "name" is missing.' }, { status: 400 });
    if (/unknown/i.test(name)) {
      return HttpResponse.json({ error: `No company is registered as "${name}".` }, { status: 404 });
    }
    return HttpResponse.json({
      company: { name, registered_since: '2016-05-12' },
      score: 68,
      band: 'B',
      trend: [61, 63, 62, 66, 70, 74, 73, 75, 72, 71, 69, 68],
      payments: { average_days_late: 11, on_time_share: 0.64 },
      open_claims: 0,
    });
  }),

  http.get('https://www.zohoapis.com/books/v3/invoices', ({ request }) => {
    const query = new URL(request.url).searchParams;
    if (!query.get('organization_id')) {
      return HttpResponse.json({ code: 6, message: 'Specify the organization_id.' }, { status: 400 });
    }
    const customer = query.get('customer_id');
    const invoices = UNPAID.map(toInvoice).filter((invoice) => !customer || invoice.customer_id === customer);
    return HttpResponse.json({
      code: 0,
      message: 'success',
      invoices,
      page_context: { page: 1, per_page: 200, has_more_page: false },
    });
  }),

  http.post('https://api.mailer.example/v1/messages', async ({ request }) => {
    const message = (await request.json()) as { to?: string };
    if (!message.to?.includes('@')) {
      return HttpResponse.json({ error: 'The recipient has no valid address.' }, { status: 422 });
    }
    return HttpResponse.json({ id: 'msg_7Q2M41', status: 'queued' }, { status: 202 });
  }),
];

function toInvoice([number, customer, balance, daysOverdue]: (typeof UNPAID)[number], index: number) {
  return {
    invoice_id: `46000000000019${String(index).padStart(2, '0')}`,
    invoice_number: number,
    customer_id: CUSTOMER_IDS[customer] ?? `46000000000029${String(index).padStart(2, '0')}`,
    customer_name: customer,
    status: daysOverdue > 0 ? 'overdue' : 'sent',
    // Counted from today, so that an invoice stays in its bucket for good.
    due_date: new Date(Date.now() - daysOverdue * DAY_MS).toISOString().slice(0, 10),
    balance,
    currency_code: 'USD',
  };
}
