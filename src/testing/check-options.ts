import { DATA_CENTERS, didYouMean, isRequestHandler } from '../core/project/index.js';
import { describeValue, FORCED_STATES, ZfappsError } from '../core/protocol/index.js';
import type { MountOptions } from './mount-options.js';

const RECORDS = [
  'record',
  'organization',
  'user',
  'store',
  'parity',
  'connections',
  'connectionStates',
  'apiConfigurations',
  'resources',
] as const;
const TEXTS = ['widget', 'location', 'locale', 'dataCenter'] as const;
const OTHERS = [
  'page',
  'list',
  'selection',
  'destinations',
  'handlers',
  'transports',
  'dom',
  'onFinding',
  'onTestFinished',
] as const;

const KNOWN: readonly (keyof MountOptions)[] = [...RECORDS, ...TEXTS, ...OTHERS];

/**
 * Checks what a test gives to `mountWidget`: a misspelled option would have no effect, and say nothing.
 *
 * @throws ZfappsError `invalid_options`, naming the option, what was given and what is expected
 */
export function checkMountOptions(source: unknown, options: MountOptions): void {
  const given = options as Readonly<Record<string, unknown>>;
  checkSource(source);
  if (!isObject(options)) throw wrong('options are', options, 'an object');
  for (const name of Object.keys(given)) {
    if (!KNOWN.includes(name as keyof MountOptions))
      throw new ZfappsError(
        'invalid_options',
        `mountWidget has no option ${describeValue(name)}${didYouMean(name, KNOWN) || `; its options are ${KNOWN.join(', ')}`}`,
      );
  }
  const { page, dataCenter, onFinding, onTestFinished, resources } = given;
  for (const name of RECORDS)
    if (given[name] !== undefined && !isObject(given[name]))
      throw wrong(`${name} is`, given[name], 'an object');
  for (const name of TEXTS)
    if (given[name] !== undefined && typeof given[name] !== 'string')
      throw wrong(`${name} is`, given[name], 'text');
  if (dataCenter !== undefined && !DATA_CENTERS.includes(dataCenter as never))
    throw wrong('dataCenter is', dataCenter, `one of ${DATA_CENTERS.join(', ')}`);
  for (const [name, value] of Object.entries({ onFinding, onTestFinished }))
    if (value !== undefined && typeof value !== 'function') throw wrong(`${name} is`, value, 'a function');
  for (const [url, file] of Object.entries(resources ?? {}))
    if (typeof file !== 'string')
      throw wrong(`resources[${describeValue(url)}] is`, file, 'the path of a file');
  for (const [key, value] of Object.entries(given.store ?? {}))
    if (!isJson(value)) throw wrong(`store[${describeValue(key)}] is`, value, 'something that JSON can hold');
  checkParity(given.parity);
  for (const [linkName, state] of Object.entries(given.connectionStates ?? {}))
    if (!FORCED_STATES.includes(state))
      throw wrong(
        `connectionStates[${describeValue(linkName)}] is`,
        state,
        `one of ${FORCED_STATES.join(', ')}`,
      );
  checkList('list', given.list, isObject, 'records, which are objects');
  checkList('selection', given.selection, (one) => typeof one === 'string', 'texts');
  if (page !== undefined) checkPage(page, given);
  checkList('handlers', given.handlers, isRequestHandler, 'MSW handlers such as http.get(…)');
  checkList(
    'transports',
    given.transports,
    (one) => typeof one === 'function',
    'transports, which are functions',
  );
}

const SOURCE = ['html', 'scripts', 'files', 'manifest'];

function checkSource(source: unknown): void {
  if (typeof source === 'string') return;
  if (!isObject(source)) throw wrong('source is', source, 'the folder of a widget package, or { html }');
  const unknown = Object.keys(source).find((name) => !SOURCE.includes(name));
  if (unknown !== undefined)
    throw new ZfappsError(
      'invalid_options',
      `mountWidget's source has no ${describeValue(unknown)}${didYouMean(unknown, SOURCE) || `; it has ${SOURCE.join(', ')}`}`,
    );
  const { html, scripts, files = {} } = source;
  if (typeof html !== 'string') throw wrong('html is', html, 'the page as text');
  checkList('scripts', scripts, (one) => typeof one === 'string', 'texts');
  if (!isObject(files)) throw wrong('files is', files, "an object such as { '/app/widget.js': '…' }");
  for (const [path, text] of Object.entries(files))
    if (typeof text !== 'string') throw wrong(`files[${describeValue(path)}] is`, text, 'the text of a file');
}

/** What a page of one's own has already. */
const OF_THE_PAGE = [
  'record',
  'list',
  'selection',
  'organization',
  'user',
  'store',
  'parity',
  'locale',
  'dataCenter',
];

function checkPage(page: unknown, given: Readonly<Record<string, unknown>>): void {
  if (!isObject(page) || typeof page.get !== 'function')
    throw wrong('page is', page, 'the page of another widget: { page: first.page }');
  const ignored = OF_THE_PAGE.find((name) => given[name] !== undefined);
  if (ignored !== undefined)
    throw new ZfappsError(
      'invalid_options',
      `mountWidget's ${ignored} has no effect beside page, which has its own. Give it to the mount that made the page, or change it by page.replaceRecord(…).`,
    );
}

const PARITY: Readonly<Record<string, readonly unknown[]>> = {
  set: ['forms', 'everywhere'],
  lineItems: ['replace', 'append'],
};

function checkParity(parity: unknown): void {
  for (const [name, value] of Object.entries(parity ?? {})) {
    const expected = Object.hasOwn(PARITY, name) ? PARITY[name] : undefined;
    if (expected === undefined) {
      const known = Object.keys(PARITY);
      throw new ZfappsError(
        'invalid_options',
        `mountWidget's parity has no ${describeValue(name)}${didYouMean(name, known) || `; it has ${known.join(', ')}`}`,
      );
    }
    if (value !== undefined && !expected.includes(value))
      throw wrong(`parity.${name} is`, value, expected.map((one) => `'${one}'`).join(' or '));
  }
}

function isJson(value: unknown): boolean {
  try {
    return JSON.stringify(value) !== undefined;
  } catch {
    // A circle, or a BigInt.
    return false;
  }
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
