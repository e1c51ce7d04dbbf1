/** The limits of one call and of one backend. Every one of them is a setting. */
export interface Limits {
  /** Longest request body, in bytes. Default 10 MB. */
  requestBytes: number;
  /** Longest response body after decompression, in bytes. Default 25 MB. */
  responseBytes: number;
  /** The time of one call, redirects included, in milliseconds. Default 30 s. */
  timeoutMs: number;
  /** The time of one token request of a connection, in milliseconds. Default 10 s. */
  tokenMs: number;
  /** Most upstream calls at one time; further ones wait for their turn. Default 64. */
  inFlight: number;
  /** Most calls that may wait; one more rejects with `too_busy`. Default 10,000. */
  waiting: number;
  /** Most redirects that one call follows. Default 5. */
  redirects: number;
  /** How long handlers of PRE_SAVE may take until the person is asked, in milliseconds. Default 20 s. */
  preSaveMs: number;
}

export const DEFAULT_LIMITS: Readonly<Limits> = {
  requestBytes: 10_000_000,
  responseBytes: 25_000_000,
  timeoutMs: 30_000,
  tokenMs: 10_000,
  inFlight: 64,
  waiting: 10_000,
  redirects: 5,
  preSaveMs: 20_000,
};
