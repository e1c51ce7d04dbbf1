import { displayPath } from './display-path.js';

/** Says why the system does not tell of changes in a folder, and how to mend it. */
export function troubleText({ code, message }: NodeJS.ErrnoException, folder: string): string {
  const { reason, remedy } = TROUBLES[code ?? ''] ?? {
    reason: `The system cannot watch it (${message}).`,
    remedy: '',
  };
  return `Changes in ${displayPath(folder)} are looked for once a second. ${reason}${remedy}`;
}

const AGAIN = 'then start again.';

const TROUBLES: Readonly<Record<string, { reason: string; remedy: string }>> = {
  ENOSPC: {
    reason: "The system's limit of watched folders is reached (ENOSPC).",
    remedy: ` Close other programs that watch, or raise it: sudo sysctl fs.inotify.max_user_watches=524288, ${AGAIN}`,
  },
  EMFILE: {
    reason: "The system's limit of open files or of watching programs is reached (EMFILE).",
    remedy: ` Close other programs that watch, or raise it (on Linux: sudo sysctl fs.inotify.max_user_instances=512), ${AGAIN}`,
  },
};
