import { moneyOf } from './money.js';
import { isObject } from './plain-data.js';
import { twinOf } from './twins.js';
import type { Money } from './money.js';
import type { PageRecord } from './page.js';

/**
 * Lays changes over a sample: objects merge, lists and everything else are replaced, `undefined` takes a
 * member out. A `…_formatted` twin follows its member where the changes do not say it.
 */
export function mergeRecord(sample: Readonly<PageRecord>, changes: Readonly<PageRecord> = {}): PageRecord {
  return merge(sample, changes, moneyOf({ ...sample, ...changes }));
}

function merge(sample: Readonly<PageRecord>, changes: Readonly<PageRecord>, money: Money): PageRecord {
  const merged: PageRecord = { ...sample };
  for (const [name, value] of Object.entries(changes)) {
    // SECURITY: a member of this name, from a JSON file, would become the prototype.
    if (name === '__proto__') continue;
    const former = merged[name];
    if (value === undefined) delete merged[name];
    else merged[name] = isObject(former) && isObject(value) ? merge(former, value, money) : value;
    const twin = `${name}_formatted`;
    if (!Object.hasOwn(sample, twin) || Object.hasOwn(changes, twin)) continue;
    const formatted = twinOf(value, money);
    if (formatted === undefined) delete merged[twin];
    else merged[twin] = formatted;
  }
  return merged;
}
