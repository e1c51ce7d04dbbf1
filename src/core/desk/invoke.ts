import { secretForms, SHORTEST_MASKED } from '../connections/index.js';
import { paramValues } from './config-params.js';
import { DeskError, toDeskError } from './desk-error.js';
import { checkOrgId } from './org-id.js';
import { refusal, toUpstream } from './own-answer.js';
import { isDataCenter, ownPathOf } from './own-url.js';
import { checkContext, checkHash } from './prove-caller.js';
import { ignoredFieldWarning, readInvokeForm } from './read-invoke-form.js';
import { shapeDesk } from './shape-desk.js';
import { substitutePlaceholders } from './substitute-placeholders.js';
import { upstreamProblem } from './upstream-problem.js';
import type { ManagedBackend, Transport, UpstreamResponse } from '../backend/index.js';
import type { Grants } from './grants.js';
import type { CallNotes } from './call-log.js';
import type { InvokeForm } from './read-invoke-form.js';
import type { InvokeResponse } from './shape-desk.js';
import type { OwnApi } from './own-api.js';
import type { OwnParts } from './own-api-types.js';
import type { SubstitutedRequest } from './substitute-placeholders.js';

/** What carries out an invoke call. */
export interface InvokeParts extends OwnParts {
  contexts: Grants<null>;
  own: OwnApi;
  backend: Pick<ManagedBackend, 'send' | 'connections'>;
}

/** An invoke request as it came. */
export interface InvokeRequest {
  query: string;
  contentType: string | undefined;
  body: Uint8Array;
  /** The header of that name. */
  hash: string | undefined;
  signal: AbortSignal;
}

/**
 * Carries out an invoke call: In: `readInvokeForm → verify HASH and context → substitutePlaceholders`. Then the
 * extension's own data, or the common onion. Out: `shapeDesk`.
 *
 * @throws DeskError where the call is refused: nothing was sent then
 */
export async function invoke(
  request: InvokeRequest,
  parts: InvokeParts,
  notes: CallNotes,
): Promise<InvokeResponse> {
  const { installation } = parts;
  const form = readInvokeForm(request.query, request.contentType, request.body);
  const { payload } = form;
  notes.url = payload.requestURL ?? '';
  notes.method = (payload.requestType ?? '').toUpperCase();
  await checkHash(form, request.hash, parts);
  const user = await checkContext(form, parts);
  notes.user = user;
  notes.warnings.push(...form.ignored.map(ignoredFieldWarning));
  const configParams = await paramValues(installation, parts.data);
  const substituted = substitutePlaceholders(
    payload,
    {
      installationId: installation.installationId,
      configParams,
      fields: Object.fromEntries(installation.fields.map((field) => [field.resourceName, field])),
    },
    { unresolved: installation.parity.placeholders, base: installation.deskOrigin },
  );
  notes.warnings.push(...substituted.warnings, ...silentPlaceholders(payload, substituted, configParams));
  // An empty one is none.
  const connection = payload.connectionLinkName || undefined;
  if (connection !== undefined) notes.connection = connection;
  const secrets = installation.params
    .filter(({ name, secure }) => secure && substituted.usedParams.includes(name))
    .map(({ name }) => configParams[name] ?? '');
  const call: Call = {
    substituted,
    connection,
    user,
    // A label of a host is in lower case.
    hidden: secrets.flatMap((value) => [...secretForms(value), value.toLowerCase()]),
    quotable: secrets.every((value) => value === '' || value.length >= SHORTEST_MASKED),
    signal: request.signal,
  };
  const answer = await sendOn(call, parts, notes);
  notes.upstreamStatus = answer.status;
  return shapeDesk(answer, installation.parity, connection !== undefined);
}

interface Call {
  substituted: SubstitutedRequest;
  connection: string | undefined;
  user: string;
  /** Secure config params in it, in the forms in which they travel. */
  hidden: readonly string[];
  /** Whether all of these can be masked in what is told of the call. */
  quotable: boolean;
  signal: AbortSignal;
}

