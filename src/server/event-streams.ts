import type { ServerEvent } from '../core/protocol/index.js';

/** An event as it is published: the streams count the revisions. */
export type NewEvent =
  | Exclude<ServerEvent, { type: 'open' | 'file' }>
  | Omit<Extract<ServerEvent, { type: 'file' }>, 'revision'>;

/** `lines` of JSON, or what an `EventSource` reads (HTML standard, "Server-sent events"). */
export type EventFormat = 'lines' | 'event-stream';

/** The open streams of {@link ROUTES.events}. */
export interface EventStreams {
  /** Opens another stream; it begins with an `open` event. */
  open(format?: EventFormat): ReadableStream<Uint8Array>;
  publish(event: NewEvent): void;
  /** How many are open. */
  readonly size: number;
}

/**
 * Most events that wait for one reader. A page that does not read, in a sleeping tab for example, must
 * not fill the memory: what it has not read is replaced by another `open`, upon which it asks the other
 * routes for what it missed.
 */
const MOST_WAITING = 200;

/** One reader's stream: the lines that wait for it, and how it is woken. */
interface Reader {
  waiting: ServerEvent[];
  wake(): void;
}

function framed(json: string, format: EventFormat): string {
  return format === 'lines' ? `${json}\n` : `data: ${json}\n\n`;
}

/** Makes the streams that tell host pages what changed. */
export function createEventStreams(): EventStreams {
  const readers = new Set<Reader>();
  const encoder = new TextEncoder();
  let revision = 0;
  return {
    open(format = 'lines') {
      const reader: Reader = { waiting: [{ type: 'open', revision }], wake: () => {} };
      readers.add(reader);
      return new ReadableStream<Uint8Array>(
        {
          async pull(controller) {
            while (reader.waiting.length === 0) {
              await new Promise<void>((resolve) => {
                reader.wake = resolve;
              });
            }
            const lines = reader.waiting.splice(0).map((event) => framed(JSON.stringify(event), format));
            controller.enqueue(encoder.encode(lines.join('')));
          },
          cancel: () => void readers.delete(reader),
        },
        // Nothing is taken before somebody reads: what waits is counted here.
        { highWaterMark: 0 },
      );
    },
    publish(event) {
      if (event.type === 'file') revision += 1;
      const numbered: ServerEvent = event.type === 'file' ? { ...event, revision } : event;
      for (const { waiting, wake } of readers) {
        if (waiting.length >= MOST_WAITING) waiting.splice(0, waiting.length, { type: 'open', revision });
        else waiting.push(numbered);
        wake();
      }
    },
    get size() {
      return readers.size;
    },
  };
}
