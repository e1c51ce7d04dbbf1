import type { PermissionResource } from '../project/index.js';
import type { StateStore } from '../store/index.js';
import type { Installation } from './installation.js';
import type { OwnOperation } from './own-api-types.js';

/** Get my custom permission: #MYPERMISSION_DATA_OBJECT of every permission, for the user who asks. */
export const getMyPermissions: OwnOperation = async (_, { installation, store }, { user }) => {
  const enabled = await permissionsOf(user, installation, store);
  return {
    body: { data: installation.permissions.map(({ apiName }) => ({ apiName, isEnabled: enabled[apiName] })) },
  };
};

/** Whether a user has each permission: what an administrator decided, else its default. */
export async function permissionsOf(
  user: string,
  installation: Installation,
  store: StateStore,
): Promise<Record<string, boolean>> {
  const states: Record<string, boolean> = Object.create(null);
  for (const permission of installation.permissions) {
    const decided = await store.get(areaOf(installation, user), permission.apiName);
    states[permission.apiName] = typeof decided === 'boolean' ? decided : (permission.defaultState ?? false);
  }
  return states;
}

/** Decides whether a user has a permission. */
export async function decidePermission(
  { apiName }: Pick<PermissionResource, 'apiName'>,
  user: string,
  enabled: boolean,
  { installation, store }: { installation: Installation; store: StateStore },
): Promise<void> {
  await store.set(areaOf(installation, user), apiName, enabled);
}

function areaOf({ installationId }: Installation, user: string): string {
  return `desk/${installationId}/permissions/${user}`;
}
