import { isJson } from '../../src/core/protocol/index.js';
/** A text, or a run of what is none: brackets, commas, words, numbers. */
const PART = /"(?:\\.|[^"\\])*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * Writes JSON text with a member on each line. Numbers and texts stay as they are written, unlike by
 * `JSON.stringify(JSON.parse(text))`: identifiers of 19 digits would become others.
 *
 * @returns undefined for a text that is no JSON object or array
 */
export function indentJson(text: string): string | undefined {
  if (!/^\s*[{[]/.test(text) || !isJson(text)) return undefined;
  const parts = text.match(PART) ?? [];
  let depth = 0;
  return parts
    .map((part, index) => {
      const next = parts[index + 1];
      if (part === '{' || part === '[') {
        // An empty one has nothing to put on a line of its own.
        if (next === '}' || next === ']') return part;
        depth += 1;
        return part + line(depth);
      }
      if (part === ',') return part + line(depth);
      if (part === ':') return ': ';
      if (next !== '}' && next !== ']') return part;
      depth -= 1;
      return part + line(depth);
    })
    .join('');
}

function line(depth: number): string {
  return `\n${'  '.repeat(depth)}`;
}
