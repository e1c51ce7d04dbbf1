import { dynamicCases } from './script-cases/dynamic.js';
import { errorCases } from './script-cases/errors.js';
import { globalCases } from './script-cases/globals.js';
import { handlerCases } from './script-cases/handlers.js';
import { moduleCases } from './script-cases/modules.js';
import { orderCases } from './script-cases/order.js';
import { parserCases } from './script-cases/parser.js';
import { platformCases } from './script-cases/platform.js';
import { typeCases } from './script-cases/types.js';
import type { ScriptCase } from './script-cases/script-case.js';

/**
 * What a browser does with the scripts of a page, by the HTML standard. Chromium runs all of it in
 * `test/browser/script-cases.test.ts`, and so do the engines of Node in `script-cases.test.ts`.
 */
export const scriptCases: readonly ScriptCase[] = [
  ...globalCases,
  ...handlerCases,
  ...orderCases,
  ...typeCases,
  ...dynamicCases,
  ...moduleCases,
  ...errorCases,
  ...parserCases,
  ...platformCases,
];

/** How long a page must have been quiet, unless it says more. In milliseconds. */
export const QUIET = 40;
