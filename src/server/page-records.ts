import { sampleRecords } from '../core/page/index.js';
import { withIdentifiers } from './identified-records.js';
import { createOrganizationSwitch } from './organization-switch.js';
import { createRecordBook } from './record-book.js';
import type { RecordsAnswer, RecordsCommandAnswer } from '../core/protocol/index.js';
import type { z } from 'zod';
import type { recordsCommandSchema } from './command-schemas.js';
import type { ServerOptions } from './server-options.js';

/** The records, organisation and user that all pages of a server share. */
export interface PageRecords {
  /** As pages see them now. */
  read(): Promise<RecordsAnswer>;
  /** Carries out a command of a page. */
  perform(command: z.output<typeof recordsCommandSchema>): Promise<SavedRecord>;
  /** The language that pages are in. */
  readonly locale: string;
}

type SavedRecord = Extract<RecordsCommandAnswer, { ok: true }>['value'];

/** @param options as they are at the time of each call */
export function createPageRecords(options: Pick<ServerOptions, 'records' | 'locale'>): PageRecords {
  const book = createRecordBook();
  const place = createOrganizationSwitch();
  const configured = () => options.locale ?? 'en';

  async function given(): Promise<RecordsAnswer> {
    return withIdentifiers(await (options.records ?? sampleRecords)());
  }

  return {
    async read() {
      return place.apply(book.apply(await given()), configured());
    },
    async perform(command) {
      switch (command.type) {
        case 'save':
          return { record: book.save(command.module, command.record, await given()) };
        case 'remove':
          book.remove(command.module, command.id, await given());
          return {};
        case 'reset':
          book.reset();
          return {};
        case 'switch':
          place.to(command.changes, await given(), configured());
          return {};
      }
    },
    get locale() {
      return place.locale(configured());
    },
  };
}
