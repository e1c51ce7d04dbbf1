import { describe, expect, it } from 'vitest';
import { createBackend } from '../../../src/core/backend/index.js';
import { ZfappsError } from '../../../src/core/protocol/index.js';
import type { ApiConfigurations, Transport, UpstreamRequest } from '../../../src/core/backend/index.js';
import type { AnyConnection } from '../../../src/core/connections/index.js';
import type { ZfappsErrorCode } from '../../../src/core/protocol/index.js';

/** With characters that every encoding on the way writes differently. */
const SECRET = 'Pl4nted+Secret/of=mine';
const USER = 'me';

/** The four ways in which a connection carries its secret. */
const KINDS = {
  bearer: {
    connection: (hosts: string[]): AnyConnection => ({ type: 'bearer', token: SECRET, hosts }),
    name: 'Authorization',
    value: `Bearer ${SECRET}`,
    echo: SECRET,
  },
  headerKey: {
    connection: (hosts: string[]): AnyConnection => ({
      type: 'apiKey',
      in: 'header',
      name: 'X-Api-Key',
      value: SECRET,
      hosts,
    }),
    name: 'X-Api-Key',
    value: SECRET,
    echo: SECRET,
  },
  queryKey: {
    connection: (hosts: string[]): AnyConnection => ({
      type: 'apiKey',
      in: 'query',
      name: 'api_key',
      value: SECRET,
      hosts,
    }),
    name: 'api_key',
    value: SECRET,
    echo: SECRET,
  },
  basic: {
    connection: (hosts: string[]): AnyConnection => ({
      type: 'basic',
      username: USER,
      password: SECRET,
      hosts,
    }),
    name: 'Authorization',
    value: `Basic ${btoa(`${USER}:${SECRET}`)}`,
    echo: btoa(`${USER}:${SECRET}`),
  },
};
type Kind = keyof typeof KINDS;

/** An answer of the upstream: its status, the value of its Location, and another name for that header. */
type Answer = [status: number, value: string | ((echo: string) => string), header?: string];

interface Escape {
  way: string;
  /** Where the widget asks first. Default {@link HOME}. */
  url?: string;
  /** What else the widget asks. */
  ask?: Record<string, unknown>;
  /** The connection's hosts. Default {@link HOSTS}. */
  hosts?: string[];
  /** `destinations.private`. Default: this machine is not reached at all. */
  local?: string[];
  stored?: ApiConfigurations;
  /** What the upstreams answer in turn; after that, 200. */
  answers?: Answer[];
  /** The kinds that the row is about. Default: all. */
  only?: Kind[];
  rejects?: ZfappsErrorCode;
  /** Every request that left, in order: `with` or `without` the credential, and its origin. Default: none. */
  sent?: string[];
}

const HOME = 'https://api.example.com/v1';
const HOSTS = ['api.example.com', '*.example.org'];
const AT_HOME = 'with https://api.example.com';
const AT_EVIL = 'without https://evil.example';

/** Hosts that read like a listed one, as the first hop. */
const LOOK_ALIKES: Escape[] = [
  ...refused('host_not_allowed', [
    ['the host as a suffix', 'https://evil-api.example.com/'],
    ['the host as a prefix', 'https://api.example.com.evil.example/'],
    ['a hyphen for a dot', 'https://api-example.com/'],
    ['a letter before the host', 'https://xapi.example.com/'],
    ['a letter after the host', 'https://api.example.como/'],
    ['the domain above an exact host', 'https://example.com/'],
    ['a subdomain of an exact host', 'https://sub.api.example.com/'],
    ['the apex of *.example.org', 'https://example.org/'],
    ['an empty label before *.example.org', 'https://.example.org/'],
    ['two empty labels before *.example.org', 'https://..example.org/'],
    ['the suffix of *.example.org without its dot', 'https://evilexample.org/'],
    ['*.example.org as a prefix', 'https://x.example.org.evil.example/'],
    ['a comma that joins two hosts', 'https://api.example.com,evil.example/'],
    ['a fragment that ends like a subdomain', 'https://evil.example#.example.org'],
    ['a query that ends like a subdomain', 'https://evil.example?.example.org'],
    ['a path that ends like a subdomain', 'https://evil.example/.example.org'],
    ['a backslash before what ends like a subdomain', 'https://evil.example\\.example.org'],
    ['a backslash before an @', 'https://evil.example\\@api.example.com/'],
    ['backslashes for slashes', 'https:\\\\evil.example'],
    ['one slash', 'https:/evil.example'],
    ['no slash', 'https:evil.example'],
    ['three slashes', 'https:///evil.example'],
    ['a line break in the scheme', 'ht\ntps://evil.example'],
    ['a tab in the host', 'https://evil\t.example'],
    ['controls before the scheme', ' \u0001https://evil.example'],
    [
      'a trailing dot: one host in DNS, another name to servers and certificates',
      'https://api.example.com./',
    ],
    ['a trailing dot after a subdomain', 'https://x.example.org./'],
    ['an encoded trailing dot', 'https://api.example.com%2e/'],
    ['an ideographic trailing dot', 'https://api.example.com。/'],
  ]),
  ...refused('invalid_options', [
    ['an encoded slash', 'https://evil.example%2f.example.org/'],
    ['an encoded backslash', 'https://evil.example%5c.example.org/'],
    ['an encoded fragment', 'https://evil.example%23.example.org/'],
    ['an encoded query', 'https://evil.example%3f.example.org/'],
    ['an encoded colon', 'https://evil.example%3a443.example.org/'],
    ['an encoded NUL', 'https://evil.example%00.example.org/'],
    ['a NUL', 'https://evil.example\u0000.example.org/'],
    ['a space', 'https://evil.example%20.example.org/'],
    ['an encoded line break', 'https://evil.example%0d%0a.example.org/'],
    ['a bar', 'https://evil.example|.example.org/'],
    ['an address before a subdomain', 'https://[::1].example.org/'],
    ['a protocol-relative URL', '//evil.example/'],
    ['a bare host', 'evil.example/api.example.com'],
  ]),
];

