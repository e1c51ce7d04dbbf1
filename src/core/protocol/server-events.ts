import type { PageFinding } from './findings.js';

/** What the server tells its host pages over {@link ROUTES.events}, a line of JSON each. */
export type ServerEvent =
  /** The stream is open. What changed before it is in the answers of the other routes. */
  | { type: 'open' /** Counts changed files since the server started. */; revision: number }
  /** A file of the widget package changed, came or went. */
  | {
      type: 'file';
      revision: number;
      /** Its path in the package, such as `/app/widget.js`. */
      path: string;
      /** The paths of the pages that load it, as far as they are known; absent where any may. */
      pages?: readonly string[];
    }
  /** The manifest or the configuration was read anew, or could not be: ask the manifest route. */
  | { type: 'project' /** Records may be others too. */; records: boolean }
  /** A connection was connected, renewed, lost or forced: ask the connections route. */
  | { type: 'connections' }
  /** Something of the Desk extension changed, or it was called: ask the desk route. */
  | { type: 'desk' }
  /** The server noticed something itself, or was told by a browser what a policy blocked. */
  | {
      type: 'finding';
      /** The path of the page, style or script that it is about. */
      page: string;
      /** The paths of the pages that load it; absent where that is not known. */
      pages?: readonly string[];
      finding: PageFinding;
    };
