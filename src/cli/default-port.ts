/** The port of the host page, and of the redirect of a sign-in: providers compare it, so it is one. */
export const DEFAULT_PORT = 5180;
