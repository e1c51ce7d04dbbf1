import { toUrl } from '../core/protocol/index.js';
import type { BackendEntry } from '../core/backend/index.js';
import type { WireOptions, ZfappsRejection, ZfappsResponse } from '../core/protocol/index.js';
import type { Caller } from '../host/index.js';

/** A call of `ZFAPPS.request`, and what became of it. */
export interface ObservedRequest {
  /** In capitals. */
  method: string;
  /** As it was sent, its query included, without what the connection adds. */
  url: string;
  /** The pairs of the query, decoded. */
  query: readonly [name: string, value: string][];
  /** As they were sent, without what the connection adds. */
  headers: readonly (readonly [name: string, value: string])[];
  /** The text of the body; undefined where none was sent. */
  body: string | undefined;
  /** The link name that was asked for. */
  connection: string | undefined;
  /** The options as the widget gave them, normalised; undefined where they could not be read. */
  options: WireOptions | undefined;
  caller: Caller;
  /** What the widget's promise resolved with. */
  response?: ZfappsResponse;
  /** What it rejected with. */
  error?: ZfappsRejection;
  /** What was dropped or unusual, in sentences. */
  warnings: readonly string[];
}

/** Reads what a backend says of a call. What did not get as far as a request is told by its options. */
export function toObservedRequest(entry: BackendEntry, caller: Caller): ObservedRequest {
  const { options, outcome, warnings } = entry;
  const [first] = entry.hops;
  const url = first?.url ?? options?.url ?? '';
  return {
    method: first?.method ?? options?.method?.toUpperCase() ?? 'GET',
    url,
    query: [...(toUrl(url)?.searchParams ?? [])],
    headers: first?.headers ?? [],
    body: first?.body === undefined ? undefined : new TextDecoder().decode(first.body),
    connection: options?.connection_link_name,
    options,
    caller,
    warnings,
    ...(outcome.ok ? { response: outcome.value } : { error: outcome.error }),
  };
}
