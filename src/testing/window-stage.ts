import { CONNECT_MESSAGE } from '../core/protocol/index.js';
import type { PageFinding } from '../core/protocol/index.js';
import type { ResizableFrame, Shown, Stage } from '../host/index.js';
import type { PageFetch } from './page-fetch.js';
import type { DomEngine, LoadedPage, PageToLoad, WidgetWindow } from './dom/engine.js';

/** What stands for a widget's frame in a test without a browser. */
export interface WindowFrame extends ResizableFrame {
  /** The window of its present page. */
  readonly window: WidgetWindow;
  /** Resolves with the `load` event of its present page. */
  readonly loaded: Promise<void>;
}

/** What a {@link windowStage} shows widgets with. */
export interface WindowStageOptions extends Pick<PageToLoad, 'load'> {
  engine: DomEngine;
  fetch: PageFetch;
}

/** A stage without a document: each widget's page is a window of a DOM engine. */
export interface WindowStage extends Stage<WindowFrame> {
  /** Resolves once what was removed has ended. */
  closed(): Promise<void>;
}

/** The origin that the host page would have. */
const HOST_ORIGIN = 'https://host.test';

export function windowStage({ engine, load, fetch }: WindowStageOptions): WindowStage {
  const closing = new Set<Promise<void>>();

  function show(url: string): Shown<WindowFrame> {
    let page: LoadedPage | undefined;
    let loaded: Promise<void> = Promise.resolve();
    let removed = false;
    let takePort: ((port: MessagePort) => void) | undefined;
    let takeFinding: ((finding: PageFinding) => void) | undefined;

    async function open(): Promise<void> {
      const file = await load(url);
      if (removed) return;
      if (file === undefined) takeFinding?.({ kind: 'unreachable', element: 'page', url });
      page = engine({
        url,
        html: file === undefined ? '' : new TextDecoder().decode(file.bytes),
        name: file?.name ?? url,
        load,
        fetch: (request) => fetch(request, (finding) => takeFinding?.(finding)),
        hostOrigin: HOST_ORIGIN,
        onPost(message, [port]) {
          const type =
            typeof message === 'object' && message !== null && 'type' in message ? message.type : '';
          if (type === CONNECT_MESSAGE && port !== undefined) takePort?.(port);
        },
        onFinding: (finding) => takeFinding?.(finding),
      });
      await page.loaded;
    }

    function leave(): void {
      const left = page?.close();
      page = undefined;
      if (left === undefined) return;
      const done = left.finally(() => closing.delete(done));
      closing.add(done);
    }

    // Not at once: whoever shows it follows its ports and findings first.
    loaded = Promise.resolve().then(open);
    return {
      frame: {
        style: { width: '', height: '' },
        get window() {
          if (page === undefined)
            throw new Error('The widget has no page: it was closed, or is about to load.');
          return page.window;
        },
        get loaded() {
          return loaded;
        },
      },
      documents(onPort) {
        takePort = onPort;
        return () => {
          takePort = undefined;
        };
      },
      findings(onFinding) {
        takeFinding = onFinding;
        return () => {
          takeFinding = undefined;
        };
      },
      reload: ({ onOut }) => ({
        start() {
          leave();
          onOut();
          loaded = open();
        },
        stop() {
          removed = true;
        },
      }),
      remove() {
        removed = true;
        leave();
      },
    };
  }

  return {
    show: ({ url }) => show(url),
    openModal: (_title, onClose) => {
      let open = true;
      return {
        body: undefined,
        close() {
          if (!open) return;
          open = false;
          onClose();
        },
      };
    },
    async closed() {
      await Promise.all(closing);
    },
  };
}
