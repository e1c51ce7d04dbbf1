import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packedProject, run } from '../support/packed-project.js';
import type { PackedProject } from '../support/packed-project.js';

/** Tests that fail, and which: run by Vitest in a project of somebody else. */
const TESTS = `
import { expect, test, vi } from 'vitest';
import { mountWidget } from 'zfapps-shim/testing';

const SDK = '<script src="https://js.zohostatic.com/zohofinance/v1/zf_sdk.js"></script>';
const handling = (handler) => ({
  html: SDK,
  scripts: ['ZFAPPS.extension.init().then((app) => app.instance.on("ON_INVOICE_CHANGE", ' + handler + '));'],
});

test('error at top level', () => mountWidget({ html: '', scripts: ['missing.member;'] }));

test('error in a handler of an event', async () => {
  const widget = await mountWidget(handling('(invoice) => invoice.nope.member'));
  const [{ answer }] = await widget.emit('ON_INVOICE_CHANGE', {});
  expect(answer.error.code).toBe('handler_failed');
});

test('rejection that nobody handles', async () => {
  await mountWidget({ html: '', scripts: ['Promise.reject(new Error("nobody"));'] });
  await new Promise((resolve) => setTimeout(resolve, 20));
});

test('passes: an error that the test takes', async () => {
  const findings = [];
  await mountWidget({ html: '', scripts: ['missing.member;'] }, { onFinding: (one) => findings.push(one) });
  expect(findings).toMatchObject([{ kind: 'error', message: expect.stringContaining('missing is not defined') }]);
});

test('passes: a mount that is not awaited', () => {
  globalThis.forgotten = mountWidget({ html: SDK }).catch((error) => error.message);
});

test('passes: and is told so', async () => {
  expect(await globalThis.forgotten).toBe('mountWidget was not awaited: the test that called it has ended.');
});

test.concurrent('a concurrent test', () => mountWidget({ html: SDK }));

test.concurrent('passes: a concurrent test with its own function', async ({ onTestFinished }) => {
  const widget = await mountWidget({ html: SDK }, { onTestFinished });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(widget.document.querySelectorAll('script')).toHaveLength(1);
});

test.concurrent('error in one of several concurrent tests', async ({ onTestFinished }) => {
  await mountWidget({ html: '', scripts: ['setTimeout(() => { throw new Error("only here"); });'] }, { onTestFinished });
  await new Promise((resolve) => setTimeout(resolve, 20));
});

test('passes: fake timers are for the test', async () => {
  vi.useFakeTimers();
  const widget = await mountWidget({ html: SDK, scripts: ['requestAnimationFrame(() => { window.ran = true; });'] });
  vi.useRealTimers();
  await expect.poll(() => widget.window.ran).toBe(true);
});
`;

/** For Node's own runner: a widget that is closed lets the process end. */
const NODE_TEST = `
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mountWidget } from 'zfapps-shim/testing';

test('without Vitest', async (t) => {
  const widget = await mountWidget({ html: '<script src="https://js.zohostatic.com/zohofinance/v1/zf_sdk.js"></script>' });
  t.after(() => widget.close());
  const { user } = await widget.window.ZFAPPS.get('user');
  assert.ok(user.user_id);
});
`;

/** Types without Vitest's and without Node's named: what a project with TypeScript's defaults has. */
const TYPED = `
import { invoice, mountWidget } from 'zfapps-shim/testing';

export const total: Promise<string> = mountWidget('folder', { record: invoice({ total: 1 }) }).then(
  (widget) => widget.requests[0]?.url ?? '',
);
`;

interface Result {
  title: string;
  status: string;
  failureMessages: string[];
}

let project: PackedProject;
let results: Result[];

beforeAll(async () => {
  project = await packedProject('vitest@4.1', 'happy-dom@21', 'typescript', '@types/node@20');
  await mkdir(join(project.folder, 'test'));
  await writeFile(join(project.folder, 'test/failing.test.js'), TESTS);
  await writeFile(join(project.folder, 'node.mjs'), NODE_TEST);
  await writeFile(join(project.folder, 'typed.ts'), TYPED);
  const report = join(project.folder, 'report.json');
  await run(project.folder, 'npx', 'vitest', 'run', 'test', '--reporter=json', '--outputFile', report).catch(
    () => {},
  );
  const { testResults } = JSON.parse(await readFile(report, 'utf8'));
  results = testResults.flatMap((file: { assertionResults: Result[] }) => file.assertionResults);
});
afterAll(() => project?.remove());

describe('in a project of somebody else', () => {
  it('each test that should fail does, and no other', () => {
    expect(results.length).toBeGreaterThan(8);
    for (const { title, status } of results)
      expect({ title, status }).toEqual({
        title,
        status: title.startsWith('passes: ') ? 'passed' : 'failed',
      });
  });

  it.each([
    [
      'error at top level',
      /Uncaught error in the widget "Widget": ReferenceError: missing is not defined\n\s+at .*script-1\.js:1:1/,
    ],
    [
      'error in a handler of an event',
      /Uncaught error in the widget "Widget": TypeError: Cannot read[\s\S]*script-1\.js/,
    ],
    ['rejection that nobody handles', /Unhandled rejection in the widget "Widget": Error: nobody/],
    ['a concurrent test', /Hand it that test's own function/],
    ['error in one of several concurrent tests', /only here/],
  ])('"%s" says why', (title, message) => {
    const result = results.find((one) => one.title === title);
    expect(result?.failureMessages.join('\n')).toMatch(message);
  });

  it("runs under Node's own runner, and ends", async () => {
    const { stdout } = await run(
      project.folder,
      process.execPath,
      '--test',
      '--test-reporter=tap',
      'node.mjs',
    );
    expect(stdout).toMatch(/^# pass 1$/m);
  });

  it('is typed, every declaration checked', async () => {
    await expect(
      run(
        project.folder,
        'npx',
        'tsc',
        '--noEmit',
        '--strict',
        '--target',
        'es2023',
        '--module',
        'nodenext',
        'typed.ts',
      ),
    ).resolves.toBeDefined();
  });
});
