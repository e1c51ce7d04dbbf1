import { contenders } from './contenders/index.js';
import { ROUNDS, SIZE } from './measure-bridge.js';
import { median } from '../statistics.js';
import { table } from '../table.js';
import type { ContenderId } from './contenders/index.js';
import type { Sample } from './stopwatch.js';
import type { Rounds } from '../rounds.js';

/** The most that `ZFAPPS.get` may take, as a multiple of bare penpal. */
const AIM = 1.15;

interface Metric {
  title: string;
  /** Milliseconds. */
  time(sample: Sample): number;
  show(time: number): string;
}

const ROUND_TRIP: Metric = {
  title: `Round trip, ${thousands(SIZE.sequential)} calls one after another: median`,
  time: ({ median: time }) => time,
  show: inMicroseconds,
};
const WORST_ROUND_TRIP: Metric = { title: 'The same: p99', time: ({ p99 }) => p99, show: inMicroseconds };
const THROUGHPUT: Metric = {
  title: `Throughput, ${thousands(SIZE.inFlight)} calls in flight at once`,
  time: ({ inFlight }) => inFlight,
  show: (time) => `${thousands(Math.round((SIZE.inFlight / time) * 1000))} calls/s`,
};

type BridgeRounds = Rounds<ContenderId, Sample>;

/** The bridge's numbers, beside the floor and bare penpal. */
export function reportBridge(rounds: BridgeRounds): string {
  const measured = [ROUND_TRIP, WORST_ROUND_TRIP, THROUGHPUT].map((metric) => section(metric, rounds));
  const verdicts = [ROUND_TRIP, THROUGHPUT].map((metric) => {
    const ratio = timesAsLong(rounds, metric, 'zfapps', 'barePenpal');
    return `${ratio.toFixed(2)} ${ratio <= AIM ? 'holds' : 'MISSED'}`;
  });
  return [
    `get with an answer of about 100 bytes, in Chromium: medians of ${ROUNDS} interleaved rounds.`,
    'Ratios are of time, each the median of the ratios within a round.',
    ...measured,
    `Aim for ${contenders.zfapps.name} (no log): at most ${AIM} times bare penpal.`,
    `  round trip ${verdicts[0]}, throughput ${verdicts[1]}`,
  ].join('\n\n');
}

function section(metric: Metric, rounds: BridgeRounds): string {
  const ids = Object.keys(contenders) as ContenderId[];
  const rows = ids.map((id) => [
    contenders[id].name,
    metric.show(median(rounds[id].map(metric.time))),
    timesAsLong(rounds, metric, id, 'rawPort').toFixed(2),
    timesAsLong(rounds, metric, id, 'barePenpal').toFixed(2),
  ]);
  return `${metric.title}\n${table(['', '', '× raw', '× penpal'], rows)}`;
}

function timesAsLong(rounds: BridgeRounds, metric: Metric, id: ContenderId, than: ContenderId): number {
  const ratios = rounds[id].map(
    (sample, round) => metric.time(sample) / metric.time(rounds[than][round] as Sample),
  );
  return median(ratios);
}

function inMicroseconds(time: number): string {
  return `${thousands(Math.round(time * 1000))} µs`;
}

function thousands(count: number): string {
  return count.toLocaleString('en');
}
