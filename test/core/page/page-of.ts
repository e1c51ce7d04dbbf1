import { createPage } from '../../../src/core/page/index.js';
import { isZfappsError } from '../../../src/core/protocol/index.js';
import type { Page, PageOptions } from '../../../src/core/page/index.js';

/** A page of the tests: an invoice's form, with what differs. */
export function pageOf(changes: Partial<PageOptions> = {}): Page {
  return createPage({
    module: 'invoice',
    mode: 'creation',
    record: {},
    organization: { organization_id: '7', name: 'Org' },
    user: { user_id: '9' },
    ...changes,
  });
}

/** What was thrown. Anything but an error of ours is thrown on. */
export function errorOf(work: () => unknown): { code: string; message: string } {
  try {
    work();
  } catch (error) {
    if (isZfappsError(error)) return error;
    throw error;
  }
  throw new Error('Nothing was thrown.');
}
