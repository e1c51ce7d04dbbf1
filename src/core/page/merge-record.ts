import { formattedAmount, formattedDate } from './default-parts.js';
import type { PageRecord } from './create-page.js';

/**
 * Lays changes over a sample: objects merge, lists and everything else are replaced, `undefined` takes a
 * member out. A `…_formatted` twin follows its member where the changes do not say it.
 */
export function mergeRecord(sample: Readonly<PageRecord>, changes: Readonly<PageRecord> = {}): PageRecord {
  const merged: PageRecord = { ...sample };
  for (const [name, value] of Object.entries(changes)) {
    const former = merged[name];
    if (value === undefined) delete merged[name];
    else merged[name] = isPlain(former) && isPlain(value) ? mergeRecord(former, value) : value;
    const twin = `${name}_formatted`;
    if (!Object.hasOwn(sample, twin) || Object.hasOwn(changes, twin)) continue;
    const formatted = formattedLike(value);
    if (formatted === undefined) delete merged[twin];
    else merged[twin] = formatted;
  }
  return merged;
}

function formattedLike(value: unknown): string | undefined {
  if (typeof value === 'number') return formattedAmount(value);
  if (typeof value !== 'string') return undefined;
  return /^\d{4}-\d\d-\d\d$/.test(value)
    ? formattedDate(value)
    : value.charAt(0).toUpperCase() + value.slice(1);
}

function isPlain(value: unknown): value is PageRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
