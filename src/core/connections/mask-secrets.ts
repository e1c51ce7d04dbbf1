/**
 * Takes secrets out of a message that leaves. None is written into messages here; what a mock, a
 * transport of one's own, a provider or the platform says may quote the request.
 */
export function maskSecrets(message: string, secrets: readonly string[]): string {
  // Longest first: a token may be part of another text.
  const longestFirst = [...new Set(secrets)].sort((left, right) => right.length - left.length);
  return longestFirst.reduce(
    (text, secret) => (secret === '' ? text : text.replaceAll(secret, '‹secret›')),
    message,
  );
}

/** A secret in the forms in which it travels: as it is, and in a URL or a form. */
export function secretForms(secret: string): string[] {
  return [secret, encodeURIComponent(secret), new URLSearchParams([['', secret]]).toString().slice(1)];
}
