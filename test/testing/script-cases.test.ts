import { beforeAll, describe, expect, it } from 'vitest';
import { happyDomEngine } from '../../src/testing/dom/happy-dom-engine.js';
import { jsdomEngine } from '../../src/testing/dom/jsdom-engine.js';
import { loadVite } from '../../src/testing/dom/module-transform.js';
import { logOf } from './open-case.js';
import { scriptCases } from './script-cases.js';
import type { DomEngine } from '../../src/testing/dom/engine.js';
import type { EngineName } from './script-cases/script-case.js';

const engines: [EngineName, () => Promise<DomEngine>][] = [
  ['happy-dom', happyDomEngine],
  ['jsdom', jsdomEngine],
];

// It takes seconds, and a page is not quiet while it waits for it.
beforeAll(loadVite);

describe.each(engines)('%s', (name, load) => {
  let engine: DomEngine;
  beforeAll(async () => {
    engine = await load();
  });

  const can = scriptCases.filter(({ cannot }) => cannot?.[name] === undefined);
  const cannot = scriptCases.filter((one) => !can.includes(one));

  it.each(can)('$name', async (one) => {
    expect(await logOf(engine, one)).toEqual(one.expected);
  });

  if (cannot.length > 0)
    it.fails.each(cannot)('differs from browsers in this: $name', async (one) => {
      expect(await logOf(engine, one)).toEqual(one.expected);
    });
});
