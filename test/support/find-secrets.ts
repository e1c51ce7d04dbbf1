/** Tells which secrets stand in a text, in whatever form, as `name (form)`. */
export type FindSecrets = (text: string) => string[];

/** How many characters in a row of a secret, or of a form of it, are a find: one that was cut off is one too. */
const PIECE = 12;

/**
 * Makes the search for secrets. It compares without regard to letter case, so that lower-case `%2b`, names
 * of hosts and hexadecimal digits of either case are found.
 *
 * @param secrets by name; none may share twelve characters in a row with another
 */
export function secretFinder(secrets: Readonly<Record<string, string>>): FindSecrets {
  const pieces = new Map<string, string>();
  for (const [name, secret] of Object.entries(secrets)) {
    for (const [form, text] of Object.entries(formsOf(secret))) {
      const lower = text.toLowerCase();
      for (let at = 0; at + PIECE <= lower.length; at += 1) {
        const piece = lower.slice(at, at + PIECE);
        if (!pieces.has(piece)) pieces.set(piece, `${name} (${form})`);
      }
    }
  }
  return (text) => {
    const found = new Set<string>();
    const lower = text.toLowerCase();
    for (let at = 0; at + PIECE <= lower.length; at += 1) {
      const name = pieces.get(lower.slice(at, at + PIECE));
      if (name !== undefined) found.add(name);
    }
    return [...found];
  };
}

/** The forms in which a secret may stand in something that leaves. */
export function formsOf(secret: string): Record<string, string> {
  const bytes = new TextEncoder().encode(secret);
  const form = new URLSearchParams([['', secret]]).toString().slice(1);
  return {
    raw: secret,
    percent: encodeURIComponent(secret),
    'percent, each byte': [...bytes].map((byte) => `%${hex(byte)}`).join(''),
    'percent, Latin-1': [...secret].map((one) => percentLatin1(one)).join(''),
    'percent, twice': encodeURIComponent(encodeURIComponent(secret)),
    'percent, strict': percentStrict(secret),
    'percent, strict, twice': encodeURIComponent(percentStrict(secret)),
    form,
    'form, twice': encodeURIComponent(form),
    hex: [...bytes].map((byte) => hex(byte)).join(''),
    json: JSON.stringify(secret).slice(1, -1),
    'json, ASCII': [...secret].map((one) => (one > '~' ? `\\u${hex(one.charCodeAt(0), 4)}` : one)).join(''),
    html: secret.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`),
    'html, names': secret.replaceAll('&', '&amp;'),
    'UTF-8 read as Latin-1': Buffer.from(bytes).toString('latin1'),
    ...base64Forms('base64', secret, 'utf8'),
    ...base64Forms('base64, Latin-1', secret, 'latin1'),
    // HTTP Basic of OAuth encodes before it joins (RFC 6749, section 2.3.1).
    ...base64Forms('base64, form', form, 'utf8'),
    ...base64Forms('base64, strict', percentStrict(secret), 'utf8'),
  };
}

/**
 * What base64 makes of a secret wherever it stands in a text, `id:secret` for one: three bytes become four
 * characters, so it comes in three alignments. Without the characters at the ends, which hold neighbours too.
 */
function base64Forms(name: string, text: string, encoding: 'utf8' | 'latin1'): Record<string, string> {
  const forms: [string, string][] = [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text, encoding)]);
    const whole = bytes.subarray(0, bytes.length - (bytes.length % 3));
    const skipped = before === 0 ? 0 : 4;
    return [
      [`${name}, +${before}`, whole.toString('base64').slice(skipped)],
      [`${name}url, +${before}`, whole.toString('base64url').slice(skipped)],
    ];
  });
  return Object.fromEntries(forms);
}

/** Everything but letters and digits, as some libraries do it. */
function percentStrict(text: string): string {
  return encodeURIComponent(text).replace(/[-_.!~*'()]/g, (one) => `%${hex(one.charCodeAt(0))}`);
}

function hex(value: number, digits = 2): string {
  return value.toString(16).padStart(digits, '0');
}

function percentLatin1(character: string): string {
  const code = character.charCodeAt(0);
  return code > 0x7f && code < 0x100 ? `%${hex(code)}` : encodeURIComponent(character.toWellFormed());
}
