import { describeValue, toFinding, ZfappsError } from '../core/protocol/index.js';
import { createCallLog } from './call-log.js';
import { documentStage } from './document-stage.js';
import { memoryStorage } from './storage.js';
import { serveWidget } from './widget-bridge.js';
import type { Modal, ResizableFrame, Stage } from './stage.js';
import type { OpenWidget, WidgetHost, WidgetHostOptions, WidgetState, WidgetToOpen } from './types.js';
import type { WidgetBridge } from './widget-bridge.js';

/** A widget that opens modals in a loop must not bury the page. */
const MOST_MODALS = 10;

/** A page that reports in a loop must not freeze the host: more findings in a second are not heard. */
const MOST_FINDINGS_A_SECOND = 100;

interface Entry<Frame extends ResizableFrame> {
  open: OpenWidget<Frame>;
  bridge: WidgetBridge;
  isModal: boolean;
}

/**
 * Makes the host: it opens widgets in frames, serves their calls over a bridge and hands them events.
 *
 * @example
 * const host = createWidgetHost({ request: remoteBackend({ token }), records: page });
 * host.open({ widget: 'Payment outlook', url: 'http://127.0.0.1:5181/app/widget.html' }, container);
 * await host.emit('ON_INVOICE_CHANGE', invoice);
 */
export function createWidgetHost(options: WidgetHostOptions): WidgetHost {
  return createHost(options, documentStage());
}

/** The same on a stage of one's own. */
export function createHost<Frame extends ResizableFrame>(
  options: WidgetHostOptions<Frame>,
  stage: Stage<Frame>,
): WidgetHost<Frame> {
  const log = createCallLog(options.onCall);
  const storage = options.storage ?? memoryStorage();
  const entries = new Set<Entry<Frame>>();
  let count = 0;

  function open(widget: WidgetToOpen, container: Element | undefined, modal?: Modal): OpenWidget<Frame> {
    const shown = stage.show(widget, container);
    const { frame } = shown;
    const isHeard = fewASecond();
    let state: WidgetState = 'loading';
    let initialized = false;
    let hidden = false;
    let path: string | undefined;
    /** What this page has opened over itself. */
    const modals = new Set<OpenWidget<Frame>>();
    count += 1;

    function enter(next: WidgetState): void {
      if (state === 'closed') return;
      state = next;
      initialized = false;
      // Whatever hid it is gone: a page that comes anew is seen.
      hide(false);
      // The page that opened them is another one now, or gone.
      for (const own of modals) own.close();
      modals.clear();
      if (next === 'loading') path = undefined;
      options.onState?.(opened);
    }

    function hide(value: boolean): boolean {
      if (hidden === value) return false;
      hidden = value;
      shown.setHidden?.(value);
      return true;
    }

    const opened: OpenWidget<Frame> = {
      id: count,
      widget,
      frame,
      get state() {
        return state;
      },
      get initialized() {
        return initialized;
      },
      get hidden() {
        return hidden;
      },
      get path() {
        return path;
      },
      answers: () => bridge.answers(),
      reload() {
        if (state !== 'closed') reload.start();
      },
      close() {
        if (state === 'closed') return;
        entries.delete(entry);
        unfollow();
        bridge.destroy();
        reload.stop();
        shown.remove();
        enter('closed');
        modal?.close();
      },
    };
    const unfollow = shown.findings((given) => {
      const finding = isHeard() ? toFinding(given) : undefined;
      if (finding === undefined) return;
      options.onFinding?.({ ...finding, caller: callerOf(widget), at: Date.now() }, opened);
    });
    const bridge = serveWidget(shown.documents, {
      caller: callerOf(widget),
      frame,
      host: options,
      storage,
      log,
      opened: () => opened,
      showModal: (given) => void modals.add(openModalWidget(modalOf(widget, given))),
      closeModal() {
        if (modal === undefined) {
          return [
            'ZFAPPS.closeModal closed nothing: this page is in no modal. It closes the page that calls it.',
          ];
        }
        // The answer must leave before the frame that waits for it goes.
        setTimeout(opened.close);
        return [];
      },
      setHidden(value) {
        if (modal !== undefined) {
          const name = value ? 'hideWidget' : 'showWidget';
          return [`ZFAPPS.${name} does nothing in a modal; ZFAPPS.closeModal closes it.`];
        }
        if (hide(value)) options.onState?.(opened);
        return [];
      },
      onEscape() {
        if (openModals().at(-1)?.open === opened) opened.close();
      },
      onConnected(at) {
        path = at;
        enter('connected');
      },
      onInit() {
        initialized = true;
        options.onState?.(opened);
      },
      onLeft: () => enter('loading'),
    });
    const reload = shown.reload({
      answers: bridge.answers,
      onOut() {
        bridge.drop(`The widget "${widget.widget}" was reloaded.`);
        enter('loading');
      },
    });
    const entry: Entry<Frame> = { open: opened, bridge, isModal: modal !== undefined };
    entries.add(entry);
    enter('loading');
    return opened;
  }

  /** The one on top is the last. */
  function openModals(): Entry<Frame>[] {
    return Array.from(entries).filter(({ isModal }) => isModal);
  }

  function openModalWidget(widget: WidgetToOpen): OpenWidget<Frame> {
    if (openModals().length >= MOST_MODALS) {
      throw new ZfappsError(
        'too_busy',
        `${MOST_MODALS} modals are open already; close one with ZFAPPS.closeModal().`,
      );
    }
    const { align } = widget;
    const modal = stage.openModal(widget.widget, () => opened.close(), align === undefined ? {} : { align });
    const opened = open(widget, modal.body, modal);
    return opened;
  }

  return {
    get widgets() {
      return Array.from(entries, (entry) => entry.open);
    },
    open: (widget, container) => open(widget, container),
    openModal: openModalWidget,
    emit(event, data, { only, except, onHandler, onWidget } = {}) {
      const meant = Array.from(entries).filter(
        ({ open: { id, state } }) =>
          state === 'connected' && id !== except?.id && (only === undefined || id === only.id),
      );
      return Promise.all(
        meant.map(async ({ open: { widget }, bridge }) => {
          const caller = callerOf(widget);
          const onAnswer = onHandler && ((value: unknown) => onHandler(caller, value));
          const answered = { caller, answer: await bridge.emit(event, data, onAnswer) };
          onWidget?.(answered);
          return answered;
        }),
      );
    },
    close() {
      for (const { open: opened } of entries) opened.close();
    },
  };
}

