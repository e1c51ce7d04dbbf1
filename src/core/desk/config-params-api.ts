import { isMaskOf, MASK, paramProblem, paramValues, shownValue, unknownParam } from './config-params.js';
import { duplicate, invalid, missing, throwProblems } from './field-problems.js';
import { isObject, readObject } from './read-body.js';
import type { DeskFieldError } from './desk-error.js';
import type { DeclaredParam } from './installation.js';
import type { OwnOperation } from './own-api-types.js';

const WHAT = '{ "variables": [{ "name": "…", "value": "…" }] }';

/** Get config params: #CONFIG_PARAM_API_RESPONSE_OBJECT of every param. */
export const getConfigParams: OwnOperation = async (_, { installation, data }) => {
  const values = await paramValues(installation, data);
  return { body: { data: installation.params.map((param) => toData(param, values)) } };
};

/** Add or update config params: all of them or none. Answers with those that were named. */
export const setConfigParams: OwnOperation = async ({ body }, { installation, data }) => {
  const { variables } = readObject(body, WHAT);
  const named = new Map<DeclaredParam, string>();
  throwProblems([
    ...(variables === undefined ? [missing('/variables', `variables is missing; expected ${WHAT}.`)] : []),
    ...asList(variables).map((one, index) =>
      readVariable(one, `/variables/${index}`, { params: installation.params, named }),
    ),
  ]);
  const former = await paramValues(installation, data);
  const changes: Record<string, string> = Object.create(null);
  const warnings: string[] = [];
  for (const [param, value] of named) {
    // Who writes back what was read means that nothing changed.
    if (isMaskOf(param, value, former))
      warnings.push(
        `The config param ${param.name} is secure: ${MASK} is how it is shown, and its value stays.`,
      );
    else changes[param.name] = value;
  }
  await data.setParams(installation.installationId, changes);
  const values: Record<string, string> = Object.assign(Object.create(null), former, changes);
  return { body: { data: [...named.keys()].map((param) => toData(param, values)) }, warnings };
};

function asList(variables: unknown): unknown[] {
  if (variables === undefined) return [];
  if (Array.isArray(variables) && variables.length > 0) return variables;
  const state = Array.isArray(variables) ? 'is empty' : 'is no list';
  throwProblems([invalid('/variables', `variables ${state}; expected ${WHAT}.`)]);
  return [];
}

interface Reading {
  params: readonly DeclaredParam[];
  named: Map<DeclaredParam, string>;
}

/**
 * Reads #CONFIG_PARAM. SECURITY: no message quotes a value.
 *
 * @returns what is wrong with it
 */
function readVariable(given: unknown, at: string, { params, named }: Reading): DeskFieldError | undefined {
  if (!isObject(given)) return invalid(at, `A variable is no object; expected ${WHAT}.`);
  const { name, value } = given;
  if (name === undefined || name === '') return missing(`${at}/name`, 'The name of a variable is missing.');
  const param = params.find((one) => one.name === name);
  if (param === undefined) return invalid(`${at}/name`, unknownParam(name, params));
  if (named.has(param)) return duplicate(`${at}/name`, `The config param ${param.name} is named twice.`);
  if (value === undefined) return missing(`${at}/value`, `The value of ${param.name} is missing.`);
  if (typeof value !== 'string')
    return invalid(`${at}/value`, `The value of ${param.name} is a ${typeof value}; expected text.`);
  const problem = paramProblem(param, value);
  if (problem !== undefined) return invalid(`${at}/value`, problem);
  named.set(param, value);
  return undefined;
}

/** #CONFIG_PARAM_API_RESPONSE_OBJECT: its options are one text, as the sample has them. */
function toData(param: DeclaredParam, values: Readonly<Record<string, string>>): object {
  const { name, userDefined, options, secure, type, mandatory, varId } = param;
  return {
    defaultValue: shownValue(param, param.defaultValue),
    userDefined,
    name,
    options: `[${options.join(', ')}]`,
    secure,
    type,
    mandatory,
    value: shownValue(param, values[name] ?? ''),
    varId,
  };
}
