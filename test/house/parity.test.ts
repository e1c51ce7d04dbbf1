import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';
import { root } from './source-files.js';

/** The rows of `docs/parity.md`: fact, source, state, test. */
const rows = readFileSync(join(root, 'docs/parity.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| (?!fact|---)/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map((cells) => {
    const [, fact = '', source = '', state = '', test = ''] = cells;
    return { fact, source, state, test, cells: cells.length };
  });

/** `not yet`, with why; and what is there, though no test proves it. */
const WITHOUT_TEST = /^(?:not yet: .+|partly: no test yet)$/;

interface Node {
  type: string;
  start: number;
  end: number;
  [member: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

function nodesIn(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  if (!isNode(value)) return [];
  return [value, ...Object.values(value).flatMap(nodesIn)];
}

/** `it` of `it(…)`, `it.each(…)(…)` and `it.runIf(…)(…)`. */
function nameOf({ type, object, callee, name }: Node): unknown {
  if (type === 'MemberExpression') return nameOf(object as Node);
  return type === 'CallExpression' ? nameOf(callee as Node) : name;
}

/**
 * What tests of a file are named by: their titles and those around them, the tables that fill these, and the
 * names of the vectors that it runs. A text that merely stands in the file, as in a comment, is none of these.
 */
function namesIn(path: string): string[] {
  const text = readFileSync(join(root, 'test', path), 'utf8');
  const calls = nodesIn(parseSync(path, text).program).filter(
    (node) => node.type === 'CallExpression' && ['it', 'test', 'describe'].includes(String(nameOf(node))),
  );
  const titles = calls.flatMap(({ callee, arguments: given }) => {
    const [title] = given as Node[];
    const isTitle =
      title !== undefined &&
      (title.type === 'TemplateLiteral' || (title.type === 'Literal' && typeof title.value === 'string'));
    if (!isTitle) return [];
    const table = (callee as Node).type === 'CallExpression' ? ((callee as Node).arguments as Node[]) : [];
    return [
      title.type === 'Literal' ? String(title.value) : text.slice(title.start, title.end),
      ...table.map(({ start, end }) => text.slice(start, end)),
    ];
  });
  return [...titles, ...vectorNames(text)];
}

/** Vectors have a name, or the path that they read or write. */
function vectorNames(text: string): string[] {
  const files = Array.from(
    text.matchAll(/\bvectors(?:<[^(]*>)?\('([\w-]+\.json)'\)/g),
    ([, name = '']) => name,
  );
  return files.flatMap((file) => {
    const value = JSON.parse(readFileSync(join(root, 'test/vectors', file), 'utf8'));
    const cases: { name?: string; op?: string; path?: unknown }[] = Array.isArray(value)
      ? value
      : value.cases;
    return cases.map(({ name, op, path }) => name ?? `${op} ${path}`);
  });
}

describe('the parity table', () => {
  it('has a row for each fact, once', () => {
    expect(rows.length).toBeGreaterThan(300);
    const facts = rows.map(({ fact }) => fact);
    expect(facts.filter((fact, index) => facts.indexOf(fact) !== index)).toEqual([]);
  });

  it.each(rows)('$fact', ({ source, state, test, cells }) => {
    expect(cells).toBe(6);
    expect(source).toMatch(/^[DLC](?:\/[DLC])*$/);
    expect(state).toMatch(/^(?:yes|partly: .+|not yet: .+)$/);
    if (WITHOUT_TEST.test(state)) {
      expect(test).toBe('');
      return;
    }
    const [, file = '', title = ''] = /^`([\w/.-]+\.test\.ts)` "([^"]+)"$/.exec(test) ?? [];
    expect(file !== '' && existsSync(join(root, 'test', file)), test).toBe(true);
    expect(
      namesIn(file).some((name) => name.includes(title)),
      `test/${file} has no test named by "${title}"`,
    ).toBe(true);
  });
});
