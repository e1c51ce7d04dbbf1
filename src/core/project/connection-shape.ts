import type { ByUser, ConnectionSetting, Secret } from './connection-types.js';
import type { TokenPlacement } from './oauth2-types.js';

/** Where a credential stands in a request: a token, or the pair of HTTP Basic. */
export type CredentialPlacement = TokenPlacement | { in: 'basic' };

/** What is known of a connection without its secrets. */
export interface ConnectionShape {
  type: ConnectionSetting['type'];
  hosts: string[];
  level: 'org' | 'user';
  scopes?: string[] | undefined;
  placement?: CredentialPlacement | undefined;
}

/** What a configuration says of a connection beside its secrets. */
export function shapeOf(setting: ConnectionSetting): ConnectionShape {
  const { type, hosts } = setting;
  switch (setting.type) {
    case 'bearer':
      return {
        type,
        hosts,
        level: levelOf(setting.token),
        placement: { in: 'header', scheme: setting.scheme },
      };
    case 'apiKey': {
      const { name, value } = setting;
      const placement =
        setting.in === 'query'
          ? ({ in: 'query', name } as const)
          : ({ in: 'header', name, scheme: '' } as const);
      return { type, hosts, level: levelOf(value), placement };
    }
    case 'basic':
      return { type, hosts, level: levelOf(setting.username, setting.password), placement: { in: 'basic' } };
    case 'oauth2':
      return {
        type,
        hosts,
        level: setting.level ?? 'org',
        scopes: setting.scopes,
        placement: setting.placement,
      };
    case 'custom':
      return { type, hosts, level: setting.level ?? 'org' };
  }
}

/** Users have credentials of their own where one member lists them. */
function levelOf(...secrets: ByUser<Secret | undefined>[]): 'org' | 'user' {
  return secrets.some((secret) => typeof secret === 'object' && 'users' in secret) ? 'user' : 'org';
}
