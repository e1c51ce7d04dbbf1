import { median } from '../statistics.js';
import { table } from '../table.js';
import { ROUNDS } from './measure-mount.js';
import type { MountSamples } from './measure-mount.js';

/** What a mount costs, beside the same engine by itself. */
export function reportMount(measured: readonly MountSamples[]): string {
  const show = (times: number[]) => `${median(times).toFixed(1)} ms`;
  return [
    `Opening and closing a widget's page: medians of ${ROUNDS} interleaved rounds. Bare: the same engine and files, with no bridge and no host.`,
    table(
      ['', 'bare happy-dom', 'mountWidget', 'ratio'],
      measured.map(({ page, samples: { bare, mount } }) => [
        page,
        show(bare),
        show(mount),
        median(mount.map((time, round) => time / (bare[round] ?? Number.NaN))).toFixed(2),
      ]),
    ),
  ].join('\n\n');
}
