import type { ServerEvent } from '../../src/core/protocol/index.js';

/** The events of a stream, one at a time. */
export interface EventReader {
  /** The next event; rejects where the stream has ended. */
  next(): Promise<ServerEvent>;
  /** The next event that is not passed over. */
  next<Type extends ServerEvent['type']>(type: Type): Promise<Extract<ServerEvent, { type: Type }>>;
  cancel(): Promise<void>;
}

/** Reads the stream of `ROUTES.events`. */
export function readEvents(stream: ReadableStream<Uint8Array> | null): EventReader {
  if (stream === null) throw new Error('There is no stream.');
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  const events: ServerEvent[] = [];
  let rest = '';
  async function next(type?: ServerEvent['type']): Promise<ServerEvent> {
    for (;;) {
      const event = events.shift();
      if (event !== undefined && (type === undefined || event.type === type)) return event;
      if (event !== undefined) continue;
      const { value, done } = await reader.read();
      if (done) throw new Error('The stream has ended.');
      const lines = (rest + decoder.decode(value, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      events.push(...lines.map((line) => JSON.parse(line) as ServerEvent));
    }
  }
  return { next: next as EventReader['next'], cancel: () => reader.cancel() };
}
