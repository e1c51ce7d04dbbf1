import type { ZfappsResponse } from '../../src/core/protocol/index.js';
import type { WidgetCall } from '../../src/host/index.js';

/** A call of `get('organization')` that resolved, with changes. */
export function aCall(changes: Partial<WidgetCall> = {}): WidgetCall {
  return {
    id: 1,
    caller: { widget: 'Outlook', location: 'invoice.details.sidebar' },
    method: 'get',
    args: ['organization'],
    startedAt: Date.UTC(2025, 2, 1, 9, 30),
    outcome: 'resolved',
    duration: 12,
    ...changes,
  };
}

/** What `ZFAPPS.request` resolves with. */
export function aResponse(status: number, body = ''): ZfappsResponse {
  return {
    code: 0,
    message: 'success',
    data: { status_code: status, status_message: '', header: { 'Content-Type': 'application/json' }, body },
  };
}
