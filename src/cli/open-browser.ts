import open from 'open';

/** Opens an address in the person's browser. A machine without one loses nothing: the address is printed. */
export function openBrowser(url: string): void {
  const { CI, DISPLAY, WAYLAND_DISPLAY } = process.env;
  // Without a display, what answers to "open" may be a browser for the terminal, and take it over.
  if (CI || (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY && !isWsl())) return;
  open(url).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    console.error(`  note  No browser could be opened (${reason}). Open ${url} yourself.`);
  });
}

function isWsl(): boolean {
  return process.env.WSL_DISTRO_NAME !== undefined;
}
