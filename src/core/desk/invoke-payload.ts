/** The fields of an invoke request that are hashed, in the order in which they are. */
export const HASHED_FIELDS = [
  'requestURL',
  'requestType',
  'queryParams',
  'postBody',
  'headers',
  'connectionLinkName',
] as const;

/** A field of {@link HASHED_FIELDS}. */
export type HashedField = (typeof HASHED_FIELDS)[number];

/**
 * What an invoke request asks for, each field as its text stood in the request: #INVOKE_API_REQUEST_PAYLOAD without
 * `securityContext`, which is not hashed. A field that was not sent is absent; one that was sent empty is `''`.
 */
export type InvokePayload = { readonly [Field in HashedField]?: string };
