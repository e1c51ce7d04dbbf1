import { DESK_EVENTS } from '../project/index.js';
import { describeValue, ZfappsError } from '../protocol/index.js';
import { listenerOf } from './callbacks.js';
import { isMaskOf, paramProblem, paramValues, shownValue, unknownParam } from './config-params.js';
import { decidePermission, permissionsOf } from './permissions.js';
import type { DeskState, ParamInfo, PermissionInfo } from '../protocol/index.js';
import type { ExtensionLog } from '../store/index.js';
import type { Grants } from './grants.js';
import type { OwnParts } from './own-api-types.js';

/** A user of the organisation. */
export interface DeskUser {
  id: string;
  name: string;
}

/** What an administrator sees and does in the portal. */
export interface Portal {
  state(users: readonly DeskUser[], user: string): Promise<DeskState>;
  /** @throws ZfappsError `invalid_options` for an unknown param, or a value that it does not take */
  setParam(name: string, value: string): Promise<void>;
  /** Back to its default. */
  deleteParam(name: string): Promise<void>;
  setPermission(user: string, apiName: string, enabled: boolean): Promise<void>;
  /** Newest first. */
  logs(from: number, limit: number): Promise<ExtensionLog[]>;
}

export function createPortal(parts: OwnParts & { contexts: Grants<null> }): Portal {
  const { installation, data, store, contexts, now } = parts;
  const { installationId, params, permissions } = installation;

  async function paramInfos(): Promise<ParamInfo[]> {
    const values = await paramValues(installation, data);
    const stored = await data.params(installationId);
    return params.map(({ name, displayName, description, type, secure, mandatory, options }) => ({
      name,
      displayName,
      description,
      type,
      secure,
      mandatory,
      options,
      value: shownValue({ secure }, values[name] ?? ''),
      isSet: stored[name] !== undefined,
    }));
  }

  async function permissionInfos(users: readonly DeskUser[]): Promise<PermissionInfo[]> {
    const byUser = await Promise.all(
      users.map(async ({ id }) => [id, await permissionsOf(id, installation, store)] as const),
    );
    return permissions.map(({ apiName, displayName = apiName, description = '' }) => ({
      apiName,
      displayName,
      description,
      users: Object.fromEntries(byUser.map(([id, states]) => [id, states[apiName] ?? false])),
    }));
  }

  function paramNamed(name: string): (typeof params)[number] {
    const param = params.find((one) => one.name === name);
    if (param !== undefined) return param;
    throw new ZfappsError('invalid_options', unknownParam(name, params));
  }

  return {
    async state(users, user) {
      const { extensionName, orgId, fields } = installation;
      return {
        extensionName,
        orgId,
        installationId,
        users,
        user,
        configParams: await paramInfos(),
        fields: fields.map(({ resourceName, displayLabel = resourceName, id, apiName }) => ({
          resourceName,
          displayLabel,
          id,
          apiName,
        })),
        permissions: await permissionInfos(users),
        contexts: (await contexts.list()).map(({ data: _, ...info }) => info),
        callbacks: DESK_EVENTS.map((event) => {
          const url = listenerOf(event, installation);
          return { event, ...(url === undefined ? {} : { url }) };
        }),
      };
    },
    async setParam(name, value) {
      const param = paramNamed(name);
      if (isMaskOf(param, value, await paramValues(installation, data))) return;
      const problem = paramProblem(param, value);
      if (problem !== undefined) throw new ZfappsError('invalid_options', problem);
      await data.setParams(installationId, { [name]: value });
    },
    async deleteParam(name) {
      await data.deleteParam(installationId, paramNamed(name).name);
    },
    async setPermission(user, apiName, enabled) {
      const permission = permissions.find((one) => one.apiName === apiName);
      if (permission === undefined)
        throw new ZfappsError(
          'invalid_options',
          `No permission is called ${describeValue(apiName)}; there are ${permissions.map((one) => one.apiName).join(', ') || 'none'}.`,
        );
      await decidePermission(permission, user, enabled, { installation, store });
    },
    logs: (from, limit) =>
      data.logs(installationId, { since: now() - installation.limits.logMs, from, limit }),
  };
}