/** What stands before an @, and ports. */
const USERINFO_AND_PORTS: Escape[] = [
  ...refused('destination_refused', [
    ['the host as a user name', 'https://api.example.com@evil.example/'],
    ['the host as a user name, with a port as a password', 'https://api.example.com:443@evil.example/'],
    ['two @', 'https://api.example.com@api.example.com@evil.example/'],
    ['an encoded slash in the userinfo', 'https://api.example.com%2f@evil.example/'],
    ['userinfo before the host itself', 'https://me:mine@api.example.com/'],
    ['an empty user name with a password', 'https://:mine@api.example.com/'],
  ]),
  ...refused('invalid_options', [
    ['an encoded @', 'https://api.example.com%40evil.example/'],
    ['a full-width @', 'https://api.example.com＠evil.example/'],
    ['a port with letters', 'https://api.example.com:443.evil.example/'],
    ['a port beyond the last', 'https://api.example.com:65979/'],
    ['full-width digits as a port', 'https://api.example.com:４４３/'],
  ]),
  ...refused('host_not_allowed', [
    ['another port', 'https://api.example.com:8443/'],
    ['the port of http over https', 'https://api.example.com:80/'],
    ['another port of a subdomain', 'https://x.example.org:444/'],
    ['the port of https over http', 'http://api.example.com:443/'],
  ]),
  {
    way: 'the default port where a rule names another',
    hosts: ['api.example.com:8443'],
    rejects: 'host_not_allowed',
  },
  { way: 'an empty userinfo is none', url: 'https://@api.example.com/', sent: [AT_HOME] },
  { way: "the scheme's own port", url: 'https://api.example.com:443/', sent: [AT_HOME] },
  {
    way: "the scheme's own port with a zero before it",
    url: 'https://api.example.com:0443/',
    sent: [AT_HOME],
  },
  { way: 'a colon without a port', url: 'https://api.example.com:/', sent: [AT_HOME] },
];

/**
 * Spellings: those of the listed host itself are positive controls, the rest are other hosts. A ✓ is
 * there because `URL.canParse` of Node 20 and 22, once V8 has compiled the call, refuses a host of
 * Latin-1 letters in a text that has no others.
 */
