// An extension's own server, as its author would write it by the vendor's document: plain Node, and nothing of
// zfapps-shim. What it calls Desk is where DESK_URL points; in production that is https://desk.zoho.com.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const { DESK_URL = 'https://desk.zoho.com', APP_SECRET = '' } = process.env;
const ORDER = ['requestURL', 'requestType', 'queryParams', 'postBody', 'headers', 'connectionLinkName'];
const DATA = 'https://desk.zoho.com/api/v1/installedExtensions/{{installationId}}';

let installation;

const hmac = (text) => createHmac('sha256', APP_SECRET).update(text).digest('hex');

async function invoke(payload) {
  const { orgId, securityContext } = installation;
  const text = ORDER.filter((name) => name in payload)
    .map((name) => `${name}=${payload[name]}`)
    .join('&');
  const response = await fetch(
    `${DESK_URL}/api/v1/invoke?${new URLSearchParams({ orgId, securityContext })}`,
    {
      method: 'POST',
      headers: { HASH: hmac(text), 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(payload).toString(),
    },
  );
  const answer = await response.json();
  if (!response.ok) throw new Error(`${response.status} ${answer.errorCode}: ${answer.message}`);
  if (answer.statusCode >= 400) throw new Error(`${answer.statusCode}: ${answer.response}`);
  return answer.response === '' ? undefined : JSON.parse(answer.response);
}

const get = (resource, queryParams = {}) =>
  invoke({
    requestURL: `${DATA}/${resource}`,
    requestType: 'GET',
    queryParams: JSON.stringify(queryParams),
    headers: JSON.stringify({ orgId: installation.orgId }),
  });

const post = (requestURL, body) =>
  invoke({
    requestURL,
    requestType: 'POST',
    postBody: JSON.stringify(body),
    headers: JSON.stringify({ orgId: installation.orgId, 'Content-Type': 'application/json' }),
  });

/** What the extension does for one ticket: everything that Desk offers it. */
async function track({ ticketId, token }) {
  await post(`${DATA}/configParams`, { variables: [{ name: 'trackerToken', value: token }] });
  const { data: params } = await get('configParams');
  const { data: permissions } = await get('myCustomPermissions');
  const issue = await invoke({
    requestURL: 'https://tracker.example.com/issues',
    requestType: 'POST',
    postBody: JSON.stringify({ title: `Ticket ${ticketId} – é & ü + 値 😀` }),
    headers: '{"X-Token":"{{trackerToken}}","Content-Type":"application/json"}',
  });
  const byConnection = await invoke({
    requestURL: 'https://crm.example.com/contacts',
    requestType: 'GET',
    connectionLinkName: 'crm',
  });
  for (const key of [ticketId, `${ticketId}:again`])
    await post(`${DATA}/storage`, { key, queriableValue: 'open issues', value: { issue: issue.id } });
  await post(`${DATA}/storage`, {
    key: ticketId,
    queriableValue: 'open issues',
    value: { issue: issue.id, state: 'open' },
  });
  const one = await get('storage', { key: ticketId });
  const page = await get('storage', { queriableValue: 'open issues', from: 1, limit: 1 });
  await invoke({
    requestURL: `${DATA}/storage?key=${encodeURIComponent(`${ticketId}:again`)}`,
    requestType: 'DELETE',
  });
  const left = await get('storage', { queriableValue: 'open issues' });
  const reference = `ticket ${ticketId}`;
  const logs = [];
  for (let step = 1; step <= 10; step += 1)
    logs.push(
      await post('api/v1/extensionLogs', {
        reference,
        title: `step ${step}`,
        description: `issue ${issue.id}`,
      }),
    );
  const eleventh = await post('api/v1/extensionLogs', { reference, title: 'step 11' }).catch(
    (error) => error.message,
  );
  const field = await invoke({
    requestURL: 'https://desk.zoho.com/api/v1/organizationFields/{{fields.severity.id}}',
    requestType: 'GET',
  });
  const ticket = await invoke({
    requestURL: `https://desk.zoho.com/api/v1/tickets/${ticketId}`,
    requestType: 'PATCH',
    postBody: '{"cf": {"{{fields.severity.apiName}}": "High"}}',
    headers: '{"Content-Type":"application/json"}',
  });
  return { params, permissions, issue, byConnection, one, page, left, logs, eleventh, field, ticket };
}

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const answer = (status, value) => {
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(value));
  };
  try {
    if (request.url.startsWith('/events/')) {
      const expected = Buffer.from(hmac(body), 'hex');
      const given = Buffer.from(request.headers.hash ?? '', 'hex');
      if (given.length !== expected.length || !timingSafeEqual(given, expected))
        return answer(401, { error: 'That was not Desk.' });
      installation = JSON.parse(body);
      return answer(200, { installed: installation.event });
    }
    return answer(200, await track(JSON.parse(body)));
  } catch (error) {
    return answer(500, { error: error.message });
  }
});

server.listen(0, '127.0.0.1', () => process.send?.({ port: server.address().port }));
process.on('disconnect', () => process.exit());
