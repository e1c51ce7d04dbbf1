import type { Header } from '../core/backend/index.js';
import type { Manifest } from '../core/project/index.js';
import type { BridgeAnswer } from '../core/protocol/index.js';
import type { MountSource } from './package-site.js';

/** What a mount in a browser asks for. */
export interface MountRequest {
  /** A folder, from Vitest's root, or the page itself. */
  source: string | MountSource;
  /** Files for addresses outside the package, from Vitest's root too. */
  resources: Readonly<Record<string, string>>;
}

/** A package that is open for a mount in a browser. */
export interface OpenedMount {
  /** Names it: a frame of it is opened at `/__zfapps/testing/<id>` and the page's own path. */
  id: string;
  manifest: Manifest;
}

/**
 * What a test in a browser asks of Node, by Vitest's commands: `zfapps()` of `zfapps-shim/vite` offers
 * them, `mountWidget` calls them.
 */
export interface MountCommands {
  /** Opens a package and answers the requests of its frames from it. */
  zfappsOpen(request: MountRequest): Promise<BridgeAnswer<OpenedMount>>;
  /** Forgets a package. Its frames are answered no more. */
  zfappsClose(id: string): Promise<void>;
}

/** What a page of a mounted widget fetches by itself. Its body has a character for each byte. */
export interface PageRequest {
  method: string;
  url: string;
  headers: Header[];
  body: string | undefined;
}

/** What it gets. Its body has a character for each byte. */
export interface PageAnswer {
  status: number;
  headers: Header[];
  body: string;
}

/**
 * What Node asks of a test in a browser, whose handlers are there: a function that the test's window has
 * under `Symbol.for(<id of the mount>)`. Undefined: nothing answers.
 */
export type AnswerPage = (request: PageRequest) => Promise<PageAnswer | undefined>;
