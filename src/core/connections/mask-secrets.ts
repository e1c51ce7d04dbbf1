/** Shorter ones are no secrets; masked, they would make words unreadable. */
export const SHORTEST_MASKED = 4;

/**
 * Takes secrets out of a message that leaves. None is written into messages here; what a mock, a
 * transport of one's own, a provider or the platform says may quote the request.
 */
export function maskSecrets(message: string, secrets: readonly string[]): string {
  // Longest first: a token may be part of another text.
  const wanted = [...new Set(secrets)]
    .filter((secret) => secret.length >= SHORTEST_MASKED)
    .sort((left, right) => right.length - left.length)
    .map((secret) => ({ secret, at: message.indexOf(secret) }));
  // In one pass, because a secret may be part of the mask; and not by an expression, which has a longest length.
  let masked = '';
  let from = 0;
  for (;;) {
    let first: (typeof wanted)[number] | undefined;
    for (const one of wanted) {
      if (one.at !== -1 && one.at < from) one.at = message.indexOf(one.secret, from);
      if (one.at !== -1 && (first === undefined || one.at < first.at)) first = one;
    }
    if (first === undefined) return masked + message.slice(from);
    masked += `${message.slice(from, first.at)}‹secret›`;
    from = first.at + first.secret.length;
  }
}

/** A secret in the forms in which it travels: as it is, in a URL, a form, HTTP Basic, or quoted. */
export function secretForms(secret: string): string[] {
  const percent = encodeURIComponent(secret.toWellFormed());
  return [
    secret,
    percent,
    // As URL parsers have it in a query (URL standard, special-query percent-encode set).
    percent.replaceAll("'", '%27'),
    // As oauth4webapi has it in HTTP Basic: letters and digits only.
    percent
      .replace(/[-_.!~*'()]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)
      .replaceAll('%20', '+'),
    new URLSearchParams([['', secret]]).toString().slice(1),
    // As messages quote it.
    JSON.stringify(secret).slice(1, -1),
  ];
}
