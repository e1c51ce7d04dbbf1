import type { ConnectionCommand, ConnectionInfo } from '../src/core/protocol/index.js';

/** Why connections are read: the server has told of a change, or there may be one. */
export type ReadingCause = 'told' | 'maybe';

/** What comes of a command that was carried out. */
export interface ConnectionOutcome {
  /** The provider's page, where somebody has to sign in. */
  url?: string;
  note?: string;
}

/** Where {@link ConnectionStore} reads connections, and sends commands. */
export interface ConnectionsPort {
  load(): Promise<readonly ConnectionInfo[]>;
  send(command: ConnectionCommand): Promise<ConnectionOutcome>;
}

/** How often is asked whether somebody has signed in. */
const ASK_MS = 2_000;

/** The server keeps a sign-in no longer. */
const LONGEST_WAIT_MS = 600_000;

/**
 * The connections of the project as the server has them, and the sign-ins that are awaited.
 * Dispatches `change` when any of it has changed.
 */
export class ConnectionStore extends EventTarget {
  readonly #port: ConnectionsPort;
  #all: readonly ConnectionInfo[] = [];
  #problem: string | undefined;
  /** When each began, by link name. */
  readonly #waiting = new Map<string, number>();
  #asking: ReturnType<typeof setInterval> | undefined;
  /** The last reading: one after another, so that the newest answer stays. */
  #reading: Promise<void> = Promise.resolve();
  /** A reading that has not begun: it answers whoever asks meanwhile. */
  #next: { cause: ReadingCause; done: Promise<void> } | undefined;

  constructor(port: ConnectionsPort) {
    super();
    this.#port = port;
  }

  /** In the server's order. */
  get all(): readonly ConnectionInfo[] {
    return this.#all;
  }

  /** Why the last reading failed; `all` is then what was read before. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** Reads all of them. Never rejects: `problem` says what went wrong. */
  read(cause: ReadingCause = 'maybe'): Promise<void> {
    if (this.#next !== undefined) {
      if (cause === 'told') this.#next.cause = cause;
      return this.#next.done;
    }
    const next = { cause, done: this.#reading };
    next.done = this.#reading.then(() => {
      this.#next = undefined;
      return this.#readNow(next);
    });
    this.#next = next;
    this.#reading = next.done;
    return next.done;
  }

  /** Carries out a command. Throws a ZfappsError with what the server says. */
  async send(command: ConnectionCommand): Promise<ConnectionOutcome> {
    const outcome = await this.#port.send(command);
    // The event comes too, but not to a page that has lost its stream. A sign-in has only begun.
    if (outcome.url === undefined) void this.read();
    return outcome;
  }

  /** Somebody is at the provider's page, to sign in. */
  isAwaited(linkName: string): boolean {
    return this.#waiting.has(linkName);
  }

  /**
   * Waits for a sign-in, until the connection is another one. The redirect may reach another server of this
   * project, which cannot tell this page: so it is asked for, too.
   */
  awaitSignIn(linkName: string): void {
    this.#waiting.set(linkName, Date.now());
    this.#asking ??= setInterval(() => {
      this.#giveUp();
      void this.read();
    }, ASK_MS);
    this.#changed();
  }

  /** Waits no longer. The sign-in itself goes on, and counts when it is done. */
  stopWaiting(linkName: string): void {
    this.#waiting.delete(linkName);
    this.#changed();
  }

  async #readNow({ cause }: { cause: ReadingCause }): Promise<void> {
    try {
      const fresh = await this.#port.load();
      this.#endWaiting(fresh, cause);
      this.#all = fresh;
      this.#problem = undefined;
    } catch (error) {
      this.#problem = (error as Error).message;
    }
    this.#changed();
  }

  /** A sign-in that fails as the one before changes nothing; another connection's renewal ends no waiting. */
  #endWaiting(fresh: readonly ConnectionInfo[], cause: ReadingCause): void {
    const before = new Map(this.#all.map((info) => [info.linkName, JSON.stringify(info)]));
    const changed = fresh.filter((info) => before.get(info.linkName) !== JSON.stringify(info));
    const isSilent = cause === 'told' && changed.length === 0;
    for (const name of this.#waiting.keys())
      if (isSilent || changed.some(({ linkName }) => linkName === name)) this.#waiting.delete(name);
  }

  #giveUp(): void {
    for (const [name, since] of this.#waiting)
      if (Date.now() - since > LONGEST_WAIT_MS) this.#waiting.delete(name);
  }

  #changed(): void {
    if (this.#waiting.size === 0) {
      clearInterval(this.#asking);
      this.#asking = undefined;
    }
    this.dispatchEvent(new Event('change'));
  }
}
