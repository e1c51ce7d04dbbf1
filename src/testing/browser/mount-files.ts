import { ROUTES } from '../../core/protocol/index.js';

/** The files of a mounted package, for the test's own side. */
export interface MountFiles {
  /** The text of a file, by its URL path; undefined where there is none, or once these are closed. */
  read(path: string): Promise<string | undefined>;
  close(): void;
}

/**
 * Reads files of a mount through a frame of it, for only those are answered from the package. Its page is
 * the entrance, which no policy keeps from fetching; without scripts it stays there.
 *
 * @param id the mount
 */
export function openMountFiles(id: string): MountFiles {
  let opened: Promise<Window | null> | undefined;
  const frame = document.createElement('iframe');
  let close = () => {};
  // What a frame has under way when it goes never ends.
  const closed = new Promise<undefined>((resolve) => {
    close = () => {
      frame.remove();
      resolve(undefined);
    };
  });

  function open(): Promise<Window | null> {
    frame.hidden = true;
    frame.setAttribute('sandbox', 'allow-same-origin');
    frame.src = `${ROUTES.testing}${id}/`;
    return new Promise((resolve) => {
      frame.addEventListener('load', () => resolve(frame.contentWindow), { once: true });
      document.body.append(frame);
    });
  }

  async function read(path: string): Promise<string | undefined> {
    opened ??= open();
    const window = await opened;
    const response = await window?.fetch(path);
    return response?.ok ? response.text() : undefined;
  }

  return { read: (path) => Promise.race([read(path), closed]), close };
}