const SPELLINGS: Escape[] = [
  ...sentTo(AT_HOME, [
    ['capitals', 'HTTPS://API.EXAMPLE.COM/'],
    ['an encoded dot', 'https://api%2eexample%2ecom/'],
    ['encoded letters', 'https://%61pi.example.com/'],
    ['full-width letters', 'https://ａｐｉ.example.com/'],
    ['full-width dots', 'https://api。example。com/'],
    ['half-width dots', 'https://api｡example｡com/'],
    ['a soft hyphen', 'https://api.exam\u00adple.com/✓'],
    ['a zero-width space', 'https://api.exam\u200bple.com/'],
    ['a tab and a line break within the host', 'https://api.exa\tmple\n.com/'],
  ]),
  { way: 'a subdomain', url: 'https://a.b.example.org/', sent: ['with https://a.b.example.org'] },
  {
    way: 'a subdomain that only looks like two hosts',
    url: 'https://evil.example;.example.org/',
    sent: ['with https://evil.example;.example.org'],
  },
  {
    way: 'the xn-- form of a listed IDN',
    url: 'https://xn--bcher-kva.example/',
    hosts: ['bücher.example'],
    sent: ['with https://xn--bcher-kva.example'],
  },
  {
    way: 'ss for ß',
    url: 'https://strasse.example/',
    hosts: ['straße.example'],
    rejects: 'host_not_allowed',
  },
  {
    way: 'ß for ss',
    url: 'https://straße.example/✓',
    hosts: ['strasse.example'],
    rejects: 'host_not_allowed',
  },
  ...refused('host_not_allowed', [
    ['a Cyrillic а', 'https://\u0430pi.example.com/'],
    ['a Cyrillic е in the domain', 'https://api.\u0435xample.com/'],
    ['a Cyrillic х in the domain of *.example.org', 'https://api.e\u0445ample.org/'],
    ['an ı without its dot', 'https://ap\u0131.example.com/'],
    ['an İ, which no rule of ASCII lower-cases', 'https://ap\u0130.example.com/'],
    ['an xn-- form whose text reads like the host', 'https://xn--pi-6kc.example.com/'],
    ['an xn-- form of ASCII alone', 'https://xn--api-.example.com/'],
    ['an accent', 'https://\u00e1pi.example.com/✓'],
    ['a full-width dot that adds a domain', 'https://api.example.com。evil.example/'],
  ]),
  ...refused('invalid_options', [
    ['a zero-width joiner', 'https://api.exam\u200dple.com/'],
    ['a full-width slash', 'https://evil.example／.example.org/'],
    ['a full-width question mark', 'https://evil.example？.example.org/'],
    ['a full-width number sign', 'https://evil.example＃.example.org/'],
    ['one character that means a/c', 'https://evil.example\u2100.example.org/'],
    ['a full-width percent sign', 'https://evil.example％2f.example.org/'],
  ]),
];

const SCHEMES: Escape[] = [
  ...refused('destination_refused', [
    ['ftp', 'ftp://api.example.com/'],
    ['file', 'file://api.example.com/etc/passwd'],
    ['ws', 'ws://api.example.com/'],
    ['wss', 'wss://api.example.com/'],
    ['data', 'data:text/html,https://api.example.com/'],
    ['javascript', 'javascript://api.example.com/%0aalert(1)'],
    ['blob', 'blob:https://api.example.com/5d4c'],
    ['view-source', 'view-source:https://api.example.com/'],
    ['a scheme of its own', 'httpsx://api.example.com/'],
    ['a host that stands for a scheme', 'api.example.com:443/'],
  ]),
  { way: 'plain http to the host', url: 'http://api.example.com/', rejects: 'insecure_credential' },
  { way: 'plain http to a subdomain', url: 'http://x.example.org/', rejects: 'insecure_credential' },
  {
    way: 'plain http to a port that is listed',
    url: 'http://api.example.com:8080/',
    hosts: ['api.example.com:8080'],
    rejects: 'insecure_credential',
  },
];

