/** The port that a URL leads to: the scheme's own one where none is written. */
export function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}

/** `host:port` for a message: all of a URL that may stand in one, since a path or a query may hold secrets. */
export function hostAndPort(url: URL): string {
  return `${url.hostname}:${portOf(url)}`;
}
