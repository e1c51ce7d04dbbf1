import { connectionLost, notConnected, renewHint } from './connection-errors.js';
import type { ForcedState } from '../protocol/index.js';
import type { Connection } from './connection.js';

/** States that a person or a test forces upon connections, by link name. */
export type ForcedStates = Map<string, ForcedState>;

/** How long a `slow` connection takes for its credential: longer than a person waits without asking why. */
const SLOW_MS = 5_000;

/**
 * A connection that does what is forced upon it at the time of each call.
 *
 * @param changed told where a state has had its effect, and is gone
 */
export function withForcedStates(
  connection: Connection,
  states: ForcedStates,
  changed: () => void,
): Connection {
  const { linkName } = connection;
  return {
    ...connection,
    async resolve(name, user) {
      const state = states.get(linkName);
      switch (state) {
        case 'not_connected':
          throw notConnected(linkName);
        case 'expired':
        case 'revoked':
        case 'error':
          throw connectionLost({ state, message: 'This state was forced, to try it.' }, linkName, {
            sent: 'Nothing was sent.',
            hint: renewHint(linkName, {}),
          });
        case 'slow':
          await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
      }
      return connection.resolve(name, user);
    },
    takeForcedRefusal() {
      if (states.get(linkName) !== 'unauthorized_once') return false;
      states.delete(linkName);
      changed();
      return true;
    },
  };
}
