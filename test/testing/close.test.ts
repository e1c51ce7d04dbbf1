import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { happyDomEngine } from '../../src/testing/dom/happy-dom-engine.js';
import { jsdomEngine } from '../../src/testing/dom/jsdom-engine.js';
import { loadVite } from '../../src/testing/dom/module-transform.js';
import { openCase } from './open-case.js';
import { page } from './script-cases/script-case.js';
import type { DomEngine, LoadedPage } from '../../src/testing/dom/engine.js';

const PAGES = 200;
/** Enough at once to be quick, and few enough for the machine. */
const AT_ONCE = 10;

/** A page that is busy with everything that goes on by itself. */
const BUSY = page(
  `<script src="a.js"></script><button id="b" onclick="log.push('clicked')"></button><script>
  setInterval(() => log.push('interval'), 1); setTimeout(() => log.push('timeout'), 1e6);
  (function frame() { requestAnimationFrame(frame); })();
  const { port1, port2 } = new MessageChannel();
  port2.onmessage = ({ data }) => { log.push(data); port2.postMessage(data); };
  port1.onmessage = ({ data }) => port1.postMessage(data);
  port1.postMessage('ping'); const idle = new MessageChannel(); structuredClone({});
  fetch('never').catch((error) => log.push(error)); fetch('data.json').then((response) => response.json());
  const request = new XMLHttpRequest(); request.open('GET', 'never'); request.onload = () => {}; request.send();
  for (const target of [window, document, document.body]) target.addEventListener('click', () => {});
  window.addEventListener('unhandledrejection', () => log.push('rejection'));
  new MutationObserver(() => {}).observe(document.body, { childList: true });
  const never = document.createElement('script'); window.addEventListener('load', () => { never.src = 'never.js'; document.head.append(never); });
  </script><script type="module">import { value } from './m.js'; log.push(value); await new Promise(() => {});</script>`,
  { 'a.js': 'var a = 1;', 'm.js': 'export const value = 1;', 'data.json': '[]' },
);

/** Opens the page; some of what it asks for never comes. */
function openBusy(engine: DomEngine, onFinding?: (finding: unknown) => void): LoadedPage {
  return openCase(
    (given) =>
      engine({
        ...given,
        load: (url) => (url.includes('never') ? new Promise(() => {}) : given.load(url)),
      }),
    BUSY,
    onFinding && { onFinding },
  );
}

const listeners = () =>
  Object.fromEntries(process.eventNames().map((name) => [String(name), process.listeners(name as 'exit')]));

/** What keeps the process alive, by kind. What ends a little later is waited for. */
async function resources(): Promise<Record<string, number>> {
  await pause(50);
  const counts: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

const engines: [string, () => Promise<DomEngine>][] = [
  ['happy-dom', happyDomEngine],
  ['jsdom', jsdomEngine],
];

describe.each(engines)('a page that is closed, in %s', (_, load) => {
  it('leaves nothing that keeps the process alive, and no listener of it', { timeout: 60_000 }, async () => {
    const engine = await load();
    await loadVite();
    // Whatever is made once and kept.
    const first = openBusy(engine);
    await first.loaded;
    await first.close();
    const before = { resources: await resources(), listeners: listeners() };

    let opened = 0;
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        while (opened < PAGES) {
          opened += 1;
          const { loaded, close } = openBusy(engine);
          // Some are closed while they load.
          if (opened % 4 !== 0) await loaded;
          await close();
        }
      }),
    );

    expect(opened).toBe(PAGES);
    expect(await resources()).toEqual(before.resources);
    expect(listeners()).toEqual(before.listeners);
  });

  it('runs nothing any more, and reports nothing', async () => {
    const engine = await load();
    const findings: unknown[] = [];
    const { window, loaded, close } = openBusy(engine, (finding) => findings.push(finding));
    await loaded;
    await expect.poll(() => window.log.includes('interval') && window.log.includes('ping')).toBe(true);
    const { log } = window;
    window.eval(
      "Promise.reject(new Error('left behind')); setTimeout(() => { throw new Error('late'); }, 1);",
    );

    await close();

    const { length } = log;
    await pause(30);
    expect(log.length).toBe(length);
    expect(log).not.toContain('rejection');
    expect(findings).toEqual([]);
  });

  it('has loaded, for who waits for it, and may be closed twice', async () => {
    const engine = await load();
    const { loaded, close } = openCase(
      (given) => engine({ ...given, load: () => new Promise(() => {}) }),
      page('<script src="never.js"></script>'),
    );

    await Promise.all([close(), close()]);

    await expect(loaded).resolves.toBeUndefined();
  });

  it('leaves rejections of others to the listeners that were there', async () => {
    const engine = await load();
    const heard: unknown[] = [];
    const hear = (reason: unknown) => heard.push(reason);
    const others = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection');
    process.on('unhandledRejection', hear);
    try {
      const open = openCase(engine, page(''));
      await open.loaded;
      Promise.reject(new Error('of Node'));
      await pause(5);
      await open.close();
      expect(heard).toEqual([new Error('of Node')]);
      expect(process.listeners('unhandledRejection')).toEqual([hear]);
    } finally {
      process.removeAllListeners('unhandledRejection');
      for (const other of others) process.on('unhandledRejection', other);
    }
  });
});
