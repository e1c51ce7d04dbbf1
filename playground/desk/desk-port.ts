import { loadDesk, sendDesk } from '../server-calls.js';
import { callInvoke } from './invoke-call.js';
import type { DeskPort } from './desk-store.js';

/** The server of the page. */
export function deskPort(token: string): DeskPort {
  return {
    load: () => loadDesk(token),
    send: (command) => sendDesk(token, command),
    invoke: callInvoke,
  };
}
