import { homedir } from 'node:os';
import { basename, isAbsolute, join } from 'node:path';
import { readableName } from './readable-name.js';

/** What the place of the user's state depends on. */
export interface StatePlace {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  home: () => string;
}

const HERE: StatePlace = { platform: process.platform, env: process.env, home: homedir };

/**
 * The user's own folder for the state of a project: `$XDG_STATE_HOME/zfapps-shim` (XDG Base Directory
 * Specification), its like on macOS and Windows, and in it one for each project folder. It is not made.
 *
 * @param project the absolute path of the project's folder
 * @throws the system's own error where the user has no home
 */
export function stateFolder(project: string, place: StatePlace = HERE): string {
  return join(userState(place), 'zfapps-shim', readableName(project, basename(project)));
}

function userState({ platform, env, home }: StatePlace): string {
  switch (platform) {
    case 'darwin':
      return join(home(), 'Library', 'Application Support');
    case 'win32':
      return env.LOCALAPPDATA || join(home(), 'AppData', 'Local');
    default: {
      const named = env.XDG_STATE_HOME;
      // A relative path is to be ignored, says the specification.
      return named !== undefined && isAbsolute(named) ? named : join(home(), '.local', 'state');
    }
  }
}
