import type { Manifest } from '../project/index.js';

/** The part of a manifest that declares connections. */
export type Declarations = Partial<Pick<Manifest, 'usedConnections' | 'config'>>;

/** Warns once of each link name that the manifest does not declare. */
export function undeclaredWarnings(manifest: Declarations | undefined): (linkName: string) => string[] {
  if (manifest === undefined) return () => [];
  // Widgets exist that declare their connections under `config`.
  const config = manifest.config as ({ connectionLinkName?: unknown } | null)[] | undefined;
  const declared = [...(manifest.usedConnections ?? []), ...(config ?? [])];
  const known = new Set(declared.map((one) => one?.connectionLinkName));
  return (linkName) => {
    if (known.has(linkName)) return [];
    known.add(linkName);
    return [
      `The manifest's usedConnections do not declare the connection "${linkName}"; in production it would be missing.`,
    ];
  };
}
