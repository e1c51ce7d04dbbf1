import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CommandError } from '../../src/cli/exit-codes.js';
import { hash } from '../../src/cli/hash.js';
import { tempFolder } from '../node/temp-folder.js';
import type { HashOptions } from '../../src/cli/hash.js';

const SECRET = 'planted-secret-4711';
const VARIABLE = 'ZFAPPS_DESK_SECRET';

const TEXT = 'requestURL=https://example.com/a b&requestType=GET';
const FIELDS = ['requestType=GET', 'requestURL=https://example.com/a b'];
const FORM = 'requestType=GET&requestURL=https%3A%2F%2Fexample.com%2Fa+b&securityContext=c&orgId=1';

function hmacOf(text: string, secret = SECRET): string {
  return createHmac('sha256', secret).update(text).digest('hex');
}

const RIGHT = hmacOf(TEXT);

interface Ran {
  stdout: string;
  stderr: string;
  error: CommandError | undefined;
}

/** Runs the command in a folder of its own; nothing that it prints or throws has the secret. */
async function run(options: HashOptions, file?: string): Promise<Ran> {
  let stdout = '';
  let stderr = '';
  const printed = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    stdout += chunk;
    return true;
  });
  const noted = vi.spyOn(console, 'error').mockImplementation((line) => {
    stderr += `${line}\n`;
  });
  const folder = options.folder ?? (await tempFolder());
  try {
    const outcome = await hash(file, { ...options, folder }).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (outcome !== undefined && !(outcome instanceof CommandError)) throw outcome;
    expect(`${stdout}${stderr}${outcome?.message}`).not.toContain(SECRET);
    return { stdout, stderr, error: outcome };
  } finally {
    printed.mockRestore();
    noted.mockRestore();
  }
}

