import open from 'open';

/** Opens an address in the person's browser. A machine without one loses nothing: the address is printed. */
export function openBrowser(url: string): void {
  open(url).catch((error: unknown) => {
    console.error(
      `  note  No browser could be opened (${error instanceof Error ? error.message : error}). Open ${url} yourself.`,
    );
  });
}
