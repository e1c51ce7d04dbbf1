import { isFieldName, isFieldValue, TRANSPORT_FIELDS, ZfappsError } from '../protocol/index.js';
import { secretForms } from './mask-secrets.js';
import type { Credential } from '../project/index.js';
import type { Connection } from './connection.js';

/**
 * Asks a connection for its credential and checks that it can be laid over a request.
 *
 * @throws ZfappsError `connection_failed`, which quotes nothing of what the provider gave or threw
 */
export async function resolveCredential(
  connection: Connection,
  user: string | undefined,
): Promise<Credential> {
  const given: unknown = await ask(connection, user);
  if (!isObject(given)) throw failed(connection, 'its resolve() gave no { headers, params }');
  const headers = texts(given.headers);
  const params = texts(given.params);
  if (headers === undefined || params === undefined) {
    throw failed(connection, 'its resolve() gave headers or params that are no object of texts');
  }
  for (const [name, value] of Object.entries(headers)) {
    // SECURITY: a line break would split the request, and a framing header would break it.
    if (!isFieldName(name) || !isFieldValue(value) || TRANSPORT_FIELDS.includes(name.toLowerCase())) {
      throw failed(connection, 'its resolve() gave a header that HTTP cannot carry');
    }
  }
  const { expiresAt } = given;
  return { headers, params, ...(expiresAt instanceof Date ? { expiresAt } : {}) };
}

async function ask(connection: Connection, user: string | undefined): Promise<unknown> {
  try {
    return await connection.resolve(connection.linkName, user);
  } catch (error) {
    // Only what this project says itself is known to hold no secret.
    if (error instanceof ZfappsError) throw error;
    throw failed(connection, 'its resolve() threw');
  }
}

function texts(value: unknown): Record<string, string> | undefined {
  if (value === undefined) return {};
  if (!isObject(value)) return undefined;
  return Object.values(value).every((one) => typeof one === 'string')
    ? (value as Record<string, string>)
    : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function failed({ linkName }: Connection, reason: string): ZfappsError {
  return new ZfappsError(
    'connection_failed',
    `The connection "${linkName}" gave no usable credential: ${reason}. Nothing was sent.`,
  );
}

/** What must not stand in anything that leaves: every value, a token without its scheme, a password by itself. */
export function secretTexts({ headers, params }: Credential): string[] {
  const values = [...Object.values(headers), ...Object.values(params)];
  const tokens = Object.values(headers).map((value) => value.slice(value.indexOf(' ') + 1));
  const passwords = Object.values(headers).flatMap(basicPassword);
  return [...values, ...tokens, ...passwords].flatMap(secretForms).filter((text) => text !== '');
}

/** A shorter one stands in many a text by chance; masking it would make messages unreadable. */
const SHORTEST_PASSWORD = 4;

/** The password of HTTP Basic (RFC 7617): an upstream that decodes it may repeat it. */
function basicPassword(header: string): string[] {
  const encoded = /^Basic ([A-Za-z0-9+/]+=*)$/i.exec(header)?.[1];
  if (encoded === undefined) return [];
  const pair = new TextDecoder().decode(fromBase64(encoded));
  const password = pair.slice(pair.indexOf(':') + 1);
  return password.length < SHORTEST_PASSWORD ? [] : [password];
}

function fromBase64(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    // A provider of one's own made it: the header as a whole is masked.
    return new Uint8Array();
  }
}
