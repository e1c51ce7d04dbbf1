/** The fields of an invoke call, in the order in which they are hashed. */
export const CONSOLE_FIELDS = [
  { name: 'requestURL', hint: 'https://desk.zoho.com/api/v1/tickets' },
  { name: 'requestType', hint: '' },
  { name: 'queryParams', hint: '{"limit": 10}' },
  { name: 'postBody', hint: '{"key": "value"}' },
  { name: 'headers', hint: '{"Content-Type": "application/json"}' },
  { name: 'connectionLinkName', hint: 'myConnection' },
] as const;

/** One of {@link CONSOLE_FIELDS}. */
export type ConsoleField = (typeof CONSOLE_FIELDS)[number]['name'];

/** The methods that `requestType` takes. */
export const REQUEST_TYPES = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'];

/** A call as somebody types it. */
export interface ConsoleDraft {
  /** What is not sent keeps its text. */
  fields: Record<ConsoleField, { isSent: boolean; text: string }>;
  user: string;
  /** Empty where one is to be minted. */
  context: string;
  /** What somebody's own code has made. */
  hash: string;
}

/** What is sent, and hashed: the fields that are. */
export function toPayload({ fields }: Pick<ConsoleDraft, 'fields'>): Record<string, string> {
  const sent = CONSOLE_FIELDS.filter(({ name }) => fields[name].isSent);
  return Object.fromEntries(sent.map(({ name }) => [name, fields[name].text]));
}

/** Fields of a call that has these and no others. */
export function fieldsOf(payload: { readonly [Name in ConsoleField]?: string }): ConsoleDraft['fields'] {
  const entries = CONSOLE_FIELDS.map(({ name }) => [
    name,
    { isSent: payload[name] !== undefined, text: payload[name] ?? (name === 'requestType' ? 'GET' : '') },
  ]);
  return Object.fromEntries(entries) as ConsoleDraft['fields'];
}
