import { DeskError } from './desk-error.js';
import { checkOrgId } from './org-id.js';
import { toUpstream } from './own-answer.js';
import type { UpstreamResponse } from '../backend/index.js';
import type { CallNotes } from './call-log.js';
import type { Grants } from './grants.js';
import type { OwnApi } from './own-api.js';
import type { OwnParts, OwnRequest } from './own-api-types.js';

/** What answers calls that name the extension's data themselves, without invoke. */
export interface DirectParts extends OwnParts {
  tokens: Grants<readonly string[]>;
  own: OwnApi;
}

/** A call with the headers that decide about it. */
export interface DirectRequest extends OwnRequest {
  path: readonly string[];
  authorization: string | undefined;
  orgId: string | undefined;
}

/**
 * Answers a call with a token that was minted here.
 *
 * @throws DeskError INVALID_OAUTH without such a token, SCOPE_MISMATCH where it was not granted this
 */
export async function answerDirect(
  { path, authorization, orgId, ...request }: DirectRequest,
  parts: DirectParts,
  notes: CallNotes,
): Promise<UpstreamResponse> {
  const { user, data: scopes } = await tokenOf(authorization, parts);
  notes.user = user;
  checkOrgId(orgId, parts.installation);
  const { body, warnings = [] } = await parts.own.answer(path, request, { user, scopes });
  notes.warnings.push(...warnings);
  return toUpstream(200, body);
}

async function tokenOf(
  authorization: string | undefined,
  { tokens }: DirectParts,
): Promise<{ user: string; data: readonly string[] }> {
  const refuse = (reason: string) => new DeskError('INVALID_OAUTH', `${reason} ${HOW}`);
  if (authorization === undefined) throw refuse('The header Authorization is missing.');
  const text = /^(?:Zoho-oauthtoken|Bearer) +(\S+)$/i.exec(authorization)?.[1];
  if (text === undefined)
    throw refuse('The header Authorization is malformed; expected "Zoho-oauthtoken <token>".');
  const token = await tokens.find(text);
  if (token === undefined) throw refuse('The token is unknown here.');
  if (token.state !== 'valid') throw refuse(`The token is ${token.state}.`);
  return token;
}

const HOW = 'Mint one: zfapps-shim desk token --scope Desk.extensions.READ';
