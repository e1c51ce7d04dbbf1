import type { BodyMode, EntryValue, Limits, PageRules } from '../protocol/index.js';
import type { ConnectionSetting } from './connection-types.js';
import type { DataCenter } from './data-center.js';
import type { DeskSettings } from './desk-types.js';

// Written out, not inferred from the schemas: declarations lose the comments of what is inferred.
// `satisfies` beside each schema keeps the two the same.

/** What a configuration file holds. Every key is optional. */
export interface ZfappsConfig {
  /** What answers requests: `offline` (mocks only, nothing leaves) or `live`. Default `offline`. */
  mode?: 'offline' | 'live' | undefined;
  /** Connections by link name, as `connection_link_name` names them. Default none. */
  connections?: Record<string, ConnectionSetting> | undefined;
  /** Stored requests by key, as `api_configuration_key` names them. Default none. */
  apiConfigurations?: Record<string, ApiConfiguration> | undefined;
  /** Where requests may go beyond public addresses. */
  destinations?:
    | {
        /** Private addresses that requests may reach, such as `127.0.0.1:9000`. Default none. */
        private?: string[] | undefined;
      }
    | undefined;
  /**
   * Records by module: the path of a JSON file, from this file's folder, or the record itself.
   * Default the sample ones.
   */
  records?: Record<string, string | Record<string, unknown> | Record<string, unknown>[]> | undefined;
  /** Members of `get('organization')` that differ from the sample organisation. Default none. */
  organization?: Record<string, unknown> | undefined;
  /** Members of `get('user')` that differ from the sample user. Default none. */
  user?: Record<string, unknown> | undefined;
  /**
   * The organisation's data centre, by the end of its domain: `data_center_extension` and the domain
   * of `api_root_endpoint`. Default `com`.
   */
  dataCenter?: DataCenter | `.${DataCenter}` | undefined;
  /** The organisation's language, such as `fr` or `pt-BR`: its `language_code`. Default `en`. */
  locale?: string | undefined;
  /** Paths of modules that export MSW handlers, or the handlers themselves. Default none. */
  mocks?: string | (string | MockHandler)[] | undefined;
  /**
   * Where `ZFAPPS.store` and `API.GLOBALFIELDS` keep what widgets give them: `memory`, which ends with the
   * server, or the path of a folder, from this file's folder. Default a folder of this project in the
   * user's own state folder (`~/.local/state/zfapps-shim` on Linux).
   */
  store?: string | undefined;
  /**
   * A Zoho Desk extension: its Invoke API and data are then served at `/api/v1`. Default on, with what the
   * manifest says, where the manifest's service is DESK; else off.
   */
  desk?: DeskSettings | undefined;
  /** Limits of one call and of the whole, whole numbers. `preSaveMs` is at least 100. */
  limits?: { [Name in keyof Limits]?: Limits[Name] | undefined } | undefined;
  /** What nothing documents, or where the documentation and live widgets differ. */
  parity?:
    | {
        /** How a binary body arrives in `data.body`: as base64 text or as a binary string. Default `base64`. */
        binaryBody?: 'base64' | 'binary' | undefined;
        /** Where `set` may write: on pages with a form (creation and edit), or on every page. Default `forms`. */
        set?: PageRules['set'] | undefined;
        /** What setting the whole list of line items does. Default `replace`. */
        lineItems?: PageRules['lineItems'] | undefined;
      }
    | undefined;
}

/** A stored request that `ZFAPPS.request({ api_configuration_key })` names (SDK 2.0). */
export interface ApiConfiguration {
  /** In any letter case. Default `GET`. */
  method?: string | undefined;
  /** Absolute http or https URL. `{name}` in its path or query is filled by the call's `url_param`. */
  url: string;
  /** Pairs appended to the URL's query; those of the call come after them. Default none. */
  url_query?: StoredEntry[] | undefined;
  /** Headers; those of the call come after them. Default none. */
  header?: StoredEntry[] | undefined;
  /** The body of a call that gives none. Default none. */
  body?:
    | {
        /** Which of the parts is sent. */
        mode: BodyMode;
        urlencoded?: StoredEntry[] | undefined;
        formdata?: StoredEntry[] | undefined;
        /** Text goes as it is; an object goes as JSON. */
        raw?: string | object | undefined;
      }
    | undefined;
  /** The link name of the connection whose credential is added. Default none. */
  connection?: string | undefined;
}

/** A pair that an API configuration stores. */
export interface StoredEntry {
  key: string;
  /** An object is sent as JSON text, null as empty text. */
  value?: EntryValue;
  /** Accepted as the vendor's samples have it, and without effect. */
  type?: string | undefined;
}

/**
 * A request handler of MSW, as its `http.get(…)` and its siblings make them. Described by its shape, so
 * that a project without msw, which is an optional peer, can still read these declarations.
 */
export interface MockHandler {
  info: object;
  run(...args: never[]): Promise<unknown>;
}
