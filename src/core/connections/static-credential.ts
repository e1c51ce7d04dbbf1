import { describeValue, ZfappsError } from '../protocol/index.js';
import type { ByUser, StaticConnection } from '../project/index.js';
import type { Credential } from '../project/index.js';

/**
 * The credential that a definition holds.
 *
 * @throws ZfappsError `connection_not_connected` where it lists its users, and this is none of them
 */
export function staticCredential(
  definition: StaticConnection<string>,
  linkName: string,
  user: string | undefined,
): Credential {
  const of = (text: ByUser<string>, member: string) => textOf(text, { linkName, user, member });
  switch (definition.type) {
    case 'bearer':
      return {
        headers: { Authorization: `${definition.scheme ?? 'Bearer'} ${of(definition.token, 'token')}` },
        params: {},
      };
    case 'basic':
      return basicCredential(of(definition.username, 'username'), of(definition.password, 'password'));
    case 'apiKey': {
      const pair = { [definition.name]: of(definition.value, 'value') };
      return definition.in === 'header' ? { headers: pair, params: {} } : { headers: {}, params: pair };
    }
  }
}

/** HTTP Basic (RFC 7617). */
export function basicCredential(username: string, password: string): Credential {
  return { headers: { Authorization: `Basic ${toBase64(`${username}:${password}`)}` }, params: {} };
}

interface Asked {
  linkName: string;
  user: string | undefined;
  member: string;
}

function textOf(text: ByUser<string>, { linkName, user, member }: Asked): string {
  if (typeof text === 'string') return text;
  if (user !== undefined && Object.hasOwn(text.users, user)) return text.users[user] ?? '';
  const whose = user === undefined ? 'a call that names no user' : `the user ${describeValue(user)}`;
  throw new ZfappsError(
    'connection_not_connected',
    `The connection "${linkName}" has no credential for ${whose}: its ${member} lists others. Add it to zfapps.config: connections.${linkName}.${member}.users. Nothing was sent.`,
  );
}

/** RFC 7617 §2.1: the pair in UTF-8, then base64. */
function toBase64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
