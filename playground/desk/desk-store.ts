import { oneAtATime } from './one-at-a-time.js';
import type { DeskAnswer, DeskCommand, DeskResults } from '../../src/core/protocol/index.js';
import type { ReadingCause } from '../connection-store.js';
import type { InvokeCall, InvokeOutcome } from './invoke-call.js';

/** Where {@link DeskStore} reads the extension, and sends commands and invoke calls. */
export interface DeskPort {
  load(): Promise<DeskAnswer>;
  send<Command extends DeskCommand>(command: Command): Promise<DeskResults[Command['type']]>;
  invoke(call: InvokeCall): Promise<InvokeOutcome>;
}

/** Commands that change nothing. */
const READING: readonly DeskCommand['type'][] = ['storage', 'logs', 'sign', 'explain', 'calls'];

/** A context that ends sooner is not used any more, in milliseconds. */
const SPARE_MS = 5_000;

/**
 * The Desk extension as the server has it, and what people have typed into its view.
 * Dispatches `change` when the extension was read, and `told` when lists of it may be others.
 */
export class DeskStore extends EventTarget {
  readonly #port: DeskPort;
  #answer: DeskAnswer | undefined;
  #problem: string | undefined;
  #isShown = false;
  readonly #drafts = new Map<string, object>();
  /** Those that the console has minted, by user. */
  readonly #contexts = new Map<string, { securityContext: string; expiresAt: number }>();

  constructor(port: DeskPort) {
    super();
    this.#port = port;
  }

  /** Undefined until it was read. */
  get answer(): DeskAnswer | undefined {
    return this.#answer;
  }

  /** Why the last reading failed; `answer` is then what was read before. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** Reads the extension. Never rejects: `problem` says what went wrong. */
  readonly read = oneAtATime(async () => {
    try {
      this.#answer = await this.#port.load();
      this.#problem = undefined;
    } catch (error) {
      this.#problem = (error as Error).message;
    }
    this.dispatchEvent(new Event('change'));
  });

  /** The view is open from now on, or closed: only an open one follows every call. */
  show(isShown: boolean): void {
    this.#isShown = isShown;
    if (isShown) this.#tell();
  }

  /** The server has told of something, or may have missed to. */
  follow(cause: ReadingCause): void {
    if (this.#isShown) this.#tell();
    else if (cause === 'maybe') void this.read();
  }

  /** Carries out a command. Throws a ZfappsError with what the server says. */
  async send<Command extends DeskCommand>(command: Command): Promise<DeskResults[Command['type']]> {
    const result = await this.#port.send(command);
    // The event comes too, but not to a page that has lost its stream.
    if (!READING.includes(command.type)) this.follow('told');
    return result;
  }

  /**
   * Calls the Invoke API as the extension would: with the right HASH, and where no security context is given, one
   * that is minted for the user. Throws a ZfappsError where it cannot.
   */
  async invoke(
    payload: Readonly<Record<string, string>>,
    { user, context }: { user: string; context: string },
  ): Promise<InvokeOutcome> {
    const { answer } = this;
    if (!answer?.on) throw new Error(answer?.reason ?? 'The extension was not read yet.');
    const { hash } = await this.send({ type: 'sign', payload: { ...payload } });
    const securityContext = context === '' ? await this.#contextOf(user) : context;
    const outcome = await this.#port.invoke({ payload, orgId: answer.desk.orgId, securityContext, hash });
    // It may have been revoked: the next call gets a new one.
    if (outcome.status === 403 && context === '') this.#contexts.delete(user);
    this.follow('told');
    return outcome;
  }

  /** What somebody types at a place of the view: it outlives tabs that are left, and the closed view. */
  draft<Draft extends object>(place: string, initial: Draft): Draft {
    const draft = (this.#drafts.get(place) ?? initial) as Draft;
    this.#drafts.set(place, draft);
    return draft;
  }

  async #contextOf(user: string): Promise<string> {
    const kept = this.#contexts.get(user);
    if (kept !== undefined && kept.expiresAt - SPARE_MS > Date.now()) return kept.securityContext;
    const minted = await this.send({ type: 'mintContext', user });
    this.#contexts.set(user, minted);
    return minted.securityContext;
  }

  #tell(): void {
    void this.read();
    this.dispatchEvent(new Event('told'));
  }
}
