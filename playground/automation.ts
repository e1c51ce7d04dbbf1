import { readPlace } from './page/place.js';
import { routeToPlace } from './route.js';
import type {
  ConnectionCommand,
  ConnectionInfo,
  DeskCommand,
  DeskResults,
  DeskState,
  ForcedState,
} from '../src/core/protocol/index.js';
import type { Page, SaveResult } from '../src/core/page/index.js';
import type { EventAnswer, Notification, WidgetCall } from '../src/host/index.js';
import type { ConnectionOutcome } from './connection-store.js';
import type { Finding } from './findings.js';
import type { Session } from './session.js';

/**
 * What the page offers to people's own browser tests, as `window.zfappsPlayground`.
 *
 * @example
 * // Playwright
 * await page.frameLocator('iframe[data-zfapps-widget]').getByRole('button', { name: 'Send' }).click();
 * const requests = await page.evaluate(() => window.zfappsPlayground.requests());
 * expect(requests.at(-1).value.data.status_code).toBe(201);
 */
export interface ZfappsPlayground {
  /** The calls of `ZFAPPS.request`, oldest first; those under way have the outcome `pending`. */
  requests(): WidgetCall[];
  /** Every call, oldest first, at most the newest 5,000. */
  calls(): WidgetCall[];
  /** Hands an event to the page's widgets; resolves with what their handlers returned. */
  emit(event: string, data?: unknown): Promise<EventAnswer[]>;
  /** The page model: `page.record`, `page.get('invoice.total')`, `page.changes`. */
  readonly page: Page;
  /** Goes to a page: `invoice/list`, `invoice/details/<id>`, `invoice/creation`, `dashboard`, `settings`. */
  go(path: string): void;
  /** Saves the form or the settings, as the Save button does; resolves with what came of it. */
  save(): Promise<SaveResult | undefined>;
  /** Every notification that was shown, oldest first. */
  notifications(): Notification[];
  /** Uncaught errors, files that did not load, and what a policy blocked, in widgets' pages, oldest first. */
  findings(): Finding[];
  /** The connections as the server has them now: `(await connections())[0].state`. */
  connections(): Promise<ConnectionInfo[]>;
  /**
   * Connects, disconnects or revokes a connection, or forces a state on it: `{ force: 'expired' }`, and
   * `{ force: null }` for as it is. Resolves once that is done, with what there is to say as `note`. Where
   * somebody has to sign in, `url` is the provider's page: no window is opened, go there yourself.
   * Rejects with what the server says.
   */
  connection(linkName: string, order: ConnectionOrder): Promise<ConnectionOutcome>;
  /** The Desk extension as the server has it now. Rejects where there is none, with the reason. */
  desk(): Promise<DeskState>;
  /**
   * Has the emulated Desk do something, as its view does: `{ type: 'mintContext', user }`, `{ type: 'fire', event: 'onInstall', user }`.
   * Rejects with what the server says.
   */
  deskCommand<Command extends DeskCommand>(command: Command): Promise<DeskResults[Command['type']]>;
}

/** What {@link ZfappsPlayground.connection} does. */
export type ConnectionOrder = 'connect' | 'disconnect' | 'revoke' | { force: ForcedState | null };

declare global {
  interface Window {
    zfappsPlayground: ZfappsPlayground;
  }
}

/** Offers a session to browser tests. */
export function offerAutomation(session: Session, target: Window): void {
  target.zfappsPlayground = {
    requests: () => session.calls.calls.filter((call) => call.method === 'request'),
    calls: () => [...session.calls.calls],
    emit: (event, data) => session.emit(event, data),
    get page() {
      return session.page;
    },
    go(path) {
      const place = readPlace(path);
      if (place === undefined)
        throw new Error(`There is no page "${path}"; expected one such as "invoice/creation" or "settings".`);
      session.go(place);
      location.hash = routeToPlace(place);
    },
    save: () => session.save(),
    notifications: () =>
      session.notifications.map(({ caller, type, message }) => ({ caller, type, message })),
    findings: () => session.findings.all.map((finding) => ({ ...finding })),
    async connections() {
      await session.connections.read();
      return [...session.connections.all];
    },
    connection: (linkName, order) => session.connections.send(toCommand(linkName, order)),
    async desk() {
      await session.desk.read();
      const { answer, problem } = session.desk;
      if (answer?.on && problem === undefined) return answer.desk;
      throw new Error(problem ?? (answer as { reason: string }).reason);
    },
    deskCommand: (command) => session.desk.send(command),
  };
}

function toCommand(linkName: string, order: ConnectionOrder): ConnectionCommand {
  if (order === 'connect' || order === 'disconnect') return { type: order, linkName };
  if (order === 'revoke') return { type: 'disconnect', linkName, revoke: true };
  return { type: 'force', linkName, state: order.force };
}
