import { CommandError } from './exit-codes.js';

/** Says why an address cannot be listened on. */
export function failToListen(error: unknown, host: string, port: number): never {
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      throw new CommandError(
        'port_in_use',
        `Port ${port} of ${host} is in use: another program listens there. Stop it, or choose another port with --port, for example --port 0 for any that is free.`,
      );
    case 'EACCES':
      throw new CommandError(
        'failure',
        `Port ${port} of ${host} may not be used by you. Choose one above 1023 with --port.`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      throw new CommandError('usage', `--host ${host} is no address of this machine.`);
    default:
      throw error;
  }
}

/** The system's own code of an error, such as `EADDRINUSE`. */
export function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
