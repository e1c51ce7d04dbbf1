import type { LoopbackAnswer } from './loopback-get.js';

/**
 * Whether a dev server's answer is JSON, right or wrong: servers of single-page apps answer the app's page
 * for whatever they have not, and others know no types.
 */
export function looksLikeJson({ type, body }: Pick<LoopbackAnswer, 'type' | 'body'>): boolean {
  return /^\uFEFF?\s*[{[]/.test(new TextDecoder().decode(body.subarray(0, 200))) || /[/+]json\b/i.test(type);
}
