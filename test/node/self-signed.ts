import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A certificate of its own making, as the vendor's tool has one. */
export const SELF_SIGNED = {
  key: readFileSync(join(import.meta.dirname, 'fixtures/tls/server.key')),
  cert: readFileSync(join(import.meta.dirname, 'fixtures/tls/self-signed.pem')),
};
