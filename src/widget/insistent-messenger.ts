import type { Messenger } from 'penpal';

/** How long a channel may be silent until another one is offered, in milliseconds. */
const SILENCE_MS = 1_000;

type Initialization = Parameters<Messenger['initialize']>[0];
type Handler = Parameters<Messenger['addMessageHandler']>[0];

/**
 * A messenger over a channel that the other side may never be handed: Chromium now and then loses what a
 * frame posts to its parent while a window opens over it. As long as nothing has come, another channel is
 * offered each second, and what was said is said there again. Once something has come, it is that channel.
 */
export function insistentMessenger(offer: () => Messenger): Messenger {
  const handlers = new Set<Handler>();
  const said: Parameters<Messenger['sendMessage']>[] = [];
  let inner = offer();
  let initialization: Initialization | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;

  function heard(): void {
    clearInterval(timer);
    said.length = 0;
    timer = undefined;
  }

  function begin(given: Initialization): void {
    inner.initialize(given);
    inner.addMessageHandler(heard);
    for (const handler of handlers) inner.addMessageHandler(handler);
  }

  return {
    initialize(given) {
      initialization = given;
      begin(given);
      timer = setInterval(() => {
        inner.destroy();
        inner = offer();
        begin(given);
        for (const message of said) inner.sendMessage(...message);
      }, SILENCE_MS);
    },
    sendMessage(...message) {
      if (timer !== undefined) said.push(message);
      inner.sendMessage(...message);
    },
    addMessageHandler(handler) {
      handlers.add(handler);
      if (initialization !== undefined) inner.addMessageHandler(handler);
    },
    removeMessageHandler(handler) {
      handlers.delete(handler);
      inner.removeMessageHandler(handler);
    },
    destroy() {
      heard();
      inner.destroy();
    },
  };
}
