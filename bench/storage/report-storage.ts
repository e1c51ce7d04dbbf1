import { median } from '../statistics.js';
import { table } from '../table.js';
import { FEW, MANY, ROUNDS } from './measure-storage.js';
import type { Lookups, StorageMeasures } from './measure-storage.js';

/** What a look-up costs among many records, beside the same among few. */
export function reportStorage(measures: readonly StorageMeasures[]): string {
  const rows = measures.flatMap(({ store, byKey, byGroup }) => [
    row(`${store}: by key`, byKey),
    row(`${store}: ten by queriable value`, byGroup),
  ]);
  return [
    `Records of an extension's storage: medians of ${ROUNDS} interleaved rounds.`,
    table(['', `of ${FEW.toLocaleString('en')}`, `of ${MANY.toLocaleString('en')}`, 'ratio'], rows),
  ].join('\n\n');
}

function row(name: string, { few, many }: Lookups): string[] {
  const show = (times: number[]) => `${median(times).toFixed(1)} µs`;
  const ratio = median(many.map((time, round) => time / (few[round] ?? Number.NaN)));
  return [name, show(few), show(many), ratio.toFixed(2)];
}
