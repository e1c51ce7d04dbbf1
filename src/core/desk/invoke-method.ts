import { didYouMean } from '../project/index.js';
import type { DeskFieldError } from './desk-error.js';

/** The methods of `requestType`. */
export const INVOKE_METHODS = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'] as const;

/** The method that `requestType` names, in any letter case; undefined for another. */
export function toInvokeMethod(requestType: string): string | undefined {
  const method = requestType.toUpperCase();
  return INVOKE_METHODS.find((one) => one === method);
}

/** What is wrong with a `requestType` that names no method. */
export function methodError(requestType: string): DeskFieldError {
  return {
    fieldName: '/requestType',
    errorType: 'invalid',
    errorMessage: `requestType is ${JSON.stringify(requestType.slice(0, 20))}, not ${INVOKE_METHODS.join(', ')}${didYouMean(requestType, INVOKE_METHODS) || '.'}`,
  };
}
