import { didYouMean } from '../core/project/index.js';
import { describeValue } from '../core/protocol/index.js';
import { headersOf, queryOf, readBody } from './read-request.js';
import type { Notification } from '../host/index.js';
import type { MountedWidget } from './mounted-widget.js';
import type { ObservedRequest } from './observed-request.js';

/** What {@link ZfappsMatchers.toHaveRequested} looks for. Members that are missing are not compared. */
export interface ExpectedRequest {
  /** In any letter case. */
  method?: string;
  /** The whole address; its query is compared only where it is written. Also a regular expression or an asymmetric matcher. */
  url?: unknown;
  /** Some pairs of the query; a list for a name that repeats. Numbers count as their text. */
  query?: Record<string, unknown>;
  /** Some headers, by name in any letter case, without what the connection adds. */
  headers?: Record<string, unknown>;
  /** Text as it was sent; an object for JSON, or for the pairs of an urlencoded or multipart form. */
  body?: unknown;
  /** The link name. */
  connection?: unknown;
}

/** What {@link ZfappsMatchers.toHaveNotified} looks for: the message, or members of the notification. */
export type ExpectedNotification = string | RegExp | Partial<Record<'type' | 'message', unknown>>;

/** The matchers for mounted widgets, for `expect.extend`. Under Vitest they are there already. */
export interface ZfappsMatchers<Result = unknown> {
  /** The widget has made a request like this. */
  toHaveRequested(expected: ExpectedRequest): Result;
  /** The widget has shown a notification like this. */
  toHaveNotified(expected: ExpectedNotification): Result;
}

/** What test runners hand to a matcher as `this`. */
interface MatcherContext {
  isNot?: boolean;
  equals(a: unknown, b: unknown): boolean;
  utils: { diff(a: unknown, b: unknown): string | null | undefined; printExpected(value: unknown): string };
}

interface MatcherResult {
  pass: boolean;
  message(): string;
}

/** The matchers, for `expect.extend(zfappsMatchers)` under another runner than Vitest. */
export const zfappsMatchers = {
  toHaveRequested(this: MatcherContext, widget: MountedWidget, expected: ExpectedRequest): MatcherResult {
    checkWidget(widget, 'toHaveRequested');
    checkExpectation('toHaveRequested', expected, REQUEST_MEMBERS);
    for (const name of ['query', 'headers'] as const)
      if (expected[name] !== undefined && !isPlain(expected[name]))
        throw new TypeError(
          `toHaveRequested's ${name} is ${describeValue(expected[name])}; expected an object.`,
        );
    const seen = widget.requests.map((request) => comparable(request, expected));
    const wanted = normalised(expected);
    const pass = seen.some((one) => this.equals(one, wanted));
    return {
      pass,
      message: () =>
        pass
          ? `Expected the widget not to have requested ${this.utils.printExpected(wanted)}, but it has.`
          : [
              `Expected the widget to have requested ${this.utils.printExpected(wanted)}.`,
              ...explain(this, widget.requests, seen, wanted),
            ].join('\n\n'),
    };
  },

  toHaveNotified(this: MatcherContext, widget: MountedWidget, expected: ExpectedNotification): MatcherResult {
    checkWidget(widget, 'toHaveNotified');
    if (typeof expected !== 'string' && !(expected instanceof RegExp))
      checkExpectation('toHaveNotified', expected, NOTIFICATION_MEMBERS);
    const pass = widget.notifications.some((one) => isLike(this, one, expected));
    const shown = widget.notifications.map(({ type, message }) => `  ${type}: ${message}`).join('\n');
    return {
      pass,
      message: () =>
        `Expected the widget ${pass ? 'not to' : 'to'} have notified ${this.utils.printExpected(expected)}. ` +
        (shown === '' ? 'It has shown no notification.' : `Its notifications:\n\n${shown}`),
    };
  },
};

const REQUEST_MEMBERS = ['method', 'url', 'query', 'headers', 'body', 'connection'];
const NOTIFICATION_MEMBERS = ['type', 'message'];

