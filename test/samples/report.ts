import { basename } from 'node:path';
import { isGood } from './sample-run.js';
import { textTable } from './text-table.js';
import type { SampleRow, WidgetRun } from './sample-run.js';

const HEAD = [
  'package',
  'widget',
  'location',
  'init',
  'first screen',
  'calls',
  'rejected',
  'errors',
  'ours',
  'CSP',
  'missed',
  'screenshot',
];
const NUMBERS = ['calls', 'rejected', 'errors', 'ours', 'CSP', 'missed'];

/** Longest line of the details, in characters. */
const LINE = 220;

/** The table of what was seen, the details below it, and a closing line. */
export function report(rows: readonly SampleRow[], out: string): string {
  const good = rows.filter(isGood).length;
  return [
    textTable(HEAD, rows.map(cells), NUMBERS),
    ...details(rows),
    `${good} of ${rows.length} started, with a first screen and no error of ours. Screenshots: ${out}`,
  ].join('\n\n');
}

function cells(row: SampleRow): string[] {
  if ('failure' in row) return [row.package, '(not started)'];
  return [
    row.package,
    row.widget,
    row.location,
    row.init,
    screenText(row),
    String(Object.values(row.calls).reduce((sum, count) => sum + count, 0)),
    String(row.rejections.length),
    String(row.errors.length),
    String(row.errors.filter(({ ours }) => ours).length + row.missed.filter(({ isSdk }) => isSdk).length),
    String(row.csp.length),
    String(row.missed.length),
    basename(row.screenshot ?? 'none'),
  ];
}

function screenText({ screen }: WidgetRun): string {
  if (screen.drawn === 'not expected') return 'not expected';
  if (!screen.drawn) return `no: ${screen.why}`;
  return screen.characters === 0 ? 'yes, no text' : `yes, ${screen.characters} characters`;
}

/** What stands below the table: a paragraph for each package that has something to say. */
function details(rows: readonly SampleRow[]): string[] {
  const packages = [...new Set(rows.map((row) => row.package))];
  return packages.flatMap((name) => {
    const own = rows.filter((row) => row.package === name);
    const lines = own.flatMap((row) => {
      const found = detailLines(row);
      const which = own.length > 1 && !('failure' in row) ? [`  ${row.widget} (${row.location})`] : [];
      return found.length === 0 ? [] : [...which, ...once(found).map((line) => `    ${short(line)}`)];
    });
    return lines.length === 0 ? [] : [[name, ...lines].join('\n')];
  });
}

function detailLines(row: SampleRow): string[] {
  if ('failure' in row) return row.failure.split('\n').map((line) => `not started  ${line.trim()}`);
  const calls = Object.entries(row.calls).map(([method, count]) => `${method} ${count}`);
  return [
    ...(calls.length === 0 ? [] : [`calls        ${calls.join(', ')}`]),
    ...row.rejections.map((line) => `rejected     ${line}`),
    ...row.errors.map(
      ({ message, place, ours }) =>
        `${ours ? 'ERROR OF OURS' : 'error       '} ${message} (${place || 'no place'})`,
    ),
    ...row.csp.map((line) => `CSP          ${line}`),
    ...row.missed.map(
      ({ url, reason, isSdk }) => `${isSdk ? 'ERROR OF OURS' : 'missed      '} ${url}: ${reason}`,
    ),
    ...row.notes.map((line) => `note         ${line}`),
  ];
}

/** Says once what was seen several times, and how often. */
function once(lines: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return [...counts].map(([line, count]) => (count === 1 ? line : `${line} (${count} times)`));
}

function short(line: string): string {
  const flat = line.replace(/\s*\n\s*/g, ' ');
  return flat.length > LINE ? `${flat.slice(0, LINE - 1)}…` : flat;
}
