/** What kind of difference there is between how a HASH was made and how Desk makes it. */
export type HashCauseKind =
  // of the HASH as it was given
  | 'missing'
  | 'decorated'
  | 'upper_case'
  | 'base64'
  | 'not_hex'
  | 'length'
  | 'truncated'
  | 'algorithm'
  // of the text that was hashed
  | 'order'
  | 'fields'
  | 'empty_fields'
  | 'extra_fields'
  | 'url_encoded'
  | 'json'
  | 'values'
  | 'placeholders'
  | 'separator'
  | 'names'
  | 'charset'
  // of the key
  | 'secret'
  | 'no_key'
  | 'swapped'
  // nothing found
  | 'unknown';

/** One difference. */
export interface HashCause {
  kind: HashCauseKind;
  /** A sentence or two: what happened, and what to do. */
  message: string;
}
