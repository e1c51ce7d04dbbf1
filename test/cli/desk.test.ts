import { createHmac } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DESK_ORG, DESK_SECRET, directlyAt, invokeAt } from '../support/desk-calls.js';
import { recordingServer } from '../support/recording-server.js';
import { startCommand } from './live-command.js';
import { EXTENSION, servedFolder } from './running-serve.js';

/** The exit codes that people's scripts rely on: written out, because changing one breaks them. */
const FAILURE = 1;
const USAGE = 2;
const DATABASE = 9;

const STORAGE = {
  requestURL: 'https://desk.zoho.com/api/v1/installedExtensions/{{installationId}}/storage',
  requestType: 'GET',
};

describe('zfapps-shim desk', { timeout: 60_000 }, () => {
  it('mints what a running server takes at once, and takes it back', async () => {
    const { serve, json, run } = await servedFolder(EXTENSION);
    const { url } = await serve();
    const context = await json('desk', 'context', '--user', '7', '--minutes', '5');
    expect(context).toMatchObject({ user: '7', orgId: DESK_ORG });
    // Five minutes from now; the command takes some seconds at most.
    expect(context.expiresAt - Date.now()).toBeGreaterThan(4 * 60_000);
    expect(context.expiresAt - Date.now()).toBeLessThanOrEqual(5 * 60_000);
    const { token, id, installationId } = await json('desk', 'token', '--scope', 'Desk.extensions.READ');
    const path = `installedExtensions/${installationId}/storage`;
    expect((await invokeAt(url, context.securityContext, STORAGE)).status).toBe(200);
    expect((await directlyAt(url, token, path)).status).toBe(200);
    const refused = await directlyAt(url, token, path, { method: 'POST', body: { key: 'a', value: {} } });
    expect(refused).toMatchObject({ status: 403, body: { errorCode: 'SCOPE_MISMATCH' } });

    const listed = await json('desk', 'contexts');
    expect(listed).toMatchObject({
      contexts: [{ id: context.id, user: '7', state: 'valid' }],
      tokens: [{ id, scopes: ['Desk.extensions.READ'], state: 'valid' }],
    });
    const { stdout } = await run('desk', 'contexts');
    for (const secret of [context.securityContext, token]) {
      expect(JSON.stringify(listed)).not.toContain(secret);
      expect(stdout).not.toContain(secret);
    }
    expect(stdout).toContain(id.slice(0, 12));

    expect(await json('desk', 'revoke', id.slice(0, 12))).toEqual({ revoked: [id] });
    expect((await directlyAt(url, token, path)).status).toBe(401);
    expect((await invokeAt(url, context.securityContext, STORAGE)).status).toBe(200);
    expect(await json('desk', 'revoke', 'all')).toEqual({ revoked: [context.id] });
    const late = await invokeAt(url, context.securityContext, STORAGE);
    expect(late).toMatchObject({ status: 403, body: { errorCode: 'FORBIDDEN' } });
  });

  it('takes several scopes', async () => {
    const { run } = await servedFolder(EXTENSION);
    const { code, stdout, stderr } = await run(
      ...['desk', 'token', '--scope', 'Desk.extensions.READ,Desk.extensions.CREATE'],
      ...['--scope', 'Desk.extensions.DELETE', '--json'],
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout).scopes).toEqual([
      'Desk.extensions.READ',
      'Desk.extensions.CREATE',
      'Desk.extensions.DELETE',
    ]);
    expect(stdout + stderr).not.toContain(DESK_SECRET);
  });

  it('fires an event at the extension, whose HASH it can verify, and whose context is valid', async () => {
    const extension = await recordingServer((_, response) => void response.writeHead(201).end('thanks'));
    onTestFinished(extension.close);
    const { serve, json, run } = await servedFolder({
      ...EXTENSION,
      'zfapps.config.json': {
        desk: {
          callbackListener: { onInstall: 'https://extension.example.com/events/install?a=b' },
          callbackOrigin: extension.origin,
        },
      },
    });
    const { url } = await serve();
    expect(await json('desk', 'fire', 'onInstall', '--user', '7')).toMatchObject({
      event: 'onInstall',
      status: 201,
      answer: 'thanks',
    });
    const [request] = extension.requests;
    expect(request).toMatchObject({ method: 'POST', target: '/events/install?a=b' });
    const body = request?.body.toString() ?? '';
    expect(request?.headers.hash).toBe(createHmac('sha256', DESK_SECRET).update(body).digest('hex'));
    expect((await invokeAt(url, JSON.parse(body).securityContext, STORAGE)).status).toBe(200);

    const { code, stdout, stderr } = await run('desk', 'fire', 'onInstall');
    expect(code).toBe(0);
    expect(stdout).toContain('201 thanks');
    expect(stdout + stderr).not.toContain(DESK_SECRET);
  });

  it('fails where the extension refuses the event, or cannot be reached', async () => {
    const extension = await recordingServer((_, response) => void response.writeHead(401).end('who are you'));
    onTestFinished(extension.close);
    const { run } = await servedFolder({
      ...EXTENSION,
      'zfapps.config.json': {
        desk: {
          callbackListener: { onInstall: extension.origin, onUpdate: 'https://extension.example.com/' },
        },
      },
    });
    const refused = await run('desk', 'fire', 'onInstall');
    expect(refused).toMatchObject({ code: FAILURE, stderr: expect.stringContaining('401') });
    expect(refused.stdout).toContain('who are you');
    // Offline, nothing leaves this machine.
    const remote = await run('desk', 'fire', 'onUpdate');
    expect(remote).toMatchObject({ code: FAILURE, stderr: expect.stringContaining('--mode live') });
  });

  it.each<[string, Record<string, string | object>, string[], number, RegExp]>([
    ['a project that is no extension', { 'zfapps.config.json': {} }, ['context'], USAGE, /no Desk extension/],
    [
      'a secret whose variable is not set',
      { ...EXTENSION, 'zfapps.config.json': { desk: { secret: { env: 'NOT_SET_ANYWHERE' } } } },
      ['context'],
      USAGE,
      /NOT_SET_ANYWHERE/,
    ],
    ['a token for nothing', EXTENSION, ['token'], USAGE, /--scope/],
    [
      'a scope that opens nothing, among others',
      EXTENSION,
      ['token', '--scope', 'Desk.extensions.READ,Desk.extension.CREATE'],
      USAGE,
      /Desk\.extension\.CREATE".*did you mean "Desk\.extensions\.CREATE"/,
    ],
    ['an event that there is not', EXTENSION, ['fire', 'onInstal'], USAGE, /did you mean "onInstall"/],
    ['an event that nobody listens to', EXTENSION, ['fire', 'onInstall'], USAGE, /callbackListener/],
    ['an id that there is not', EXTENSION, ['revoke', 'abcdef0123456789'], USAGE, /abcdef0123456789/],
    ['the beginning of any id', EXTENSION, ['revoke', ''], USAGE, /at least 8/],
    ['minutes in words', EXTENSION, ['context', '--minutes', 'long'], USAGE, /minutes/],
    ['no minutes', EXTENSION, ['context', '--minutes', '0'], USAGE, /minutes/],
    [
      'a database that is not reached',
      EXTENSION,
      // Port 9 takes no connection here: it is the discard service's, which nobody runs.
      ['context', '--database', 'postgres://me:planted-password@127.0.0.1:9/d'],
      DATABASE,
      /postgres:\/\/me@127\.0\.0\.1:9\/d/,
    ],
  ])('ends with a sentence for %s', async (_, files, args, expected, message) => {
    const { run } = await servedFolder(files);
    const { code, stdout, stderr } = await run('desk', ...args);
    expect(code).toBe(expected);
    expect(stderr).toMatch(message);
    expect(stdout).toBe('');
    expect(stderr).not.toMatch(/planted-password|^\s+at /m);
    expect(stderr).not.toContain(DESK_SECRET);
  });
});

