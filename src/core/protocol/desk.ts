import type { BridgeAnswer } from './bridge.js';

/** How a security context stands. */
export type ContextState = 'valid' | 'expired' | 'revoked';

/** A security context as people see it: its text was shown once, when it was minted. */
export interface ContextInfo {
  /** Names it here; it is no part of it. */
  id: string;
  /** Whose it is. */
  user: string;
  state: ContextState;
  /** Milliseconds since the epoch. */
  createdAt: number;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

/** A config param as a portal shows it. */
export interface ParamInfo {
  name: string;
  displayName: string;
  description: string;
  type: string;
  secure: boolean;
  mandatory: boolean;
  options: readonly string[];
  /** `****` for a secure one that has a value. */
  value: string;
  /** Whether it was set, or has its default. */
  isSet: boolean;
}

/** A permission as a portal shows it. */
export interface PermissionInfo {
  apiName: string;
  displayName: string;
  description: string;
  /** Whether each of {@link DeskState.users} has it, by id. */
  users: Readonly<Record<string, boolean>>;
}

/** A Desk extension as the host page shows it. It never holds its secret. */
export interface DeskState {
  extensionName: string;
  orgId: string;
  installationId: string;
  users: readonly { id: string; name: string }[];
  /** The user of the page, whose id is among them. */
  user: string;
  configParams: readonly ParamInfo[];
  /** What `{{fields.<resourceName>.…}}` stands for. */
  fields: readonly { resourceName: string; displayLabel: string; id: string; apiName: string }[];
  permissions: readonly PermissionInfo[];
  contexts: readonly ContextInfo[];
  /** Where each event is told; absent where the extension does not listen to it. */
  callbacks: readonly { event: string; url?: string }[];
}

/** The answer of GET {@link ROUTES.desk}. */
export type DeskAnswer =
  | { on: true; desk: DeskState }
  | {
      on: false;
      reason: string /** Whether the project is an extension, and only lacks something, such as its secret. */;
      isExtension: boolean;
    };

/** A record of the extension's storage. */
export interface DeskRecord {
  key: string;
  queriableValue?: string;
  value: Readonly<Record<string, unknown>>;
}

/** A log of the extension. */
export interface DeskLog {
  logId: string;
  /** Absent for a parent. */
  parentLogId?: string;
  reference?: string;
  title: string;
  description: string;
  /** Milliseconds since the epoch. */
  at: number;
}

/** What came of a callback. */
export interface CallbackResult {
  event: string;
  url: string;
  /** The body that was sent: its HASH is over these very characters. */
  body: string;
  hash: string;
  /** What the extension answered; absent where nothing came back. */
  status?: number;
  /** The beginning of its answer. */
  answer?: string;
  /** Why nothing came back, in a sentence. */
  problem?: string;
  /** Milliseconds. */
  duration: number;
}

/** A call to Desk's face. It holds no credential and no secure config param; what a caller writes into its URL is there. */
export interface DeskCall {
  /** Counts up. */
  number: number;
  kind: 'invoke' | 'direct' | 'callback';
  /** Milliseconds since the epoch. */
  at: number;
  /** Milliseconds. */
  duration: number;
  /** On whose behalf; absent where the call could not prove it. */
  user?: string;
  method: string;
  /** Where it went, placeholders as they were written. */
  url: string;
  /** The HTTP status that the caller got. */
  status: number;
  /** The status of the upstream, for an invoke call that came so far. */
  upstreamStatus?: number;
  connection?: string;
  /** Why it was refused. */
  problem?: string;
  warnings: readonly string[];
}

/** What the host page has done: the body of POST {@link ROUTES.desk}. Each has its own answer: {@link DeskResults}. */
export type DeskCommand =
  | { type: 'storage'; key?: string; queriableValue?: string; from: number; limit: number }
  | { type: 'putRecord'; record: DeskRecord }
  | { type: 'deleteRecord'; key: string }
  /** Newest first. */
  | { type: 'logs'; from: number; limit: number }
  | { type: 'setParam'; name: string; value: string }
  /** Back to its default. */
  | { type: 'deleteParam'; name: string }
  | { type: 'setPermission'; user: string; apiName: string; enabled: boolean }
  | { type: 'mintContext'; user: string; ms?: number }
  | { type: 'revokeContext'; id: string }
  /** Lets its time be over. */
  | { type: 'expireContext'; id: string }
  | { type: 'mintToken'; user: string; scopes: string[] }
  | { type: 'fire'; event: string; user: string }
  /** Gives the text that is hashed, and its HASH. */
  | { type: 'sign'; payload: Record<string, string> }
  /** Finds out why a HASH is not that of a payload. */
  | { type: 'explain'; payload: Record<string, string>; hash: string }
  /** The latest calls, newest first. */
  | { type: 'calls' };

/** What comes of each {@link DeskCommand}. */
export interface DeskResults {
  storage: { records: readonly DeskRecord[] };
  putRecord: Record<never, never>;
  deleteRecord: { deleted: boolean };
  logs: { logs: readonly DeskLog[] };
  setParam: Record<never, never>;
  deleteParam: Record<never, never>;
  setPermission: Record<never, never>;
  mintContext: { id: string; securityContext: string; expiresAt: number };
  revokeContext: Record<never, never>;
  expireContext: Record<never, never>;
  mintToken: { token: string; expiresAt: number };
  fire: CallbackResult;
  sign: { text: string; hash: string };
  explain: { matches: boolean; causes: readonly string[] };
  calls: { calls: readonly DeskCall[] };
}

/** The answer of POST {@link ROUTES.desk}. */
export type DeskCommandAnswer<Type extends DeskCommand['type'] = DeskCommand['type']> = BridgeAnswer<
  DeskResults[Type]
>;
