import { ROUTES, TOKEN_HEADER, ZfappsError } from '../core/protocol/index.js';
import type { RequestAnswer, RequestPort } from './types.js';

/** Options of {@link remoteBackend}. */
export interface RemoteBackendOptions {
  /** The token that the server wrote into the page. */
  token: string;
  /** Where the server listens. Default: the page's own origin. */
  origin?: string;
}

/** A `request` port that hands every call to the server's `POST /__zfapps/request`. */
export function remoteBackend({ token, origin = '' }: RemoteBackendOptions): RequestPort {
  return async (options, caller, signal) => {
    const response = await post(`${origin}${ROUTES.request}`, token, { options, caller }, signal);
    const answer: unknown = await response.json().catch(() => undefined);
    if (isRequestAnswer(answer)) return answer;
    throw new ZfappsError(
      'internal',
      `The zfapps-shim server answered ${response.status} with something else than an answer. Its terminal says more.`,
    );
  };
}

async function post(url: string, token: string, body: unknown, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', [TOKEN_HEADER]: token },
      body: JSON.stringify(body),
      signal,
    });
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw new ZfappsError(
      'network_error',
      'The zfapps-shim server does not answer: it was stopped, or restarted on another port. Start it again and reload this page.',
      { cause: error },
    );
  }
}

function isRequestAnswer(value: unknown): value is RequestAnswer {
  return (
    typeof value === 'object' && value !== null && 'ok' in value && ('value' in value || 'error' in value)
  );
}
