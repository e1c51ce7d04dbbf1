import { DeskRefusal } from './desk-refusal.js';

/** What a list API understands of its query, beside `from`, `limit` and `orgId`. */
export interface ListRules {
  /** Whose list it is, for messages: `GET /tickets`. */
  api: string;
  /** Parameters that choose. */
  filters?: readonly string[];
  sortBy?: readonly string[];
  include?: readonly string[];
  /** The limit where none is given. Default 10. */
  usual?: number;
  /** The highest limit. Default 100. */
  most?: number;
}

/** A list API's query. */
export interface ListQuery {
  /** Whether related data is asked for. */
  includes(name: string): boolean;
  /** The values of a filter, which come with commas or as several parameters; undefined where it is not there. */
  values(name: string): readonly string[] | undefined;
  /** Sorts and cuts. */
  page<Row extends object>(rows: readonly Row[]): Row[];
}

/**
 * Reads a list API's query. A parameter that is not known here is refused: were it ignored, a widget would see
 * data that a real Desk had left out.
 */
export function readListQuery(query: URLSearchParams, rules: ListRules): ListQuery {
  refuseUnknown(query, ['from', 'limit', 'sortBy', 'include', ...(rules.filters ?? [])], rules.api);
  const from = integer(query, 'from', { least: 0, most: Number.MAX_SAFE_INTEGER, usual: 0 });
  const limit = integer(query, 'limit', { least: 1, most: rules.most ?? 100, usual: rules.usual ?? 10 });
  const order = query.get('sortBy');
  const member = order?.replace(/^-/, '');
  refuseOthers('sortBy', member === undefined ? [] : [member], rules.sortBy ?? []);
  const include = valuesOf(query, 'include') ?? [];
  refuseOthers('include', include, rules.include ?? []);
  return {
    includes: (name) => include.includes(name),
    values: (name) => valuesOf(query, name),
    page(rows) {
      const sorted = member === undefined ? rows : sort(rows, member, order?.startsWith('-') === true);
      return sorted.slice(from, from + limit);
    },
  };
}

/** Refuses parameters that an API does not know. `orgId` may always be there. */
export function refuseUnknown(query: URLSearchParams, known: readonly string[], api: string): void {
  for (const name of query.keys()) {
    if (name === 'orgId' || known.includes(name)) continue;
    throw unprocessable(
      `${api} of the sample organisation does not know the query parameter '${name}'.`,
      known,
    );
  }
}

function integer(
  query: URLSearchParams,
  name: string,
  { least, most, usual }: { least: number; most: number; usual: number },
): number {
  const text = query.get(name);
  if (text === null) return usual;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  const range = most === Number.MAX_SAFE_INTEGER ? `${least} or more` : `from ${least} to ${most}`;
  throw unprocessable(`The query parameter '${name}' is '${text}'; it is a whole number, ${range}.`);
}

function valuesOf(query: URLSearchParams, name: string): readonly string[] | undefined {
  const given = query.getAll(name);
  return given.length === 0 ? undefined : given.flatMap((text) => text.split(',')).map((text) => text.trim());
}

function refuseOthers(name: string, given: readonly string[], known: readonly string[]): void {
  for (const value of given) {
    if (!known.includes(value))
      throw unprocessable(`The query parameter '${name}' has '${value}', which is not known here.`, known);
  }
}

function unprocessable(message: string, known: readonly string[] = []): DeskRefusal {
  const rest = known.length === 0 ? '' : ` Known: ${known.join(', ')}.`;
  return new DeskRefusal('UNPROCESSABLE_ENTITY', message + rest);
}

/** By one member; what has none comes last, whatever the direction. */
function sort<Row extends object>(rows: readonly Row[], member: string, descending: boolean): Row[] {
  const keyOf = (row: Row): string | number | undefined => {
    const value = (row as Record<string, unknown>)[member];
    if (typeof value !== 'string') return undefined;
    // Not by a language's rules, which differ between machines: the order is the same everywhere.
    return member === 'ticketNumber' ? Number(value) : value.toLowerCase();
  };
  return [...rows].sort((left, right) => {
    const [a, b] = [keyOf(left), keyOf(right)];
    if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
    const order = a < b ? -1 : Number(a > b);
    return descending ? -order : order;
  });
}
