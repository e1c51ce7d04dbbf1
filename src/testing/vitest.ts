/** Under Vitest the matchers are there once this package is imported. */
import { zfappsMatchers } from './matchers.js';
import { expectOfRunner } from './test-runner.js';
import type { ZfappsMatchers } from './matchers.js';

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: an interface is extended under its own type parameters
  interface Matchers<T = any> extends ZfappsMatchers<void> {}
}

/** Adds the matchers to Vitest's `expect`. */
export function addMatchers(): void {
  expectOfRunner()?.extend(zfappsMatchers as never);
}

addMatchers();
