import { configProblems, pathText } from '../core/project/index.js';
import { ZfappsError } from '../core/protocol/index.js';
import type { Context } from 'hono';
import type { z } from 'zod';

/**
 * Reads the JSON of a request's body.
 *
 * SECURITY: a form of any website can send other types than application/json without asking.
 *
 * @param what what is sent, for an error: `A call`
 * @returns undefined where the body is no JSON
 */
export async function readJsonBody({ req }: Context, what: string): Promise<unknown> {
  if (!/^application\/json\b/i.test(req.header('content-type') ?? '')) {
    throw new ZfappsError('invalid_options', `${what} is sent as application/json.`);
  }
  return req.json().catch(() => undefined);
}

/**
 * Reads the command in a request's body.
 *
 * @throws ZfappsError `invalid_options`, a line for each thing that is wrong with it
 */
export async function readCommand<Schema extends z.ZodType>(
  context: Context,
  schema: Schema,
): Promise<z.output<Schema>> {
  const result = schema.safeParse(await readJsonBody(context, 'A command'));
  if (result.success) return result.data;
  const lines = configProblems(result.error).map(({ path, message }) =>
    path.length === 0 ? message : `${pathText(path)}: ${message}`,
  );
  throw new ZfappsError('invalid_options', lines.join('\n'), { cause: result.error });
}
