import type {
  DeskAccount,
  DeskAgent,
  DeskComment,
  DeskContact,
  DeskDepartment,
  DeskField,
  DeskTicket,
  SampleField,
} from './desk-types.js';
import { SAMPLE_FIELDS } from './sample-fields.js';
import { SAMPLE_ACCOUNTS, SAMPLE_AGENTS, SAMPLE_CONTACTS, SAMPLE_DEPARTMENTS } from './sample-people.js';
import { SAMPLE_COMMENTS, SAMPLE_TICKETS } from './sample-tickets.js';

/** What Desk of the sample organisation holds. */
export interface DeskData {
  readonly orgId: string;
  /** The agent whom calls are made for. */
  readonly caller: DeskAgent;
  tickets: DeskTicket[];
  contacts: DeskContact[];
  accounts: DeskAccount[];
  comments: DeskComment[];
  agents: readonly DeskAgent[];
  departments: readonly DeskDepartment[];
  /** The organisation's fields and those of extensions, which are read anew: an extension may be installed later. */
  fields(): DeskField[];
  /** An id that nothing has yet. */
  newId(): string;
  /** The time, as Desk writes times. */
  now(): string;
  /** Puts the samples back. */
  reset(): void;
}

export interface DeskDataOptions {
  orgId: string;
  now: () => Date;
  /** Custom fields of extensions. */
  fields: readonly SampleField[];
}

/** Makes the data of one organisation, which nobody else changes. */
export function createDeskData({ orgId, now, fields }: DeskDataOptions): DeskData {
  let ids = FIRST_NEW_ID;
  const data: DeskData = {
    orgId,
    caller: SAMPLE_AGENTS[0] as DeskAgent,
    ...samples(),
    agents: SAMPLE_AGENTS,
    departments: SAMPLE_DEPARTMENTS,
    fields: () => [...SAMPLE_FIELDS, ...fields.map(ofExtension)],
    newId() {
      ids += ID_STEP;
      return String(ids);
    },
    now: () => now().toISOString(),
    reset() {
      ids = FIRST_NEW_ID;
      Object.assign(data, samples());
    },
  };
  return data;
}

/** After all samples' ids, and exact as a number. */
const FIRST_NEW_ID = 1892000001000001;
const ID_STEP = 4;

function samples(): Pick<DeskData, 'tickets' | 'contacts' | 'accounts' | 'comments'> {
  return structuredClone({
    tickets: [...SAMPLE_TICKETS],
    contacts: [...SAMPLE_CONTACTS],
    accounts: [...SAMPLE_ACCOUNTS],
    comments: [...SAMPLE_COMMENTS],
  });
}

function ofExtension(field: SampleField): DeskField {
  return { ...field, module: field.module.toLowerCase(), isCustomField: true, isMandatory: false };
}
