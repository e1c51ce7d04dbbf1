import { describeValue } from '../protocol/index.js';
import { getConfigParams, setConfigParams } from './config-params-api.js';
import { DeskError } from './desk-error.js';
import { addLog } from './logs-api.js';
import { getMyPermissions } from './permissions.js';
import { createRates } from './rates.js';
import { addToStorage, deleteFromStorage, getFromStorage } from './storage-api.js';
import type { OwnAnswer, OwnCaller, OwnOperation, OwnParts, OwnRequest } from './own-api-types.js';
import type { Rates } from './rates.js';

/** What an operation needs a token, or a connection, to be granted. */
type Scope = 'Desk.extensions.READ' | 'Desk.extensions.CREATE' | 'Desk.extensions.DELETE';

const SCOPES: Readonly<Record<string, Scope>> = {
  GET: 'Desk.extensions.READ',
  POST: 'Desk.extensions.CREATE',
  DELETE: 'Desk.extensions.DELETE',
};

/** The extension's own APIs: resource → method → operation. Source: "Extension Data Specific APIs". */
const OPERATIONS: Readonly<Record<string, Readonly<Record<string, OwnOperation>>>> = {
  storage: { POST: addToStorage, GET: getFromStorage, DELETE: deleteFromStorage },
  configParams: { POST: setConfigParams, GET: getConfigParams },
  myCustomPermissions: { GET: getMyPermissions },
  extensionLogs: { POST: addLog },
};

/** The extension's data over HTTP, whoever asks. */
export interface OwnApi {
  /** @throws DeskError */
  answer(path: readonly string[], request: OwnRequest, caller: OwnCaller): Promise<OwnAnswer>;
}

export function createOwnApi(parts: OwnParts): OwnApi {
  const rates = parts.installation.parity.rates === 'on' ? createRates(() => parts.now()) : undefined;
  return {
    async answer(path, request, caller) {
      const resource = resourceAt(path, parts);
      const operations = OPERATIONS[resource] ?? {};
      const operation = Object.hasOwn(operations, request.method) ? operations[request.method] : undefined;
      if (operation === undefined)
        throw new DeskError(
          'METHOD_NOT_ALLOWED',
          `${resource} takes ${Object.keys(operations).join(' and ')}, not ${request.method}.`,
        );
      checkScope(SCOPES[request.method], caller.scopes);
      if (resource === 'storage') rates?.count(rateOf(request));
      return operation(request, parts, caller);
    },
  };
}

function resourceAt(path: readonly string[], { installation: { installationId } }: OwnParts): string {
  const [root = '', id, resource = '', ...rest] = path;
  if (root === 'extensionLogs' && id === undefined) return root;
  const isData = root === 'installedExtensions' || root === 'installations';
  const isKnown = resource !== 'extensionLogs' && Object.hasOwn(OPERATIONS, resource) && rest.length === 0;
  if (!isData || !isKnown)
    throw new DeskError(
      'URL_NOT_FOUND',
      `Nothing is at api/v1/${path.join('/')}. There are extensionLogs, and installedExtensions/{{installationId}}/ with storage, configParams and myCustomPermissions.`,
    );
  if (id !== installationId)
    throw new DeskError(
      'FORBIDDEN',
      `${describeValue(id)} is not this installation. Write {{installationId}} in its place; in a call without invoke, its id.`,
    );
  return resource;
}

function checkScope(wanted: Scope | undefined, granted: readonly string[] | undefined): void {
  if (granted === undefined || wanted === undefined) return;
  if (granted.includes(wanted) || granted.includes('Desk.extensions.ALL')) return;
  throw new DeskError(
    'SCOPE_MISMATCH',
    `This needs the scope ${wanted}; granted are ${granted.join(', ') || 'none'}.`,
  );
}

function rateOf({ method, body }: OwnRequest): Parameters<Rates['count']>[0] {
  if (method === 'GET') return 'get';
  return method === 'POST' && body?.trimStart().startsWith('[') ? 'bulk' : 'change';
}
