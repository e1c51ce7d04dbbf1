import type { UpstreamRequest, UpstreamResponse } from '../../core/backend/index.js';
import type { PageFinding } from '../../core/protocol/index.js';

/** A widget's window. Whatever runs in it has its own realm: its `Array` is not the test's. */
// biome-ignore lint/suspicious/noExplicitAny: a widget's globals have no fixed shape, and tests read them as they come
export type WidgetWindow = Window & typeof globalThis & Record<string, any>;

/** A file for a widget's page. */
export interface LoadedResource {
  bytes: Uint8Array;
  /** The media type, such as `text/css`. */
  type: string;
  /** Where it came from, for stack traces: a path, or the address. */
  name: string;
}

/** Finds what an address of the page leads to; undefined where nothing does. It never rejects. */
export type LoadResource = (url: string) => Promise<LoadedResource | undefined>;

/** What a DOM engine needs to load a page. */
export interface PageToLoad {
  /** The page's address. */
  url: string;
  html: string;
  /** The origin of the page around it, which the SDK trusts. */
  hostOrigin: string;
  /** Where the HTML came from, for stack traces. */
  name: string;
  load: LoadResource;
  /** Answers `fetch` and XMLHttpRequest for what `load` does not have. */
  fetch(request: UpstreamRequest): Promise<UpstreamResponse>;
  /** Takes what the page posts to the window around it. */
  onPost(message: unknown, ports: readonly MessagePort[]): void;
  onFinding(finding: PageFinding): void;
}

/** A page in a window. */
export interface LoadedPage {
  readonly window: WidgetWindow;
  /** Resolves with the page's `load` event, or once it is closed. */
  readonly loaded: Promise<void>;
  /** Ends timers, listeners and ports. */
  close(): Promise<void>;
}

/** Makes windows and loads pages into them, scripts included. */
export type DomEngine = (page: PageToLoad) => LoadedPage;
