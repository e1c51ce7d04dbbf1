import { appendFrame } from '../frame.js';
import { ANSWER } from '../contender.js';
import type { Contender } from '../contender.js';

/** The floor: a MessagePort on which every message with a number is answered with that number. */
export const rawPort: Contender = {
  name: 'raw MessagePort',
  serve(url) {
    const frame = appendFrame(url);
    window.addEventListener('message', ({ data, source }) => {
      if (data !== 'connect' || source !== frame.contentWindow) return;
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = (call: MessageEvent<{ id: number }>) =>
        port1.postMessage({ id: call.data.id, value: ANSWER });
      frame.contentWindow?.postMessage('port', new URL(url).origin, [port2]);
    });
  },
  async connect(hostOrigin) {
    const port = await portOf(hostOrigin);
    const waiting = new Map<number, (value: unknown) => void>();
    port.onmessage = ({ data }: MessageEvent<{ id: number; value: unknown }>) => {
      waiting.get(data.id)?.(data.value);
      waiting.delete(data.id);
    };
    let count = 0;
    return () =>
      new Promise((resolve) => {
        count += 1;
        waiting.set(count, resolve);
        port.postMessage({ id: count, key: 'organization' });
      });
  },
};

function portOf(hostOrigin: string): Promise<MessagePort> {
  return new Promise((resolve) => {
    window.addEventListener('message', ({ data, ports: [port] }) => {
      if (data === 'port' && port !== undefined) resolve(port);
    });
    window.parent.postMessage('connect', hostOrigin);
  });
}
