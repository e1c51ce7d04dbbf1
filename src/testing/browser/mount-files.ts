import { ROUTES } from '../../core/protocol/index.js';

/** The files of a mounted package, for the test's own side. */
export interface MountFiles {
  /** The text of a file, by its URL path; undefined where there is none. */
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
  let opened: Promise<HTMLIFrameElement> | undefined;
  const closing = new AbortController();

  function open(): Promise<HTMLIFrameElement> {
    const frame = document.createElement('iframe');
    frame.hidden = true;
    frame.setAttribute('sandbox', 'allow-same-origin');
    frame.src = `${ROUTES.testing}${id}/`;
    closing.signal.addEventListener('abort', () => frame.remove());
    return new Promise((resolve) => {
      frame.addEventListener('load', () => resolve(frame), { once: true });
      document.body.append(frame);
    });
  }

  return {
    async read(path) {
      opened ??= open();
      const { contentWindow } = await opened;
      // The mount was closed meanwhile.
      if (contentWindow === null) return undefined;
      const response = await contentWindow.fetch(new URL(path, window.location.origin));
      return response.ok ? response.text() : undefined;
    },
    close: () => closing.abort(),
  };
}
