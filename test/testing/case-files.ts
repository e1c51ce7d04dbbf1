/** The media type that a file of a case is served with, by its name. */
export function typeOf(path: string): string {
  const ending = path.slice(path.lastIndexOf('.') + 1);
  return (
    { html: 'text/html; charset=utf-8', js: 'text/javascript', json: 'application/json' }[ending] ??
    'application/octet-stream'
  );
}
