import { recordId, recordIdName } from '../core/page/index.js';
import { answer, describeValue, toRejection, ZfappsError } from '../core/protocol/index.js';
import { API_EXAMPLES, dataOf, idOf, invalid, isRecord, listNameOf, moduleOf } from './api-arguments.js';
import { oneKey } from './one-key.js';
import { keep, recall } from './storage.js';
import type { ApiMember } from './api-arguments.js';
import type { LoggedAnswer } from './call-log.js';
import type { RecordsPort, StoragePort } from './types.js';

type PlainRecord = Record<string, unknown>;

/** What the members of `ZFAPPS.API` work on. */
export interface ApiPorts {
  records: RecordsPort;
  storage: StoragePort;
}

/** Why each call of it is warned of. */
const UNDOCUMENTED =
  'ZFAPPS.API is not documented by the vendor, so production may differ; docs/parity.md says the shape that zfapps-shim gives it.';

/**
 * Carries out a call of `ZFAPPS.API`, by the member's name. The shapes are chosen: each takes one object, with a
 * `module` in the singular or the plural, and answers a one-key object by the module, as `get` does.
 */
export async function callApi(
  member: unknown,
  args: unknown,
  ports: ApiPorts,
): Promise<LoggedAnswer<PlainRecord>> {
  const done = await answer(
    () => carryOut(member as ApiMember, Array.isArray(args) ? args : [], ports),
    toRejection,
  );
  return { ...done, warnings: [UNDOCUMENTED] };
}

async function carryOut(member: ApiMember, args: unknown[], ports: ApiPorts): Promise<PlainRecord> {
  const [given, value] = args;
  switch (member) {
    case 'getRecord': {
      const module = moduleOf(member, given);
      return oneKey(module, await find(member, module, given, ports.records));
    }
    case 'getAllRecords': {
      const module = moduleOf(member, given);
      return oneKey(listNameOf(member, given), await list(member, module, ports.records));
    }
    case 'createRecord': {
      const module = moduleOf(member, given);
      const data = dataOf(member, given);
      const id = recordId(module, data);
      if (id !== undefined) {
        throw invalid(
          member,
          `data has the identifier ${describeValue(id)}, which a new record gets when it is stored`,
        );
      }
      return oneKey(module, await put(member, module, data, ports.records));
    }
    case 'updateRecord': {
      const module = moduleOf(member, given);
      const data = dataOf(member, given);
      const record = await find(member, module, given, ports.records);
      const id = recordId(module, data);
      if (id !== undefined && id !== recordId(module, record)) {
        throw invalid(member, `data has another identifier, ${describeValue(id)}, than the record`);
      }
      return oneKey(module, await put(member, module, { ...record, ...data }, ports.records));
    }
    case 'deleteRecord': {
      const module = moduleOf(member, given);
      const record = await find(member, module, given, ports.records);
      if (ports.records.remove === undefined) throw notEmulated(member);
      await ports.records.remove(module, idOf(member, given));
      return oneKey(module, record);
    }
    case 'GLOBALFIELDS.get':
      return recall(ports.storage, 'globalfields', {
        call: `ZFAPPS.API.${member}`,
        key: isRecord(given) ? given.name : given,
      });
    case 'GLOBALFIELDS.set':
      return keep(ports.storage, 'globalfields', {
        call: `ZFAPPS.API.${member}`,
        ...(isRecord(given) ? { key: given.name, value: given.value } : { key: given, value }),
      });
    default:
      throw new ZfappsError(
        'invalid_options',
        `ZFAPPS.API has no member ${describeValue(member)}; expected one of ${Object.keys(API_EXAMPLES).join(', ')}.`,
      );
  }
}

async function find(
  member: ApiMember,
  module: string,
  given: unknown,
  records: RecordsPort,
): Promise<PlainRecord> {
  const id = idOf(member, given);
  const record = (await list(member, module, records)).find((one) => recordId(module, one) === id);
  if (record !== undefined) return record;
  throw new ZfappsError(
    'unknown_record',
    `ZFAPPS.API.${member} finds no ${module} whose ${recordIdName(module)} is ${describeValue(id)}; getAllRecords(${JSON.stringify({ module })}) lists what there is.`,
  );
}

async function list(
  member: ApiMember,
  module: string,
  records: RecordsPort,
): Promise<readonly PlainRecord[]> {
  if (records.list === undefined) throw notEmulated(member);
  return records.list(module);
}

async function put(
  member: ApiMember,
  module: string,
  record: PlainRecord,
  records: RecordsPort,
): Promise<PlainRecord> {
  if (records.put === undefined) throw notEmulated(member);
  return records.put(module, record);
}

function notEmulated(member: ApiMember): ZfappsError {
  return new ZfappsError(
    'not_emulated',
    `This host page keeps no records, so ZFAPPS.API.${member} has none.`,
  );
}
