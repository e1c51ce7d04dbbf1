import { createHmac } from 'node:crypto';

/** The secret of the document's sample. */
export const DESK_SECRET = 'my_secret_key_238392';

/** The organisation of the document's sample. */
export const DESK_ORG = '376723';

/** How an invoke call ended. */
export interface Invoked {
  /** Of the call itself. */
  status: number;
  /** What came, parsed: `{statusCode, response, responseHeaders}`, or an error. */
  body: { statusCode?: number; response?: string; errorCode?: string };
  /** `response`, parsed. */
  data: unknown;
}

/** Calls Desk as an extension's server does, by the vendor's document. */
export async function invokeAt(
  url: string,
  context: string,
  fields: Record<string, string>,
  secret = DESK_SECRET,
): Promise<Invoked> {
  const text = Object.entries(fields).map(([name, value]) => `${name}=${value}`);
  const response = await fetch(`${url}/api/v1/invoke?orgId=${DESK_ORG}&securityContext=${context}`, {
    method: 'POST',
    headers: { HASH: createHmac('sha256', secret).update(text.join('&')).digest('hex') },
    body: new URLSearchParams(fields),
  });
  const body = await response.json();
  return { status: response.status, body, data: jsonOr(body.response) };
}

function jsonOr(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    // An upstream's answer need not be JSON.
    return text;
  }
}

/** Calls the extension's data by a token, without invoke. */
export async function directlyAt(
  url: string,
  token: string,
  path: string,
  { method = 'GET', body }: { method?: string; body?: unknown } = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${url}/api/v1/${path}`, {
    method,
    headers: { Authorization: `Zoho-oauthtoken ${token}`, orgId: DESK_ORG },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
}