const LOOPBACK: Escape[] = [
  ...[
    '127.0.0.1:80',
    '127.0.0.1:9000',
    '2130706433:9000',
    '017700000001:9000',
    '0x7f.1:9000',
    '127.1:9000',
  ].map(
    (host): Escape => ({
      way: `127.0.0.1 without a port covers ${host}`,
      url: `http://${host}/`,
      hosts: ['127.0.0.1'],
      local: ['127.0.0.1'],
      sent: [`with ${new URL(`http://${host}`).origin}`],
    }),
  ),
  {
    way: 'plain http to a listed port of this machine',
    url: 'http://127.0.0.1:9000/',
    hosts: ['127.0.0.1:9000'],
    local: ['127.0.0.1'],
    sent: ['with http://127.0.0.1:9000'],
  },
  ...onThisMachine('127.0.0.1:9000', 'host_not_allowed', [
    ['127.0.0.1:9000 does not cover another port', 'http://127.0.0.1:9001/'],
    ['127.0.0.1:9000 does not cover the default port', 'http://127.0.0.1/'],
    ['127.0.0.1:9000 does not cover another loopback address', 'http://127.0.0.2:9000/'],
    ['127.0.0.1:9000 does not cover localhost', 'http://localhost:9000/'],
    ['127.0.0.1:9000 does not cover [::1]', 'http://[::1]:9000/'],
    ['127.0.0.1:9000 does not cover its mapped address', 'http://[::ffff:127.0.0.1]:9000/'],
    ['127.0.0.1:9000 does not cover a name that begins with it', 'http://127.0.0.1.evil.example:9000/'],
  ]),
  ...onThisMachine('localhost', 'host_not_allowed', [
    ['localhost does not cover 127.0.0.1', 'http://127.0.0.1/'],
    ['localhost does not cover localhost.evil.example', 'http://localhost.evil.example/'],
    ['localhost does not cover evil-localhost', 'http://evil-localhost/'],
  ]),
  ...onThisMachine('localhost', 'destination_refused', [
    ['localhost does not cover localhost.', 'http://localhost./'],
    ['localhost does not cover its subdomains', 'http://evil.localhost/'],
  ]),
  {
    way: 'plain http to a subdomain of localhost, which a resolver may ask the network for',
    url: 'http://x.app.localhost/',
    hosts: ['*.app.localhost'],
    local: ['www.app.localhost', 'x.app.localhost'],
    rejects: 'insecure_credential',
  },
  {
    way: 'plain http to a listed name that begins like an address of this machine',
    url: 'http://127.0.0.1.evil.example/',
    hosts: ['127.0.0.1.evil.example'],
    rejects: 'insecure_credential',
  },
  {
    way: 'plain http to a mapped address that is listed',
    url: 'http://[::ffff:127.0.0.1]/',
    hosts: ['[::ffff:127.0.0.1]'],
    local: ['[::ffff:127.0.0.1]'],
    rejects: 'insecure_credential',
  },
  {
    way: 'the same IPv6 address, not compressed',
    url: 'http://[0:0:0:0:0:0:0:1]:9000/',
    hosts: ['[::1]'],
    local: ['[::1]'],
    sent: ['with http://[::1]:9000'],
  },
  { way: 'an IPv6 zone', url: 'http://[::1%25lo]/', rejects: 'invalid_options' },
  {
    way: 'a listed host of this machine that may not be reached',
    url: 'http://127.0.0.1/',
    rejects: 'destination_refused',
  },
  {
    way: 'a decimal address that may not be reached',
    url: 'http://2130706433/',
    rejects: 'destination_refused',
  },
];

/** Redirects that leave the hosts: the hop goes on, the credential stays behind. */
const REDIRECTS_AWAY: Escape[] = [
  ...[301, 302, 303, 307, 308].flatMap((status): Escape[] => [
    {
      way: `${status} to another host`,
      answers: [[status, 'https://evil.example/']],
      sent: [AT_HOME, AT_EVIL],
    },
    {
      way: `${status} of a POST to another host`,
      ask: { method: 'POST', body: { mode: 'raw', raw: '{"a":1}' } },
      answers: [[status, 'https://evil.example/']],
      sent: [AT_HOME, AT_EVIL],
    },
    {
      way: `${status} within the host keeps the credential`,
      answers: [[status, '/v2']],
      sent: [AT_HOME, AT_HOME],
    },
  ]),
  ...redirected([
    ['to another port', 'https://api.example.com:8443/', 'https://api.example.com:8443'],
    ['to a suffix', 'https://evil-api.example.com/', 'https://evil-api.example.com'],
    ['to a prefix', 'https://api.example.com.evil.example/', 'https://api.example.com.evil.example'],
    ['to a trailing dot', 'https://api.example.com./', 'https://api.example.com.'],
    ['to the apex', 'https://example.org/', 'https://example.org'],
    ['to an empty label before the apex', 'https://.example.org/', 'https://.example.org'],
    ['to a homograph', 'https://xn--pi-6kc.example.com/', 'https://xn--pi-6kc.example.com'],
    ['that is protocol-relative', '//evil.example/', 'https://evil.example'],
    ['with backslashes', '\\\\evil.example\\', 'https://evil.example'],
    ['with a slash and a backslash', '/\\evil.example/', 'https://evil.example'],
    ['with a tab between its slashes', '/\t/evil.example/', 'https://evil.example'],
    ['with three slashes', '///evil.example/', 'https://evil.example'],
    ['with an encoded host', 'https://evil%2eexample/', 'https://evil.example'],
    ['with a fragment like a subdomain', 'https://evil.example#.example.org', 'https://evil.example'],
    ['with an empty userinfo', 'https://@evil.example/', 'https://evil.example'],
  ]),
  {
    way: 'away and back again',
    answers: [
      [302, 'https://evil.example/'],
      [302, HOME],
    ],
    sent: [AT_HOME, AT_EVIL, 'without https://api.example.com'],
  },
  {
    way: 'away, back and about the host',
    answers: [
      [307, 'https://evil.example/'],
      [307, HOME],
      [307, '/v2'],
    ],
    sent: [AT_HOME, AT_EVIL, 'without https://api.example.com', 'without https://api.example.com'],
  },
  {
    way: 'by way of another listed host',
    answers: [
      [302, 'https://x.example.org/'],
      [302, 'https://evil.example/'],
    ],
    sent: [AT_HOME, 'with https://x.example.org', AT_EVIL],
  },
  {
    way: 'away from this machine, over http all the way',
    url: 'http://127.0.0.1:9000/',
    hosts: ['127.0.0.1:9000'],
    local: ['127.0.0.1'],
    answers: [[302, 'http://evil.example/']],
    sent: ['with http://127.0.0.1:9000', 'without http://evil.example'],
  },
  {
    way: 'to another server on this machine',
    url: 'http://127.0.0.1:9000/',
    hosts: ['127.0.0.1:9000'],
    local: ['127.0.0.1'],
    answers: [[302, 'http://127.0.0.1:9001/']],
    sent: ['with http://127.0.0.1:9000', 'without http://127.0.0.1:9001'],
  },
];

/** Redirects that are not followed. */
const REDIRECTS_REFUSED: Escape[] = [
  ...[300, 304, 305, 306, 399].map(
    (status): Escape => ({
      way: `a Location with ${status} leads nowhere`,
      answers: [[status, 'https://evil.example/']],
      sent: [AT_HOME],
    }),
  ),
  ...['Refresh', 'Content-Location', 'Link', 'Alt-Svc', 'URI'].map(
    (header): Escape => ({
      way: `a ${header} leads nowhere`,
      answers: [[302, 'https://evil.example/', header]],
      sent: [AT_HOME],
    }),
  ),
  ...notFollowed('redirect_refused', [
    ['from https to http on the same host', 'http://api.example.com/'],
    ['from https to http on another host', 'http://evil.example/'],
    ['from https to http on this machine', 'http://127.0.0.1:9000/'],
    ['from https to http on the port of https', 'http://api.example.com:443/'],
    ['to a host with an encoded @', 'https://api.example.com%40evil.example/'],
    ['to a host with an encoded slash', 'https://evil.example%2f.example.org/'],
    ['to a host with an encoded NUL', 'https://evil.example%00.example.org/'],
  ]),
  ...notFollowed('destination_refused', [
    ['with the host as a user name', 'https://api.example.com@evil.example/'],
    ['with a user name, protocol-relative', '//api.example.com@evil.example/'],
    ['with a password, back to the host', 'https://me:mine@api.example.com/'],
    ['to a private address', 'https://10.0.0.1/'],
    ['to the metadata service in hex', 'https://0xa9fea9fe/'],
    ['to this machine', 'https://127.1/'],
    ['to this machine, mapped', 'https://[::ffff:127.0.0.1]/'],
    ['to localhost', 'https://localhost/'],
    ['to javascript', 'javascript:fetch("https://evil.example")'],
    ['to data', 'data:text/html,x'],
    ['to file', 'file:///etc/passwd'],
    ['to ftp', 'ftp://evil.example/'],
    ['to ws', 'ws://evil.example/'],
    ['to blob', 'blob:https://api.example.com/5d4c'],
  ]),
  {
    way: 'from https to http at a later hop within the host',
    answers: [
      [302, '/v2'],
      [302, 'http://api.example.com/'],
    ],
    rejects: 'redirect_refused',
    sent: [AT_HOME, AT_HOME],
  },
  {
    way: 'from https to http after the credential was left behind',
    answers: [
      [302, 'https://evil.example/'],
      [302, 'http://evil.example/'],
    ],
    rejects: 'redirect_refused',
    sent: [AT_HOME, AT_EVIL],
  },
  {
    way: 'from this machine to a listed host over http',
    url: 'http://127.0.0.1:9000/',
    hosts: ['127.0.0.1:9000', 'api.example.com'],
    local: ['127.0.0.1'],
    answers: [[302, 'http://api.example.com/']],
    rejects: 'insecure_credential',
    sent: ['with http://127.0.0.1:9000'],
  },
  {
    way: 'without end',
    answers: Array.from({ length: 20 }, (): Answer => [302, '']),
    rejects: 'too_many_redirects',
    sent: Array.from({ length: 6 }, () => AT_HOME),
  },
];

/** A Location that hands on what its server was sent. */
const ECHOES: Escape[] = [
  ...echoed(['queryKey'], undefined, [
    ['under its own name', (echo) => `https://evil.example/?api_key=${echo}&page=2`],
    ['under its own name twice', (echo) => `https://evil.example/?api_key=${echo}&api_key=${echo}`],
    ['under its own name, encoded', (echo) => `https://evil.example/?%61pi%5fkey=${echo}`],
    ['in a fragment, which is never sent', (echo) => `https://evil.example/#${echo}`],
  ]),
  ...echoed(undefined, 'redirect_refused', [
    ['under another name', (echo) => `https://evil.example/?k=${echo}`],
    ['under its own name in capitals', (echo) => `https://evil.example/?API_KEY=${echo}`],
    ['after a semicolon', (echo) => `https://evil.example/?a=1;api_key=${echo}`],
    ['as a name', (echo) => `https://evil.example/?${echo}`],
    ['in the path', (echo) => `https://evil.example/${echo}/x`],
    [
      'in a nested return address, as a sign-in page is given it',
      (echo) => `https://evil.example/sign-in?continue=${encodeURIComponent(`${HOME}?api_key=${echo}`)}`,
    ],
    [
      'encoded three times',
      (echo) => `https://evil.example/?c=${encodeURIComponent(encodeURIComponent(echo))}`,
    ],
    ['back to its own host at another port', (echo) => `https://api.example.com:8443/?k=${echo}`],
  ]),
  {
    way: 'echoed within the host, and then by a relative return address to another',
    answers: [
      [302, (echo) => `/v2?r=${echo}`],
      [302, (echo) => `https://evil.example/?r=%2Fv2%3Fr%3D${encodeURIComponent(echo)}`],
    ],
    rejects: 'redirect_refused',
    sent: [AT_HOME, AT_HOME],
  },
  {
    way: 'echoed within the host under its own name: it goes once',
    answers: [[302, (echo) => `/v2?api_key=${echo}`]],
    only: ['queryKey'],
    sent: [AT_HOME, AT_HOME],
  },
];

/** Headers and parameters that the widget lays beside the connection's. */
const BESIDE: Escape[] = [
  ...beside([
    ['Authorization', 'Authorization'],
    ['AUTHORIZATION', 'AUTHORIZATION'],
    ['x-api-KEY', 'x-api-KEY'],
    ['Host', 'evil.example'],
    ['hOST', 'evil.example'],
    ['X-Forwarded-Host', 'evil.example'],
    ['Forwarded', 'host=evil.example'],
    ['X-Original-URL', 'https://evil.example/'],
    ['Location', 'https://evil.example/'],
    ['Connection', 'Authorization, X-Api-Key'],
    ['Proxy-Authorization', 'Basic bWluZQ=='],
    ['Transfer-Encoding', 'chunked'],
  ]),
  {
    way: 'its own Authorization and X-Api-Key, which a redirect takes elsewhere',
    ask: {
      header: [
        { key: 'authorization', value: 'mine' },
        { key: 'x-api-key', value: 'mine' },
      ],
    },
    answers: [[307, 'https://evil.example/']],
    sent: [AT_HOME, AT_EVIL],
  },
  {
    way: 'a header that splits',
    ask: { header: [{ key: 'X-A', value: 'a\r\nHost: evil.example' }] },
    rejects: 'invalid_options',
  },
  {
    way: 'a header name that splits',
    ask: { header: [{ key: 'X-A: a\r\nHost', value: 'evil.example' }] },
    rejects: 'invalid_options',
  },
  ...asked([
    ['a parameter of the name of the key', { url: `${HOME}?api_key=mine` }],
    ['a parameter of the name of the key, doubled', { url: `${HOME}?api_key=a&api_key=b` }],
    ['a parameter of the name of the key, encoded', { url: `${HOME}?%61%70i_key=mine` }],
    [
      'a parameter of the name of the key among url_query',
      { url_query: [{ key: 'api_key', value: 'mine' }] },
    ],
    ['url_query with a host', { url_query: [{ key: '@evil.example/', value: '#.evil.example' }] }],
    ['url_query with a line break', { url_query: [{ key: 'a', value: '\r\nHost: evil.example' }] }],
    ['url_param without a stored request', { url_param: { host: 'evil.example' } }],
    ['a URL within the path', { url: `${HOME}/https://evil.example/` }],
    ['dots that climb above the path', { url: `${HOME}/../../../evil.example/` }],
  ]),
  ...[
    { url: { toString: () => HOME } },
    { url: [HOME] },
    { url: new URL(HOME) },
    { method: 'CONNECT' },
    { method: 'GET https://evil.example/ HTTP/1.1\r\nHost:' },
    { connection_link_name: ['api'] },
  ].map(
    (ask): Escape => ({
      way: `options that are no text: ${Object.keys(ask)}`,
      ask,
      rejects: 'invalid_options',
    }),
  ),
  ...['__proto__', 'constructor', 'API', 'api '].map(
    (name): Escape => ({
      way: `the link name ${JSON.stringify(name)}`,
      ask: { connection_link_name: name },
      rejects: 'connection_not_found',
    }),
  ),
];

/** Stored requests, whose host no call may choose. */
const STORED: Escape[] = [
  ...[
    'https://{host}/',
    'https://{host}.example.org/',
    'https://api.example.com{rest}/',
    'https://api.example.com:{port}/',
    'https://{user}@api.example.com/',
    'https://api.example.com@{host}/',
    'https:{host}',
    'https:/{host}/',
    'https:\\\\{host}',
    '{scheme}://api.example.com/',
    '{url}',
    'http{s}://api.example.com/',
    '//{host}/',
    'https://%7Bhost%7D{host}/',
    'javascript:{code}',
  ].map(
    (url): Escape => ({
      way: `${url} as a stored URL`,
      ask: { api_configuration_key: 'k', url_param: { host: 'evil.example' } },
      stored: { k: { method: 'GET', url, connection: 'api' } },
      rejects: 'invalid_config',
    }),
  ),
  ...[
    'evil.example',
    '//evil.example',
    '@evil.example',
    '\\\\evil.example',
    '?#',
    '\r\nHost: evil.example',
    '/../..',
    '%2e%2e',
  ].map(
    (value): Escape => ({
      way: `${JSON.stringify(value)} in a stored path`,
      ask: { api_configuration_key: 'k', url_param: { at: value } },
      stored: { k: { method: 'GET', url: 'https://api.example.com/{at}/x', connection: 'api' } },
      sent: [AT_HOME],
    }),
  ),
  ...['.', '..'].map(
    (value): Escape => ({
      way: `${value} in a stored path`,
      ask: { api_configuration_key: 'k', url_param: { at: value } },
      stored: { k: { method: 'GET', url: 'https://api.example.com/{at}/x', connection: 'api' } },
      rejects: 'invalid_options',
    }),
  ),
  {
    way: 'a URL and a link name beside a stored request, which has neither host nor connection from them',
    ask: { api_configuration_key: 'k', url: 'https://evil.example/', connection_link_name: 'api' },
    stored: { k: { method: 'GET', url: 'https://open.example.net/' } },
    sent: ['without https://open.example.net'],
  },
  {
    way: 'a URL beside a stored request with a connection',
    ask: { api_configuration_key: 'k', url: 'https://evil.example/' },
    stored: { k: { method: 'GET', url: HOME, connection: 'api' } },
    sent: [AT_HOME],
  },
  {
    way: 'a stored request whose host its connection does not list',
    ask: { api_configuration_key: 'k' },
    stored: { k: { method: 'GET', url: 'https://evil.example/', connection: 'api' } },
    rejects: 'host_not_allowed',
  },
  {
    way: 'a stored request that redirects elsewhere',
    ask: { api_configuration_key: 'k' },
    stored: { k: { method: 'GET', url: HOME, connection: 'api' } },
    answers: [[307, 'https://evil.example/']],
    sent: [AT_HOME, AT_EVIL],
  },
];

const TABLE = {
  'a look-alike host': LOOK_ALIKES,
  'userinfo and ports': USERINFO_AND_PORTS,
  spelling: SPELLINGS,
  'another scheme': SCHEMES,
  'this machine': LOOPBACK,
  'a redirect away': REDIRECTS_AWAY,
  'a redirect that is not followed': REDIRECTS_REFUSED,
  'a Location that echoes': ECHOES,
  'what the widget lays beside': BESIDE,
  'a stored request': STORED,
};

describe.each(Object.keys(KINDS) as Kind[])('the credential of %s', (kind) => {
  describe.each(Object.entries(TABLE))('%s', (_, rows) => {
    it.each(rows.filter(({ only }) => only?.includes(kind) ?? true))('$way', async (row) => {
      const { rejects, sent = [], hosts = HOSTS } = row;
      const { code, message, requests } = await attempt(kind, row);
      expect(requests.map((request) => transcript(request))).toEqual(sent);
      expect(code).toBe(rejects);
      expect(message).not.toContain(SECRET);
      for (const request of requests) {
        expect(namesOf(request)).not.toContain('host');
        if (carriesSecret(request)) expect(valuesOf(request, kind)).toEqual([KINDS[kind].value]);
      }
      // The same connection works where it may: no row passes because nothing does.
      const control = `https://${hosts[0]?.replace('*', 'www')}/`;
      const { requests: arrived } = await attempt(kind, {
        ...row,
        stored: {},
        ask: {},
        answers: [],
        url: control,
      });
      expect(arrived.map((request) => transcript(request))).toEqual([`with ${new URL(control).origin}`]);
    });
  });
});

describe('the search for the secret', () => {
  const request: UpstreamRequest = { method: 'GET', url: 'https://evil.example/', headers: [] };
  const base64 = btoa(`${USER}:${SECRET}`);

  it.each<[string, Partial<UpstreamRequest>]>([
    [
      'in a URL, encoded twice',
      { url: `https://evil.example/${encodeURIComponent(encodeURIComponent(SECRET))}` },
    ],
    ['in a URL, as form data', { url: `https://evil.example/?${new URLSearchParams({ a: SECRET })}` }],
    ['in a host, which is lower-cased', { url: `https://${SECRET.toLowerCase()}.evil.example/` }],
    ['in a header', { headers: [['X-A', `a ${SECRET}`]] }],
    ['in a header, as base64', { headers: [['X-A', `Basic ${base64}`]] }],
    ['in a header, as base64 within other letters', { headers: [['X-A', `abc${base64}`]] }],
    ['in a header, as encoded base64', { headers: [['X-A', encodeURIComponent(base64)]] }],
    ['in a body', { body: new TextEncoder().encode(`a=${SECRET}`) }],
    ['in a body, as base64', { body: new TextEncoder().encode(JSON.stringify({ a: base64 })) }],
  ])('finds it %s', (_, part) => {
    expect(carriesSecret({ ...request, ...part })).toBe(true);
  });

  it('finds nothing where nothing is', () => {
    expect(carriesSecret(request)).toBe(false);
  });
});

interface Attempt {
  code: string | undefined;
  message: string;
  requests: UpstreamRequest[];
}

async function attempt(kind: Kind, row: Escape): Promise<Attempt> {
  const requests: UpstreamRequest[] = [];
  const answers = [...(row.answers ?? [])];
  const transport: Transport = async (request) => {
    requests.push(request);
    const [status, value, header = 'Location'] = answers.shift() ?? [200, '', 'X-None'];
    const text = typeof value === 'string' ? value : value(encodeURIComponent(KINDS[kind].echo));
    return { status, statusText: '', headers: [[header, text]], body: new Uint8Array() };
  };
  try {
    const backend = createBackend({
      transports: [transport],
      connections: { api: KINDS[kind].connection(row.hosts ?? HOSTS) },
      destinations: { private: row.local ?? [] },
      apiConfigurations: row.stored ?? {},
    });
    await backend.request({ url: row.url ?? HOME, connection_link_name: 'api', ...row.ask });
    return { code: undefined, message: '', requests };
  } catch (error) {
    // A wrong configuration throws before there is a backend; everything else rejects with plain data.
    const { code, message } =
      error instanceof ZfappsError ? error : (error as { code: string; message: string });
    return { code, message, requests };
  }
}

function transcript(request: UpstreamRequest): string {
  return `${carriesSecret(request) ? 'with' : 'without'} ${new URL(request.url).origin}`;
}

function namesOf({ headers }: UpstreamRequest): string[] {
  return headers.map(([name]) => name.toLowerCase());
}

/** All that stands where the credential of this kind goes: it must be the credential, once. */
function valuesOf({ url, headers }: UpstreamRequest, kind: Kind): string[] {
  const place = KINDS[kind].name;
  if (kind === 'queryKey') return new URL(url).searchParams.getAll(place);
  return headers.filter(([name]) => name.toLowerCase() === place.toLowerCase()).map(([, value]) => value);
}

function carriesSecret({ url, headers, body }: UpstreamRequest): boolean {
  const texts = [url, ...headers.flat(), new TextDecoder('latin1').decode(body)];
  return texts.some((text) =>
    [...readings(text)].some((reading) => reading.toLowerCase().includes(SECRET.toLowerCase())),
  );
}

/** A text and everything that it is when percent-encoding and base64 are taken off, in any order. */
function readings(text: string): Set<string> {
  const all = new Set([text]);
  // What is added is visited too.
  for (const one of all) {
    all.add(
      one.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    );
    for (const run of one.match(/[\w+/-]{16,}/g) ?? []) {
      // Base64 may begin anywhere within a run of its letters.
      for (const start of [0, 1, 2, 3]) {
        const digits = run.slice(start).replaceAll('-', '+').replaceAll('_', '/');
        all.add(atob(digits.slice(0, digits.length - (digits.length % 4 === 1 ? 1 : 0))));
      }
    }
  }
  return all;
}

function refused(code: ZfappsErrorCode, rows: [way: string, url: string][]): Escape[] {
  return rows.map(([way, url]) => ({ way, url, rejects: code }));
}

function sentTo(where: string, rows: [way: string, url: string][]): Escape[] {
  return rows.map(([way, url]) => ({ way, url, sent: [where] }));
}

function onThisMachine(host: string, code: ZfappsErrorCode, rows: [way: string, url: string][]): Escape[] {
  const local = ['127.0.0.1', '127.0.0.2', 'localhost', '[::1]', '[::ffff:127.0.0.1]'];
  return rows.map(([way, url]) => ({ way, url, hosts: [host], local, rejects: code }));
}

function redirected(rows: [way: string, location: string, origin: string][]): Escape[] {
  return rows.map(([way, location, origin]) => ({
    way,
    answers: [[302, location]],
    sent: [AT_HOME, `without ${origin}`],
  }));
}

function notFollowed(code: ZfappsErrorCode, rows: [way: string, location: string][]): Escape[] {
  return rows.map(([way, location]) => ({ way, answers: [[302, location]], rejects: code, sent: [AT_HOME] }));
}

function echoed(
  only: Kind[] | undefined,
  rejects: ZfappsErrorCode | undefined,
  rows: [way: string, location: (echo: string) => string][],
): Escape[] {
  return rows.map(([way, location]) => ({
    way,
    answers: [[302, location]],
    ...(only === undefined ? {} : { only }),
    ...(rejects === undefined ? { sent: [AT_HOME, AT_EVIL] } : { rejects, sent: [AT_HOME] }),
  }));
}

function beside(headers: [name: string, value: string][]): Escape[] {
  return headers.map(([key, value]) => ({
    way: `the header ${key}: ${value}`,
    ask: { header: [{ key, value }] },
    sent: [AT_HOME],
  }));
}

function asked(rows: [way: string, ask: Record<string, unknown>][]): Escape[] {
  return rows.map(([way, ask]) => ({ way, ask, sent: [AT_HOME] }));
}
