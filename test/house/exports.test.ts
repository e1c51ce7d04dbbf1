import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { OWN_MODULES } from '../../src/node/load-module.js';
import { root } from './source-files.js';

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** The test kit: the same in Node and in a browser, so that one test file runs in both. */
const KIT = [
  'bill',
  'creditNote',
  'customer',
  'estimate',
  'expense',
  'invoice',
  'item',
  'mountWidget',
  'organization',
  'payment',
  'project',
  'purchaseOrder',
  'record',
  'salesOrder',
  'user',
  'vendor',
  'zfappsMatchers',
];

/** The public interface at run time: a name that comes or goes changes this table, and the changelog. */
const PUBLIC: Record<string, string[]> = {
  index: ['defineConfig', 'isZfappsError'],
  widget: ['createZfapps', 'messengerToParent'],
  globals: [],
  host: ['createWidgetHost', 'remoteBackend'],
  'backend-node': ['DEFAULT_LIMITS', 'createBackend', 'fetchTransport', 'mswTransport', 'standInConnection'],
  backend: ['DEFAULT_LIMITS', 'createBackend', 'fetchTransport', 'mswTransport', 'standInConnection'],
  connections: ['apiKey', 'basic', 'bearer', 'custom', 'oauth2', 'zohoOAuth'],
  desk: [
    'callbackHash',
    'createDesk',
    'explainInvokeHash',
    'invokeHash',
    'memoryExtensionStore',
    'textToHash',
    'verifyCallbackHash',
    'verifyInvokeHash',
  ],
  'sample-org': ['sampleOrg'],
  server: ['createServer', 'memoryStore'],
  node: [
    'createProjectServer',
    'fileStore',
    'folderFiles',
    'listen',
    'loadConfig',
    'nodeTransport',
    'pageFiles',
    'preludeFile',
    'sdkFile',
    'sqlStore',
  ],
  vite: ['default', 'zfapps'],
  testing: KIT,
  'testing-browser': KIT,
};

describe('the public entries', () => {
  it('are the files of src/entries, each once in the exports map', () => {
    const files = readdirSync(join(root, 'src/entries')).filter((name) => name.endsWith('.ts'));
    expect(files.map((name) => name.replace('.ts', '')).sort()).toEqual(Object.keys(PUBLIC).sort());
    for (const name of Object.keys(PUBLIC)) {
      if (/^(?:backend|testing)/.test(name)) continue;
      expect(manifest.exports[name === 'index' ? '.' : `./${name}`]).toEqual({
        types: `./dist/types/entries/${name}.d.ts`,
        default: `./dist/entries/${name}.js`,
      });
    }
    expect(manifest.exports['./backend']).toEqual({
      types: './dist/types/entries/backend.d.ts',
      node: './dist/entries/backend-node.js',
      default: './dist/entries/backend.js',
    });
    expect(manifest.exports['./testing']).toEqual({
      types: './dist/types/entries/testing.d.ts',
      browser: './dist/entries/testing-browser.js',
      default: './dist/entries/testing.js',
    });
    expect(manifest.exports['./zf_sdk.js']).toBe('./dist/zf_sdk.js');
  });

  it.each(
    Object.keys(PUBLIC).filter((name) => name !== 'globals'),
  )('%s only passes on, and by name', (name) => {
    const source = readFileSync(join(root, 'src/entries', `${name}.ts`), 'utf8');
    const rest = source
      .replace(/^\/\/.*$/gm, '')
      .replace(/export (?:type )?\{[^}]*\} from '\.\.\/[\w/-]+\/index\.js';/g, '')
      .trim();
    expect(rest).toBe('');
  });

  it.each(Object.entries(PUBLIC))('%s offers %j', async (name, names) => {
    const entry = await import(`../../src/entries/${name}.ts`);
    expect(Object.keys(entry).sort()).toEqual([...names].sort());
  });

  it('are whole where a configuration imports them, which this package answers itself', () => {
    expect(Object.keys(OWN_MODULES['zfapps-shim']).sort()).toEqual(PUBLIC.index);
    expect(Object.keys(OWN_MODULES['zfapps-shim/connections']).sort()).toEqual(PUBLIC.connections);
  });

  it('make no index that passes everything on', () => {
    const indexes = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      /(?:^|\/)index\.ts$/.test(name),
    );
    expect(indexes.length).toBeGreaterThan(8);
    for (const name of indexes)
      expect(readFileSync(join(root, 'src', name), 'utf8')).not.toMatch(/export \*/);
  });
});
