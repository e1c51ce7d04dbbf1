/** Shorter ones are no secrets; masked, they would make words unreadable. */
const SHORTEST = 4;

/**
 * Takes secrets out of a message that leaves. None is written into messages here; what a mock, a
 * transport of one's own, a provider or the platform says may quote the request.
 */
export function maskSecrets(message: string, secrets: readonly string[]): string {
  // Longest first: a token may be part of another text. In one pass: a secret may be part of the mask.
  const longestFirst = [...new Set(secrets)]
    .filter((secret) => secret.length >= SHORTEST)
    .sort((left, right) => right.length - left.length);
  if (longestFirst.length === 0) return message;
  const any = longestFirst.map((secret) => secret.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|');
  return message.replace(new RegExp(any, 'g'), '‹secret›');
}

/** A secret in the forms in which it travels: as it is, in a URL, a form, HTTP Basic, or quoted. */
export function secretForms(secret: string): string[] {
  const percent = encodeURIComponent(secret.toWellFormed());
  return [
    secret,
    percent,
    // As oauth4webapi has it in HTTP Basic: letters and digits only.
    percent
      .replace(/[-_.!~*'()]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)
      .replaceAll('%20', '+'),
    new URLSearchParams([['', secret]]).toString().slice(1),
    // As messages quote it.
    JSON.stringify(secret).slice(1, -1),
  ];
}
