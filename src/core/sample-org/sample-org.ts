import type { RequestHandler } from 'msw';
import { describeValue, ZfappsError } from '../protocol/index.js';
import { createDeskData } from './desk/desk-data.js';
import type { DeskData } from './desk/desk-data.js';
import { deskHandlers } from './desk/desk-handlers.js';
import type { SampleField } from './desk/desk-types.js';

/** What {@link sampleOrg} takes. */
export interface SampleOrgOptions {
  /** The organisation's id: digits. Default `376723`, as in the document of the Invoke API. */
  orgId?: string;
  /** The time that what is created and changed gets. Default: the clock. */
  now?: () => Date;
  /** Custom fields that extensions added. The list is read at every call, so that it may grow. */
  fields?: readonly SampleField[];
}

/** What Desk holds, for tests to look at: each read is a copy. */
export type SampleDesk = {
  readonly [List in
    | 'tickets'
    | 'contacts'
    | 'accounts'
    | 'comments'
    | 'agents'
    | 'departments']: DeskData[List];
} & { readonly fields: ReturnType<DeskData['fields']> };

/** What {@link sampleOrg} makes. */
export interface SampleOrg {
  /** MSW handlers, for `mocks`, `setupServer` and the like. */
  handlers: RequestHandler[];
  desk: SampleDesk;
  /** Puts the samples back. */
  reset(): void;
}

/**
 * A Zoho organisation that needs no network: Desk's own REST APIs over a small set of data that is the same every
 * time. It answers `https://desk.zoho.<data centre>/api/v1/` with tickets and their comments, contacts, accounts,
 * organizationFields, agents, departments, organizations and myinfo. What is created or changed is kept until
 * {@link SampleOrg.reset}. No token is asked for. Needs the optional peer `msw`.
 *
 * Follows https://desk.zoho.com/DeskAPIDocument. Other paths stay unhandled.
 *
 * @throws ZfappsError `invalid_options`
 *
 * @example
 * const { handlers, desk } = sampleOrg();
 * const backend = createBackend({ transports: [mswTransport(handlers)] });
 * await backend.request({ url: 'https://desk.zoho.com/api/v1/tickets?status=Open', method: 'GET' });
 * desk.tickets.length; // 12
 */
export function sampleOrg(options: SampleOrgOptions = {}): SampleOrg {
  const { orgId = '376723', now = () => new Date(), fields = [] } = options;
  check(orgId, now, fields);
  const data = createDeskData({ orgId, now, fields });
  return {
    handlers: deskHandlers(data),
    desk: viewOf(data),
    reset: () => data.reset(),
  };
}

function viewOf(data: DeskData): SampleDesk {
  return {
    get tickets() {
      return structuredClone(data.tickets);
    },
    get contacts() {
      return structuredClone(data.contacts);
    },
    get accounts() {
      return structuredClone(data.accounts);
    },
    get comments() {
      return structuredClone(data.comments);
    },
    get agents() {
      return structuredClone(data.agents);
    },
    get departments() {
      return structuredClone(data.departments);
    },
    get fields() {
      return structuredClone(data.fields());
    },
  };
}

function check(orgId: unknown, now: unknown, fields: unknown): void {
  if (typeof orgId !== 'string' || !/^\d{1,15}$/.test(orgId))
    throw wrongOption('orgId', orgId, "text of digits, such as '376723'");
  if (typeof now !== 'function') throw wrongOption('now', now, 'a function that gives a Date');
  if (!Array.isArray(fields)) throw wrongOption('fields', fields, 'a list of custom fields');
}

function wrongOption(name: string, given: unknown, expected: string): ZfappsError {
  return new ZfappsError(
    'invalid_options',
    `sampleOrg: ${name} is ${describeValue(given)}; it has to be ${expected}.`,
  );
}
