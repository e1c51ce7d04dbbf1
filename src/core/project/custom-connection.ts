import { z } from 'zod';
import { hostsSchema } from './oauth2-schema.js';
import { strictObject } from './strict-object.js';

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

/** A connection whose credential a function of one's own gives. It cannot stand in JSON. */
export interface CustomConnection {
  type: 'custom';
  /** Where the credential may go: exact names, `*.x` for subdomains, `host:port` for one port. */
  hosts: string[];
  /** What people are shown: whether `resolve` has one account for everyone or one for each user. Default `org`. */
  level?: 'org' | 'user' | undefined;
  resolve: ResolveCredential;
}

/** The schema of a {@link CustomConnection}. */
export const customConnectionSchema = strictObject({
  type: z.literal('custom'),
  hosts: hostsSchema,
  level: z.enum(['org', 'user'], { error: 'expected "org" or "user"' }).optional(),
  resolve: z.custom<ResolveCredential>(
    (value) => typeof value === 'function',
    'expected a function that gives a credential',
  ),
}) satisfies z.ZodType<unknown, CustomConnection>;
