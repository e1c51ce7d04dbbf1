import { describeValue, ZfappsError } from '../protocol/index.js';

/**
 * The JSON text of a value to keep.
 *
 * @throws ZfappsError `invalid_options` where JSON cannot hold it
 */
export function toStoredText(value: unknown): string {
  let reason = `it is ${describeValue(value)}`;
  try {
    const text = JSON.stringify(value);
    if (text !== undefined) return text;
  } catch (error) {
    // A circle, a BigInt, or nested too deeply.
    reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  }
  throw new ZfappsError('invalid_options', `The value cannot be stored as JSON: ${reason}.`);
}
