import type { ServerEvent } from '../core/protocol/index.js';

/** An event as it is published: the streams count the revisions. */
export type NewEvent =
  | Exclude<ServerEvent, { type: 'open' | 'file' }>
  | Omit<Extract<ServerEvent, { type: 'file' }>, 'revision'>;

/** The open streams of {@link ROUTES.events}. */
export interface EventStreams {
  /** Opens another stream; it begins with an `open` event. */
  open(): ReadableStream<Uint8Array>;
  publish(event: NewEvent): void;
}

/**
 * Makes the streams that tell host pages what changed: a line of JSON for each event. Not an
 * `EventSource`, which cannot send the token in a header.
 */
export function createEventStreams(): EventStreams {
  const streams = new Set<ReadableStreamDefaultController<Uint8Array>>();
  const encoder = new TextEncoder();
  let revision = 0;
  const lineOf = (event: ServerEvent) => encoder.encode(`${JSON.stringify(event)}\n`);
  return {
    open() {
      let own: ReadableStreamDefaultController<Uint8Array>;
      return new ReadableStream<Uint8Array>({
        start(controller) {
          own = controller;
          streams.add(controller);
          controller.enqueue(lineOf({ type: 'open', revision }));
        },
        cancel: () => void streams.delete(own),
      });
    },
    publish(event) {
      if (event.type === 'file') revision += 1;
      const line = lineOf(event.type === 'file' ? { ...event, revision } : event);
      for (const stream of streams) stream.enqueue(line);
    },
  };
}