describe('zfapps-shim dev of an extension', { timeout: 30_000 }, () => {
  const withWidget = {
    'app/widget.html': '<h1>Jira</h1>',
    'plugin-manifest.json': {
      ...EXTENSION['plugin-manifest.json'],
      modules: {
        widgets: [{ name: 'Jira', location: 'desk.ticket.detail.rightpanel', url: '/app/widget.html' }],
      },
    },
  };
  it.each([
    ['says where it calls Desk', withWidget, true],
    ['says nothing of Desk where there is none', { 'app/widget.html': '<h1>Jira</h1>' }, false],
  ])('%s', async (_, files, isDesk) => {
    const { start } = await servedFolder(files);
    const command = start(['dev', '.', '--port', '0']);
    await command.printed(/Ctrl-C/);
    const page = /page +(\S+)/.exec(command.output())?.[1] ?? '';
    const desk = /^ +desk +(\S+)$/m.exec(command.output())?.[1];
    expect(desk).toBe(isDesk ? `${new URL(page).origin}/api/v1/invoke` : undefined);
  });
});

describe('zfapps-shim hash, as a command', { timeout: 30_000 }, () => {
  it('hashes by the manifest of a folder, and ends with 1 where a given one does not match', async () => {
    const { folder, run } = await servedFolder(EXTENSION);
    const fields = ['--field', 'requestURL=https://api.google.com/test', '--field', 'requestType=GET'];
    const hash = createHmac('sha256', DESK_SECRET)
      .update('requestURL=https://api.google.com/test&requestType=GET')
      .digest('hex');
    expect(await run('hash', ...fields)).toMatchObject({ code: 0, stdout: expect.stringContaining(hash) });
    expect(await run('hash', ...fields, '--given', hash)).toMatchObject({ code: 0 });
    const wrong = startCommand(['hash', '--folder', folder, ...fields, '--given', hash.toUpperCase()], {
      cwd: '/',
    });
    expect(await wrong.ended).toMatchObject({ code: FAILURE, stdout: expect.stringMatching(/upper/i) });
  });
});
