import { http, HttpResponse } from 'msw';
import type { RequestHandler } from 'msw';
import { ACCOUNT_ROUTES } from './accounts.js';
import { COMMENT_ROUTES } from './comments.js';
import { CONTACT_ROUTES } from './contacts.js';
import type { DeskAnswer, DeskRoute, Operation } from './desk-call.js';
import type { DeskData } from './desk-data.js';
import { DeskRefusal } from './desk-refusal.js';
import { FIELD_ROUTES } from './organization-fields.js';
import { ORGANIZATION_ROUTES } from './organization.js';
import { TICKET_ROUTES } from './tickets.js';

/**
 * Handlers for Desk's own APIs at every data centre. What is not listed stays unhandled: a part of Desk that is not
 * here (`/tickets/:id/threads`, `/search` …), and the extension's data (`/installedExtensions`), which `core/desk` serves.
 */
export function deskHandlers(data: DeskData): RequestHandler[] {
  const routes = [
    ...TICKET_ROUTES,
    ...COMMENT_ROUTES,
    ...CONTACT_ROUTES,
    ...ACCOUNT_ROUTES,
    ...FIELD_ROUTES,
    ...ORGANIZATION_ROUTES,
  ];
  return routes.map((route) =>
    http.all(matcherOf(route), async ({ request }) => toResponse(await answer(route, request, data))),
  );
}

/** Desk's data centres: the document lists ten, and the United Kingdom's came later. */
const HOSTS = [
  'desk.zoho.com',
  'desk.zoho.eu',
  'desk.zoho.in',
  'desk.zoho.com.au',
  'desk.zoho.com.cn',
  'desk.zoho.jp',
  'desk.zoho.sa',
  'desk.zoho.ae',
  'desk.zoho.sg',
  'desk.zoho.uk',
  'desk.zohocloud.ca',
];

/** Without capturing groups: MSW decodes what they hold, and throws at a broken escape. */
function matcherOf({ path }: DeskRoute): RegExp {
  const hosts = HOSTS.map((host) => host.replaceAll('.', '\\.')).join('|');
  return new RegExp(`^https://(?:${hosts})/api/v1${path.replaceAll(':id', '\\d+')}$`);
}

async function answer(route: DeskRoute, request: Request, data: DeskData): Promise<DeskAnswer | DeskRefusal> {
  const { pathname, searchParams } = new URL(request.url);
  const ids = pathname.split('/').filter((segment) => /^\d+$/.test(segment));
  const body = await request.text();
  try {
    refuseOtherOrganization(request, searchParams, data);
    return operationOf(route, request.method)({ ids, query: searchParams, body }, data);
  } catch (error) {
    if (error instanceof DeskRefusal) return error;
    throw error;
  }
}

/** `orgId` may be left out: offline there is one organisation. Where it is given, it has to be that one's. */
function refuseOtherOrganization(request: Request, query: URLSearchParams, { orgId }: DeskData): void {
  const given = [request.headers.get('orgId'), ...query.getAll('orgId')];
  const other = given.find((id) => id !== null && id.trim() !== orgId);
  if (other === undefined) return;
  throw new DeskRefusal(
    'OAUTH_ORG_MISMATCH',
    `orgId is '${other}', but the sample organisation is ${orgId}. Send that, or give sampleOrg another orgId.`,
  );
}

const METHODS = ['GET', 'POST', 'PATCH', 'DELETE'] as const;

function operationOf(route: DeskRoute, method: string): Operation {
  const operation = METHODS.filter((known) => known === method).map((known) => route[known])[0];
  if (operation !== undefined) return operation;
  throw new DeskRefusal(
    'METHOD_NOT_ALLOWED',
    `${route.path} of the sample organisation does not take ${method}, only ${allowed(route).join(', ')}.`,
  );
}

function allowed(route: DeskRoute): string[] {
  return METHODS.filter((method) => route[method] !== undefined);
}

function toResponse(result: DeskAnswer | DeskRefusal): Response {
  const body = result instanceof DeskRefusal ? result.toBody() : result.body;
  const { status } = result;
  if (body === undefined) return new HttpResponse(null, { status });
  return HttpResponse.json(body, { status, headers: { 'Content-Type': 'application/json;charset=utf-8' } });
}
