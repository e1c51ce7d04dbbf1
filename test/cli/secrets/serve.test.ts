import { createHmac } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { DESK_ORG, directlyAt, invokeAt } from '../../support/desk-calls.js';
import { secretFinder } from '../../support/find-secrets.js';
import { recordingServer } from '../../support/recording-server.js';
import { servedFolder } from '../running-serve.js';

/** No two share twelve characters in a row. */
const PLANTED = {
  token: 'Pr0xy-Geheim_niS/of+team=1',
  manifestSecret: 'Ma+nifest/Ge"heim&of%2',
  bearer: 'Tr+aeger/Mar=ke&of%3xyz',
  queryKey: 'An+frage/Schlue=ssel4',
  paramValue: 'Ei+nstellung/We=rt&of%5',
  setParam: 'Ge+setzter/We=rt7undmehr',
  query: 'Fr+age/Te=xt&of%8undmehr',
  body: 'Ko+erper/In=halt&of%9undmehr',
  header: 'Ko-pf_Zei/le=10undmehrdavon',
  answer: 'An+twort/In=halt&of%11undmehr',
  fragment: 'Sc+hnipsel/Te=xt&of%12undmehr',
};

it('nothing secret leaves serve by its log, whether calls succeed, fail, are refused, or meet a malicious upstream', async () => {
  const upstream = await recordingServer(({ method, target, headers, body }, response) => {
    // It repeats what it was sent, and adds its own.
    const echo = JSON.stringify({ method, target, headers, body: body.toString(), own: PLANTED.answer });
    if (target.startsWith('/moved'))
      response.writeHead(302, { Location: `/ok?again=${encodeURIComponent(PLANTED.query)}` });
    else if (target.startsWith('/500')) response.writeHead(500, { 'X-Echo': encodeURIComponent(echo) });
    else if (target.startsWith('/cut')) return void response.destroy();
    response.end(echo);
  });
  onTestFinished(upstream.close);
  const hosts = [`127.0.0.1:${upstream.port}`];
  const { serve, json } = await servedFolder(
    {
      'plugin-manifest.json': {
        service: 'DESK',
        secret: PLANTED.manifestSecret,
        config: [
          { name: 'apiKey', secure: true },
          { name: 'region', type: 'picklist', options: ['eu', 'us'] },
          { name: 'open' },
        ],
      },
      'zfapps.config.json': {
        mode: 'live',
        destinations: { private: hosts },
        connections: {
          bearer: { type: 'bearer', token: PLANTED.bearer, hosts },
          key: { type: 'apiKey', in: 'query', name: 'api_key', value: PLANTED.queryKey, hosts },
        },
        desk: { configValues: { apiKey: { env: 'S_PARAM' } } },
      },
      '.env.local': `S_PARAM='${PLANTED.paramValue}'\n`,
    },
    { ZFAPPS_TOKEN: PLANTED.token },
  );
  const server = await serve();
  const { url } = server;
  const { securityContext, installationId } = await json('desk', 'context');
  const { token } = await json('desk', 'token', '--scope', 'Desk.extensions.ALL');

  // Through the proxy.
  const tail = `?q=${encodeURIComponent(PLANTED.query)}#${encodeURIComponent(PLANTED.fragment)}`;
  const header = [{ key: 'X-Own', value: PLANTED.header }];
  const raw = { mode: 'raw', raw: PLANTED.body };
  for (const link of ['bearer', 'key', 'nothing', undefined])
    for (const path of ['/ok', '/moved', '/500', '/cut']) {
      const options = { url: `${upstream.origin}${path}${tail}`, method: 'POST', header, body: raw };
      await server.call(link === undefined ? options : { ...options, connection_link_name: link }, {
        'x-zfapps-token': PLANTED.token,
      });
    }
  for (const options of [
    { url: `https://me:${encodeURIComponent(PLANTED.body)}@api.example.com/${tail}` },
    { url: PLANTED.body },
    { url: `${upstream.origin}/ok`, method: PLANTED.body },
    { url: `${upstream.origin}/ok`, connection_link_name: { a: PLANTED.body } },
    { url: `http://10.0.0.1/${tail}`, header },
    { [PLANTED.body]: 1 },
    PLANTED.body as never,
  ])
    await server.call(options, { 'x-zfapps-token': PLANTED.token });
  await server.call(
    { url: `${upstream.origin}/ok` },
    { 'x-zfapps-token': `${PLANTED.token}x`, 'x-request-id': 'mine' },
  );
  await fetch(`${url}/nothing${tail}`, { headers: { 'X-Own': PLANTED.header } });

  // Through invoke: right, with a wrong HASH, and without this or that.
  const storage = 'https://desk.zoho.com/api/v1/installedExtensions/{{installationId}}/storage';
  const headers = JSON.stringify({ 'X-Key': '{{apiKey}}', 'X-Own': PLANTED.header });
  const queryParams = JSON.stringify({ key: '{{apiKey}}', mine: PLANTED.query });
  const calls: Record<string, string>[] = [
    ...['/ok', '/moved', '/500', '/cut'].flatMap((path) => [
      {
        requestURL: `${upstream.origin}${path}${tail}`,
        requestType: 'POST',
        queryParams,
        postBody: PLANTED.body,
        headers,
      },
      {
        requestURL: `${upstream.origin}${path}?k={{apiKey}}`,
        requestType: 'GET',
        connectionLinkName: 'bearer',
      },
    ]),
    { requestURL: `https://{{apiKey}}/${tail}`, requestType: 'GET' },
    { requestURL: `${upstream.origin}/ok`, requestType: 'GET', headers: PLANTED.body },
    { requestURL: `${upstream.origin}/ok`, requestType: PLANTED.body },
    { requestURL: PLANTED.body, requestType: 'GET' },
    { requestURL: `${upstream.origin}/{{nothing}}${tail}`, requestType: 'GET' },
    {
      requestURL: storage,
      requestType: 'POST',
      postBody: JSON.stringify({ key: PLANTED.body, value: PLANTED.body }),
    },
    { requestURL: `${storage}?limit=${encodeURIComponent(PLANTED.query)}`, requestType: 'GET' },
  ];
  const known = new Set<string>([securityContext, token]);
  for (const fields of calls) {
    const text = Object.entries(fields).map(([name, value]) => `${name}=${value}`);
    known.add(createHmac('sha256', PLANTED.manifestSecret).update(text.join('&')).digest('hex'));
    await invokeAt(url, securityContext, fields, PLANTED.manifestSecret);
    await invokeAt(url, securityContext, fields, PLANTED.body);
    await invokeAt(url, PLANTED.body, fields, PLANTED.manifestSecret);
  }
  await fetch(`${url}/api/v1/invoke?orgId=${DESK_ORG}`, {
    method: 'POST',
    headers: { HASH: PLANTED.header },
    body: PLANTED.body,
  });

  // Without invoke.
  const own = `installedExtensions/${installationId}`;
  const variables = (name: string, value: unknown) => ({
    method: 'POST',
    body: { variables: [{ name, value }] },
  });
  expect(
    (await directlyAt(url, token, `${own}/configParams`, variables('apiKey', PLANTED.setParam))).status,
  ).toBe(200);
  await directlyAt(url, token, `${own}/configParams`, variables('region', PLANTED.setParam));
  await directlyAt(url, token, `${own}/configParams`, variables(PLANTED.body, 'x'));
  await directlyAt(url, token, `${own}/configParams`, variables('open', { [PLANTED.body]: PLANTED.body }));
  await directlyAt(url, token, `${own}/storage?key=${encodeURIComponent(PLANTED.query)}&limit=x`);
  await directlyAt(url, token, `${own}/storage`, { method: 'POST', body: PLANTED.body });
  await directlyAt(url, token, `${own}/storage`, {
    method: 'POST',
    body: { key: PLANTED.body, value: { a: PLANTED.body } },
  });
  await directlyAt(url, PLANTED.header, `${own}/storage`);

  const { code, stdout, stderr } = await server.stop();
  expect(code).toBe(0);
  expect(stderr).toBe('');
  const grants = Object.fromEntries([...known].map((secret, at) => [`grant or HASH ${at}`, secret]));
  const find = secretFinder({ ...PLANTED, ...grants });
  expect(stdout.split('\n').filter((line) => find(line).length > 0)).toEqual([]);

  // They were there to be found, and each call has its line.
  const arrived = upstream.requests.map(({ target, rawHeaders, body }) =>
    [target, ...rawHeaders, body].join('\n'),
  );
  const found = find(arrived.join('\n')).join();
  for (const name of ['bearer', 'queryKey', 'paramValue', 'query', 'header', 'body'])
    expect(found).toContain(name);
  const events = server.lines().map(({ event }) => event);
  expect(events.filter((event) => event === 'invoke')).toHaveLength(calls.length * 3 + 1);
  expect(events.filter((event) => event === 'direct')).toHaveLength(8);
  expect(events.filter((event) => event === 'request')).toHaveLength(4 * 4 + 7 + 2);
}, 60_000);
