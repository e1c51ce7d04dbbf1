import { isZfappsError, ZfappsError } from '../core/protocol/index.js';
import { createProjectStores, createSharedStores } from './project-stores.js';
import type { ProjectStores } from './project-stores.js';

/** Names a database where no option does. An option is in the list of processes that everybody reads, password and all. */
export const DATABASE_VARIABLE = 'ZFAPPS_DATABASE';

/**
 * A database that cannot be used: its url is none, its driver is not installed, it is not reached, refuses, or is of
 * a newer version. Its code is `internal`.
 */
export class DatabaseError extends ZfappsError {
  constructor(message: string, options?: ErrorOptions) {
    super('internal', message, options);
  }
}

/**
 * Opens the stores of a project, which its servers and commands share: those of its own, or a database, whose
 * tables are made where they are missing. Call it once the configuration is loaded, and `.env.local` with it.
 *
 * @param home the project's folder, absolute
 * @param database as `sqlStore` takes it. Default: {@link DATABASE_VARIABLE}, else the project's own
 * @throws DatabaseError where it cannot be used
 */
export async function openStores(home: string, database?: string): Promise<ProjectStores> {
  const url = database ?? (process.env[DATABASE_VARIABLE] || undefined);
  if (url === undefined) return createProjectStores(home);
  const stores = sharedStores(url);
  await reach(stores);
  return stores;
}

function sharedStores(url: string): ProjectStores {
  try {
    return createSharedStores(url, `--database or ${DATABASE_VARIABLE}`);
  } catch (error) {
    return refuse(error);
  }
}

/** @throws as {@link openStores} does; the stores are closed then */
export async function reach(stores: ProjectStores): Promise<void> {
  try {
    await stores.ping();
  } catch (error) {
    await stores.close().catch(() => {});
    refuse(error);
  }
}

function refuse(error: unknown): never {
  throw isZfappsError(error) ? new DatabaseError(error.message, { cause: error }) : error;
}
