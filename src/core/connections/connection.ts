import type { Credential, ResolveCredential } from '../project/index.js';

/** A usable connection. */
export interface Connection {
  linkName: string;
  /** Where its credential may go. */
  allowsHost(url: URL): boolean;
  /** The rules behind {@link Connection.allowsHost}, for messages. */
  hosts: readonly string[];
  resolve: ResolveCredential;
  /** What people are to know of it, in a sentence. No secret. */
  note?: string;
  /**
   * Told that an upstream answered 401 to a credential, so that the next `resolve` may give another one.
   * Where it gives the same, the call is not tried again.
   *
   * @param again whether that credential was got anew for this very call
   * @returns why there is no other for now, in a sentence
   */
  refused?(credential: Credential, user: string | undefined, again: boolean): Promise<string | undefined>;
  /** Whether the next answer is to be a 401 in the upstream's place. Asking takes it. */
  takeForcedRefusal?(): boolean;
}
