import { toUrl, trimEnds } from '../protocol/index.js';
import { fieldRefusal, shortened } from './field-refusal.js';
import { PLACEHOLDER } from './placeholder-values.js';
import type { DeskError } from './desk-error.js';

/** Finds the value of a placeholder of requestURL. */
type ValueFor = (written: string) => string;

/**
 * Puts values into a URL. Which part of the URL each placeholder stands in is settled before, with a harmless word in
 * its place; so no value moves the border of a part. Another way round, parsing what came out, would ask the values.
 *
 * - A host takes a placeholder as a whole label, and a value that is one.
 * - A path takes it percent-encoded, unless a segment became `.` or `..`.
 * - A query takes it percent-encoded.
 * - A scheme, credentials and a port take none. The fragment goes, with what is in it.
 *
 * @param base where `/api/v1/…` and `api/v1/…` lead, such as `https://desk.zoho.com`
 * @throws DeskError `INVALID_DATA` for `/requestURL`
 */
export function substituteUrl(template: string, base: string, valueFor: ValueFor, warnings: string[]): URL {
  const marks = markPlaceholders(template);
  const url = parse(marks, base);
  const host = substituteHost(url.hostname, marks, valueFor);
  const path = url.pathname
    .split('/')
    .map((segment) => substituteSegment(segment, marks, valueFor, warnings))
    .join('/');
  const query = marks.fill(url.search, (written) => encodeURIComponent(valueFor(written)));
  const credentials = url.username === '' && url.password === '' ? '' : `${url.username}:${url.password}@`;
  const port = url.port === '' ? '' : `:${url.port}`;
  const filled = toUrl(`${url.protocol}//${credentials}${host}${port}${path}${query}`);
  // SECURITY: a part that a value moved nevertheless is not sent.
  if (filled === undefined || filled.hostname !== host || filled.pathname !== path)
    throw refusal('requestURL is no URL any more once its placeholders have their values.');
  return filled;
}

/** A URL with words instead of its placeholders. */
interface Marks {
  text: string;
  /** Whether the URL begins with a placeholder. */
  begins: boolean;
  /** Whether a part of the URL has a placeholder. */
  in(part: string): boolean;
  /** The placeholder that a part consists of. */
  only(part: string): string | undefined;
  /** The part with something for each of its placeholders. */
  fill(part: string, replace: (written: string) => string): string;
}

/** The words are letters and digits, which every part of a URL takes and none changes. */
function markPlaceholders(template: string): Marks {
  const lower = template.toLowerCase();
  let stem = 'zfp0x';
  for (let count = 1; lower.includes(stem); count++) stem = `zfp${count}x`;
  const written: string[] = [];
  const marked = template.replace(PLACEHOLDER, (one) => `${stem}${written.push(one) - 1}x`);
  // As URL parsers do: spaces around, and line ends and tabs anywhere, are no part of a URL.
  const text = trimEnds(marked.replace(/[\t\n\r]/g, ''), (character) => character <= ' ');
  const dangling = new RegExp(`%[0-9a-f]?${stem}(\\d+)x`, 'i').exec(text);
  // SECURITY: `%2` before a value that begins with "e" would be an escape that the template does not have.
  if (dangling !== null)
    throw refusal(
      `The percent sign before ${shortened(written[Number(dangling[1])] ?? '')} in requestURL begins no escape. Write %25 for a percent sign.`,
    );
  const mark = new RegExp(`${stem}(\\d+)x`, 'g');
  const whole = new RegExp(`^${stem}(\\d+)x$`);
  return {
    text,
    begins: text.startsWith(stem),
    in: (part) => part.includes(stem),
    only: (part) => written[Number(whole.exec(part)?.[1] ?? -1)],
    fill: (part, replace) => part.replace(mark, (word, index) => replace(written[Number(index)] ?? word)),
  };
}

const EXAMPLE = 'https://{{domain}}.example.com/items/{{id}}';

