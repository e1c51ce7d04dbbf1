import { DESK_EVENTS, didYouMean } from '../project/index.js';
import { describeValue, toRejection, ZfappsError } from '../protocol/index.js';
import { callbackHash } from './invoke-hash.js';
import type { UpstreamRequest, UpstreamResponse } from '../backend/index.js';
import type { DeskEvent } from '../project/index.js';
import type { CallbackResult } from '../protocol/index.js';
import type { Grants } from './grants.js';
import type { Installation } from './installation.js';

/** Takes a callback to the extension. Throws where nothing comes back. */
export type DeliverCallback = (request: UpstreamRequest) => Promise<UpstreamResponse>;

/** What callbacks are made of. */
export interface CallbackParts {
  installation: Installation;
  contexts: Grants<null>;
  deliver: DeliverCallback;
  now(): number;
}

/** How much of an extension's answer is kept, in characters. */
const ANSWER_LENGTH = 500;

/**
 * Tells the extension of an event: POST to `callbackListener`, with a HASH over the raw body, and in it
 * `{event, orgId, securityContext}`. The context is minted for this.
 *
 * @throws ZfappsError `invalid_options` for another event, or one that nobody listens to
 */
export async function fireCallback(
  event: string,
  user: string,
  { installation, contexts, deliver, now }: CallbackParts,
): Promise<CallbackResult> {
  const url = callbackUrl(event, installation);
  const { orgId, secret, limits } = installation;
  const { text: securityContext } = await contexts.mint(user, null, limits.contextMs);
  const body = JSON.stringify({ event, orgId, securityContext });
  const hash = await callbackHash(body, secret);
  const from = now();
  const sent = { event, url, body, hash };
  try {
    const { status, body: answer } = await deliver({
      method: 'POST',
      url,
      headers: [
        ['Content-Type', 'application/json'],
        ['HASH', hash],
      ],
      body: new TextEncoder().encode(body),
    });
    const text = new TextDecoder().decode(answer).slice(0, ANSWER_LENGTH);
    return { ...sent, status, answer: text, duration: now() - from };
  } catch (error) {
    return { ...sent, problem: toRejection(error).message, duration: now() - from };
  }
}

/** Where an event is told; undefined where nobody listens. */
export function listenerOf(event: DeskEvent, installation: Installation): string | undefined {
  const listener = installation.callbackListener[event];
  if (listener === undefined || installation.callbackOrigin === undefined) return listener;
  const { pathname, search } = new URL(listener);
  const url = new URL(installation.callbackOrigin);
  url.pathname = pathname;
  url.search = search;
  return url.href;
}

function callbackUrl(event: string, installation: Installation): string {
  const known = DESK_EVENTS.find((one) => one === event);
  if (known === undefined)
    throw new ZfappsError(
      'invalid_options',
      `${describeValue(event)} is no event of Desk${didYouMean(event, DESK_EVENTS) || `; there are ${DESK_EVENTS.join(', ')}.`}`,
    );
  const url = listenerOf(known, installation);
  if (url !== undefined) return url;
  throw new ZfappsError(
    'invalid_options',
    `The extension does not listen to ${event}. Add it to plugin-manifest.json: "callbackListener": { "${event}": "https://…" }`,
  );
}
