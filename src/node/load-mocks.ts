import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { isRequestHandler } from '../core/project/index.js';
import { ZfappsError } from '../core/protocol/index.js';
import { displayPath } from './display-path.js';
import type { CheckedConfig, MockHandler } from '../core/project/index.js';
import type { ModuleLoader } from './load-module.js';

/**
 * Loads the MSW handlers that a configuration names: those of its modules, and those that it holds.
 *
 * @param folder where paths begin
 * @throws ZfappsError `invalid_config` naming the module
 */
export async function loadMocks(
  mocks: CheckedConfig['mocks'],
  folder: string,
  modules: ModuleLoader,
): Promise<MockHandler[]> {
  const handlers: MockHandler[] = [];
  // One after another: MSW asks handlers in order, and so do errors come.
  for (const mock of typeof mocks === 'string' ? [mocks] : mocks) {
    if (typeof mock === 'string') handlers.push(...(await loadMockModule(resolve(folder, mock), modules)));
    else handlers.push(mock);
  }
  return handlers;
}

async function loadMockModule(file: string, modules: ModuleLoader): Promise<MockHandler[]> {
  const name = displayPath(file);
  if (!existsSync(file)) throw new ZfappsError('invalid_config', `mocks: ${name} does not exist.`);
  const module = await modules.load(file);
  const handlers = handlersOf(module) ?? module.default;
  if (!Array.isArray(handlers)) {
    throw new ZfappsError(
      'invalid_config',
      `mocks: ${name} exports no list of handlers. Write: export default [http.get('https://api.example.com/items', () => HttpResponse.json([]))]; or export const handlers = […].`,
    );
  }
  const stranger = handlers.findIndex((handler) => !isRequestHandler(handler));
  if (stranger < 0) return handlers;
  throw new ZfappsError(
    'invalid_config',
    `mocks: entry ${stranger} of ${name} is no MSW request handler; make each with http.get(…), http.post(…) and so on.`,
  );
}

/** `export const handlers`, and `module.exports = { handlers }`. */
function handlersOf(module: Record<string, unknown>): unknown {
  if (Array.isArray(module.handlers)) return module.handlers;
  const exported = module.default;
  return typeof exported === 'object' && exported !== null && 'handlers' in exported
    ? exported.handlers
    : undefined;
}
