import { getResponse } from 'msw';
import type { RequestHandler } from 'msw';

/** What an API of the sample organisation answered. */
export interface Answered {
  status: number;
  contentType: string | null;
  /** The JSON of the body; undefined where there is none. */
  body: unknown;
}

/**
 * Asks as a client would. No server: MSW runs the handlers.
 *
 * @param call method and path below `/api/v1`, such as `GET /tickets?limit=5`, or the whole URL
 * @param body sent as JSON; text as it is
 * @returns undefined where no handler answers
 */
export async function ask(
  { handlers }: { handlers: RequestHandler[] },
  call: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answered | undefined> {
  const [method = '', target = ''] = call.split(' ');
  const url = target.startsWith('/') ? `https://desk.zoho.com/api/v1${target}` : target;
  const request = new Request(url, {
    method,
    headers,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const response = await getResponse(handlers, request);
  if (response === undefined) return undefined;
  const text = await response.text();
  return {
    status: response.status,
    contentType: response.headers.get('content-type'),
    body: text === '' ? undefined : JSON.parse(text),
  };
}

/** The objects of a list. */
export function rows(answered: Answered | undefined): Record<string, unknown>[] {
  return (answered?.body as { data: Record<string, unknown>[] }).data;
}
