import { DeskError } from './desk-error.js';
import type { Installation } from './installation.js';

/** @throws DeskError OAUTH_ORG_MISMATCH for another organisation's id. None is fine. */
export function checkOrgId(given: string | undefined, { orgId }: Pick<Installation, 'orgId'>): void {
  if (given !== undefined && given !== orgId)
    throw new DeskError(
      'OAUTH_ORG_MISMATCH',
      'The header orgId is not the organisation of this installation.',
    );
}
