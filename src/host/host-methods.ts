import { answer, toRejection, ZfappsError } from '../core/protocol/index.js';
import { callApi } from './api.js';
import { invoke } from './invoke.js';
import { retrieve, store } from './storage.js';
import { undocumented } from './undocumented.js';
import type { BridgeAnswer, Caller, HostMethods, ZfappsResponse } from '../core/protocol/index.js';
import type { LoggedAnswer } from './call-log.js';
import type { ResizableFrame } from './stage.js';
import type { RequestAnswer, StoragePort, WidgetHostOptions, WidgetOnHost } from './types.js';

/** What a widget's calls are answered with. */
export interface HostMethodsOptions {
  caller: Caller;
  frame: ResizableFrame;
  host: Pick<WidgetHostOptions, 'request' | 'records' | 'onNotification' | 'onSubscribe' | 'translations'>;
  storage: StoragePort;
  /** The widget itself, as the page knows it. */
  opened(): WidgetOnHost;
  showModal(options: unknown): void;
  /** @returns what to warn of */
  closeModal(): readonly string[];
  /** @returns what to warn of */
  setHidden(hidden: boolean): readonly string[];
  /** Escape was pressed, of which the widget's page made no use. */
  onEscape(): void;
  /** A document in the frame has greeted. Its path, as it says. */
  onConnected(path: string): void;
  /** The widget has called `extension.init()`, maybe again. */
  onInit(): void;
  /** The document in the frame has left it; another one may come. */
  onLeft(): void;
}

/** The bridge below the methods. */
export interface ServedCalls {
  /** Runs a call for the present document, and reports it to the log. */
  serve<Value>(
    method: string,
    args: readonly unknown[],
    work: () => Promise<LoggedAnswer<Value>>,
  ): Promise<BridgeAnswer<Value>>;
  /** Aborts when the present document goes. */
  signal(): AbortSignal;
  connected(): void;
  left(): void;
  answered(emission: unknown, value: unknown): void;
}

/** Makes the methods that a widget may call. What it sends may be anything: none of them throws. */
export function createHostMethods(options: HostMethodsOptions, calls: ServedCalls): HostMethods {
  const { caller, host, storage } = options;
  const { serve } = calls;
  let toldOfTranslations = false;

  /** What the page's `translations` gives; without it keys stand for themselves. */
  async function translations(): Promise<Readonly<Record<string, unknown>>> {
    try {
      return (await host.translations?.()) ?? {};
    } catch (thrown) {
      if (!toldOfTranslations) {
        toldOfTranslations = true;
        const warnings = [
          `The translations could not be had, so that keys stand for themselves: ${toRejection(thrown).message}`,
        ];
        void serve('I18N', [], async () => ({ ok: true, value: null, warnings }));
      }
      return {};
    }
  }

  return {
    async greet({ path }) {
      // First: while this waits, another document may come.
      calls.connected();
      options.onConnected(typeof path === 'string' ? path : '');
      return { ok: true, value: { widget: caller.widget, translations: await translations() } };
    },
    init: () => serve('init', [], () => done(options.onInit)),
    async leave() {
      calls.left();
      options.onLeft();
    },
    async subscribe(event) {
      const told = await answer(() => host.onSubscribe?.(String(event), options.opened()), toRejection);
      if (!told.ok) return told;
      const warning = told.value;
      if (warning !== undefined) await serve('on', [event], () => warned(() => [warning]));
      return { ok: true, value: null };
    },
    async answered(emission, value) {
      calls.answered(emission, value);
    },
    get: (key) =>
      serve('get', [key], () => answer(() => host.records.get(key, options.opened()), toRejection)),
    set: (path, value) =>
      serve('set', [path, value], () =>
        answer(() => {
          if (host.records.set === undefined)
            throw new ZfappsError('not_emulated', 'This host page has no form for ZFAPPS.set to write into.');
          return host.records.set(path, value, options.opened());
        }, toRejection),
      ),
    request: (wire) =>
      serve('request', [wire], async () => toAnswer(await host.request(wire, caller, calls.signal()))),
    invoke: (action, payload) =>
      serve('invoke', [action, payload], () => invoke(action, payload, options, host)),
    showModal: (modal) => serve('showModal', [modal], () => done(() => options.showModal(modal))),
    closeModal: () => serve('closeModal', [], () => warned(options.closeModal)),
    hideWidget: () => serve('hideWidget', [], () => warned(() => options.setHidden(true))),
    showWidget: () => serve('showWidget', [], () => warned(() => options.setHidden(false))),
    store: (key, value) => serve('store', [key, value], () => store(storage, key, value)),
    retrieve: (key) => serve('retrieve', [key], () => answer(() => retrieve(storage, key), toRejection)),
    api: (member, args) =>
      serve(`API.${String(member)}`, toList(args), () =>
        callApi(member, args, { records: host.records, storage }),
      ),
    undocumented(member, args) {
      // A page may send any text: none passes for another call in the log.
      const name = /^(?:linkFiles$|UI\.)/.test(member) ? member : `UI.${String(member)}`;
      return serve(name, toList(args), () => undocumented(name));
    },
    async escape() {
      options.onEscape();
    },
  };
}

/** Work that answers nothing. */
function done(work: () => void): Promise<LoggedAnswer<null>> {
  return warned(() => {
    work();
    return [];
  });
}

/** Work that answers nothing, but may have something to warn of. */
async function warned(work: () => readonly string[]): Promise<LoggedAnswer<null>> {
  const worked = await answer(work, toRejection);
  return worked.ok ? { ok: true, value: null, warnings: worked.value } : worked;
}

/** A backend of one's own answers the bare response. */
function toAnswer(given: RequestAnswer | ZfappsResponse): RequestAnswer {
  return 'ok' in given ? given : { ok: true, value: given };
}

function toList(args: unknown): unknown[] {
  return Array.isArray(args) ? args : [];
}
