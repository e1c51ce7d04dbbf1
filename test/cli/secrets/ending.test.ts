import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../node/temp-folder.js';
import { never } from '../../support/odd-token-endpoint.js';
import { PLANTED } from './planted.js';
import { FAILURES } from './token-answers.js';
import { world } from './world.js';
import type { OddAnswer } from '../../support/odd-token-endpoint.js';

describe('nothing secret leaves a process that ends', () => {
  it.each([
    'exception',
    'rejection',
  ])('by an uncaught %s whose cause is an error of a token request', async (kind) => {
    const stderr = await crash(crashModule(kind), FAILURES['repeats all in the description']);
    // The error of the backend itself is printed, with all that it has.
    expect(stderr).toMatch(/\[cause\]: [\s\S]*invalid_grant/);
  }, 30_000);

  it('by an exception amid a token request', async () => {
    expect(await crash(CRASH_AMID_REQUEST, never)).toContain('planted crash');
  }, 30_000);

  it.each<NodeJS.Signals>(['SIGTERM', 'SIGINT', 'SIGHUP'])('by %s during a token request', async (signal) => {
    const { dev, start, provider, upstream, check } = await world();
    const arrived = new Promise<void>((resolve) => provider.answers(() => resolve()));
    const { command, call } = await dev();
    const answer = call('given', { url: `${upstream.origin}/ok` }).catch(() => {});
    await arrived;
    command.kill(signal);
    expect(await command.ended).toMatchObject({ code: 0 });
    await answer;

    const again = new Promise<void>((resolve) => provider.answers(() => resolve()));
    const connecting = start(['connect', 'books', '--code', PLANTED.copiedCode]);
    await again;
    connecting.kill(signal);
    await connecting.ended;
    await check('givenRefresh', 'clientSecret', 'copiedCode');
  }, 30_000);
});

/**
 * Has dev crash by a token request, and searches what left.
 *
 * @param module what makes it crash, loaded before it
 * @param answer the token endpoint's
 * @returns what it said on standard error
 */
async function crash(module: string, answer: OddAnswer): Promise<string> {
  const { dev, provider, upstream, check } = await world();
  const planted = await tempFolder({ 'crash.mjs': module });
  provider.answers(answer);
  const { command, call } = await dev({ NODE_OPTIONS: `--import ${join(planted, 'crash.mjs')}` });
  await call('given', { url: `${upstream.origin}/ok` }).catch(() => {});
  const { code, stderr } = await command.ended;
  expect(code).not.toBe(0);
  expect(stderr).toContain('planted crash');
  await check('givenRefresh', 'clientSecret');
  return stderr;
}

/** Ends the process by the first error of a token request that any promise rejects with, as its cause. */
function crashModule(kind: string): string {
  const end = (error: string) =>
    kind === 'rejection' ? `Promise.reject(${error})` : `setImmediate(() => { throw ${error}; })`;
  return `import { promiseHooks } from 'node:v8';
const own = new WeakSet();
let done = false;
promiseHooks.onSettled((promise) => {
  if (done || own.has(promise)) return;
  const looked = Promise.prototype.then.call(promise, undefined, (reason) => {
    if (done || reason?.name !== 'TokenFailure') return;
    done = true;
    ${end("new Error('planted crash', { cause: reason })")};
  });
  own.add(looked);
});`;
}

/** Throws where Node has just sent a token request. */
const CRASH_AMID_REQUEST = `import { ClientRequest } from 'node:http';
const { end } = ClientRequest.prototype;
ClientRequest.prototype.end = function (...args) {
  const result = end.apply(this, args);
  if (this.path === '/token') setTimeout(() => { throw new Error('planted crash'); }, 100);
  return result;
};`;
