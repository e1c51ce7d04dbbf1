/**
 * What a connection yields at run time: two maps that are laid over a request.
 * A credential wins over a header or query parameter of the same name that the widget set.
 */
export interface Credential {
  headers: Readonly<Record<string, string>>;
  params: Readonly<Record<string, string>>;
  /** When it stops being valid; absent where it does not expire. */
  expiresAt?: Date;
}

/**
 * Where credentials come from. Static definitions answer at once; OAuth may ask a token endpoint first.
 *
 * @param linkName the name by which widgets ask, `connection_link_name`
 * @param user the user on whose behalf the call is made; undefined where that is not known
 */
export type ResolveCredential = (linkName: string, user: string | undefined) => Promise<Credential>;

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
   */
  refused?(credential: Credential, user: string | undefined, again: boolean): Promise<void>;
  /** Whether the next answer is to be a 401 in the upstream's place. Asking takes it. */
  takeForcedRefusal?(): boolean;
}