/** With a misspelled member, `not` would always pass. */
function checkExpectation(matcher: string, expected: unknown, members: readonly string[]): void {
  if (!isPlain(expected))
    throw new TypeError(
      `${matcher} takes an object with ${members.join(', ')}; it was given ${describeValue(expected)}.`,
    );
  for (const name of Object.keys(expected)) {
    if (!members.includes(name))
      throw new TypeError(
        `${matcher} compares no ${describeValue(name)}${didYouMean(name, members) || `; it compares ${members.join(', ')}.`}`,
      );
  }
}

function isPlain(given: unknown): given is Record<string, unknown> {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}

function checkWidget(widget: MountedWidget, matcher: string): void {
  if (!Array.isArray(widget?.requests))
    throw new TypeError(`${matcher} takes what mountWidget() resolves with: expect(widget).${matcher}(…).`);
}

/** What of a request the expectation speaks of, in the same form. */
function comparable(request: ObservedRequest, expected: ExpectedRequest): ExpectedRequest {
  const { url } = request;
  const withQuery = typeof expected.url === 'string' && expected.url.includes('?');
  const all: Required<ExpectedRequest> = {
    method: request.method,
    url: typeof expected.url === 'string' && !withQuery ? url.replace(/[?#].*$/s, '') : url,
    query: pick(queryOf(request), Object.keys(expected.query ?? {})),
    headers: pick(headersOf(request), Object.keys(expected.headers ?? {}).map(lower)),
    body: readBody(request, expected.body),
    connection: request.connection,
  };
  return pick(all, Object.keys(expected));
}

function normalised(expected: ExpectedRequest): ExpectedRequest {
  const { method, url, query, headers } = expected;
  return {
    ...expected,
    ...(url instanceof RegExp
      ? {
          url: { asymmetricMatch: (given: unknown) => fits(url, String(given)), toString: () => String(url) },
        }
      : {}),
    ...(query === undefined
      ? {}
      : { query: Object.fromEntries(Object.entries(query).map(([name, value]) => [name, asText(value)])) }),
    ...(method === undefined ? {} : { method: method.toUpperCase() }),
    ...(headers === undefined
      ? {}
      : {
          headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [lower(name), value])),
        }),
  };
}

/** A query holds texts: `{ page: 2 }` means `page=2`. */
function asText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asText);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

/** The nearest of what was requested is compared line by line; the others are listed. */
function explain(
  { equals, utils }: MatcherContext,
  requests: readonly ObservedRequest[],
  seen: readonly ExpectedRequest[],
  wanted: ExpectedRequest,
): string[] {
  if (requests.length === 0)
    return ['It has made no request that has ended; await widget.settled() waits for those under way.'];
  const names = Object.keys(wanted) as (keyof ExpectedRequest)[];
  const fits = seen.map((one) => names.filter((name) => equals(one[name], wanted[name])).length);
  const nearest = seen[fits.indexOf(Math.max(...fits))];
  const list = requests.map(({ method, url, error, response }) => {
    const outcome = error === undefined ? String(response?.data.status_code) : String(error.code);
    return `  ${method} ${url} (${outcome})`;
  });
  return [
    `The nearest of its requests differs:\n\n${utils.diff(wanted, nearest) ?? ''}`,
    `All of its requests:\n\n${list.join('\n')}`,
  ];
}

function isLike(
  { equals }: MatcherContext,
  { type, message }: Notification,
  expected: ExpectedNotification,
): boolean {
  if (typeof expected === 'string') return message === expected;
  if (expected instanceof RegExp) return fits(expected, message);
  return equals(pick({ type, message }, Object.keys(expected)), expected);
}

/** Not by `test`, which with the flag `g` begins where it last ended. */
function fits(pattern: RegExp, text: string): boolean {
  return text.search(pattern) !== -1;
}

function pick<Members extends object>(from: Members, names: readonly string[]): Partial<Members> {
  return Object.fromEntries(
    Object.entries(from).filter(([name]) => names.includes(name)),
  ) as Partial<Members>;
}

function lower(name: string): string {
  return name.toLowerCase();
}
