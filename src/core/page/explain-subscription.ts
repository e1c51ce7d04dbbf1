import { describeValue, firesFor } from '../protocol/index.js';
import { describeLocation, didYouMean } from '../project/index.js';
import { DEFAULT_MODULES } from './default-records.js';
import { moduleEvents } from './events.js';

/**
 * Says what is wrong with the name that a widget subscribes a handler by: no page fires it, and which
 * one was probably meant. Undefined where some page may fire it.
 *
 * @param modules modules beside the known ones, such as those of the package's own widgets
 */
export function explainSubscription(event: string, modules: readonly string[] = []): string | undefined {
  const names = [undefined, ...DEFAULT_MODULES, ...modules, ...moduleIn(event)].flatMap((module) =>
    moduleEvents(module).map(({ name }) => name),
  );
  if (names.some((name) => firesFor(event, name))) return undefined;
  const near = didYouMean(event, names) || '; pages fire names such as "ON_INVOICE_CHANGE".';
  return `No page fires ${describeValue(event)}${near}`;
}

/** The module that a name speaks of, where locations know it. */
function moduleIn(event: string): string[] {
  const module = /^(?:ON_)?(\w+?)_(?:PREVIEW|CHANGE|PRE_SAVE|SAVED)$/.exec(event)?.[1]?.toLowerCase();
  if (module === undefined) return [];
  const location = describeLocation(`${module}.details.sidebar`);
  return location.known && location.module === module ? [module] : [];
}
