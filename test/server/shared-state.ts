import { bootOf, call, PAGE, serverUnderTest } from './server-under-test.js';
import type {
  OrganizationChanges,
  RecordsAnswer,
  RecordsCommand,
  RecordsCommandAnswer,
  ServerEvent,
  StorageAnswer,
} from '../../src/core/protocol/index.js';
import { readEvents } from '../support/read-events.js';
import type { Server, ServerOptions } from '../../src/server/index.js';

/** A page of a server, as its tab sees what all tabs share. */
export interface TestPage {
  server: Server;
  get<Answer = Record<string, unknown>>(route: string): Promise<Answer>;
  post<Answer = Record<string, unknown>>(route: string, command: unknown): Promise<Answer>;
  records(): Promise<RecordsAnswer>;
  command(command: RecordsCommand): Promise<RecordsCommandAnswer>;
  /** Saves, and answers the record as it is stored. */
  save(module: string, record: object): Promise<Record<string, unknown>>;
  switchTo(changes: OrganizationChanges): Promise<RecordsCommandAnswer>;
  store(key: string, value: unknown, area?: string): Promise<StorageAnswer>;
  retrieve(key: string, area?: string): Promise<StorageAnswer>;
  /** The events that come from now on. */
  events(): Promise<{ next(): Promise<ServerEvent>; cancel(): Promise<void> }>;
}

/** A page of a new server. */
export async function pageOf(options: Partial<ServerOptions> = {}): Promise<TestPage> {
  const { server } = serverUnderTest(options);
  const { token } = await bootOf(server);
  const get = (route: string) =>
    server.fetch(call(token, {}, { method: 'GET', url: `${PAGE}/__zfapps/${route}` }));
  const post = async (route: string, command: unknown) => {
    const given = { url: `${PAGE}/__zfapps/${route}`, body: JSON.stringify(command) };
    return (await server.fetch(call(token, {}, given))).json();
  };
  return {
    server,
    get: async (route) => (await get(route)).json(),
    post,
    records: async () => (await get('records')).json(),
    command: (command) => post('records', command),
    async save(module, record) {
      const answer: RecordsCommandAnswer = await post('records', { type: 'save', module, record });
      if (!answer.ok || answer.value.record === undefined) throw new Error(JSON.stringify(answer));
      return answer.value.record;
    },
    switchTo: (changes) => post('records', { type: 'switch', changes }),
    store: (key, value, area = 'store') => post('storage', { type: 'set', area, key, value }),
    retrieve: (key, area = 'store') => post('storage', { type: 'get', area, key }),
    async events() {
      const events = readEvents((await get('events')).body);
      await events.next('open');
      return events;
    },
  };
}
