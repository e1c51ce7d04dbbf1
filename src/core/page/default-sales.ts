import type { DocumentModule } from './default-documents.js';

/** The sample documents that go to customers. */
export const SALES: Readonly<Record<string, DocumentModule>> = {
  invoice: {
    name: 'invoice',
    party: 'customer',
    balance: true,
    samples: [
      {
        number: 'INV-000248',
        status: 'overdue',
        dates: { date: '2025-03-01', due_date: '2025-03-31' },
        paid: 250,
      },
      {
        number: 'INV-000247',
        status: 'sent',
        party: 1,
        dates: { date: '2025-02-27', due_date: '2025-03-29' },
        lines: [
          [1, 60],
          [3, 12],
          [4, 10],
        ],
        paid: 0,
      },
      {
        number: 'INV-000246',
        status: 'paid',
        party: 2,
        dates: { date: '2025-02-21', due_date: '2025-03-23' },
        lines: [
          [1, 18],
          [4, 4],
        ],
        paid: 'all',
      },
      {
        number: 'INV-000245',
        status: 'partially_paid',
        party: 3,
        dates: { date: '2025-02-18', due_date: '2025-03-20' },
        lines: [
          [0, 9],
          [5, 1],
        ],
        paid: 300,
      },
      {
        number: 'INV-000244',
        status: 'draft',
        party: 4,
        dates: { date: '2025-02-14', due_date: '2025-03-16' },
        lines: [[4, 25]],
        paid: 0,
      },
    ],
  },
  estimate: {
    name: 'estimate',
    party: 'customer',
    samples: [
      {
        number: 'EST-000112',
        status: 'sent',
        dates: { date: '2025-02-20', expiry_date: '2025-03-20' },
      },
      {
        number: 'EST-000111',
        status: 'accepted',
        party: 1,
        dates: { date: '2025-02-12', expiry_date: '2025-03-12' },
        lines: [
          [1, 60],
          [5, 2],
        ],
      },
      {
        number: 'EST-000110',
        status: 'declined',
        party: 3,
        dates: { date: '2025-02-03', expiry_date: '2025-03-03' },
        lines: [[2, 2]],
      },
      {
        number: 'EST-000109',
        status: 'expired',
        party: 4,
        dates: { date: '2025-01-09', expiry_date: '2025-02-08' },
        lines: [
          [3, 16],
          [4, 6],
        ],
      },
      {
        number: 'EST-000108',
        status: 'invoiced',
        party: 2,
        dates: { date: '2025-01-06', expiry_date: '2025-02-05' },
        lines: [[1, 18]],
      },
    ],
  },
  salesorder: {
    name: 'salesorder',
    party: 'customer',
    samples: [
      {
        number: 'SO-00057',
        status: 'confirmed',
        dates: { date: '2025-02-24', shipment_date: '2025-03-03' },
      },
      {
        number: 'SO-00056',
        status: 'confirmed',
        party: 1,
        dates: { date: '2025-02-19', shipment_date: '2025-02-26' },
        lines: [
          [1, 60],
          [3, 12],
        ],
      },
      {
        number: 'SO-00055',
        status: 'closed',
        party: 2,
        dates: { date: '2025-02-11', shipment_date: '2025-02-18' },
        lines: [[1, 18]],
      },
      {
        number: 'SO-00054',
        status: 'draft',
        party: 4,
        dates: { date: '2025-02-10', shipment_date: '2025-02-21' },
        lines: [
          [0, 12],
          [4, 8],
        ],
      },
      {
        number: 'SO-00053',
        status: 'void',
        party: 3,
        dates: { date: '2025-02-04', shipment_date: '2025-02-11' },
        lines: [[5, 1]],
      },
    ],
  },
  creditnote: {
    name: 'creditnote',
    party: 'customer',
    balance: true,
    samples: [
      { number: 'CN-00014', status: 'open', dates: { date: '2025-03-18' } },
      {
        number: 'CN-00013',
        status: 'open',
        party: 1,
        dates: { date: '2025-03-04' },
        lines: [[3, 2]],
      },
      {
        number: 'CN-00012',
        status: 'open',
        party: 2,
        dates: { date: '2025-02-25' },
        lines: [[1, 1]],
      },
      {
        number: 'CN-00011',
        status: 'draft',
        party: 3,
        dates: { date: '2025-02-19' },
        lines: [[0, 1]],
      },
      {
        number: 'CN-00010',
        status: 'open',
        party: 4,
        dates: { date: '2025-01-31' },
        lines: [[4, 3]],
      },
    ],
  },
  retainerinvoice: {
    name: 'retainerinvoice',
    party: 'customer',
    balance: true,
    samples: [{ number: 'RET-00009', status: 'sent', dates: { date: '2025-01-15' } }],
  },
  recurringinvoice: {
    name: 'recurring_invoice',
    party: 'customer',
    samples: [
      {
        number: '',
        status: 'active',
        dates: { start_date: '2025-01-01', next_invoice_date: '2025-04-01' },
      },
    ],
  },
};
