import { expect } from 'vitest';
import type { LiveCommand } from '../live-command.js';
import type { Outbox } from './outbox.js';

/** A running dev server, and requests to it, whose answers go to the outbox. */
export interface RunningDev {
  command: LiveCommand;
  origin: string;
  widgetOrigin: string;
  /** Resolves once its streams of events have ended, and are in the outbox. */
  streams: Promise<unknown>;
  get(path: string, headers?: Record<string, string>): Promise<string>;
  post(route: string, body: unknown): Promise<string>;
  /** Asks as a widget does, and gives what came. */
  call(linkName: string, options?: Record<string, unknown>): Promise<CallAnswer>;
  /** The connections by link name. */
  connections(): Promise<Record<string, { state: string; reason?: string }>>;
}

interface CallAnswer {
  ok: boolean;
  error?: { code: string; message: string };
}

/** @param command `dev --json`, just started */
export async function runningDev(command: LiveCommand, { left, answered }: Outbox): Promise<RunningDev> {
  const [line] = await command.printed(/\{"event":"ready".*\}/);
  const { url, widgetOrigin } = JSON.parse(line);
  const { origin } = new URL(url);
  const page = await answered('the page', await fetch(url));
  const { token } = JSON.parse(/id="zfapps-boot">(.*?)<\/script>/.exec(page)?.[1] ?? '');
  const own = { 'x-zfapps-token': token, origin };

  // Both kinds of stream, read until the server is gone.
  const streams: Promise<string>[] = [];
  for (const accept of ['text/event-stream', 'application/x-ndjson']) {
    const stream = await fetch(`${origin}/__zfapps/events`, { headers: { ...own, accept } });
    streams.push(untilCutOff(stream).then((events) => left(`events as ${accept}`, events)));
  }

  async function get(path: string, headers: Record<string, string> = own): Promise<string> {
    return answered(`GET ${path}`, await fetch(new URL(path, origin), { headers }));
  }
  async function post(route: string, body: unknown): Promise<string> {
    const response = await fetch(`${origin}/__zfapps/${route}`, {
      method: 'POST',
      headers: { ...own, 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return answered(`POST ${route}`, response);
  }
  return {
    command,
    origin,
    widgetOrigin,
    streams: Promise.all(streams),
    get,
    post,
    call: async (linkName, options) =>
      JSON.parse(
        await post('request', { options: { method: 'GET', connection_link_name: linkName, ...options } }),
      ),
    async connections() {
      const { connections } = JSON.parse(await get('/__zfapps/connections'));
      return Object.fromEntries(connections.map((one: { linkName: string }) => [one.linkName, one]));
    },
  };
}

/** All that a stream says until the server is gone, however it goes. */
async function untilCutOff({ body }: Response): Promise<string> {
  let events = '';
  try {
    for await (const chunk of body ?? []) events += Buffer.from(chunk).toString();
  } catch {
    // It was cut off.
  }
  expect(events).toContain('"open"');
  return events;
}