function parse(marks: Marks, base: string): URL {
  const { text } = marks;
  if (marks.begins)
    throw refusal(
      `requestURL begins with a placeholder. Write the scheme and the host out; a placeholder may be a label of the host, as in ${EXAMPLE}.`,
    );
  const scheme = /^[a-z][a-z0-9+.-]*(?=:)/i.exec(text)?.[0];
  if (scheme === undefined) {
    const desk = /^\/?(api\/v1(?:[/?#].*)?)$/s.exec(text)?.[1];
    const own = desk === undefined ? undefined : toUrl(`/${desk}`, base);
    if (own !== undefined) return own;
    throw refusal(
      `requestURL is no absolute URL. Write one such as ${EXAMPLE}; only Desk's own api/v1/… may do without a host.`,
    );
  }
  if (marks.in(scheme))
    throw refusal(`The scheme of requestURL has a placeholder. Write it out: ${EXAMPLE}.`);
  if (!/^https?$/i.test(scheme)) throw refusal('requestURL is neither an http nor an https URL.');
  const url = toUrl(text);
  if (url === undefined) throw refusal(whyNoUrl(marks));
  if (marks.in(url.username) || marks.in(url.password)) throw refusal(IN_CREDENTIALS);
  return url;
}

const IN_CREDENTIALS =
  'requestURL has a placeholder before the @ of its host. Send credentials by a connection, or in headers: {"Authorization": "Basic {{token}}"}.';

function whyNoUrl(marks: Marks): string {
  const authority = /^[^:]*:[/\\]*([^/\\?#]*)/.exec(marks.text)?.[1] ?? '';
  if (!marks.in(authority)) return 'requestURL is no URL.';
  const at = authority.lastIndexOf('@');
  if (marks.in(authority.slice(0, at + 1))) return IN_CREDENTIALS;
  if (marks.in(/:([^:\]]*)$/.exec(authority)?.[1] ?? ''))
    return `The port of requestURL has a placeholder. Write it out; a placeholder may be a label of the host: ${EXAMPLE}.`;
  return NOT_A_LABEL;
}

const NOT_A_LABEL = `A placeholder in the host of requestURL stands for a whole label, between dots: ${EXAMPLE}.`;

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

function substituteHost(hostname: string, marks: Marks, valueFor: ValueFor): string {
  if (!marks.in(hostname)) return hostname;
  const used: string[] = [];
  const labels = hostname.split('.').map((label) => {
    if (!marks.in(label)) return label;
    const written = marks.only(label);
    if (written === undefined) throw refusal(NOT_A_LABEL);
    used.push(written);
    const value = valueFor(written).toLowerCase();
    // SECURITY: a value with a dot, a slash or an @ would choose another host.
    if (!LABEL.test(value))
      throw refusal(
        `The value of ${shortened(written)} cannot be a label of the host of requestURL: that is at most 63 letters, digits and hyphens, without a dot.`,
      );
    return value;
  });
  const host = labels.join('.');
  // SECURITY: a last label of digits makes an IPv4 address of a host, in several notations (URL standard, §3.5).
  const isAddress = /(?:^|\.)(?:\d+|0x[0-9a-f]*)\.?$/.test(host);
  if (isAddress || toUrl(`https://${host}/`)?.hostname !== host)
    throw refusal(
      `With the value of ${used.map(shortened).join(', ')} the host of requestURL is ${isAddress ? 'an IP address' : 'no host name'}. A placeholder stands for a label of a name.`,
    );
  return host;
}

/** What URL parsers take for `.` and `..` (URL standard, §4.1). */
const DOT_SEGMENT = /^(?:\.|%2e){1,2}$/i;

function substituteSegment(segment: string, marks: Marks, valueFor: ValueFor, warnings: string[]): string {
  if (!marks.in(segment)) return segment;
  const used: string[] = [];
  const filled = marks.fill(segment, (written) => {
    used.push(shortened(written));
    return encodeURIComponent(valueFor(written));
  });
  // SECURITY: it would lead to another path.
  if (DOT_SEGMENT.test(filled))
    throw refusal(
      `With the value of ${used.join(', ')} the path of requestURL has a segment . or .., which leads elsewhere.`,
    );
  if (filled === '')
    warnings.push(`${used.join(', ')} is empty: the path of requestURL has an empty segment there.`);
  return filled;
}

function refusal(message: string): DeskError {
  return fieldRefusal('requestURL', message);
}
