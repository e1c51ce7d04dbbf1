/** A mistake of whoever calls the script: printed without a stack. */
export class SamplesError extends Error {}
