import { didYouMean, isRequestHandler } from '../core/project/index.js';
import { describeValue, ZfappsError } from '../core/protocol/index.js';
import type { MountOptions } from './mount-options.js';

const RECORDS = ['record', 'organization', 'user', 'connections', 'apiConfigurations', 'resources'] as const;
const TEXTS = ['widget', 'location', 'locale', 'dataCenter'] as const;
const OTHERS = ['page', 'destinations', 'handlers', 'transports', 'dom', 'onFinding'] as const;

const KNOWN: readonly (keyof MountOptions)[] = [...RECORDS, ...TEXTS, ...OTHERS];

/**
 * Checks what a test gives to `mountWidget`: a misspelled option would have no effect, and say nothing.
 *
 * @throws ZfappsError `invalid_options`, naming the option, what was given and what is expected
 */
export function checkMountOptions(source: unknown, options: MountOptions): void {
  const given = options as Readonly<Record<string, unknown>>;
  if (typeof source !== 'string' && !isObject(source))
    throw wrong('source is', source, 'the folder of a widget package, or { html }');
  if (isObject(source) && typeof source.html !== 'string')
    throw wrong('html is', source.html, 'the page as text');
  if (!isObject(options)) throw wrong('options are', options, 'an object');
  for (const name of Object.keys(given)) {
    if (!KNOWN.includes(name as keyof MountOptions))
      throw new ZfappsError(
        'invalid_options',
        `mountWidget has no option ${describeValue(name)}${didYouMean(name, KNOWN) || `; its options are ${KNOWN.join(', ')}`}`,
      );
  }
  for (const name of RECORDS)
    if (given[name] !== undefined && !isObject(given[name]))
      throw wrong(`${name} is`, given[name], 'an object');
  for (const name of TEXTS)
    if (given[name] !== undefined && typeof given[name] !== 'string')
      throw wrong(`${name} is`, given[name], 'text');
  checkList('handlers', given.handlers, isRequestHandler, 'MSW handlers such as http.get(…)');
  checkList(
    'transports',
    given.transports,
    (one) => typeof one === 'function',
    'transports, which are functions',
  );
}

function checkList(name: string, list: unknown, isRight: (one: unknown) => boolean, expected: string): void {
  if (list === undefined) return;
  if (!Array.isArray(list)) throw wrong(`${name} is`, list, `a list of ${expected}`);
  const at = list.findIndex((one) => !isRight(one));
  if (at !== -1) throw wrong(`${name}[${at}] is`, list[at], `one of a list of ${expected}`);
}

function isObject(given: unknown): given is Readonly<Record<string, unknown>> {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}

function wrong(what: string, given: unknown, expected: string): ZfappsError {
  return new ZfappsError(
    'invalid_options',
    `mountWidget's ${what} ${describeValue(given)}; expected ${expected}.`,
  );
}
