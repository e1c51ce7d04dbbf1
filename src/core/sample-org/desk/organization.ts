import { defaultOrganization } from '../../page/index.js';
import { found, list, one } from './desk-call.js';
import type { DeskRoute, Operation } from './desk-call.js';
import type { DeskAgent } from './desk-types.js';
import { readListQuery, refuseUnknown } from './list-query.js';

/** `GET /agents`: up to 200 at once. */
const listAgents: Operation = ({ query }, data) => {
  const asked = readListQuery(query, {
    api: 'GET /agents',
    filters: ['status', 'departmentIds'],
    most: 200,
  });
  const departments = asked.values('departmentIds');
  const chosen = data.agents.filter(
    ({ status, associatedDepartmentIds }) =>
      (asked.values('status')?.includes(status) ?? true) &&
      (departments === undefined || associatedDepartmentIds.some((id) => departments.includes(id))),
  );
  return list(asked.page(chosen).map(shownAgent));
};

const getAgent: Operation = ({ ids: [id], query }, data) => {
  refuseUnknown(query, [], 'GET /agents/:id');
  return one(shownAgent(found(data.agents, id, 'agent')));
};

/** `GET /myinfo`: the agent whom calls are made for. */
const getMyInfo: Operation = ({ query }, data) => {
  refuseUnknown(query, [], 'GET /myinfo');
  return one(shownAgent(data.caller));
};

const listDepartments: Operation = ({ query }, data) => {
  const asked = readListQuery(query, { api: 'GET /departments', filters: ['isEnabled'], most: 200 });
  const chosen = data.departments.filter(
    ({ isEnabled }) => asked.values('isEnabled')?.includes(String(isEnabled)) ?? true,
  );
  return list(asked.page(chosen));
};

const getDepartment: Operation = ({ ids: [id], query }, data) => {
  refuseUnknown(query, [], 'GET /departments/:id');
  return one(found(data.departments, id, 'department'));
};

/** `GET /organizations`: the one organisation, which is that of the Finance samples. */
const listOrganizations: Operation = ({ query }, { orgId }) => {
  refuseUnknown(query, [], 'GET /organizations');
  const { name, country } = defaultOrganization();
  const portalURL = 'https://desk.zoho.com/support/harborandvine';
  return list([
    { id: Number(orgId), companyName: name, alias: 'harborandvine', country, portalURL, isDefault: true },
  ]);
};

export const ORGANIZATION_ROUTES: readonly DeskRoute[] = [
  { path: '/agents', GET: listAgents },
  { path: '/agents/:id', GET: getAgent },
  { path: '/myinfo', GET: getMyInfo },
  { path: '/departments', GET: listDepartments },
  { path: '/departments/:id', GET: getDepartment },
  { path: '/organizations', GET: listOrganizations },
];

function shownAgent(agent: DeskAgent): object {
  return {
    ...agent,
    name: `${agent.firstName} ${agent.lastName}`,
    photoURL: null,
    phone: null,
    mobile: null,
    timeZone: 'America/Los_Angeles',
    langCode: 'en_US',
    countryCode: 'en_US',
    isConfirmed: true,
  };
}
