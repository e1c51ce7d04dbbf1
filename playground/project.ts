import { followServer } from './follow-server.js';
import { loadManifest, loadRecords } from './load-page-data.js';
import type { ManifestAnswer, RecordsAnswer, ServerEvent } from '../src/core/protocol/index.js';
import type { ReadingCause } from './connection-store.js';
import type { ServerState } from './follow-server.js';

/** Told of what the server tells. */
export interface ProjectListener {
  /** The manifest was read anew, and the records where they may be others. */
  onRead(manifest: ManifestAnswer, records: RecordsAnswer | undefined): void;
  /** Files changed; `pages` are those that load them, absent where any may. */
  onFiles(pages: readonly string[] | undefined): void;
  onFinding(event: Extract<ServerEvent, { type: 'finding' }>): void;
  /** Connections may be others; `told` where the server says that one is. */
  onConnections(cause: ReadingCause): void;
  /** The Desk extension may be another; `told` where something of it has happened. */
  onDesk(cause: ReadingCause): void;
  onState(state: ServerState): void;
}

/** How long a page waits for its server's first word. */
const LONGEST_WAIT_MS = 2_000;

/** Follows the server's project: changed files, manifest, configuration, saved records. */
export class Project {
  readonly #token: string;
  readonly #listener: ProjectListener;
  #revision: number | undefined;
  /** The last reading: one after another, so that the newest answer stays. */
  #read: Promise<void> = Promise.resolve();

  constructor(token: string, listener: ProjectListener) {
    this.#token = token;
    this.#listener = listener;
  }

  /**
   * Follows from now on. Resolves once the server tells, so that nothing of the first widget's load is
   * missed; a slow one is not waited for.
   */
  follow(): Promise<void> {
    return new Promise((resolve) => {
      setTimeout(resolve, LONGEST_WAIT_MS);
      followServer({
        token: this.#token,
        onState: (state) => {
          this.#listener.onState(state);
          if (state !== 'open') resolve();
        },
        onEvent: (event) => {
          resolve();
          this.#take(event);
        },
      });
    });
  }

  /** Reads the manifest anew, and the records where they may be others. */
  read(records: boolean): Promise<void> {
    this.#read = this.#read.then(async () => {
      try {
        const manifest = await loadManifest(this.#token);
        this.#listener.onRead(manifest, records ? await loadRecords(this.#token) : undefined);
      } catch {
        // The server went away meanwhile: the page says so, and asks again when it is back.
      }
    });
    return this.#read;
  }

  #take(event: ServerEvent): void {
    switch (event.type) {
      case 'open': {
        const missed = this.#revision !== undefined && this.#revision !== event.revision;
        const first = this.#revision === undefined;
        this.#revision = event.revision;
        if (missed) this.#listener.onFiles(undefined);
        if (first) return;
        void this.read(true);
        this.#listener.onConnections('maybe');
        this.#listener.onDesk('maybe');
        return;
      }
      case 'file':
        this.#revision = event.revision;
        this.#listener.onFiles(event.pages);
        return;
      case 'project':
        void this.read(event.records);
        this.#listener.onConnections('maybe');
        this.#listener.onDesk('maybe');
        return;
      case 'connections':
        this.#listener.onConnections('told');
        return;
      case 'desk':
        this.#listener.onDesk('told');
        return;
      case 'finding':
        this.#listener.onFinding(event);
    }
  }
}
