import { describeValue, FINDING_MESSAGE, toFinding, ZfappsError } from '../core/protocol/index.js';
import { createCallLog } from './call-log.js';
import { createFrame } from './frame.js';
import { frameDocuments } from './frame-documents.js';
import { openModal } from './modal.js';
import { createFrameReload } from './reload-frame.js';
import { serveWidget } from './widget-bridge.js';
import type { Modal } from './modal.js';
import type { OpenWidget, WidgetHost, WidgetHostOptions, WidgetState, WidgetToOpen } from './types.js';
import type { WidgetBridge } from './widget-bridge.js';

/** A widget that opens modals in a loop must not bury the page. */
const MOST_MODALS = 10;

/** A page that reports in a loop must not freeze the host: more findings in a second are not heard. */
const MOST_FINDINGS_A_SECOND = 100;

interface Entry {
  open: OpenWidget;
  bridge: WidgetBridge;
  /** Findings of the present second, and when it began. */
  heard: { count: number; since: number };
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
  const log = createCallLog(options.onCall);
  const entries = new Set<Entry>();
  let count = 0;

  /** Pages post findings before the bridge stands, and whether or not it ever does. */
  function takeFinding({ source, origin, data }: MessageEvent): void {
    if (data?.type !== FINDING_MESSAGE) return;
    const entry = Array.from(entries).find(({ open }) => open.frame.contentWindow === source);
    // SECURITY: any window may post anything here: only a widget's own frame, at its own origin, is heard.
    if (entry === undefined || origin !== new URL(entry.open.widget.url).origin) return;
    if (!isHeard(entry)) return;
    const finding = toFinding(data.finding);
    if (finding === undefined) return;
    options.onFinding?.({ ...finding, caller: callerOf(entry.open.widget), at: Date.now() }, entry.open);
  }

  function open(widget: WidgetToOpen, container: Element, modal?: Modal): OpenWidget {
    const origin = new URL(widget.url).origin;
    const frame = createFrame(widget);
    let state: WidgetState = 'loading';
    let initialized = false;
    let path: string | undefined;
    /** What this page has opened over itself. */
    const modals = new Set<OpenWidget>();
    count += 1;

    function enter(next: WidgetState): void {
      if (state === 'closed') return;
      state = next;
      initialized = false;
      // The page that opened them is another one now, or gone.
      for (const own of modals) own.close();
      modals.clear();
      if (next === 'loading') path = undefined;
      options.onState?.(opened);
    }

    const opened: OpenWidget = {
      id: count,
      widget,
      frame,
      get state() {
        return state;
      },
      get initialized() {
        return initialized;
      },
      get path() {
        return path;
      },
      reload() {
        if (state !== 'closed') reload.start();
      },
      close() {
        if (state === 'closed') return;
        entries.delete(entry);
        if (entries.size === 0) window.removeEventListener('message', takeFinding);
        bridge.destroy();
        reload.stop();
        frame.remove();
        enter('closed');
        modal?.close();
      },
    };
    container.append(frame);
    const bridge = serveWidget(frameDocuments(frame, origin), {
      caller: callerOf(widget),
      frame,
      host: options,
      log,
      showModal: (given) => void modals.add(openModalWidget(modalOf(widget, given))),
      // The answer must leave before the frame that waits for it goes.
      closeModal: () => void (modal !== undefined && setTimeout(opened.close)),
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
    const reload = createFrameReload(frame, {
      url: widget.url,
      answers: bridge.answers,
      onOut() {
        bridge.drop(`The widget "${widget.widget}" was reloaded.`);
        enter('loading');
      },
    });
    const entry: Entry = { open: opened, bridge, heard: { count: 0, since: 0 } };
    entries.add(entry);
    // The same function again counts once.
    window.addEventListener('message', takeFinding);
    enter('loading');
    return opened;
  }

  function openModalWidget(widget: WidgetToOpen): OpenWidget {
    if (document.querySelectorAll('dialog[data-zfapps-modal]').length >= MOST_MODALS) {
      throw new ZfappsError(
        'too_busy',
        `${MOST_MODALS} modals are open already; close one with ZFAPPS.closeModal().`,
      );
    }
    const modal = openModal(widget.widget, () => opened.close());
    const opened = open(widget, modal.body, modal);
    return opened;
  }

  return {
    get widgets() {
      return Array.from(entries, (entry) => entry.open);
    },
    open: (widget, container = document.body) => open(widget, container),
    openModal: openModalWidget,
    emit(event, data) {
      const connected = Array.from(entries).filter((entry) => entry.open.state === 'connected');
      return Promise.all(
        connected.map(async ({ open: { widget }, bridge }) => ({
          caller: callerOf(widget),
          answer: await bridge.emit(event, data),
        })),
      );
    },
    close() {
      for (const { open: opened } of entries) opened.close();
    },
  };
}

function isHeard({ heard }: Entry): boolean {
  const now = Date.now();
  if (now - heard.since >= 1_000) Object.assign(heard, { count: 0, since: now });
  heard.count += 1;
  return heard.count <= MOST_FINDINGS_A_SECOND;
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
  return { ...opener, widget: `${opener.widget} › ${target.pathname.split('/').pop()}`, url: target.href };
}
