import { ZfappsError } from '../core/protocol/index.js';
import { getLoopback, MOST_BYTES } from './loopback-get.js';
import { looksLikeJson } from './looks-like-json.js';
import { parseJson } from './read-json.js';
import type { TranslationSource } from '../server/index.js';
import type { LoopbackAnswer } from './loopback-get.js';
import type { LoopbackClient } from './loopback-client.js';

/** How long a file may take: a host page waits for it. */
const PATIENCE_MS = 5_000;

/** Fetches translations from a dev server. Which languages it has it cannot say. */
export function servedTranslations(client: LoopbackClient): TranslationSource {
  return {
    async read(path) {
      const answer = await getLoopback(client, path, PATIENCE_MS).catch(silent);
      if (answer?.status !== 200 || !looksLikeJson(answer)) return undefined;
      const name = client.server.origin + path;
      if (answer.body.byteLength > MOST_BYTES)
        throw new ZfappsError('invalid_config', `${name} is over ${MOST_BYTES} bytes.`);
      return parseJson(answer.body, name).value;
    },
  };
}

/** Its pages say in their frames that there is no answer. */
function silent(): LoopbackAnswer | undefined {
  return undefined;
}
