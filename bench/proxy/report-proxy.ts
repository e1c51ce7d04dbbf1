import { median } from '../statistics.js';
import { table } from '../table.js';
import { CONNECTIONS, ROUNDS } from './measure-proxy.js';
import type { Rounds } from '../rounds.js';

/** The proxy hop's numbers, beside a plain pipe. */
export function reportProxy({ pipe, zfapps }: Rounds<'pipe' | 'zfapps', number>): string {
  const share = median(zfapps.map((rate, round) => rate / (pipe[round] ?? Number.NaN)));
  const show = (rates: number[]) => `${Math.round(median(rates)).toLocaleString('en')} requests/s`;
  return [
    `A request through the server to an upstream on this machine, over ${CONNECTIONS} kept connections: medians of ${ROUNDS} interleaved rounds.`,
    table(
      ['', '', 'of the pipe'],
      [
        ['plain node:http pipe', show(pipe), '1.00'],
        ['POST /__zfapps/request', show(zfapps), share.toFixed(2)],
      ],
    ),
  ].join('\n\n');
}
