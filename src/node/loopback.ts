import { effectivePort, isLocalHostname, ZfappsError, toUrl } from '../core/protocol/index.js';
import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';

/** Tells whether what a person named is an address rather than a folder, be it a wrong one. */
export function isAddress(text: string): boolean {
  return /^(?:[a-z][a-z\d+.-]*:\/\/|https?:)/i.test(text) || SCHEMELESS.test(text);
}

/** `localhost:5173`: no folder is called that. */
const SCHEMELESS = /^(?:[\w-]+\.)*(?:localhost|\d+\.\d+\.\d+\.\d+|\[[\da-f:.]+\]):\d+(?:[/?#]|$)/i;

/**
 * Reads the address of a dev server on this machine.
 *
 * SECURITY: pages from there are framed by a host page whose requests carry the person's credentials,
 * and certificates are not checked on the way. So it is this machine or nothing.
 *
 * @throws ZfappsError `invalid_options`, with what to write instead
 */
export function readLoopbackUrl(text: string): URL {
  if (SCHEMELESS.test(text))
    throw refused(`${text} lacks its scheme. Write http://${text}, or https://${text} if it serves https.`);
  const url = toUrl(text);
  if (url === undefined) throw refused(`${text} is no address. ${INSTEAD}`);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw refused(
      `${url.protocol}// is not served in a browser's frame: only http and https are. ${INSTEAD}`,
    );
  if (url.username !== '' || url.password !== '')
    throw refused(
      `The address for ${url.host} holds a user name or password. Leave out what stands before the @, and let the dev server do without.`,
    );
  if (isLocalHostname(url.hostname)) return url;
  const port = effectivePort(url);
  if (['0.0.0.0', '[::]'].includes(url.hostname))
    throw refused(
      `${url.hostname} is what a server listens on, and no address to ask it by. Write ${url.protocol}//localhost:${port}.`,
    );
  throw refused(
    `${url.host} is not this machine by one of its own names (localhost, *.localhost, 127.0.0.0/8, [::1]), and only such a server is shown: its pages run beside your connections. ` +
      `If it runs here, write ${url.protocol}//localhost:${port}; else name the widget's folder, or start its dev server on this machine.`,
  );
}

const INSTEAD = "Name a widget's folder, or its dev server on this machine, such as http://localhost:5173.";

function refused(message: string): ZfappsError {
  return new ZfappsError('invalid_options', message);
}

function isLocalhost(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost');
}

/** IPv6 first, as browsers have it: the person sees the same server there and here. */
const LOOPBACK: LookupAddress[] = [
  { address: '::1', family: 6 },
  { address: '127.0.0.1', family: 4 },
];

/**
 * Resolves `localhost` and its subdomains, for `http.request`.
 *
 * SECURITY: no resolver is asked (RFC 6761, section 6.3), so no entry of DNS or of a hosts file
 * leads elsewhere. Any other name is refused; for literal addresses Node asks nobody.
 */
export const lookupLoopback: LookupFunction = (hostname, options, callback) => {
  const wanted = LOOPBACK.filter(({ family }) => !options.family || options.family === family);
  const [first] = wanted;
  if (first === undefined || !isLocalhost(hostname)) {
    callback(new ZfappsError('destination_refused', `${hostname} is not this machine.`), '', 0);
  } else if (options.all === true) callback(null, wanted);
  else callback(null, first.address, first.family);
};
