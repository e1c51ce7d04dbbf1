import { createServer } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { tempFolder } from '../../node/temp-folder.js';
import { listening } from '../../node/raw-server.js';
import { invokeAt } from '../../support/desk-calls.js';
import { secretFinder } from '../../support/find-secrets.js';
import { startCommand } from '../live-command.js';
import { createOutbox } from './outbox.js';
import { runningDev } from './running-dev.js';

/** No two share twelve characters in a row. */
const PLANTED = {
  manifestSecret: 'Ma+nifest/Ge"heim&of%2',
  fromEnvironment: 'Ei+nstellung/We=rt&of%5',
  byPortal: 'Ge+setzter/We=rt7undmehr',
  byInvoke: 'Na+chtraeglich/We=rt8',
};

const STORAGE = 'https://desk.zoho.com/api/v1/installedExtensions/{{installationId}}/storage';

it('nothing secret of a Desk extension leaves dev, by its page, its routes, its events or what it prints', async () => {
  const callbacks: string[] = [];
  const extension = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    callbacks.push(body);
    response.end('taken');
  });
  const port = await listening(extension);
  const folder = await tempFolder({
    'plugin-manifest.json': {
      service: 'DESK',
      secret: PLANTED.manifestSecret,
      modules: {
        widgets: [{ name: 'W', location: 'desk.ticket.detail.rightpanel', url: '/app/widget.html' }],
      },
      config: [
        { name: 'fromEnvironment', secure: true },
        { name: 'byPortal', secure: true, type: 'text' },
        { name: 'byInvoke', secure: true, mandatory: true },
        { name: 'count', type: 'number', secure: true },
      ],
      callbackListener: {
        onInstall: `http://127.0.0.1:${port}/install`,
        onUpdate: 'http://127.0.0.1:1/update',
      },
    },
    'app/widget.html': '<p></p>',
    'zfapps.config.json': { desk: { configValues: { fromEnvironment: { env: 'DESK_PLANTED' } } } },
    '.env.local': `DESK_PLANTED='${PLANTED.fromEnvironment}'\n`,
  });
  const outbox = createOutbox();
  const command = startCommand(['dev', '.', '--port', '0', '--json'], {
    cwd: folder,
    env: { XDG_STATE_HOME: await tempFolder(), CI: '1' },
  });
  onTestFinished(() => void command.kill('SIGKILL'));
  const dev = await runningDev(command, outbox);
  const desk = async (body: object) => JSON.parse(await dev.post('desk', body));

  await desk({ type: 'setParam', name: 'byPortal', value: PLANTED.byPortal });
  await desk({ type: 'setParam', name: 'count', value: PLANTED.byPortal });
  const { value } = await desk({ type: 'mintContext', user: '1' });
  const context: string = value.securityContext;
  const invoke = (fields: Record<string, string>, secret = PLANTED.manifestSecret) =>
    invokeAt(dev.origin, context, fields, secret);

  const variables = [{ name: 'byInvoke', value: PLANTED.byInvoke }];
  const answers = [
    await invoke({
      requestURL: STORAGE.replace('storage', 'configParams'),
      requestType: 'POST',
      postBody: JSON.stringify({ variables }),
    }),
    await invoke({
      requestURL: STORAGE.replace('storage', 'configParams'),
      requestType: 'POST',
      postBody: JSON.stringify({ variables: [{ name: 'count', value: PLANTED.byInvoke }] }),
    }),
    await invoke({ requestURL: STORAGE.replace('storage', 'configParams'), requestType: 'GET' }),
    await invoke({ requestURL: 'https://api.example.com/', requestType: 'GET' }, 'another secret'),
  ];
  // What an upstream repeats of its request is its own affair: none of these has one.
  for (const name of ['fromEnvironment', 'byPortal', 'byInvoke']) {
    const placeholder = `{{${name}}}`;
    for (const requestURL of [
      `https://api.example.com/${placeholder}?k=${placeholder}`,
      `https://${placeholder}.example.com/`,
      `${STORAGE}?limit=${placeholder}`,
      `${STORAGE}/${placeholder}`,
    ])
      answers.push(
        await invoke({
          requestURL,
          requestType: 'GET',
          queryParams: `{"${placeholder}":"${placeholder}"}`,
          headers: `{"X-Own":"${placeholder}"}`,
        }),
      );
  }
  for (const answer of answers) outbox.left('an answer of invoke', JSON.stringify(answer.body));
  for (const event of ['onInstall', 'onUpdate', 'nothing']) await desk({ type: 'fire', event, user: '1' });
  expect(callbacks).toHaveLength(1);

  const payload = { requestURL: 'https://a.example/', requestType: 'GET' };
  for (const body of [
    { type: 'sign', payload },
    { type: 'explain', payload, hash: 'A'.repeat(64) },
    { type: 'explain', payload, hash: '' },
    { type: 'logs', from: 0, limit: 10 },
    { type: 'storage', from: 0, limit: 10 },
    { type: 'calls' },
    { type: 'nothing' },
  ])
    await desk(body);
  for (const route of ['desk', 'manifest', 'records', 'connections', 'nothing'])
    await dev.get(`/__zfapps/${route}`);
  for (const path of [
    '/plugin-manifest.json',
    '/app/../plugin-manifest.json',
    '/.env.local',
    '/resources.json',
    '/api/v1/nothing',
  ])
    for (const face of [dev.origin, dev.widgetOrigin])
      await outbox.answered(`${face}${path}`, await fetch(`${face}${path}`));
  expect(await dev.get('/__zfapps/desk')).toContain('****');

  command.kill('SIGTERM');
  const { stdout, stderr } = await command.ended;
  await dev.streams;
  outbox.left('stdout', stdout);
  outbox.left('stderr', stderr);
  expect(outbox.finds(secretFinder(PLANTED))).toEqual([]);
  // The text of a context was there once: where it was minted.
  const seen = outbox.finds(secretFinder({ context }));
  expect(seen).not.toEqual([]);
  for (const find of seen) expect(find).toMatch(/ in POST desk/);
}, 60_000);
