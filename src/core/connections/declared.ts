import type { Manifest } from '../project/index.js';

/** The part of a manifest that declares connections. */
export type Declarations = Partial<Pick<Manifest, 'usedConnections' | 'config'>>;

/** The scopes that a manifest declares for each link name. */
export function declaredScopes(manifest: Declarations | undefined): ReadonlyMap<string, readonly string[]> {
  // Widgets exist that declare their connections under `config`.
  const declared: unknown[] = [...(manifest?.usedConnections ?? []), ...(manifest?.config ?? [])];
  const scopes = new Map<string, readonly string[]>();
  for (const one of declared) {
    if (typeof one !== 'object' || one === null || !('connectionLinkName' in one)) continue;
    if (typeof one.connectionLinkName !== 'string' || one.connectionLinkName === '') continue;
    const given: unknown[] = 'scope' in one && Array.isArray(one.scope) ? one.scope : [];
    scopes.set(
      one.connectionLinkName,
      given.filter((scope) => typeof scope === 'string'),
    );
  }
  return scopes;
}

/**
 * The declared scopes that those of a connection do not cover. Zoho's scopes name a service, a part of it
 * and an operation: `ZohoBooks.fullaccess.all` covers every part, `ZohoBooks.invoices.ALL` every operation.
 */
export function missingScopes(declared: readonly string[], granted: readonly string[]): string[] {
  const has = new Set(granted.map((scope) => scope.toLowerCase()));
  return declared.filter((scope) => {
    const [service = '', part = ''] = scope.toLowerCase().split('.');
    const covering = [scope.toLowerCase(), `${service}.${part}.all`, `${service}.fullaccess.all`];
    return !covering.some((one) => has.has(one));
  });
}