/** Tells of each finding whether it is heard: only so many in a second are. */
function fewASecond(): () => boolean {
  let since = 0;
  let heard = 0;
  return () => {
    const now = Date.now();
    if (now - since >= 1_000) {
      since = now;
      heard = 0;
    }
    heard += 1;
    return heard <= MOST_FINDINGS_A_SECOND;
  };
}

function callerOf({ widget, location }: WidgetToOpen) {
  return location === undefined ? { widget } : { widget, location };
}

/** The widget that a modal shows: another page of the same package. */
function modalOf(opener: WidgetToOpen, given: unknown): WidgetToOpen {
  const url = typeof given === 'object' && given !== null ? (given as { url?: unknown }).url : undefined;
  if (typeof url !== 'string' || !URL.canParse(url, opener.url)) {
    throw new ZfappsError(
      'invalid_options',
      `showModal's url is ${describeValue(url)}; expected a page of the widget's package such as "/app/modal.html".`,
    );
  }
  const target = new URL(url, opener.url);
  // SECURITY: a page of another origin would get the bridge of this widget.
  if (target.origin !== new URL(opener.url).origin) {
    throw new ZfappsError(
      'invalid_options',
      `showModal's url leads to ${target.origin}; expected a page of the widget's own package such as "/app/modal.html".`,
    );
  }
  // Where the opener itself stands as a modal is said of it alone.
  const { align: _, ...rest } = opener;
  return { ...rest, widget: `${opener.widget} › ${target.pathname.split('/').pop()}`, url: target.href };
}
