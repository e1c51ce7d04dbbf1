import { createWidgetHost } from 'zfapps-shim/host';
import { createZfapps, messengerToParent } from 'zfapps-shim/widget';
import { CallStore } from '../../../playground/call-store.js';
import { ANSWER } from '../contender.js';
import { ALLOWED } from '../frame.js';
import type { WidgetCall } from 'zfapps-shim/host';
import type { Contender } from '../contender.js';

/** Ours: `ZFAPPS.get`, served by `createWidgetHost`. This is what the aim is for. */
export const zfapps = contender('ZFAPPS.get');

/** Ours with every call kept in a log, as the playground keeps it. */
export const zfappsLogged = contender('ZFAPPS.get, logged', () => {
  const store = new CallStore();
  return (call) => store.put(call);
});

function contender(name: string, createLog?: () => (call: WidgetCall) => void): Contender {
  return {
    name,
    serve(url) {
      const host = createWidgetHost({
        request: () => Promise.reject(new Error('The benchmark makes no requests.')),
        records: { get: () => ANSWER },
        ...(createLog === undefined ? {} : { onCall: createLog() }),
      });
      host.open({ widget: name, url, allowedFeatures: ALLOWED }, document.body);
    },
    async connect(hostOrigin) {
      const { zfapps: sdk } = createZfapps({ messenger: messengerToParent(hostOrigin) });
      await sdk.extension.init();
      return () => sdk.get('organization');
    },
  };
}
