import type { LoggedAnswer } from './call-log.js';

/** Answers for a member of the SDK whose meaning nobody documents: nothing happens, and the log says so. */
export async function undocumented(member: string): Promise<LoggedAnswer<null>> {
  return {
    ok: true,
    value: null,
    warnings: [
      `ZFAPPS.${member} is not documented by the vendor: zfapps-shim does nothing for it, production may.`,
    ],
  };
}
