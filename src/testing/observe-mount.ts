import { atTestEnd } from './test-runner.js';
import { findingInWords, uncaughtError } from './uncaught.js';
import { addMatchers } from './vitest.js';
import type { ForcedStates } from '../core/connections/index.js';
import type {
  Notification,
  OpenWidget,
  ResizableFrame,
  WidgetCall,
  WidgetFinding,
  WidgetHost,
  WidgetHostOptions,
} from '../host/index.js';
import type { WidgetWindow } from './dom/engine.js';
import type { MountedPage, MountedWidget } from './mounted-widget.js';
import type { MountOptions } from './mount-options.js';
import type { ObservedRequest } from './observed-request.js';
import type { SharedPage } from './shared-page.js';

/** What differs between a mount in a window and one in a browser's frame. */
export interface MountParts<Frame extends ResizableFrame> {
  host: WidgetHost<Frame>;
  shared: SharedPage;
  /** Opens the widget on the host. */
  open(): OpenWidget<Frame>;
  /** Resolves with the `load` event of its present page. */
  loaded(widget: OpenWidget<Frame>): Promise<void>;
  windowOf(widget: OpenWidget<Frame>): WidgetWindow;
  /** Resolves once the texts of the package are there, which a page waits for to be connected. */
  translations(): Promise<unknown>;
  /** Resolves once what its pages threw so far has been told. Absent where that is told at once. */
  told?(): Promise<void>;
  /** Resolves once what was closed has ended. */
  closed(): Promise<void>;
}

/** Keeps what happens to a mounted widget, and ends it with its test. */
export interface ObservedMount<Frame extends ResizableFrame> {
  listeners: Pick<WidgetHostOptions<Frame>, 'onCall' | 'onNotification' | 'onFinding' | 'onState'>;
  onRequest(request: ObservedRequest): void;
  /** States that are forced upon connections. */
  forced: ForcedStates;
  mounted(parts: MountParts<Frame>): Promise<MountedWidget<Frame>>;
}

/** How long a page that has loaded the SDK may take to connect. */
const CONNECTED_WITHIN_MS = 2_000;

/**
 * So many turns of the event loop without a call count as quiet: a framework renders an answer a turn or
 * two after it came, and what it renders may make the next call.
 */
const QUIET_TURNS = 5;

// As they were when this was loaded: a test's fake timers are for the test.
const { setTimeout: later, clearTimeout: forget } = globalThis;
/** The next turn of the event loop; where there is no `setImmediate`, a timer's. */
const soon: (run: () => void) => unknown = globalThis.setImmediate ?? later;

function turn(wait: (run: () => void) => unknown): Promise<void> {
  return new Promise((resolve) => wait(resolve));
}

