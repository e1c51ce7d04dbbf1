import { ROUTES } from '../../core/protocol/index.js';
import { documentStage } from '../../host/index.js';
import type { Stage } from '../../host/index.js';

/** A stage of real frames in the test's page. */
export interface FrameStage extends Stage<HTMLIFrameElement> {
  /** Resolves with the `load` event of a frame's present page, or once the frame is gone. */
  loaded(frame: HTMLIFrameElement): Promise<void>;
}

/**
 * Shows widgets as the host page does, in frames that are answered from a mount: each is opened by an
 * address that names it.
 *
 * @param id the mount
 */
export function frameStage(id: string): FrameStage {
  const stage = documentStage();
  const loads = new WeakMap<HTMLIFrameElement, { loaded: Promise<void>; gone(): void }>();

  function follow(frame: HTMLIFrameElement): void {
    loads.get(frame)?.gone();
    let end = () => {};
    const loaded = new Promise<void>((resolve) => {
      end = resolve;
    });
    function take(): void {
      if (!isEntrance(frame)) gone();
    }
    function gone(): void {
      frame.removeEventListener('load', take);
      end();
    }
    frame.addEventListener('load', take);
    loads.set(frame, { loaded, gone });
  }

  return {
    openModal(title, onClose, options) {
      const modal = stage.openModal(title, onClose, options);
      return {
        body: modal.body,
        close() {
          modal.close();
          // By itself it goes a task later: a test that has closed its widget finds nothing of it.
          modal.body?.closest('dialog')?.remove();
        },
      };
    },
    show(widget, container) {
      const shown = stage.show({ ...widget, url: entranceOf(id, widget.url) }, container);
      const { frame } = shown;
      follow(frame);
      return {
        ...shown,
        reload(options) {
          const reload = shown.reload(options);
          return {
            start() {
              follow(frame);
              reload.start();
            },
            stop: reload.stop,
          };
        },
        remove() {
          shown.remove();
          loads.get(frame)?.gone();
        },
      };
    },
    loaded: (frame) => loads.get(frame)?.loaded ?? Promise.resolve(),
  };
}

function entranceOf(id: string, url: string): string {
  const { origin, pathname, search, hash } = new URL(url);
  return `${origin}${ROUTES.testing}${id}${pathname}${search}${hash}`;
}

/** The page is on its way, and what loaded is the way to it. */
function isEntrance({ contentWindow }: HTMLIFrameElement): boolean {
  try {
    return contentWindow?.location.pathname.startsWith(ROUTES.testing) === true;
  } catch {
    // The browser's own page for an address that could not be loaded has another origin.
    return false;
  }
}