beforeEach(() => {
  vi.stubEnv(VARIABLE, SECRET);
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

describe('zfapps-shim hash', () => {
  it('prints the text and its HASH', async () => {
    const { stdout, stderr, error } = await run({ field: FIELDS });
    expect(stdout).toContain(`\n${TEXT}\n`);
    expect(stdout).toContain(RIGHT);
    expect({ stderr, error }).toEqual({ stderr: '', error: undefined });
  });

  it('prints one line of JSON where it is asked to', async () => {
    const { stdout } = await run({ field: FIELDS, json: true });
    expect(stdout.endsWith('}\n')).toBe(true);
    expect(JSON.parse(stdout)).toEqual({ textToHash: TEXT, hash: RIGHT });
  });

  it('takes the request as form data, as a file of either, or from standard input', async () => {
    const json = JSON.stringify({ requestType: 'GET', requestURL: 'https://example.com/a b', orgId: 1 });
    const folder = await tempFolder({ 'request.json': json, 'request.txt': `${FORM}\n` });
    const stdin = vi.spyOn(process, 'stdin', 'get');
    for (const text of [json, FORM]) {
      stdin.mockReturnValue(Readable.from([text]) as unknown as typeof process.stdin);
      expect((await run({}, '-')).stdout).toContain(RIGHT);
    }
    expect((await run({ form: FORM })).stdout).toContain(RIGHT);
    expect((await run({}, join(folder, 'request.json'))).stdout).toContain(RIGHT);
    expect((await run({}, join(folder, 'request.txt'))).stdout).toContain(RIGHT);
  });

  it('has --field take the place of a field', async () => {
    const { stdout } = await run({ form: FORM, field: ['requestType=PUT'] });
    expect(stdout).toContain(hmacOf('requestURL=https://example.com/a b&requestType=PUT'));
  });

  it('says that the given HASH matches', async () => {
    const { stdout, error } = await run({ field: FIELDS, given: RIGHT });
    expect(stdout).toContain('matches.');
    expect(error).toBeUndefined();
  });

  it('explains a HASH that does not match, and fails', async () => {
    const wrong = 'requestType=GET&requestURL=https://example.com/a b';
    const { stdout, error } = await run({ field: FIELDS, given: hmacOf(wrong) });
    expect(stdout).toContain('order requestType, requestURL');
    expect(stdout).toContain(`\n${wrong}\n`);
    expect(stdout).toContain(RIGHT);
    expect(error?.reason).toBe('failure');
  });

  it('explains a HASH in JSON, with what is sent beside the payload', async () => {
    const { stdout, error } = await run({
      form: FORM,
      given: hmacOf(`${TEXT}&securityContext=c`),
      json: true,
    });
    expect(JSON.parse(stdout)).toMatchObject({
      matches: false,
      hash: RIGHT,
      causes: [{ kind: 'extra_fields' }],
    });
    expect(error?.reason).toBe('failure');
  });

  it('takes a HASH without empty fields, unless strict', async () => {
    const options = { field: [...FIELDS, 'headers='], given: RIGHT };
    expect((await run(options)).error).toBeUndefined();
    expect((await run({ ...options, strict: true })).error?.reason).toBe('failure');
  });

  it('notes what means nothing, with the name that was meant', async () => {
    const { stdout, stderr } = await run({ form: `${FORM}&queryParam=1` });
    expect(stdout).toContain(RIGHT);
    expect(stderr).toMatch(/"queryParam".*"queryParams"/);
  });
});

describe('the secret of zfapps-shim hash', () => {
  const withManifest = {
    'plugin-manifest.json': JSON.stringify({ service: 'DESK', secret: 'of the manifest' }),
  };

  it('is that of the manifest where no variable has one', async () => {
    vi.stubEnv(VARIABLE, undefined);
    const folder = await tempFolder(withManifest);
    expect((await run({ field: FIELDS, folder })).stdout).toContain(hmacOf(TEXT, 'of the manifest'));
  });

  it('is that of .env.local before the manifest, and that of the environment before both', async () => {
    const folder = await tempFolder({
      ...withManifest,
      '.env.local': `${VARIABLE}=local\nOTHER_SECRET=other\n`,
    });
    expect((await run({ field: FIELDS, folder })).stdout).toContain(RIGHT);
    vi.stubEnv(VARIABLE, undefined);
    expect((await run({ field: FIELDS, folder })).stdout).toContain(hmacOf(TEXT, 'local'));
    const named = await run({ field: FIELDS, folder, secretEnv: 'OTHER_SECRET' });
    expect(named.stdout).toContain(hmacOf(TEXT, 'other'));
  });

  it('is that of the configuration before the manifest', async () => {
    vi.stubEnv(VARIABLE, undefined);
    const folder = await tempFolder({
      ...withManifest,
      'zfapps.config.json': { desk: { secret: { env: 'MY_SECRET' } } },
    });
    expect((await run({ field: FIELDS, folder })).error?.message).toContain('MY_SECRET');
    vi.stubEnv('MY_SECRET', 'mine');
    expect((await run({ field: FIELDS, folder })).stdout).toContain(hmacOf(TEXT, 'mine'));
  });

  it('may stand on the command line, with a note', async () => {
    const { stdout, stderr } = await run({ field: FIELDS, secret: 'typed' });
    expect(stdout).toContain(hmacOf(TEXT, 'typed'));
    expect(stderr).toContain('history');
    expect(stderr).not.toContain('typed');
  });

  it.each<[string, HashOptions, string]>([
    ['is nowhere', {}, VARIABLE],
    ['is nowhere, and no folder was named', {}, '--folder'],
    ['is in a variable that is not set', { secretEnv: 'ZFAPPS_TEST_UNSET' }, 'ZFAPPS_TEST_UNSET'],
    ['is given twice', { secret: 'a', secretEnv: 'B' }, '--secret-env'],
    ['is empty', { secret: '' }, 'empty'],
  ])('is asked for where it %s', async (_, options, mentions) => {
    vi.stubEnv(VARIABLE, undefined);
    const { error, stdout } = await run({ field: FIELDS, ...options });
    expect(error).toMatchObject({ reason: 'usage', message: expect.stringContaining(mentions) });
    expect(stdout).toBe('');
  });

  it('is not quoted from a manifest that is broken', async () => {
    vi.stubEnv(VARIABLE, undefined);
    const folder = await tempFolder({ 'plugin-manifest.json': `{"secret": "${SECRET}" x` });
    expect((await run({ field: FIELDS, folder })).error?.reason).toBe('invalid');
  });
});

describe('what zfapps-shim hash does not take', () => {
  it.each<[string, HashOptions, string]>([
    ['nothing', {}, 'nothing to hash'],
    ['a field without a value', { field: ['requestType'] }, 'name=value'],
    ['a field that is none, with the nearest', { field: ['requestUrl=x'] }, '"requestURL"'],
    ['a field twice', { field: ['requestType=GET', 'requestType=PUT'] }, 'twice'],
    ['a form with a field twice', { form: `${FORM}&orgId=2` }, 'twice'],
    ['JSON as a form', { form: '{"requestType": "GET"}' }, 'form data'],
  ])('%s', async (_, options, mentions) => {
    expect((await run(options)).error).toMatchObject({
      reason: 'usage',
      message: expect.stringContaining(mentions),
    });
  });

  it.each([
    ['an object in place of its text', '{"headers": {"orgId": 1}}', 'quotes'],
    ['broken JSON', '{"headers": ', 'not JSON'],
    ['other text', 'GET https://example.com', 'neither'],
  ])('a file with %s', async (_, text, mentions) => {
    const folder = await tempFolder({ request: text });
    const { error } = await run({}, join(folder, 'request'));
    expect(error).toMatchObject({ reason: 'usage', message: expect.stringContaining(mentions) });
  });

  it('a file that does not exist, or one beside --form', async () => {
    expect((await run({}, 'missing.json')).error?.message).toContain('missing.json does not exist');
    expect((await run({ form: FORM }, '-')).error?.message).toContain('not both');
  });
});
