import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT_CODES } from '../../src/cli/exit-codes.js';
import { root } from './source-files.js';

const read = (path: string) => readFileSync(join(root, path), 'utf8');

describe('docs/testing.md', () => {
  it('shows tests as they are run', () => {
    const [, section = ''] = /## A bigger example\n([\s\S]*?)\n## /.exec(read('docs/testing.md')) ?? [];
    const tests = read('test/kit/receivables.test.ts');
    const shown = Array.from(section.matchAll(/```ts\n([\s\S]*?)\n```/g), ([, code = '']) => code);
    expect(shown).toHaveLength(2);
    // What stands between two of them is left out.
    for (const part of shown.flatMap((code) => code.split(/\n\n(?= {2}it\()/))) expect(tests).toContain(part);
  });

  it('shows a widget of a form, and its test, as they are run', () => {
    const [, section = ''] =
      /## Forms, saving and events\n([\s\S]*?)\n## /.exec(read('docs/testing.md')) ?? [];
    const tests = read('test/kit/forms.test.ts');
    const shown = Array.from(section.matchAll(/```ts\n([\s\S]*?)\n```/g), ([, code = '']) => code);
    expect(shown).toHaveLength(2);
    for (const part of shown) expect(tests).toContain(part);
  });

  it('names every member of a mounted widget', () => {
    const [, own = ''] =
      /export interface MountedWidget<[\s\S]*?> \{\n([\s\S]*?)\n\}/.exec(
        read('src/testing/mounted-widget.ts'),
      ) ?? [];
    const members = Array.from(own.matchAll(/^ {2}(?:readonly )?(\w+)[:(]/gm), ([, name]) => name);
    expect(members.length).toBeGreaterThan(15);
    const [, table = ''] =
      /## What a mount gives\n([\s\S]*?)\nUnder Vitest/.exec(read('docs/testing.md')) ?? [];
    for (const name of members) expect(table).toMatch(new RegExp(`^\\| .*\`${name}\\b.* \\|`, 'm'));
  });

  it('names every option of mountWidget', () => {
    const options = Array.from(
      read('src/testing/mount-options.ts').matchAll(/^ {2}(\w+)\?:/gm),
      ([, name]) => name,
    );
    expect(options.length).toBeGreaterThan(10);
    const docs = read('docs/testing.md');
    for (const name of options) expect(docs).toMatch(new RegExp(`^\\| .*\`${name}\`.* \\|`, 'm'));
  });
});

describe('docs/cli.md', () => {
  it('has the exit codes, and every option of every command', () => {
    const docs = read('docs/cli.md');
    const codes = Array.from(docs.matchAll(/^\| (\d) \|/gm), ([, code]) => Number(code));
    expect(codes).toEqual([0, ...Object.values(EXIT_CODES)]);
    const commands = readdirSync(join(root, 'src/cli'))
      .filter((name) => name.endsWith('.ts'))
      .map((name) => read(`src/cli/${name}`))
      .filter((source) => /\.(?:requiredO|o)ption\(|new Option\(/.test(source));
    const options = new Set(
      commands.flatMap((source) => Array.from(source.matchAll(/'(--[a-z-]+)[ ']/g), ([, name = '']) => name)),
    );
    // One of each file that registers some.
    for (const name of ['--open', '--database', '--drain', '--scope', '--strict'])
      expect(options).toContain(name);
    for (const name of options) expect(docs).toMatch(new RegExp(`^\\| \`${name}\\b.*\\|`, 'm'));
  });
});

describe('docs/page.md', () => {
  it('names every member of zfappsPlayground', () => {
    const [, own = ''] =
      /export interface ZfappsPlayground \{\n([\s\S]*?)\n\}/.exec(read('playground/automation.ts')) ?? [];
    const members = Array.from(own.matchAll(/^ {2}(?:readonly )?(\w+)[:(]/gm), ([, name = '']) => name);
    expect(members.length).toBeGreaterThan(8);
    const [, table = ''] = /## For browser tests\n([\s\S]*)/.exec(read('docs/page.md')) ?? [];
    for (const name of members) expect(table).toMatch(new RegExp(`^\\|[^|]*\`${name}\\b[^|]*\\|`, 'm'));
  });
});
