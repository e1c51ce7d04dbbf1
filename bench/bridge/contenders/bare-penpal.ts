import { connect, WindowMessenger } from 'penpal';
import { ANSWER } from '../contender.js';
import { appendFrame } from '../frame.js';
import type { Contender } from '../contender.js';

type Methods = { get(key: string): unknown };

/** penpal as its documentation shows it: a method that returns the answer. */
export const barePenpal: Contender = {
  name: 'bare penpal',
  serve(url) {
    const { contentWindow } = appendFrame(url);
    if (contentWindow === null) throw new Error('The frame has no window.');
    const methods: Methods = { get: () => ANSWER };
    connect({
      messenger: new WindowMessenger({
        remoteWindow: contentWindow,
        allowedOrigins: [new URL(url).origin],
      }),
      methods,
    });
  },
  async connect(hostOrigin) {
    const messenger = new WindowMessenger({ remoteWindow: window.parent, allowedOrigins: [hostOrigin] });
    const host = await connect<Methods>({ messenger }).promise;
    return () => host.get('organization');
  },
};