/** Placeholders that do something else than their author may think, and do it without an error. */
function silentPlaceholders(
  { postBody = '' }: InvokeForm['payload'],
  { usedParams }: SubstitutedRequest,
  configParams: Readonly<Record<string, string>>,
): string[] {
  const empty = usedParams.filter((name) => configParams[name] === '');
  const inBody = ['installationId', ...Object.keys(configParams)].filter((name) =>
    postBody.includes(`{{${name}}}`),
  );
  return [
    ...empty.map((name) => `{{${name}}} is empty: set it under Config params, or by desk.configValues.`),
    ...inBody.map((name) => `{{${name}}} in postBody is text: only {{fields.…}} is a placeholder there.`),
  ];
}

/** Sends a call through the common onion, the extension's own data being the first of its transports. */
async function sendOn(call: Call, parts: InvokeParts, notes: CallNotes): Promise<UpstreamResponse> {
  const { substituted, connection, user, hidden, signal } = call;
  const { method, url, headers, postBody } = substituted;
  const { outcome, warnings, hops } = await parts.backend.send(
    {
      method,
      url,
      header: headers.map(([key, value]) => ({ key, value })),
      ...(postBody === undefined || postBody === '' ? {} : { body: { mode: 'raw', raw: postBody } }),
      ...(connection === undefined ? {} : { connection_link_name: connection }),
    },
    { widget: 'desk', user, signal, first: ownTransport(call, parts, notes), hidden },
  );
  if (call.quotable) notes.warnings.push(...warnings);
  if (outcome.ok) return outcome.value;
  const error = call.quotable ? outcome.error : { code: outcome.error.code, message: NOT_QUOTED };
  notes.problem = error.message;
  const wasSent = hops.some(({ status }) => status !== undefined);
  return upstreamProblem(error, wasSent);
}

/** Answers the extension's own data in every mode; leaves everything else to the next transport. */
function ownTransport(call: Call, parts: InvokeParts, notes: CallNotes): Transport {
  const isAsked = ownPathOf(new URL(call.substituted.url)) !== undefined;
  return async ({ method, url: text, headers, body }) => {
    const url = new URL(text);
    const path = ownPathOf(url);
    if (path === undefined) return undefined;
    if (!isDataCenter(url))
      notes.warnings.push(`${url.hostname} is no data centre of Desk: in production nobody is there.`);
    try {
      // SECURITY: an upstream's redirect proves nothing, and does not leave either. Desk would be asked without a token.
      if (!isAsked)
        throw new DeskError(
          'INVALID_OAUTH',
          'A redirect to the data of an extension carries no authorisation.',
        );
      checkOrgId(headers.find(([name]) => name.toLowerCase() === 'orgid')?.[1], parts.installation);
      const request = {
        method,
        query: url.searchParams,
        body: body === undefined ? undefined : new TextDecoder().decode(body),
      };
      const answer = await parts.own.answer(path, request, {
        user: call.user,
        scopes: await scopesOf(call, parts),
      });
      notes.warnings.push(...(answer.warnings ?? []));
      return toUpstream(200, answer.body);
    } catch (error) {
      // Not thrown on: what went wrong here would be told as a failure of the network.
      const told = withoutHidden(toDeskError(error), call.hidden);
      notes.problem = told.reason;
      return refusal(told);
    }
  };
}

/**
 * SECURITY: a message quotes what is wrong, perhaps shortened. Where a secure value was put into the request, that
 * may be it.
 */
function withoutHidden(error: DeskError, hidden: readonly string[]): DeskError {
  if (hidden.length === 0) return error;
  const { errorCode, errors, retryAfter } = error;
  return new DeskError(errorCode, NOT_QUOTED, {
    errors: errors.map(({ fieldName, errorType }) => ({ fieldName, errorType })),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  });
}

const NOT_QUOTED = 'The request holds a secure config param, so that what is wrong is not quoted.';

/** What the connection was granted; undefined without one, and for one that has no scopes, such as an API key. */
async function scopesOf(
  { connection, user }: Call,
  { backend }: InvokeParts,
): Promise<readonly string[] | undefined> {
  if (connection === undefined) return undefined;
  const infos = await backend.connections.list(user);
  const info = infos.find((one) => one.linkName === connection);
  return info?.type === 'oauth2' && info.scopes.length > 0 ? info.scopes : undefined;
}
