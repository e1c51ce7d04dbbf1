import type { ExtensionStore, StateStore } from '../store/index.js';
import type { Installation } from './installation.js';

/** A request to the extension's own data. */
export interface OwnRequest {
  method: string;
  query: URLSearchParams;
  body: string | undefined;
}

/** Who asks for the extension's data. */
export interface OwnCaller {
  /** Whose permissions these are. */
  user: string;
  /** What the token, or the connection, was granted; undefined where the HASH suffices. */
  scopes: readonly string[] | undefined;
}

/** What an operation answers: always with status 200, as documented. */
export interface OwnAnswer {
  /** JSON; undefined for an empty body. */
  body: unknown;
  /** What real Desk may not take, in sentences. */
  warnings?: readonly string[];
}

/** What operations work on. */
export interface OwnParts {
  installation: Installation;
  data: ExtensionStore;
  store: StateStore;
  now(): number;
}

/** One operation of the extension's data. */
export type OwnOperation = (request: OwnRequest, parts: OwnParts, caller: OwnCaller) => Promise<OwnAnswer>;
