import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { preludeFile } from '../../src/node/index.js';
import { serveFixtures } from '../support/swap-fixtures.js';
import type { SwapFixtures } from '../support/swap-fixtures.js';

/** A failure that no page can handle, told after all else. */
const LAST =
  "setTimeout(() => { document.body.append(Object.assign(new Image(), { src: 'data:last' })) }, 50);";

const pages: Record<string, string> = {
  // The error is in line 5, and its statement begins at column 3.
  'line-of-error': `<!doctype html>
<html><head><title>x</title></head>
<body>
<script>
  missing.start();
</script></body></html>`,
  handled: scripts(
    `addEventListener('error', (event) => event.preventDefault());
     addEventListener('unhandledrejection', (event) => event.preventDefault());
     setTimeout(() => { throw new Error('prevented') });
     Promise.reject(new Error('prevented too'));`,
    'throw new Error("prevented while loading")',
    LAST,
  ),
  'handled-by-onerror': scripts(
    'window.onerror = () => true; setTimeout(() => { throw new Error("returned true") });',
    LAST,
  ),
  'own-listener': scripts(
    'addEventListener("error", () => {}); setTimeout(() => { throw new Error("only seen") })',
  ),
  'resize-loop': `<!doctype html><div id="box" style="width: 10px; height: 10px"></div>${scripts(
    `addEventListener('error', ({ message }) => { window.seen = message; ${LAST} });
     new ResizeObserver(() => { box.style.width = box.offsetWidth + 1 + 'px' }).observe(box);`,
  )}`,
  'plain-object': scripts('throw { code: 57, message: "You are not authorized" }'),
  'hostile-object': scripts('throw { get message() { throw new Error("from the getter") } }'),
  'in-a-loop': scripts(
    `for (let i = 0; i < 500; i++) setTimeout(() => { throw new Error('again') });
     setTimeout(() => { throw new Error('another') });`,
  ),
  'empty-addresses': `<!doctype html><img src=""><script src=""></script><link rel="stylesheet" href="">${scripts(
    "addEventListener('load', () => Promise.reject('the last'))",
  )}`,
};

function scripts(...texts: string[]): string {
  return texts.map((text) => `<script>${text}</script>`).join('\n');
}

let fixtures: SwapFixtures;
beforeAll(async () => {
  fixtures = await serveFixtures(pages);
});
afterAll(() => fixtures?.close());

async function findingsOf(name: string) {
  const { tab } = await fixtures.open(name);
  const find = () =>
    tab.evaluate(
      (page) => window.zfappsPlayground.findings().filter((one) => one.page === page),
      `/app/${name}.html`,
    );
  await expect.poll(async () => (await find()).length).toBeGreaterThan(0);
  return find();
}

describe('places in a page', () => {
  it('are those of the file that its author wrote', async () => {
    expect((await findingsOf('line-of-error'))[0]?.place).toBe('/app/line-of-error.html:5:3');
  });

  it('do not shift, for the prelude is one line', async () => {
    expect((await preludeFile()).split(/[\n\r\u2028\u2029]/)).toHaveLength(1);
  });
});

describe('errors of a page', () => {
  it.each(['handled', 'handled-by-onerror'])('%s: what the page handles itself is not told', async (name) => {
    expect((await findingsOf(name)).map(({ message }) => message)).toEqual([
      expect.stringContaining('data:last'),
    ]);
  });

  it('are told though the page listens, where it does not prevent their default', async () => {
    expect(await findingsOf('own-listener')).toMatchObject([{ kind: 'error', message: 'Error: only seen' }]);
  });

  it('leave out the loop of a ResizeObserver, which is none', async () => {
    const { frame } = await fixtures.open('resize-loop');
    await expect.poll(() => frame.evaluate('window.seen')).toMatch(/^ResizeObserver loop/);
    expect((await findingsOf('resize-loop')).map(({ kind }) => kind)).toEqual(['unreachable']);
  });

  it('say the message of a plain object', async () => {
    expect(await findingsOf('plain-object')).toMatchObject([{ message: 'You are not authorized' }]);
  });

  it('are told though the thrown object cannot be read, and no error is added', async () => {
    expect(await findingsOf('hostile-object')).toMatchObject([
      { message: expect.stringContaining('[object Object]') },
    ]);
  });

  it('in a loop leave room for another', async () => {
    await expect
      .poll(async () => (await findingsOf('in-a-loop')).map(({ message }) => message))
      .toEqual(['Error: again', 'Error: another']);
  });
});

describe('files that do not load', () => {
  it('leave out elements with an empty address', async () => {
    expect(await findingsOf('empty-addresses')).toMatchObject([{ kind: 'rejection', message: 'the last' }]);
  });
});
