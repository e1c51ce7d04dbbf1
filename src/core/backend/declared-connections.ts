/** Warns once of each link name that the manifest does not declare. */
export function undeclaredWarnings(
  declared: ReadonlyMap<string, unknown> | undefined,
): (linkName: string) => string[] {
  if (declared === undefined) return () => [];
  const known = new Set(declared.keys());
  return (linkName) => {
    if (known.has(linkName)) return [];
    known.add(linkName);
    return [
      `The manifest's usedConnections do not declare the connection "${linkName}"; in production it would be missing.`,
    ];
  };
}
