import { describeValue } from '../protocol/index.js';
import { DeskError } from './desk-error.js';
import { invalid, missing, throwProblems } from './field-problems.js';
import { readObject } from './read-body.js';
import type { DeskFieldError } from './desk-error.js';
import type { OwnOperation } from './own-api-types.js';

const WHAT = '{ "title": "…", "description": "…", "reference": "…" }';

/** How a placeholder stays in a body, where it is text: {@link addLog} takes it for the installation. */
const INSTALLATION_PLACEHOLDER = '{{installationId}}';

/** Add a log: #EXTENSION_LOG_OBJECT gives #LOG_API_RESPONSE_OBJECT. */
export const addLog: OwnOperation = async ({ body }, { installation, data, now }) => {
  const { reference, description = '', title, installationId } = readObject(body, WHAT);
  const own = installation.installationId;
  throwProblems([
    title === undefined || title === ''
      ? missing('/title', 'title is missing; it is shown in the list.')
      : textProblem('title', title),
    textProblem('description', description),
    reference === null ? undefined : textProblem('reference', reference),
    isOwn(installationId, own)
      ? undefined
      : invalid(
          '/installationId',
          `installationId is ${describeValue(installationId)}, which is not this installation. Leave it out.`,
        ),
  ]);
  const { logsPerReference: most, logMs } = installation.limits;
  const at = now();
  // An empty reference groups nothing.
  const group =
    reference === undefined || reference === null || reference === ''
      ? {}
      : { reference: reference as string };
  const log = await data.addLog(
    own,
    { ...group, title: title as string, description: description as string, at },
    { most, since: at - logMs },
  );
  if (log === undefined)
    throw new DeskError(
      'UNPROCESSABLE_ENTITY',
      `The reference ${describeValue(reference)} has ${most} logs already, a parent and ${most - 1} subs. Use another reference.`,
      { errors: [{ fieldName: '/reference', errorType: 'invalid' }] },
    );
  return {
    body: {
      parentLogId: log.parentLogId ?? null,
      extensionName: installation.extensionName,
      description: log.description,
      logId: log.logId,
      installationId: own,
      title: log.title,
      logTime: new Date(log.at).toISOString(),
    },
  };
};

function textProblem(name: string, value: unknown): DeskFieldError | undefined {
  if (value === undefined || typeof value === 'string') return undefined;
  return invalid(`/${name}`, `${name} is ${describeValue(value)}; expected text.`);
}

/** Extensions are not told their installation's id, so that it may be left out, or be the placeholder. */
function isOwn(given: unknown, own: string): boolean {
  if (given === undefined || given === null) return true;
  if (typeof given === 'number') return String(given) === own;
  return given === INSTALLATION_PLACEHOLDER || given === own;
}
