import { createHmac } from 'node:crypto';
import { expect } from 'vitest';
import { ORG, SECRET } from './support.js';
import type { DeskKit } from './support.js';

/** Fields of an invoke request. */
export type Fields = Readonly<Record<string, string>>;

/** What a request says beside its payload; `null` leaves a part out. */
export interface Beside {
  hash?: string | null;
  context?: string | null;
  orgId?: string | null;
  user?: string;
  secret?: string;
  contentType?: string;
  /** Fields of the query beside orgId and securityContext. */
  query?: Fields;
  /** Fields of the form that are not hashed. */
  form?: Fields;
  /** The body instead of the one that the payload makes. */
  body?: string;
}

/** The order of "Generate Hash for Invoke API". */
const HASHED = ['requestURL', 'requestType', 'queryParams', 'postBody', 'headers', 'connectionLinkName'];

/** HASH by the document: not made with what is tested. */
export function hashOf(fields: Fields, secret: string = SECRET): string {
  const text = HASHED.flatMap((name) => (fields[name] === undefined ? [] : [`${name}=${fields[name]}`])).join(
    '&',
  );
  return createHmac('sha256', secret).update(text).digest('hex');
}

/** An answer over HTTP. */
export interface HttpAnswer {
  status: number;
  headers: Headers;
  text: string;
  /** Its JSON; undefined for an empty body. */
  body: unknown;
}

/** #INVOKE_API_RESPONSE_OBJECT, as it is by default. */
export interface InvokeBody {
  statusCode: number;
  response: string;
  responseHeaders: Record<string, string>;
}

/** Calls the Invoke API with a right HASH and a valid context, but for what `beside` says. */
export async function callInvoke(kit: DeskKit, fields: Fields, beside: Beside = {}): Promise<HttpAnswer> {
  const {
    hash = hashOf({ ...fields, ...beside.query }, beside.secret),
    orgId = ORG,
    query = {},
    form = {},
  } = beside;
  const context = beside.context === undefined ? await kit.contextOf(beside.user) : beside.context;
  const url = new URL('https://desk.zoho.com/api/v1/invoke');
  if (orgId !== null) url.searchParams.set('orgId', orgId);
  if (context !== null) url.searchParams.set('securityContext', context);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const response = await kit.desk.fetch(
    new Request(url, {
      method: 'POST',
      headers: {
        'Content-Type': beside.contentType ?? 'application/x-www-form-urlencoded',
        ...(hash === null ? {} : { HASH: hash }),
      },
      body: beside.body ?? new URLSearchParams({ ...fields, ...form }).toString(),
    }),
  );
  return toAnswer(response);
}

/** What the upstream answered, as an invoke answer has it. Fails where Desk refused. */
export async function invoked(kit: DeskKit, fields: Fields, beside: Beside = {}): Promise<InvokeBody> {
  const { status, body, text } = await callInvoke(kit, fields, beside);
  if (status !== 200) throw new Error(`Invoke answered ${status}: ${text}`);
  return body as InvokeBody;
}

async function toAnswer(response: Response): Promise<HttpAnswer> {
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: text === '' ? undefined : JSON.parse(text),
  };
}

/** Where the extension's own data is, as extensions write it. */
export const OWN = 'https://desk.zoho.com/api/v1/installedExtensions/{{installationId}}';

/** What the extension's own data answered through invoke. */
export interface OwnReply {
  status: number;
  body: unknown;
  headers: Record<string, string>;
  text: string;
}

/** Options of {@link callOwn}. */
export interface OwnCall extends Beside {
  queryParams?: unknown;
  postBody?: unknown;
  headers?: unknown;
  connectionLinkName?: string;
  /** The URL instead of that below {@link OWN}. */
  requestURL?: string;
}

/** Calls the extension's own data through invoke, such as `callOwn(kit, 'GET', 'storage')`. */
export async function callOwn(
  kit: DeskKit,
  method: string,
  resource: string,
  call: OwnCall = {},
): Promise<OwnReply> {
  const { queryParams, postBody, headers, connectionLinkName, requestURL, ...beside } = call;
  const texts = Object.entries({ queryParams, postBody, headers, connectionLinkName }).flatMap(
    ([name, value]) =>
      value === undefined ? [] : [[name, typeof value === 'string' ? value : JSON.stringify(value)]],
  );
  const fields = {
    requestURL: requestURL ?? `${OWN}/${resource}`,
    requestType: method,
    ...Object.fromEntries(texts),
  };
  const { statusCode, response, responseHeaders } = await invoked(kit, fields, beside);
  return {
    status: statusCode,
    body: response === '' ? undefined : JSON.parse(response),
    headers: responseHeaders,
    text: response,
  };
}

/** Options of {@link callDirect}. */
export interface DirectCall {
  token?: string;
  orgId?: string;
  body?: unknown;
  authorization?: string;
}

/** Calls a path of Desk without invoke. */
export async function callDirect(
  kit: DeskKit,
  method: string,
  path: string,
  call: DirectCall = {},
): Promise<HttpAnswer> {
  const authorization =
    call.authorization ?? (call.token === undefined ? undefined : `Zoho-oauthtoken ${call.token}`);
  return toAnswer(
    await kit.desk.fetch(
      new Request(`https://desk.zoho.com${path}`, {
        method,
        headers: {
          ...(authorization === undefined ? {} : { Authorization: authorization }),
          ...(call.orgId === undefined ? {} : { orgId: call.orgId }),
        },
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      }),
    ),
  );
}

/** Expects that the own data refused a request as INVALID_DATA, for these fields. */
export function isInvalid(
  { status, body }: OwnReply,
  ...errors: [fieldName: string, errorType: string][]
): void {
  expect(status).toBe(422);
  expect(body).toMatchObject({
    errorCode: 'INVALID_DATA',
    errors: errors.map(([fieldName, errorType]) => ({ fieldName, errorType })),
  });
}
