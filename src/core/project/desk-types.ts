/** The events that Desk tells an extension of, by a call to `callbackListener`. */
export const DESK_EVENTS = [
  'onInstall',
  'onZohoAuthorise',
  'onTPAAuthorise',
  'onTPARevoke',
  'onUpdate',
  'onConfigParamAdd',
  'onConfigParamDelete',
  'onUninstall',
] as const;

/** One of {@link DESK_EVENTS}. */
export type DeskEvent = (typeof DESK_EVENTS)[number];

/** The types that a config param can have. */
export const CONFIG_PARAM_TYPES = [
  'text',
  'number',
  'radio',
  'switch',
  'picklist',
  'multiselect',
  'checkbox',
] as const;

/** A config param, as `config` of a Desk extension's `plugin-manifest.json` declares it. */
export interface ConfigParam {
  /** What code calls it. */
  name: string;
  /** Shown to people. Default its name. */
  displayName?: string | undefined;
  description?: string | undefined;
  /** Whether its value is a secret: it is then only to be had through placeholders. Default false. */
  secure?: boolean | undefined;
  /** Default `text`. */
  type?: (typeof CONFIG_PARAM_TYPES)[number] | undefined;
  /** Whether it may not be empty. Default false. */
  mandatory?: boolean | undefined;
  /** Whether the person who installs the extension fills it in. Default true. */
  userDefined?: boolean | undefined;
  /** Its value until another is set. Default none. */
  default?: string | undefined;
  /** What can be chosen. */
  options?: string[] | undefined;
}

/** A custom field that an extension brings, as `resources.json` declares it. */
export interface FieldResource {
  /** What placeholders call it: `{{fields.<resourceName>.id}}`. */
  resourceName: string;
  /** Such as `tickets`. Default `tickets`. */
  module?: string | undefined;
  displayLabel?: string | undefined;
  type?: string | undefined;
  maxLength?: number | undefined;
  /** What the installation gave it. Default made of the installation and the name. */
  id?: string | undefined;
  /** What the installation gave it. Default made of the name, such as `cf_severity`. */
  apiName?: string | undefined;
}

/** A permission that an extension brings, as `resources.json` declares it. */
export interface PermissionResource {
  resourceName?: string | undefined;
  /** What code calls it. */
  apiName: string;
  displayName?: string | undefined;
  description?: string | undefined;
  /** Whether those have it for whom nobody decided. Default false. */
  defaultState?: boolean | undefined;
}

/** `resources.json` of a Desk extension; other members are left alone. */
export interface DeskResources {
  /** At most ten. Default none. */
  fields?: FieldResource[] | undefined;
  /** At most ten. Default none. */
  permissions?: PermissionResource[] | undefined;
}

/** The limits of an extension's data. The vendor's own where they are documented. */
export interface DeskLimits {
  /** Longest key of a storage record, in characters. Default 50. */
  keyLength: number;
  /** Longest queriable value, in characters. Default 50. */
  queriableValueLength: number;
  /** Longest value, in bytes of its JSON text. Default 5222 (5.1 kB). */
  valueBytes: number;
  /** Most records that one request adds. Default 10. */
  bulk: number;
  /** Most records that one request gets. Default 100; without `limit`, 20. */
  pageSize: number;
  /** Most logs with one reference. Default 10. */
  logsPerReference: number;
  /** How long a log is kept, in milliseconds. Default three days. */
  logMs: number;
  /** How long a security context holds, in milliseconds. Default one day. */
  contextMs: number;
  /** How long a token of `zfapps-shim desk token` holds, in milliseconds. Default one hour. */
  tokenMs: number;
}

/** What nothing documents of Desk, or where documents and live extensions differ. */
export interface DeskParity {
  /** How `statusCode` of an invoke response is written: the sample has text, live ones a number. Default `integer`. */
  statusCode: 'integer' | 'string';
  /** How `responseHeaders` is written: the sample has an object, the table says text. Default `object`. */
  responseHeaders: 'object' | 'text';
  /** What `response` holds where a connection was used: `{"statusMessage": …, "status": "true"}`, or the body. Default `wrapped`. */
  connectionEnvelope: 'wrapped' | 'plain';
  /** Whether a HASH over the fields that are not empty is right, too. Default `lenient`. */
  hash: 'lenient' | 'strict';
  /** What a placeholder that means nothing does: refuse the call, or stay as it is. Default `refuse`. */
  placeholders: 'refuse' | 'pass';
  /** Whether keys may hold other characters than letters, digits, commas, underscores and colons. Default `lenient`. */
  storageKeys: 'lenient' | 'strict';
  /** Whether storage takes at most 120 gets, 40 changes and 20 bulk changes a minute. Default `off`. */
  rates: 'off' | 'on';
}

/** `desk` of a configuration: a Zoho Desk extension. Every key is optional. */
export interface DeskSettings {
  /** The extension's secret, which signs invoke calls. Default `secret` of the manifest. */
  secret?: string | { env: string } | undefined;
  /** The organisation that installed it. Default `376723`. */
  orgId?: string | undefined;
  /** Default made of organisation and extension. */
  installationId?: string | undefined;
  /** Default the folder's name. */
  extensionName?: string | undefined;
  /** Default `config` of the manifest. */
  configParams?: ConfigParam[] | undefined;
  /** What the person who installed it filled in, by name; the environment for secrets. What is set later wins. Default none. */
  configValues?: Record<string, string | { env: string }> | undefined;
  /** The path of the file, from this file's folder, or what it holds. Default `resources.json` where there is one. */
  resources?: string | DeskResources | undefined;
  /** Where events are told, by event. Default `callbackListener` of the manifest. */
  callbackListener?: { [Event in DeskEvent]?: string | undefined } | undefined;
  /** Where callbacks go instead of the origins in `callbackListener`, such as `http://127.0.0.1:3000`. Default: there. */
  callbackOrigin?: string | undefined;
  /** Whole numbers. */
  limits?: { [Name in keyof DeskLimits]?: DeskLimits[Name] | undefined } | undefined;
  parity?: { [Name in keyof DeskParity]?: DeskParity[Name] | undefined } | undefined;
}

/** The most milliseconds that something of Desk holds: 366 days. Far beyond, a `Date` of when it ends is none. */
export const MOST_DESK_MS = 366 * 86_400_000;

export const DEFAULT_DESK_LIMITS: Readonly<DeskLimits> = {
  keyLength: 50,
  queriableValueLength: 50,
  valueBytes: 5222,
  bulk: 10,
  pageSize: 100,
  logsPerReference: 10,
  logMs: 3 * 86_400_000,
  contextMs: 86_400_000,
  tokenMs: 3_600_000,
};

export const DEFAULT_DESK_PARITY: Readonly<DeskParity> = {
  statusCode: 'integer',
  responseHeaders: 'object',
  connectionEnvelope: 'wrapped',
  hash: 'lenient',
  placeholders: 'refuse',
  storageKeys: 'lenient',
  rates: 'off',
};
