import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { memoryExtensionStore, memoryStore } from '../core/store/index.js';
import { fileStore } from './file-store.js';
import { createSqlStore } from './sql/index.js';
import { stateFolder } from './state-folder.js';
import type { ExtensionStore, StateStore } from '../core/store/index.js';
import type { SqlStore } from './sql/index.js';

/** The stores of one project, one for each place that its configuration has named. */
export interface ProjectStores {
  /** @param setting as `checkStore` gave it */
  at(setting: string | undefined): ProjectStore;
  /**
   * Where tokens are kept: always the user's own state folder, whatever the project says. SECURITY: a folder
   * of the project is shared, packed or committed by mistake.
   */
  tokens(): StateStore;
  /** Where the data of a Desk extension is kept: beside what widgets store. */
  data(setting: string | undefined): ProjectData;
  /** Resolves where the databases answer. */
  ping(): Promise<void>;
  /** Closes databases. */
  close(): Promise<void>;
}

/** A store of extension data, and what there is to say of it. */
export interface ProjectData {
  data: ExtensionStore;
  notes: string[];
}

/** A store, and what there is to say of it. */
export interface ProjectStore {
  store: StateStore;
  notes: string[];
}

/**
 * Makes stores that all lie in one database, whatever the configuration names: several servers on it are as one.
 * SECURITY: it holds tokens of connections, too; who may read it may use them.
 *
 * @param url as `sqlStore` takes it
 * @param giver what messages call whoever gave it
 * @throws ZfappsError `invalid_options` for a url that is none
 */
export function createSharedStores(url: string, giver: string): ProjectStores {
  const store = createSqlStore({ url }, { giver });
  return {
    at: () => ({ store, notes: [] }),
    tokens: () => store,
    data: () => ({ data: store, notes: [] }),
    ping: () => store.ping(),
    close: () => store.close(),
  };
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
  const data = new Map<string | undefined, OpenData>();
  return {
    at,
    tokens: () => at(undefined).store,
    data(setting) {
      const made = data.get(setting) ?? makeData(setting, folder);
      data.set(setting, made);
      return made;
    },
    async ping() {
      await Promise.all([...data.values()].map(({ database }) => database?.ping()));
    },
    async close() {
      await Promise.all([...data.values()].map(({ database }) => database?.close()));
    },
  };
}

type OpenData = ProjectData & { database?: SqlStore };

function makeData(setting: string | undefined, project: string): OpenData {
  if (setting === 'memory') return { data: memoryExtensionStore(), notes: [] };
  if (!isInstalled('libsql')) return { data: memoryExtensionStore(), notes: [NO_LIBSQL] };
  try {
    const folder = setting ?? stateFolder(project);
    const store = createSqlStore(
      { url: join(folder, 'desk.db') },
      // SECURITY: the folder is for its owner only, as the file is.
      { giver: 'desk.db', before: () => mkdir(folder, { recursive: true, mode: 0o700 }) },
    );
    return { data: store, notes: [], database: store };
  } catch {
    // As for what widgets store: nobody's home.
    return { data: memoryExtensionStore(), notes: [NO_HOME] };
  }
}

const NO_LIBSQL =
  "The extension's storage, config params and logs end with this server. To keep them, install the database driver: npm install --save-dev libsql";

const NO_HOME =
  "You have no home folder here, so the extension's storage, config params and logs end with this server. To keep them, name a folder: store in zfapps.config.";

/** Tells whether a note is of what ends with a server: a command, which is none, has kept nothing there. */
export function isNoteOfServer(note: string): boolean {
  return note === NO_LIBSQL || note === NO_HOME;
}

function isInstalled(driver: string): boolean {
  try {
    createRequire(import.meta.url).resolve(driver);
    return true;
  } catch {
    // Not there is an ordinary answer.
    return false;
  }
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
