import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packedProject, run } from '../support/packed-project.js';
import type { PackedProject } from '../support/packed-project.js';

const DOCS = resolve(import.meta.dirname, '../../docs/testing.md');

/** A file that the documentation shows, in the order in which it does. */
interface ShownFile {
  path: string;
  text: string;
}

/** The files of the first screen: a sentence that ends with a path in backticks, and the code below it. */
async function shownFiles(): Promise<ShownFile[]> {
  const text = await readFile(DOCS, 'utf8');
  const found = text.matchAll(/`([\w./-]+\.(?:html|js))`:\n\n```\w+\n([\s\S]*?)```/g);
  return Array.from(found, ([, path = '', code = '']) => ({ path, text: code }));
}

let project: PackedProject;
let files: ShownFile[];

beforeAll(async () => {
  const docs = await readFile(DOCS, 'utf8');
  const [, packages = ''] = /npm install --save-dev zfapps-shim ([^\n]+)/.exec(docs) ?? [];
  project = await packedProject(...packages.split(' '));
  files = await shownFiles();
});
afterAll(() => project?.remove());

async function write({ path, text }: ShownFile): Promise<void> {
  await mkdir(dirname(join(project.folder, path)), { recursive: true });
  await writeFile(join(project.folder, path), text);
}

/** Runs the tests of the project; what they print, and whether they passed. */
async function vitest(): Promise<{ passed: boolean; printed: string }> {
  try {
    const { stdout, stderr } = await run(project.folder, 'npx', 'vitest', 'run');
    return { passed: true, printed: stdout + stderr };
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return { passed: false, printed: stdout + stderr };
  }
}

describe('docs/testing.md, followed in an empty folder', () => {
  it('shows a widget, a test that fails and one that passes', () => {
    expect(files.map(({ path }) => path)).toEqual([
      'my-widget/app/widget.html',
      'widget.test.js',
      'widget.test.js',
    ]);
  });

  it('leads to a failing test, with what to add', async () => {
    for (const file of files.slice(0, 2)) await write(file);
    const { passed, printed } = await vitest();
    expect(passed).toBe(false);
    const docs = await readFile(DOCS, 'utf8');
    const [, block = ''] = /says what is missing:\n\n```text\n([\s\S]*?)```/.exec(docs) ?? [];
    for (const line of block.trim().split('\n')) expect(printed).toContain(line.replace(/ …$/, ''));
  });

  it('and then to a passing one', async () => {
    await write(files[2] as ShownFile);
    const { passed, printed } = await vitest();
    expect(printed).toContain('1 passed');
    expect(passed).toBe(true);
  });
});
