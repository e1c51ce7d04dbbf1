import { answerPage } from './answer-page.js';
import { readInPage, toPagePromise } from './page-realm.js';
import type { UpstreamRequest, UpstreamResponse } from '../../core/backend/index.js';
import type { PageToLoad, WidgetWindow } from './engine.js';

/** Statuses that have no body (Fetch standard, section 2.2.3). */
const WITHOUT_BODY = new Set([101, 103, 204, 205, 304]);

/** Gives a window Node's `fetch` classes, and a `fetch` that the page's own files and `page.fetch` answer. */
export function addFetch(window: WidgetWindow, page: PageToLoad): void {
  class PageResponse extends Response {}

  class PageRequest extends Request {
    /** The page's, which Node's class does not take. */
    readonly pageSignal: AbortSignal | undefined;

    constructor(input: RequestInfo | URL, { signal, body, ...init }: RequestInit = {}) {
      const url = input instanceof Request ? input : new URL(String(input), window.document.baseURI);
      super(url, { ...init, ...(body == null ? {} : { body: toNodeBody(window, body) }) });
      this.pageSignal = signal ?? (input instanceof PageRequest ? input.pageSignal : undefined);
    }

    override get signal(): AbortSignal {
      return this.pageSignal ?? super.signal;
    }
  }

  readInPage(window, PageResponse.prototype);
  readInPage(window, PageRequest.prototype);
  Object.assign(window, {
    Headers,
    Request: Object.defineProperty(PageRequest, 'name', { value: 'Request' }),
    Response: Object.defineProperty(PageResponse, 'name', { value: 'Response' }),
    fetch(input: RequestInfo | URL, init?: RequestInit) {
      const answering = (async () => {
        const request = new PageRequest(input, init);
        const response = await answerPage(page, await toUpstream(request));
        const answer = toNodeResponse(response, PageResponse);
        return Object.defineProperty(answer, 'url', { value: request.url });
      })();
      const signal = init?.signal ?? (input instanceof PageRequest ? input.pageSignal : undefined);
      return toPagePromise(window, answering, signal);
    },
  });
}

/** What a request of Node's class asks for. */
export async function toUpstream(request: Request): Promise<UpstreamRequest> {
  const { method, url, headers } = request;
  const body = new Uint8Array(await Request.prototype.arrayBuffer.call(request));
  return { method, url, headers: [...headers], ...(body.length === 0 ? {} : { body }) };
}

export function toNodeResponse(
  { status, statusText, headers, body }: UpstreamResponse,
  Class: typeof Response = Response,
): Response {
  return new Class(WITHOUT_BODY.has(status) ? null : (body as Uint8Array<ArrayBuffer>), {
    status,
    statusText,
    headers,
  });
}

/** The DOM engine has its own forms and parameters, which Node takes for mere objects. */
function toNodeBody(window: WidgetWindow, body: NonNullable<RequestInit['body']>): BodyInit {
  if (body instanceof window.URLSearchParams) return new URLSearchParams(String(body));
  if (!(body instanceof window.FormData)) return body;
  const form = new FormData();
  for (const [name, value] of body.entries()) {
    if (typeof value !== 'string')
      throw new window.TypeError(
        `fetch in jsdom can't send the file of the field ${name}: use dom: 'happy-dom'.`,
      );
    form.append(name, value);
  }
  return form;
}
