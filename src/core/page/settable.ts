import { describeValue, ZfappsError } from '../protocol/index.js';
import { recordIdNames } from './identity.js';
import { nothingAt, partsOf } from './page-path.js';
import type { PageRules } from '../protocol/index.js';
import type { PageMode } from '../project/index.js';
import type { PageRecord } from './page.js';

/** Where a widget's `set` would write. */
export interface SettablePage {
  module: string;
  mode: PageMode;
  rules: PageRules;
  /** Everything that `get` finds, by name. */
  roots: Readonly<PageRecord>;
  /** The names of the page's own record. */
  names: readonly string[];
}

/**
 * Reads the path of a `set`, as far as a widget may write there.
 *
 * @returns the name of the record as it was written, and the parts of the path below it
 * @throws ZfappsError `unknown_key`, `invalid_property` or `not_settable`, saying what to do instead
 */
export function settableParts(page: SettablePage, path: unknown): { root: string; below: string[] } {
  const [root = '', ...below] = partsOf(page.roots, path);
  refusePrototypes([root, ...below]);
  if (!Object.hasOwn(page.roots, root)) throw nothingAt(path, [], root, page.roots);
  if (!page.names.includes(root) || page.module === 'organization') {
    throw invalid(path, `${describeValue(root)} is not settable; only the record of the page's form is.`);
  }
  if (page.rules.set !== 'everywhere' && page.mode !== 'creation' && page.mode !== 'edit') {
    const message =
      `set(${describeValue(path)}) has nothing to write into: this ${page.mode} page has no form. ` +
      `Open the form of the ${page.module}, to create or edit it, or let widgets write on every page: ` +
      `parity: { set: 'everywhere' } in the configuration.`;
    throw new ZfappsError('not_settable', message);
  }
  const [name, line, cell] = below;
  if (name === undefined) {
    const message = `a whole ${root} is not settable; name a member, such as "${root}.reference_number".`;
    throw invalid(path, message);
  }
  if (recordIdNames(page.module).includes(name)) {
    throw invalid(path, `${describeValue(name)} identifies the record, so it is not settable.`);
  }
  if (name === 'line_items' && cell !== undefined) {
    const whole = `${root}.line_items[${line}]`;
    throw invalid(path, `a line item is set as a whole; give set("${whole}", { … }) the line.`);
  }
  return { root, below };
}

/** SECURITY: these name what every object inherits; a value that is written there reaches all objects. */
export function refusePrototypes(parts: readonly string[]): void {
  const part = parts.find((one) => ['__proto__', 'constructor', 'prototype'].includes(one));
  if (part !== undefined) throw invalid(parts.join('.'), `${describeValue(part)} is no member of a record.`);
}

/** The error of a `set`. Its first words are those of the real one. */
export function invalid(path: unknown, reason: string): ZfappsError {
  return new ZfappsError('invalid_property', `Invalid Property: set(${describeValue(path)}): ${reason}`);
}
