import { connect, PortMessenger } from 'penpal';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { insistentMessenger } from '../../src/widget/insistent-messenger.js';

type Remote = { add(a: number, b: number): Promise<number> };

beforeEach(
  () => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] }),
);
afterEach(() => void vi.useRealTimers());

/** A channel that is offered to a host; the first ones get lost on their way. */
function offering(lost: number) {
  const offers: MessagePort[] = [];
  let hosts = 0;
  const messenger = insistentMessenger(() => {
    const { port1, port2 } = new MessageChannel();
    offers.push(port2);
    if (offers.length > lost) {
      hosts += 1;
      const methods = { add: (a: number, b: number) => a + b };
      void connect({ messenger: new PortMessenger({ port: port2 }), methods }).promise.catch(() => {});
    }
    return new PortMessenger({ port: port1 });
  });
  return { messenger, offers, hosts: () => hosts };
}

describe('a messenger whose channel may be lost', () => {
  it.each([0, 1, 3])('connects after %i lost offers, by another one each second', async (lost) => {
    const { messenger, offers } = offering(lost);
    const connection = connect<Remote>({ messenger, methods: {}, timeout: 5_000 });
    await vi.advanceTimersByTimeAsync(lost * 1_000);
    const remote = await connection.promise;
    expect(await remote.add(2, 3)).toBe(5);
    expect(offers).toHaveLength(lost + 1);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(offers).toHaveLength(lost + 1);
    expect(await remote.add(4, 5)).toBe(9);
    connection.destroy();
  });

  it('gives up with the one who connects', async () => {
    const { messenger, offers } = offering(Number.POSITIVE_INFINITY);
    const connection = connect<Remote>({ messenger, methods: {}, timeout: 3_500 });
    const failed = expect(connection.promise).rejects.toThrow();
    await vi.advanceTimersByTimeAsync(3_500);
    await failed;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(offers).toHaveLength(4);
  });
});
