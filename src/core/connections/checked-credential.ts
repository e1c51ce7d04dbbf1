import { isFieldName, isFieldValue, TRANSPORT_FIELDS, ZfappsError } from '../protocol/index.js';
import { secretForms } from './mask-secrets.js';
import type { Connection, Credential } from './credential.js';

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

/** What must not stand in anything that leaves: every value, and a token without its scheme. */
export function secretTexts({ headers, params }: Credential): string[] {
  const values = [...Object.values(headers), ...Object.values(params)];
  const tokens = Object.values(headers).map((value) => value.slice(value.indexOf(' ') + 1));
  return [...values, ...tokens].flatMap(secretForms).filter((text) => text !== '');
}
