/** A call of the Invoke API as an extension's server makes it. */
export interface InvokeCall {
  payload: Readonly<Record<string, string>>;
  orgId: string;
  securityContext: string;
  hash: string;
}

/** What came of it. */
export interface InvokeOutcome {
  /** The HTTP status of the Invoke API itself. */
  status: number;
  /** Milliseconds. */
  duration: number;
  /** What was answered, as it came. */
  text: string;
}

/** #INVOKE_API_RESPONSE_OBJECT. */
export interface InvokeAnswer {
  statusCode: string;
  response: string;
  /** As JSON, or as the text that they are. */
  responseHeaders: string;
}

/** An error of Desk's, in words. */
export interface DeskRefusal {
  errorCode: string;
  message: string;
  /** A sentence for each field. */
  fields: readonly string[];
}

/** Where the Invoke API is, in place of `https://desk.zoho.com/api/v1/invoke`. */
export const INVOKE_PATH = '/api/v1/invoke';

/** Makes a call. Throws an Error where nothing comes back. */
export async function callInvoke({
  payload,
  orgId,
  securityContext,
  hash,
}: InvokeCall): Promise<InvokeOutcome> {
  const began = performance.now();
  const response = await fetch(`${INVOKE_PATH}?${new URLSearchParams({ orgId, securityContext })}`, {
    method: 'POST',
    headers: { HASH: hash },
    body: new URLSearchParams(payload),
  }).catch((cause: unknown) => {
    throw new Error('The zfapps-shim server does not answer. Start it again, then reload this page.', {
      cause,
    });
  });
  const text = await response.text();
  return { status: response.status, duration: Math.round(performance.now() - began), text };
}

/** Reads what the Invoke API answered: the upstream's answer, or a refusal. Undefined for what is neither. */
export function readOutcome({ text }: InvokeOutcome): InvokeAnswer | DeskRefusal | undefined {
  const body = parsed(text);
  if (typeof body !== 'object' || body === null) return undefined;
  const { statusCode, response, responseHeaders, errorCode, message, errors } = body as Record<
    string,
    unknown
  >;
  if (statusCode !== undefined)
    return {
      statusCode: String(statusCode),
      response: String(response ?? ''),
      responseHeaders: asText(responseHeaders),
    };
  if (typeof errorCode !== 'string') return undefined;
  return { errorCode, message: String(message), fields: Array.isArray(errors) ? errors.map(fieldText) : [] };
}

function fieldText(error: Record<string, unknown>): string {
  const { fieldName, errorType, errorMessage } = error;
  return `${fieldName} is ${errorType}${errorMessage === undefined ? '' : `: ${errorMessage}`}`;
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? {}, null, 2);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // It is shown as the text that it is.
  }
}
