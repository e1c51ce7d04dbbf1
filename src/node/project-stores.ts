import { memoryStore } from '../core/store/index.js';
import { fileStore } from './file-store.js';
import { stateFolder } from './state-folder.js';
import type { StateStore } from '../core/store/index.js';

/** The stores of one project, one for each place that its configuration has named. */
export interface ProjectStores {
  /** @param setting as `checkStore` gave it */
  at(setting: string | undefined): ProjectStore;
  /**
   * Where tokens are kept: always the user's own state folder, whatever the project says. SECURITY: a folder
   * of the project is shared, packed or committed by mistake.
   */
  tokens(): StateStore;
}

/** A store, and what there is to say of it. */
export interface ProjectStore {
  store: StateStore;
  notes: string[];
}

/**
 * Makes the stores of a project as they are needed. A place that is named again has what it had: what is
 * in memory outlives a change of the configuration.
 *
 * @param folder the project's, absolute
 */
export function createProjectStores(folder: string): ProjectStores {
  const stores = new Map<string | undefined, ProjectStore>();
  function at(setting: string | undefined): ProjectStore {
    const known = stores.get(setting);
    if (known !== undefined) return known;
    const made = makeStore(setting, folder);
    stores.set(setting, made);
    return made;
  }
  return { at, tokens: () => at(undefined).store };
}

function makeStore(setting: string | undefined, project: string): ProjectStore {
  if (setting === 'memory') return { store: memoryStore(), notes: [] };
  if (setting !== undefined) return { store: fileStore({ folder: setting }), notes: [] };
  try {
    return { store: fileStore({ folder: stateFolder(project) }), notes: [] };
  } catch {
    // A container's user, for example, who has no entry in its list of users.
    const note =
      'You have no home folder here, so what widgets store, and what connections are signed in to, ends with this server. For the first, name a folder: store in zfapps.config.';
    return { store: memoryStore(), notes: [note] };
  }
}
