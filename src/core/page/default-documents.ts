import { PURCHASES } from './default-purchases.js';
import { SALES } from './default-sales.js';
import type { SampleLine } from './default-line-items.js';

/** A sample document. Of each module the first is its sample record. */
export interface DocumentSample {
  number: string;
  status: string;
  /** The index of the customer or vendor. Default 0. */
  party?: number;
  dates: Readonly<Record<string, string>>;
  lines?: readonly SampleLine[];
  /** What was paid of it. */
  paid?: number | 'all';
}

/** The samples of a module whose records are documents with line items. */
export interface DocumentModule {
  /** The beginning of its members' names, such as `vendor_credit` of `vendor_credit_id`. */
  name: string;
  party: 'customer' | 'vendor';
  /** Its records say what is open of them. */
  balance?: true;
  samples: readonly [DocumentSample, ...DocumentSample[]];
}

export const DOCUMENTS: Readonly<Record<string, DocumentModule>> = { ...SALES, ...PURCHASES };
