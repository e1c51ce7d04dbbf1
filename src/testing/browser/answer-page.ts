import { TRANSPORT_FIELDS } from '../../core/protocol/index.js';
import { pageFetch } from '../page-fetch.js';
import type { Transport } from '../../core/backend/index.js';
import type { Manifest } from '../../core/project/index.js';
import type { AnswerPage } from '../../node/index.js';

/**
 * Answers what pages of a mount fetch by themselves, as far as the manifest's `cspDomains` lets them:
 * the browser blocks the rest, and tells it.
 *
 * @returns the function that ends it
 */
export function answerPages(id: string, manifest: Manifest, transports: readonly Transport[]): () => void {
  const fetch = pageFetch(manifest, transports);
  const key = Symbol.for(id);
  const answer: AnswerPage = async ({ method, url, headers, body }) => {
    try {
      const response = await fetch(
        {
          method,
          url,
          headers: headers.filter(([name]) => !TRANSPORT_FIELDS.includes(name.toLowerCase())),
          ...(body === undefined ? {} : { body: toBytes(body) }),
        },
        () => {},
      );
      return { status: response.status, headers: response.headers, body: toText(response.body) };
    } catch {
      // The page sees what it sees of a network that fails.
      return undefined;
    }
  };
  Object.defineProperty(window, key, { value: answer, configurable: true });
  return () => {
    Reflect.deleteProperty(window, key);
  };
}

function toBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function toText(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}
