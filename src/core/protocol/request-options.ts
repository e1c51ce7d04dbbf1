/** The methods that `ZFAPPS.request` sends: the vendor's four, and PATCH. */
export const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'] as const;

/** A method in upper case. */
export type Method = (typeof METHODS)[number];

/** The parts that a body can have; `mode` names the one that is sent. */
export const BODY_MODES = ['urlencoded', 'formdata', 'raw'] as const;

/** A name of {@link BODY_MODES}. */
export type BodyMode = (typeof BODY_MODES)[number];

/** A value of a pair: an object is sent as JSON text, null and undefined as empty text. */
export type EntryValue = string | number | boolean | object | null | undefined;

/** One pair of a list such as `url_query` or `header`. */
export interface Entry {
  key: string;
  value?: EntryValue;
}

/** One pair of an urlencoded body. */
export interface UrlencodedEntry extends Entry {
  /** Accepted as the vendor's sample has it, and without effect: its meaning is not documented. */
  type?: string;
}

/** The body of a request. Only the part that `mode` names is sent. GET never carries one. */
export interface RequestBody {
  mode: BodyMode;
  /** Sent as `application/x-www-form-urlencoded`. */
  urlencoded?: readonly UrlencodedEntry[] | null;
  /** Sent as `multipart/form-data`. */
  formdata?: readonly Entry[] | null;
  /**
   * Text goes as it is; an object goes as JSON. Without a Content-Type header it is JSON when it
   * parses and begins with `{` or `[`, else `text/plain;charset=UTF-8`.
   */
  raw?: string | object | null;
}

/** What a request with its own URL and one by API configuration share. */
interface CommonRequestOptions {
  /** Pairs appended to the URL's query, in order; keys may repeat. */
  url_query?: readonly Entry[] | null;
  /** Headers; those that only the transport may set (Host, Content-Length, Cookie …) are dropped. */
  header?: readonly Entry[] | null;
  body?: RequestBody | null;
}

/**
 * A request to a URL.
 *
 * Source: the vendor's page "Request" of the ZFAPPS JS SDK.
 */
export interface UrlRequestOptions extends CommonRequestOptions {
  /** Absolute http or https URL. What is already encoded stays as it is. */
  url: string;
  /** In upper or lower case. Default GET. */
  method?: Method | Lowercase<Method> | null;
  /** The link name of the connection whose credential the server adds. */
  connection_link_name?: string | null;
  api_configuration_key?: null;
}

/** A request by a stored API configuration (SDK 2.0): method, URL and connection are stored under the key. */
export interface ApiConfigurationRequestOptions extends CommonRequestOptions {
  api_configuration_key: string;
  /** Values for the `{name}` segments of the stored URL. */
  url_param?: Readonly<Record<string, string | number | boolean>> | null;
  /** Another spelling of `url_param`. */
  url_params?: Readonly<Record<string, string | number | boolean>> | null;
  /** Ignored: the stored URL is used. */
  url?: string | null;
  /** Ignored: the stored method is used. */
  method?: Method | Lowercase<Method> | null;
  /** Ignored: the stored connection is used. */
  connection_link_name?: string | null;
}

/** What `ZFAPPS.request` takes. */
export type RequestOptions = UrlRequestOptions | ApiConfigurationRequestOptions;

/** A pair after normalisation: both are text. */
export interface WireEntry {
  key: string;
  value: string;
}

/** A body after normalisation: the named part only. */
export type WireBody =
  | { mode: 'urlencoded'; urlencoded: WireEntry[] }
  | { mode: 'formdata'; formdata: WireEntry[] }
  | { mode: 'raw'; raw: string };

/** Options after `toWireOptions`: plain data that a structured clone and JSON keep as it is. */
export interface WireOptions {
  url?: string;
  method?: Method;
  url_query?: WireEntry[];
  header?: WireEntry[];
  body?: WireBody;
  connection_link_name?: string;
  api_configuration_key?: string;
  url_param?: Record<string, string>;
}
