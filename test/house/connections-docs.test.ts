import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createBackend } from '../../src/core/backend/index.js';
import { ERROR_STATUSES } from '../../src/core/protocol/error-codes.js';
import { FORCED_STATES } from '../../src/core/protocol/index.js';
import { loadConfig } from '../../src/node/load-config.js';
import { tempFolder } from '../node/temp-folder.js';
import { root } from './source-files.js';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const docs = read('docs/connections.md');

interface Example {
  /** Of the heading that it stands below. */
  heading: string;
  language: string;
  code: string;
}

/** The code blocks, also those within lists. */
const examples: Example[] = docs.split(/^## /m).flatMap((section) => {
  const heading = section.slice(0, section.indexOf('\n'));
  return Array.from(
    section.matchAll(/^( *)```(\w+)\n([\s\S]*?)^ *```$/gm),
    ([, indent = '', language = '', code = '']) => ({
      heading,
      language,
      code: code.replace(new RegExp(`^${indent}`, 'gm'), ''),
    }),
  );
});

const configurations = examples.filter(
  ({ language, code }) => language === 'json' || (language === 'ts' && code.includes('defineConfig')),
);

/** Sets every variable that an example reads. */
function setVariables(code: string): void {
  for (const [, name = ''] of code.matchAll(/\benv"?: ["'](\w+)["']/g)) vi.stubEnv(name, `value of ${name}`);
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('docs/connections.md', () => {
  it.each(
    configurations.map((example, index) => [example.heading, index, example] as const),
  )('%s: the configuration %d is one', async (_, __, { language, code }) => {
    setVariables(code);
    const folder = await tempFolder({ [`zfapps.config.${language}`]: code });
    const { config, notes } = await loadConfig(folder);
    expect(notes).toEqual([]);
    const names = Object.keys(config.connections);
    expect(names).not.toEqual([]);
    const backend = createBackend({ connections: config.connections });
    const listed = await backend.connections.list(String(config.user.user_id));
    expect(listed.map(({ linkName }) => linkName)).toEqual(names);
    for (const { state } of listed) expect(state).toMatch(/^(?:connected|not_connected)$/);
  });

  it.each([
    ['Zoho Books by a self client', 2],
    ['Zoho Books by a server-based client', 1],
    ['An API key', 1],
  ])('%s: under ten lines of configuration', (heading, count) => {
    const own = configurations.filter((one) => one.heading === heading && one.language === 'ts');
    expect(own).toHaveLength(count);
    for (const { code } of own)
      expect(code.split('\n').filter((line) => line.trim() !== '').length).toBeLessThan(10);
  });

  it('names every member of an OAuth connection', () => {
    const [, members = ''] = /## OAuth 2 of any provider\n([\s\S]*?)\n## /.exec(docs) ?? [];
    const [, shared = ''] = read('src/core/project/oauth2-types.ts').split('export interface OAuth2Common');
    const [own = ''] = shared.split('export type OAuth2Connection');
    const names = Array.from(own.matchAll(/^ {2}(\w+)\??:/gm), ([, name = '']) => name);
    expect(names.length).toBeGreaterThan(15);
    for (const name of names.filter((one) => one !== 'type'))
      expect(members).toMatch(new RegExp(`^\\|[^|]*\`${name}\`[^|]*\\|`, 'm'));
  });

  it('names every state that can be forced', () => {
    const [, section = ''] = /## Forced states\n([\s\S]*?)\n## /.exec(docs) ?? [];
    for (const state of FORCED_STATES) expect(section).toMatch(new RegExp(`^\\|[^|]*\`${state}\``, 'm'));
  });

  it('says what mends each code of a connection', () => {
    const codes = Object.keys(ERROR_STATUSES).filter(
      // A connection of the network's, not one of these.
      (code) => /^(?:connection|sign_in)_/.test(code) && !/_(?:refused|reset)$/.test(code),
    );
    expect(codes.length).toBeGreaterThan(6);
    for (const code of codes) expect(docs).toContain(`\`${code}\``);
  });

  it('links to headings that are there', () => {
    const slug = (heading: string) =>
      heading
        .toLowerCase()
        .replace(/[^\w\- ]/g, '')
        .replaceAll(' ', '-');
    const anchorsOf = (text: string) => [
      ...Array.from(text.matchAll(/^##+ (.*)$/gm), ([, heading = '']) => slug(heading)),
      ...Array.from(text.matchAll(/<a id="([\w-]+)">/g), ([, id = '']) => id),
    ];
    for (const page of ['connections', 'configuration', 'cli', 'page', 'testing']) {
      const text = read(`docs/${page}.md`);
      for (const [, file = `${page}.md`, anchor = ''] of text.matchAll(/\]\(([\w-]+\.md)?#([\w-]+)\)/g))
        expect(anchorsOf(read(`docs/${file}`)), `${page}.md: ${file}#${anchor}`).toContain(anchor);
    }
  });
});
