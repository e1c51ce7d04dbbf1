/**
 * Takes secrets out of a message that leaves. The pipeline writes none into its messages; what a
 * mock, a transport of one's own or the platform throws may quote the request.
 */
export function maskSecrets(message: string, secrets: readonly string[]): string {
  // Longest first: a token may be part of another text.
  const longestFirst = [...new Set(secrets)].sort((left, right) => right.length - left.length);
  return longestFirst.reduce((text, secret) => text.replaceAll(secret, '‹secret›'), message);
}
