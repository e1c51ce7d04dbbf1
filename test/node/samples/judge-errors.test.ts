import { describe, expect, it } from 'vitest';
import { judgeErrors } from '../../samples/judge-errors.js';
import type { SeenError } from '../../samples/judge-errors.js';

const PAGE = 'http://127.0.0.1:5180';
const WIDGETS = 'http://127.0.0.1:5181';
const NOWHERE = { url: '', line: 1, column: 1 };

/** The prelude is on line 2, from the 7th character: `<head>` comes first. */
const HTML = `<!doctype html>
<head><script data-zfapps-host="${PAGE}">(function(){patched()})()</script><script>
own()
</script></head>`;

const code = {
  pageOrigin: PAGE,
  widgetOrigin: WIDGETS,
  htmlOf: async (url: string) => (url === `${WIDGETS}/app/widget.html` ? HTML : undefined),
};

function thrown(message: string, ...frames: string[]): SeenError {
  const stack = [`Error: ${message}`, ...frames.map((frame) => `    at ${frame}`)].join('\n');
  return { message, stack, place: NOWHERE };
}

async function judge(...seen: SeenError[]) {
  return judgeErrors(seen, [], code);
}

describe('an uncaught error', () => {
  it.each([
    `connect (${WIDGETS}/__zfapps/zf_sdk.js:2:100)`,
    `${PAGE}/__zfapps/page/assets/index-abc.js:9:1`,
    `async open (${PAGE}/__zfapps/page/assets/index-abc.js:9:1)`,
    `patched (${WIDGETS}/app/widget.html:2:70)`,
  ])('is ours where our code threw: %s', async (frame) => {
    expect(await judge(thrown('broken', frame))).toMatchObject([{ message: 'broken', ours: true }]);
  });

  it.each([
    `onload (${WIDGETS}/app/js/extension.js:12:3)`,
    `${WIDGETS}/app/widget.html:3:1`,
    `${WIDGETS}/app/other.html:2:70`,
    'https://cdn.example/jquery.min.js:2:30',
  ])('is not where others threw: %s', async (frame) => {
    expect(await judge(thrown('broken', frame))).toMatchObject([{ ours: false }]);
  });

  it("is the handler's that threw, though our SDK called it", async () => {
    const [error] = await judge(
      thrown(
        'in a handler',
        'JSON.parse (<anonymous>)',
        `${WIDGETS}/app/a.js:1:2`,
        `emit (${WIDGETS}/__zfapps/zf_sdk.js:2:9)`,
      ),
    );
    expect(error).toEqual({ message: 'in a handler', place: '/app/a.js:1:2', ours: false });
  });

  it('is judged by its frames, whatever addresses its message has', async () => {
    const message = `no ${PAGE}/__zfapps/page/x.js:1:1 for you`;
    expect(await judge(thrown(message, `${WIDGETS}/app/a.js:1:2`))).toMatchObject([{ ours: false }]);
  });

  it("is the widget's where a call of ours rejected with an object that nobody caught", async () => {
    const place = { url: `${WIDGETS}/__zfapps/zf_sdk.js`, line: 2, column: 9 };
    const seen = [
      { message: 'Object', stack: '', place },
      { message: 'a text', stack: '', place: NOWHERE },
      { message: 'Object', stack: '', place: NOWHERE },
    ];
    expect(await judgeErrors(seen, ['first reason', 'a text', 'second reason'], code)).toEqual([
      { message: 'first reason', place: '/__zfapps/zf_sdk.js:2:9', ours: false },
      { message: 'a text', place: '', ours: false },
      { message: 'second reason', place: '', ours: false },
    ]);
  });

  it("is ours where the host page's console says it", async () => {
    const place = { url: `${PAGE}/`, line: 1, column: 1 };
    expect(await judge({ message: 'console.error: x', stack: '', place, isConsole: true })).toMatchObject([
      { ours: true },
    ]);
  });
});
