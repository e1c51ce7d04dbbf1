import type { DocumentModule } from './default-documents.js';

/** The sample documents that come from vendors. */
export const PURCHASES: Readonly<Record<string, DocumentModule>> = {
  purchaseorder: {
    name: 'purchaseorder',
    party: 'vendor',
    samples: [
      {
        number: 'PO-00031',
        status: 'issued',
        dates: { date: '2025-02-10', delivery_date: '2025-02-28' },
      },
      {
        number: 'PO-00030',
        status: 'billed',
        party: 1,
        dates: { date: '2025-02-05', delivery_date: '2025-02-19' },
        lines: [[4, 120]],
      },
      {
        number: 'PO-00029',
        status: 'issued',
        party: 2,
        dates: { date: '2025-02-03', delivery_date: '2025-03-10' },
        lines: [[2, 4]],
      },
      {
        number: 'PO-00028',
        status: 'draft',
        party: 4,
        dates: { date: '2025-01-30', delivery_date: '2025-02-14' },
        lines: [[4, 40]],
      },
      {
        number: 'PO-00027',
        status: 'cancelled',
        party: 1,
        dates: { date: '2025-01-22', delivery_date: '2025-02-05' },
        lines: [[4, 60]],
      },
    ],
  },
  bill: {
    name: 'bill',
    party: 'vendor',
    balance: true,
    samples: [
      {
        number: 'CGI-20418',
        status: 'overdue',
        dates: { date: '2025-02-28', due_date: '2025-03-30' },
      },
      {
        number: 'RB-7712',
        status: 'open',
        party: 1,
        dates: { date: '2025-02-20', due_date: '2025-04-21' },
        lines: [[4, 120]],
        paid: 0,
      },
      {
        number: 'SRS-0391',
        status: 'paid',
        party: 2,
        dates: { date: '2025-02-17', due_date: '2025-03-19' },
        lines: [[2, 4]],
        paid: 'all',
      },
      {
        number: 'CFL-118-25',
        status: 'partially_paid',
        party: 3,
        dates: { date: '2025-02-13', due_date: '2025-03-15' },
        lines: [[5, 2]],
        paid: 400,
      },
      {
        number: 'BHP-2025-044',
        status: 'draft',
        party: 4,
        dates: { date: '2025-02-06', due_date: '2025-03-08' },
        lines: [[4, 40]],
        paid: 0,
      },
    ],
  },
  vendorcredit: {
    name: 'vendor_credit',
    party: 'vendor',
    balance: true,
    samples: [{ number: 'VC-00006', status: 'open', dates: { date: '2025-03-05' } }],
  },
};
