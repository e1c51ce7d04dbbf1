/** One directive of a Content Security Policy. */
interface Directive {
  /** In lower case. */
  name: string;
  sources: readonly string[];
}

/** What decides about script elements, the first that a policy has. */
const SCRIPT_DIRECTIVES = ['script-src-elem', 'script-src', 'default-src'];

/** Another host than a name or an IPv4 address is none that a source can name. */
const HOST_SOURCE =
  /^(?:(?<scheme>[a-z][a-z0-9+.-]*):\/\/)?(?<host>\*|(?:\*\.)?[a-z0-9_-][a-z0-9._-]*)(?::(?<port>\d+|\*))?(?<path>\/[^?#]*)?$/i;
const SCHEME_SOURCE = /^[a-z][a-z0-9+.-]*:$/i;
const NONCE_OR_HASH = /^'(?:nonce|sha256|sha384|sha512)-/i;

/** The sources that a policy allows for script elements; undefined where it says nothing of them. */
export function scriptSources(policy: string): readonly string[] | undefined {
  const directives = policy.split(';').map(toDirective);
  for (const wanted of SCRIPT_DIRECTIVES) {
    const found = directives.find(({ name }) => name === wanted);
    if (found !== undefined) return found.sources;
  }
  return undefined;
}

/** The policy with more sources for script elements. One that says nothing of them stays as it is. */
export function withScriptSources(policy: string, added: readonly string[]): string {
  const parts = policy.split(';');
  const names = parts.map((part) => toDirective(part).name);
  const deciding = SCRIPT_DIRECTIVES.find((name) => names.includes(name));
  if (deciding === undefined || added.length === 0) return policy;
  // Of two directives of one name, the first counts.
  const index = names.indexOf(deciding);
  const sources = toDirective(parts[index] ?? '').sources.filter((source) => !isKeyword(source, 'none'));
  return parts
    .with(index, ` ${[deciding, ...sources, ...added].join(' ')}`)
    .join(';')
    .trimStart();
}

/**
 * Tells whether sources allow a script by its address.
 *
 * @param ownOrigin the origin of the page, which `'self'` means; undefined where that is production's
 * @see https://www.w3.org/TR/CSP3/#match-url-to-source-list
 */
export function allowsAddress(sources: readonly string[], address: string, ownOrigin?: string): boolean {
  const url = new URL(address);
  if (sources.some((source) => isKeyword(source, 'strict-dynamic'))) return false;
  return sources.some((source) =>
    isKeyword(source, 'self') ? url.origin === ownOrigin : allowsUrl(source, url),
  );
}

/** Tells whether sources allow a script by its nonce, or by the integrity that it states. */
export function allowsTag(sources: readonly string[], nonce = '', integrity = ''): boolean {
  if (nonce !== '' && sources.includes(`'nonce-${nonce}'`)) return true;
  const hashes = integrity.split(/[\t\n\f\r ]+/).filter((hash) => /^sha(?:256|384|512)-/i.test(hash));
  return hashes.length > 0 && hashes.every((hash) => sources.includes(`'${hash}'`));
}

/** Tells whether sources allow any inline script: `'unsafe-inline'` has no effect beside these others. */
export function allowsAnyInline(sources: readonly string[]): boolean {
  return (
    sources.some((source) => isKeyword(source, 'unsafe-inline')) &&
    !sources.some((source) => NONCE_OR_HASH.test(source) || isKeyword(source, 'strict-dynamic'))
  );
}

/** Tells whether sources allow scripts by a nonce. */
export function hasNonce(sources: readonly string[]): boolean {
  return sources.some((source) => /^'nonce-/i.test(source));
}

function allowsUrl(source: string, url: URL): boolean {
  const scheme = url.protocol.slice(0, -1);
  if (SCHEME_SOURCE.test(source)) return allowsScheme(source.slice(0, -1), scheme);
  if (source === '*') return /^https?$/.test(scheme);
  const parts = HOST_SOURCE.exec(source)?.groups;
  if (parts?.host === undefined) return false;
  return (
    (parts.scheme === undefined || allowsScheme(parts.scheme, scheme)) &&
    allowsHost(parts.host.toLowerCase(), url.hostname) &&
    allowsPort(parts.port, url) &&
    allowsPath(parts.path, url.pathname)
  );
}

/** http means https too. */
function allowsScheme(allowed: string, scheme: string): boolean {
  const name = allowed.toLowerCase();
  return name === scheme || (name === 'http' && scheme === 'https');
}

function allowsHost(allowed: string, host: string): boolean {
  if (allowed === '*') return true;
  return allowed.startsWith('*.') ? host.endsWith(allowed.slice(1)) : host === allowed;
}

function allowsPort(allowed: string | undefined, url: URL): boolean {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  if (allowed === undefined) return url.port === '';
  return allowed === '*' || allowed === port || (allowed === '80' && port === '443');
}

/** A path that ends with `/` allows what lies below it, any other itself only. */
function allowsPath(allowed: string | undefined, path: string): boolean {
  if (allowed === undefined) return true;
  const decoded = unescaped(allowed);
  return decoded.endsWith('/') ? unescaped(path).startsWith(decoded) : unescaped(path) === decoded;
}

function unescaped(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // A lone percent sign stands for itself.
    return path;
  }
}

function toDirective(text: string): Directive {
  const [name = '', ...sources] = text.split(/[\t\n\f\r ]+/).filter((token) => token !== '');
  return { name: name.toLowerCase(), sources };
}

function isKeyword(source: string, keyword: string): boolean {
  return source.toLowerCase() === `'${keyword}'`;
}
