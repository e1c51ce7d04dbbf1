import { hangUp, json, never, text } from '../../support/odd-token-endpoint.js';
import { PLANTED } from './planted.js';
import { allOfTokenRequest } from './repeated-request.js';
import type { OddAnswer } from '../../support/odd-token-endpoint.js';

const GIVEN = {
  access_token: PLANTED.accessToken,
  refresh_token: PLANTED.refreshToken,
  token_type: 'Bearer',
  expires_in: 3_600,
};

/** What a good provider answers. */
export const TOKENS: OddAnswer = json(GIVEN);

/** Says no, and repeats all that it was sent, as the error and as its description. */
export const repeatsAll: OddAnswer = repeating((all) => json({ error: all, error_description: all }, 400));

/** What a token endpoint may do to give away what it was sent, while it gives no token. */
export const FAILURES = {
  'repeats all in the description': repeating((all) =>
    json({ error: 'invalid_grant', error_description: all }, 400),
  ),
  'repeats all as the error': repeating((all) => json({ error: all }, 400)),
  'repeats all in an error that is an object': repeating((all) => json({ error: { code: 7, message: all } })),
  'repeats all where a long text is cut': repeating((all) => {
    // So that each secret is cut in the middle by one of the answers that follow one another.
    cuts += 7;
    return json({ error: 'x', error_description: `${'y'.repeat(300 - (cuts % 90))}${all}` });
  }),
  'repeats all with line breaks': repeating((all) =>
    json({ error: 'x', error_description: all.replaceAll(' ', '\r\n\t') }),
  ),
  'repeats all as a form': repeating((all) =>
    text(
      `${new URLSearchParams({ error: 'invalid_client', error_description: all })}`,
      'application/x-www-form-urlencoded',
      401,
    ),
  ),
  'repeats all in a page': repeating((all) => text(`<h1>${all}</h1>`, 'text/html', 502)),
  'repeats all in a page with status 200': repeating((all) => text(`<h1>${all}</h1>`, 'text/html')),
  'repeats all in JSON that is torn': repeating((all) => text(`{"access_token":"${all}`, 'application/json')),
  'repeats all in headers': repeating((all) => {
    const value = Buffer.from(all).toString('latin1');
    const headers = { 'Retry-After': value, 'WWW-Authenticate': value, 'X-All': value };
    return json({ error: 'slow_down' }, 429, headers);
  }),
  'redirects with all': repeating((all) => (_, response) => {
    response.writeHead(307, { Location: `/other?${encodeURIComponent(all)}` }).end();
  }),
  'says that there are too many': repeating((all) =>
    json({ error: 'Access Denied', error_description: `too many requests ${all}` }, 400),
  ),
  'gives a token under another name': json({ token: PLANTED.accessToken, error: null }),
  'gives a token that cannot stand in a header': json({ access_token: `${PLANTED.accessToken}\r\nX: y` }),
  'gives a token that is no text': json({ access_token: { value: PLANTED.accessToken } }),
  'gives a token of another type': json({ access_token: PLANTED.accessToken, token_type: 'DPoP' }),
  'answers what is no HTTP': repeating((all) => (_, response) => {
    response.socket?.end(`${all}\r\n\r\n`);
  }),
  'answers half of it': repeating((all) => (_, response) => {
    response.writeHead(200, { 'Content-Length': 9_999 }).write(all);
  }),
  'hangs up': hangUp,
  'never answers': never,
} satisfies Record<string, OddAnswer>;

let cuts = 0;

/** What it may write beside a token that it gives. */
export const SUCCESSES = {
  'repeats its tokens and the client secret as what it granted': json({
    ...GIVEN,
    scope: inForms(PLANTED.accessToken, PLANTED.refreshToken, PLANTED.clientSecret),
    api_domain: `https://www.zohoapis.eu/${inForms(PLANTED.accessToken)}`,
  }),
  'repeats all as what it granted': repeating((all) => json({ ...GIVEN, scope: all, api_domain: all })),
} satisfies Record<string, OddAnswer>;

function inForms(...secrets: string[]): string {
  return secrets.flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret)]).join(' ');
}

function repeating(answer: (all: string) => OddAnswer): OddAnswer {
  return (request, response) => answer(allOfTokenRequest(request))(request, response);
}
