/** What a field's name is made of: RFC 9110, section 5.6.2. */
const FIELD_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** SECURITY: a line break here would split the message. RFC 9110, section 5.5. */
const FIELD_VALUE = /^(?:[\x21-\x7e\x80-\xff](?:[\t\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?)?$/;

/** Fields that frame a message or belong to its one connection: only a transport sets them (RFC 9110, section 7.6.1). */
export const TRANSPORT_FIELDS: readonly string[] = [
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** Tells whether text can stand as a header's name, or as an authentication scheme. */
export function isFieldName(text: string): boolean {
  return FIELD_NAME.test(text);
}

/** Tells whether text can stand as a header's value as it is: Latin-1, no control but tabs, no space at an end. */
export function isFieldValue(text: string): boolean {
  return FIELD_VALUE.test(text);
}
