import { PortMessenger } from 'penpal';
import { insistentMessenger } from './insistent-messenger.js';
import { CONNECT_MESSAGE, ZfappsError } from '../core/protocol/index.js';
import type { Messenger } from 'penpal';

/** On the same tag: `hang` keeps a widget without a host waiting for ever, as the real SDK does. */
export const STANDALONE_ATTRIBUTE = 'data-zfapps-standalone';

/**
 * The messenger to the page that frames this one, or the reason why there is none. It hands one end
 * of a new channel to that page.
 *
 * @param hostOrigin the only origin that may have it; where the server did not say one, that of the
 *   embedding page as the browser reports it
 */
export function messengerToParent(hostOrigin: string | undefined): Messenger | ZfappsError {
  if (window.parent === window) {
    return new ZfappsError(
      'no_host',
      'This page is open by itself, not in a host page, so ZFAPPS has nothing to talk to. Open it with: npx zfapps-shim dev <folder of the widget>',
    );
  }
  const origin = hostOrigin ?? embeddingOrigin();
  // SECURITY: without a known origin, whoever frames this page would be handed its requests.
  if (origin === undefined) {
    return new ZfappsError(
      'no_host',
      'The browser does not say which page frames this one, so ZFAPPS trusts none. Open it with: npx zfapps-shim dev <folder of the widget>',
    );
  }
  return insistentMessenger(() => {
    const { port1, port2 } = new MessageChannel();
    window.parent.postMessage({ type: CONNECT_MESSAGE }, origin, [port2]);
    return new PortMessenger({ port: port1 });
  });
}

/** `ancestorOrigins` where the browser has it, else the referrer's origin. */
function embeddingOrigin(): string | undefined {
  const ancestor = window.location.ancestorOrigins?.[0];
  if (ancestor !== undefined && ancestor !== 'null') return ancestor;
  return URL.canParse(document.referrer) ? new URL(document.referrer).origin : undefined;
}
