import { didYouMean } from '../project/index.js';
import { describeValue } from '../protocol/index.js';
import type { ExtensionStore } from '../store/index.js';
import type { DeclaredParam, Installation } from './installation.js';

/** What a portal, and every answer, shows of a secure value. */
export const MASK = '****';

/** The values of all declared config params: what was set, else what was configured, else the default. */
export async function paramValues(
  { installationId, params, configValues }: Installation,
  data: ExtensionStore,
): Promise<Record<string, string>> {
  const stored = await data.params(installationId);
  const values: Record<string, string> = Object.create(null);
  for (const { name, defaultValue } of params) {
    const configured = Object.hasOwn(configValues, name) ? configValues[name] : undefined;
    values[name] = stored[name] ?? configured ?? defaultValue;
  }
  return values;
}

/** SECURITY: a secure value is usable through placeholders only; nothing shows it. */
export function shownValue({ secure }: Pick<DeclaredParam, 'secure'>, value: string): string {
  return secure && value !== '' ? MASK : value;
}

/** What is wrong with a value for a param, in a sentence. */
export function paramProblem(param: DeclaredParam, value: string): string | undefined {
  const { name, type, mandatory, options } = param;
  if (value === '')
    return mandatory ? `The config param ${name} is mandatory, and may not be empty.` : undefined;
  const chosen = type === 'multiselect' ? value.split(',').map((one) => one.trim()) : [value];
  switch (type) {
    case 'number':
      return /^-?\d+(?:\.\d+)?$/.test(value)
        ? undefined
        : `The config param ${name} is a number, and its value is none.`;
    case 'radio':
    case 'picklist':
    case 'multiselect':
      // One option may have a comma itself.
      return options.length === 0 || options.includes(value) || chosen.every((one) => options.includes(one))
        ? undefined
        : `The config param ${name} takes ${options.join(', ')}.`;
    case 'switch':
    case 'checkbox':
      return options.length > 0 || value === 'true' || value === 'false'
        ? undefined
        : `The config param ${name} takes "true" or "false".`;
    case 'text':
      return undefined;
  }
}

/** Says in a sentence that no param has a name. */
export function unknownParam(name: unknown, params: readonly DeclaredParam[]): string {
  const names = params.map((one) => one.name);
  const hint = typeof name === 'string' ? didYouMean(name, names) : '';
  const known = names.length === 0 ? 'the manifest declares none' : `there are ${names.join(', ')}`;
  return `No config param is called ${describeValue(name)}${hint || `; ${known}.`}`;
}

/** Whether a value is only how a secure one is shown: who writes it back means that nothing changed. */
export function isMaskOf(
  { name, secure }: DeclaredParam,
  value: string,
  former: Readonly<Record<string, string>>,
): boolean {
  return secure && value === MASK && former[name] !== '';
}
