import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

/** A page to mount: its HTML and the files that it loads, by address. */
export interface BenchPage {
  name: string;
  html: string;
  files: Record<string, string>;
  /** How many elements of the class `row` its scripts make. */
  rows: number;
}

/** The address of the widget's page, and of the SDK in it. */
export const PAGE_URL = 'https://widget.test/app/widget.html';
export const SDK_URL = 'https://js.zohostatic.com/zohofinance/v1/zf_sdk.js';

/** What is mounted: one of the bundled examples, and a page with as much script as a framework's build has. */
export async function benchPages(): Promise<BenchPage[]> {
  const sdk = await readFile(join(ROOT, 'dist/zf_sdk.js'), 'utf8');
  const app = (name: string) => readFile(join(ROOT, 'playground/widgets/receivables/app', name), 'utf8');
  const example = Object.fromEntries(
    await Promise.all(
      ['widget.css', 'outlook.css', 'shared.js', 'outlook.js'].map(async (name) => [
        `/app/${name}`,
        await app(name),
      ]),
    ),
  );
  // A bare window has no host: in both, the example's script ends with its first call.
  const alone = {
    '/app/outlook.js':
      example['/app/outlook.js']?.replace('\n  start();', '\n  ZFAPPS.extension.init().catch(() => {});') ??
      '',
  };
  return [
    {
      name: 'the example in the sidebar',
      html: await app('outlook.html'),
      files: { ...example, ...alone, [SDK_URL]: sdk },
      rows: 0,
    },
    {
      name: 'a page with 500 kB of script',
      html: `<!doctype html><html><head><script src="${SDK_URL}"></script></head><body><div id="app"></div><script src="/app/library.js"></script><script>ZFAPPS.extension.init().catch(() => {}); mountAll(document.getElementById('app'));</script></body></html>`,
      files: { '/app/library.js': library(), [SDK_URL]: sdk },
      rows: 300,
    },
  ];
}

/** As a build is: many small functions in one, and one of them builds a list of 300 elements. */
function library(): string {
  const parts = Array.from(
    { length: 5_000 },
    (_, index) =>
      `function part${index}(a, b) { return a === b ? ${index} : [a, b, 'some text of part ${index}'].join(' · '); }\n`,
  );
  return `(() => {
${parts.join('')}
window.mountAll = (root) => {
  for (let index = 0; index < 300; index += 1) {
    const row = document.createElement('p');
    row.className = 'row';
    row.textContent = part1(index, 'row');
    root.append(row);
  }
};
})();`;
}
