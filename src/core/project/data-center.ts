import { z } from 'zod';
import { describeValue } from '../protocol/index.js';
import { didYouMean } from './nearest.js';

/**
 * The data centres, each by the end of its domain. The vendor's lists of API domains have them: those
 * of WorkDrive and Bookings are the longest, and `uk` is in that of Assist.
 */
export const DATA_CENTERS = ['com', 'eu', 'in', 'com.au', 'com.cn', 'jp', 'ca', 'sa', 'ae', 'uk'] as const;

/** The end of a data centre's domain, such as `com` or `com.au`. */
export type DataCenter = (typeof DATA_CENTERS)[number];

/** What else people write for some of them. */
const ALIASES: Readonly<Record<string, DataCenter>> = { us: 'com', au: 'com.au', cn: 'com.cn', gb: 'uk' };

const dotted = DATA_CENTERS.map((name) => `.${name}` as const);

/** A data centre, with or without the leading dot of `data_center_extension`. */
export const dataCenterSchema = z
  .enum([...DATA_CENTERS, ...dotted], { error: ({ input }) => problemOf(input) })
  .transform((name) => name.replace(/^\./, '') as DataCenter);

/** The data centre that a name means: its own, or one that people and Zoho's `location` use, such as `us`. */
export function dataCenterNamed(name: string): DataCenter | undefined {
  const bare = name.trim().toLowerCase().replace(/^\./, '');
  return ALIASES[bare] ?? DATA_CENTERS.find((one) => one === bare);
}

function problemOf(given: unknown): string {
  const known = `known are ${DATA_CENTERS.join(', ')}`;
  if (typeof given !== 'string') return `expected the end of a domain such as "eu"; ${known}`;
  const bare = given.trim().toLowerCase().replace(/^\./, '');
  const meant = dataCenterNamed(bare);
  const hint = meant === undefined ? didYouMean(bare, DATA_CENTERS) : `; did you mean "${meant}"?`;
  return `${describeValue(given)} is no data centre${hint || `; ${known}`}`;
}
