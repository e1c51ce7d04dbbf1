import { InvalidArgumentError, Option } from 'commander';

/** What the argument `[folder]` is. */
export const FOLDER = 'folder of the widget package, with zfapps.config';
/** What `--json` does. */
export const JSON_LINE = 'print one line of JSON';

/** `--mode`. */
export const mode = () =>
  new Option('--mode <mode>', 'what answers requests: mocks only, or the network').choices([
    'offline',
    'live',
  ]);

/** `--host`. */
export const host = () =>
  new Option('--host <address>', 'address to listen on; anything but this machine gets a warning').default(
    '127.0.0.1',
  );

/** `--database`. */
export const database = () =>
  new Option(
    '--database <url>',
    'where everything is kept that servers share: a file, or postgres://… (default: ZFAPPS_DATABASE, else a place for this folder)',
  );

/** Reads a port, 0 included. */
export function toPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  return port;
}
