import { describeValue, ZfappsError } from '../core/protocol/index.js';
import { resizeFrame } from './frame-size.js';
import type { Caller } from '../core/protocol/index.js';
import type { LoggedAnswer } from './call-log.js';
import type { ResizableFrame } from './stage.js';
import type { Notification, WidgetHostOptions } from './types.js';

const ACTIONS = ['RESIZE', 'SHOW_NOTIFICATION', 'SHOW_MESSAGE', 'REFRESH_DATA'];

/** Carries out `ZFAPPS.invoke(action, payload)` for a widget. */
export async function invoke(
  action: unknown,
  payload: unknown,
  widget: { caller: Caller; frame: ResizableFrame },
  host: Pick<WidgetHostOptions, 'records' | 'onNotification'>,
): Promise<LoggedAnswer<unknown>> {
  const members = (typeof payload === 'object' && payload !== null ? payload : {}) as Record<string, unknown>;
  switch (action) {
    case 'RESIZE':
      return { ok: true, value: null, warnings: resizeFrame(widget.frame, members.width, members.height) };
    case 'SHOW_NOTIFICATION':
      host.onNotification?.(toNotification(widget.caller, members.type, members.message));
      return { ok: true, value: null };
    case 'SHOW_MESSAGE':
      host.onNotification?.(toNotification(widget.caller, members.type, members.content));
      return {
        ok: true,
        value: null,
        warnings: ['SHOW_MESSAGE is not documented by the vendor; SHOW_NOTIFICATION is.'],
      };
    case 'REFRESH_DATA':
      await host.records.refresh?.(payload);
      return { ok: true, value: null };
    default:
      throw new ZfappsError(
        'unknown_action',
        `ZFAPPS.invoke knows no action ${describeValue(action)}; expected one of ${ACTIONS.join(', ')}.`,
      );
  }
}

function toNotification(caller: Caller, type: unknown, message: unknown): Notification {
  return { caller, type: type === 'success' || type === 'error' ? type : 'info', message: toText(message) };
}

/** Widgets hand over whatever they caught: of an error, its message is what people read. */
function toText(message: unknown): string {
  if (typeof message === 'string') return message;
  const inner =
    typeof message === 'object' && message !== null && 'message' in message ? message.message : undefined;
  return typeof inner === 'string' ? inner : (JSON.stringify(message) ?? '');
}