export function observeMount<Frame extends ResizableFrame>({
  onFinding,
  onTestFinished,
  connectionStates = {},
}: MountOptions): ObservedMount<Frame> {
  const calls = new Map<number, WidgetCall>();
  const requests: ObservedRequest[] = [];
  const notifications: Notification[] = [];
  const findings: WidgetFinding[] = [];
  const forced: ForcedStates = new Map(Object.entries(connectionStates));
  const uncaught: Error[] = [];
  const waiting = new Set<() => void>();
  let close: () => Promise<void> = async () => {};
  /** Called with each page that the host opens: the widget's own, and its modals. */
  let followLoad: (widget: OpenWidget<Frame>) => void = () => {};
  let told = false;
  let hasEnded = false;
  const hasTest = atTestEnd(() => {
    hasEnded = true;
    return close();
  }, onTestFinished);
  // Vite's dependency optimizer, in Vitest's browser mode, drops what a module does by itself.
  addMatchers();

  function changed(): void {
    for (const check of waiting) check();
  }

  /** Resolves once something holds, which calls and states of the host decide. */
  function until(holds: () => boolean, within?: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = within === undefined ? undefined : later(end, within);
      function end(): void {
        forget(timer);
        waiting.delete(check);
        resolve();
      }
      function check(): void {
        if (holds()) end();
      }
      waiting.add(check);
      check();
    });
  }

  function take(finding: WidgetFinding): void {
    findings.push(finding);
    if (onFinding !== undefined) {
      onFinding(finding);
      return;
    }
    if (finding.kind !== 'error' && finding.kind !== 'rejection') {
      console.warn(`[zfapps-shim] ${findingInWords(finding)}`);
      return;
    }
    const error = uncaughtError(finding);
    if (hasTest) uncaught.push(error);
    // With no test to fail, it is the runner's: an error that nobody catches.
    else
      later(() => {
        throw error;
      });
  }

  async function mounted(parts: MountParts<Frame>): Promise<MountedWidget<Frame>> {
    const { host, shared } = parts;
    const leavePage = shared.hosts.join(host);
    const seen = new WeakSet<OpenWidget<Frame>>();
    const loading = new Set<OpenWidget<Frame>>();
    let closing: Promise<void> | undefined;

    followLoad = (one) => {
      if (seen.has(one)) return;
      seen.add(one);
      loading.add(one);
      const ended = () => {
        loading.delete(one);
        changed();
      };
      // Who waits for the page hears why it could not be made.
      parts.loaded(one).then(ended, ended);
    };
    const opened = parts.open();

    const isPending = () =>
      loading.size > 0 || Array.from(calls.values()).some(({ outcome }) => outcome === 'pending');

    /** A widget in a modal may close itself. */
    const isGone = () => closing !== undefined || opened.state === 'closed';

    async function ready(): Promise<void> {
      await parts.loaded(opened);
      if (isGone() || !('ZFAPPS' in parts.windowOf(opened))) return;
      await until(() => opened.state !== 'loading', CONNECTED_WITHIN_MS);
      await parts.translations();
      // What a page does once `init` has resolved comes before the answer to this, as it is asked a turn
      // after the greeting, whose answer is then on its way. The host's own end may take longer to stand.
      do await turn(soon);
      while (opened.state === 'connected' && !(await opened.answers()));
    }

    function mountedPage(widget: OpenWidget<Frame>): MountedPage {
      return {
        path: new URL(widget.widget.url).pathname,
        get window() {
          return parts.windowOf(widget);
        },
        get document() {
          return parts.windowOf(widget).document;
        },
        close: () => widget.close(),
      };
    }

    close = async () => {
      closing ??= (async () => {
        if (parts.told !== undefined) await parts.told();
        leavePage();
        host.close();
        await parts.closed();
      })();
      await closing;
      changed();
      const [first] = uncaught;
      if (first === undefined || told) return;
      told = true;
      throw first;
    };

    const widget: MountedWidget<Frame> = {
      host,
      page: shared.page,
      frame: opened.frame,
      requests,
      notifications,
      findings,
      get window() {
        return parts.windowOf(opened);
      },
      get document() {
        return parts.windowOf(opened).document;
      },
      get calls() {
        return [...calls.values()];
      },
      get modals() {
        return host.widgets.filter((one) => one !== opened && !loading.has(one)).map(mountedPage);
      },
      get hidden() {
        return opened.hidden;
      },
      emit: (event, data) => shared.hosts.emit(event, data),
      change: shared.change,
      save: shared.save,
      select: (ids) => shared.page.select(ids),
      force(linkName, state) {
        if (state === undefined) forced.delete(linkName);
        else forced.set(linkName, state);
      },
      async settled() {
        for (let quiet = 0; quiet < QUIET_TURNS && closing === undefined; quiet += 1) {
          if (isPending()) quiet = 0;
          await until(() => closing !== undefined || !isPending());
          await turn(later);
        }
      },
      async reload() {
        opened.reload();
        await ready();
      },
      close,
    };
    try {
      if (!hasEnded) await ready();
      if (hasEnded) throw new Error('mountWidget was not awaited: the test that called it has ended.');
    } catch (error) {
      // Nobody else can: the test was given nothing to close.
      await close();
      throw error;
    }
    return widget;
  }

  return {
    listeners: {
      onCall(call) {
        calls.set(call.id, call);
        changed();
      },
      onNotification: (notification) => void notifications.push(notification),
      onFinding: take,
      onState(widget) {
        followLoad(widget);
        changed();
      },
    },
    onRequest: (request) => void requests.push(request),
    forced,
    mounted,
  };
}
