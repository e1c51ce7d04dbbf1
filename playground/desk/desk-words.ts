import type {
  ContextInfo,
  ContextState,
  DeskAnswer,
  DeskCall,
  DeskState,
} from '../../src/core/protocol/index.js';
import type { Tone } from '../connection-words.js';

/** The project is a Desk extension, or would be one if it had its secret: there is something to show. */
export function hasDeskView(answer: DeskAnswer | undefined): boolean {
  if (answer === undefined) return false;
  return answer.on || answer.isExtension;
}

/** `Ann (4000000000001)`. */
export function userInWords({ users }: Pick<DeskState, 'users'>, id: string): string {
  const name = users.find((one) => one.id === id)?.name ?? id;
  return name === id ? id : `${name} (${id})`;
}

/** How a context stands now: its time may have ended since it was read. */
export function stateNow({ state, expiresAt }: ContextInfo, now: number): ContextState {
  return state === 'valid' && expiresAt <= now ? 'expired' : state;
}

/** How each state of a context is called, and how much it matters. */
export const CONTEXT_STATES: Record<ContextState, { text: string; tone: Tone }> = {
  valid: { text: 'Valid', tone: 'good' },
  expired: { text: 'Expired', tone: 'warn' },
  revoked: { text: 'Revoked', tone: 'bad' },
};

/** What each event of the callback listener tells. */
export const EVENTS: Readonly<Record<string, string>> = {
  onInstall: 'The extension was installed.',
  onZohoAuthorise: 'A Zoho connection was authorised.',
  onTPAAuthorise: 'A connection of another service was authorised.',
  onTPARevoke: 'A connection of another service was revoked.',
  onUpdate: 'The extension was updated.',
  onConfigParamAdd: 'A config param was set.',
  onConfigParamDelete: 'A config param was removed.',
  onUninstall: 'The extension was uninstalled.',
};

/** How a status looks. 0 is that nothing came back. */
export function statusTone(status: number): Tone {
  if (status === 0 || status >= 500) return 'bad';
  if (status >= 400) return 'warn';
  return status >= 200 && status < 300 ? 'good' : '';
}

/** `200`, or that nothing came back. */
export function statusText(status: number): string {
  return status === 0 ? 'no answer' : String(status);
}

/** What each kind of call is. */
export const CALL_KINDS: Record<DeskCall['kind'], { text: string; title: string }> = {
  invoke: { text: 'invoke', title: "A call of the extension's server to the Invoke API" },
  direct: { text: 'direct', title: "A call to the extension's data with a token" },
  callback: { text: 'callback', title: 'An event that the extension was told of' },
};

/** The time of day, as the person's browser writes it. */
export function timeOfDay(at: number): string {
  return TIME.format(at);
}

const TIME = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
